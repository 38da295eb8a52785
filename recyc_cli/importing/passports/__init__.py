"""Reads battery passports of any format as the keywords of a quote, with what is doubtful and what is refused.

May import scenario, catalog, the ground, the rest of importing, and of the model its chemical formulas.
"""
