"""Writes results where they should go, and reports why a command failed.

May import cli's input and every room but the model.
"""
