"""Lays out explanations: the account, its tree, a difference.

May import render's own files and report's names and shapes.
"""
