"""Writes programs of lots as SQL, a statement for each group of them.

May import the batch beside it, engine and all below.
"""
