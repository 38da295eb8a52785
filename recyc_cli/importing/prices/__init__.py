"""Turns public price files, as users have them, into a dated deck.

May import importing's own files, scenario, catalog, the ground, and of the model its chemical formulas.
"""
