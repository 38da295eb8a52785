"""Knows how far each number of the presets may lie off.

May import catalog's documents and vocabulary, model.
"""
