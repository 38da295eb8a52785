"""Defines numbers: a float, many side by side, one that knows its formula.

May import nothing.
"""
