"""Checks presets beyond their numbers; the only folder that imports pydantic.

May import catalog's documents, files and vocabulary, the ground, and of the model its chemical formulas.
"""
