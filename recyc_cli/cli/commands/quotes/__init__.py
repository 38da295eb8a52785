"""Holds the commands that compute a quote, or ask about one.

May import cli's input and output, and every room but the model.
"""
