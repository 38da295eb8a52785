"""Tells a result as the public report: every figure, block and note.

May import scenario, catalog, model and the ground.
"""
