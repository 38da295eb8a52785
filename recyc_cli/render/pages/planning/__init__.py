"""Lays out plans: what to buy of lots on offer, what comes back by year.

May import render's page, words and screens, and the shapes of report.
"""
