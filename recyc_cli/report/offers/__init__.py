"""Reduces a quote to what its customer may see, feed by feed.

May import the rest of report and every room below it.
"""
