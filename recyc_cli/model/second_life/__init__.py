"""Computes a second life of batteries: grading, the facility, the recycling after it.

May import recycling, seats and all below.
"""
