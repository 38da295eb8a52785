"""Reads tables of lots as columns of keywords of a quote.

May import the table readers beside it, scenario, catalog and the ground.
"""
