"""Turns a request and the presets into a Scenario.

May import catalog, model and the ground.
"""
