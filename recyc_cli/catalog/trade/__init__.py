"""Knows how the trade writes amounts and their units, for every door of the program.

May import the catalog's files, the ground, and of the model its chemical formulas.
"""
