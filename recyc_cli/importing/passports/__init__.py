"""Reads battery passports of any format as keywords of a quote.

May import scenario, catalog, the ground, the rest of importing, and of the model its chemical formulas.
"""
