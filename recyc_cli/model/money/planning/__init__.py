"""Computes what purchases of lots and what years to come are worth.

May import money's other files and every room of the model below.
"""
