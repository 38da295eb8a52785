"""Makes of quotes what a page computes anew: inputs, refusals, a table of operations.

May import analysis' own files at the top, report, scenario, catalog and model.
"""
