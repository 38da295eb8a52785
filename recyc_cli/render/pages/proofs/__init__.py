"""Lays out what proves something to others: laws that are kept, certificates.

May import render's words, numbers and pages, and the shapes of report.
"""
