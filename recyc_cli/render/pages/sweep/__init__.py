"""Lays out a sweep: as a document with pictures, and for a terminal.

May import render's own files and report's names, figures and shapes.
"""
