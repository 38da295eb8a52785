"""Builds the parts of a report, a file each.

May import report's own files, scenario, catalog, model and the ground.
"""
