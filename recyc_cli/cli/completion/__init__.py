"""Completes command lines for bash, zsh and fish.

May import cli's input, the list of commands, and every room but the model.
"""
