"""Holds what the model is given and what it answers, as plain records.

May import numbers.
"""
