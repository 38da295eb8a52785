"""Turns laboratory assays into chemistries.

May import importing's own files, scenario, catalog, the ground, and of the model its chemical formulas.
"""
