"""Lays out one quote: account, detail, second life, customer's copy.

May import render's own files and report's names and shapes.
"""
