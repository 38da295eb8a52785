"""Writes the parts that an HTML document is made of, and its style.

May import render's own files and its charts.
"""
