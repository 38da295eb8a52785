"""Quotes files of lots: what is asked, what is shown while it runs and when it is done.

May import batch, render and all below.
"""
