"""Writes the notes that a reader needs beside the numbers.

May import report's own files and blocks, scenario, catalog, model and the ground.
"""
