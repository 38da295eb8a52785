"""Draws charts as inline SVG with small pure functions: same numbers, same bytes.

May import render's text and numbers.
"""
