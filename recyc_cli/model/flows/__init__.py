"""Computes kilograms and megajoules: feedstock, stages, balances, impacts.

May import records and numbers.
"""
