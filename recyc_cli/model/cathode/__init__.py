"""Computes what a kilogram of cathode costs and burdens, virgin or recycled.

May import money, flows, records and numbers.
"""
