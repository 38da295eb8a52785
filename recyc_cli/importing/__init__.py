"""Turns other people's files into presets.

May import scenario, catalog, the ground, and of the model its chemical formulas.
"""
