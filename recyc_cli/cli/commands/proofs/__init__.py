"""Commands that prove something to others: that laws are kept, what a product is made of.

May import cli's own files, render, analysis.
"""
