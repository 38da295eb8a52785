"""Builds each part of a Scenario from its presets, a file for each.

May import scenario's own files, catalog, model and the ground.
"""
