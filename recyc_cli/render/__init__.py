"""Draws reports: one file per form of output, one page per report; computes nothing.

May import report's names and shapes, catalog's vocabulary and the ground.
"""
