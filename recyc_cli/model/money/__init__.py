"""Computes what flows cost and bring: plants, freight, feed, sales.

May import flows, records and numbers.
"""
