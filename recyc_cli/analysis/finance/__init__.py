"""Asks of a plant whether it pays over its life, and what would make it pay.

May import analysis' quote and roots, report and every room below.
"""
