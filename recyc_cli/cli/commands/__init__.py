"""Holds the commands, a file each.

May import cli's input, output and presets, and every room but the model.
"""
