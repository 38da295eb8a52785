"""Reads battery passports for a quote.

May import cli's input and output, analysis, render and every room below.
"""
