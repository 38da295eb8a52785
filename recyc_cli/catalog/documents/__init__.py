"""Reads presets: the tree of a file, its records, parents, overlays and dates.

May import catalog's files and vocabulary, the ground, and of the model its numbers.
"""
