"""Describes how numbers may turn out: distributions, what moves together, parts of a whole.

May import model.numbers.arithmetic.
"""
