"""Finds, reads and checks presets.

May import the ground (errors, files, units, version), and of the model its numbers and its chemical formulas.
"""
