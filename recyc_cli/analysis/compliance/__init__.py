"""Holds masses that were modelled or weighed against what laws ask.

May import `analysis/quote.py`, importing, report and what stands below them.
"""
