"""Words for the numbers of a quote, from their paths and presets.

May import the catalog, the keywords of a scenario, and the names beside it.
"""
