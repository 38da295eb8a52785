"""Reckons what of a battery comes out again, and of what a product was made.

May import recycling and what stands below it.
"""
