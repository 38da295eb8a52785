"""Lays out quotes and comparisons as a terminal shows them: the answer first.

May import the rest of `render/` and `report/`.
"""
