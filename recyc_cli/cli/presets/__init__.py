"""Holds the subcommands of `recyc presets`, a file each.

May import cli's input and output, and every room but the model.
"""
