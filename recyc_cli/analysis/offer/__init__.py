"""Prices an offer at a margin, and tells what its maker should know before it goes out.

May import report and every room below it, and `analysis/quote.py`.
"""
