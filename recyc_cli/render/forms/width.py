"""Says how wide a screen is."""

WIDTH, GAP, LABEL = 80, 2, 20
"""Columns of a screen, between two columns of a table at least, and of a label that stands in its own row."""
