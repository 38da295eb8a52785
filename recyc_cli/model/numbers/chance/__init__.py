"""How numbers may turn out: distributions, what moves together, and parts of a whole.

May import model.numbers.arithmetic.
"""
