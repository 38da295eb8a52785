"""Turns traces into programs that quote many rows, and reads them.

May import importing, report, scenario, catalog, model; the one room that imports numpy, and only where it is used.
"""
