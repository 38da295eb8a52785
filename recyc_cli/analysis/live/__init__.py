"""Makes of quotes what a page computes anew: sides, inputs, refusals, one table of operations.

May import analysis' own files at the top, report, scenario, catalog and model.
"""
