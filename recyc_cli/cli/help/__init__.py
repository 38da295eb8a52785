"""Prints help from the table of options: of commands, the first screen, the man page.

May import cli's input and output, the list of commands, and the ground.
"""
