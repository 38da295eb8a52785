"""Holds the commands that prove something to others: laws kept, what a product is made of.

May import cli's own files, render, analysis.
"""
