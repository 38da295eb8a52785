"""Certifies whose metal products hold, with their recycled content and their burden.

May import `analysis/quote.py`, the masses of `analysis/compliance`, report and what stands below them.
"""
