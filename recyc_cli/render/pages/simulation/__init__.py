"""Lays out a simulation: the table, the histogram.

May import the pages beside it.
"""
