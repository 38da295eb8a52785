"""Computes the economics as pure arithmetic on any kind of number.

May import nothing of the package but itself.
"""
