"""Computes what a plant earns over its life, and what that is worth today.

May import the ledger of a quote and what stands below it; knows no preset and no search.
"""
