"""Turns options, settings and their values into keywords of a request.

May import scenario, catalog and the ground.
"""
