"""Writes new presets as text, whole or not at all.

May import catalog's documents, files and vocabulary, and the ground.
"""
