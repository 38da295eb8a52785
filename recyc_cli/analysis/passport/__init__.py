"""Answers what passports of batteries say, and what a quote makes of one.

May import importing, report, scenario, catalog, and of analysis the quote.
"""
