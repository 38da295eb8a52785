"""Holds the words of every note, by how much it matters.

May import nothing of the project.
"""
