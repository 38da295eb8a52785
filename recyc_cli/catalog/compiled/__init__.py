"""Keeps the built-in presets as one file that is never stale.

May import catalog's documents and files, and the ground.
"""
