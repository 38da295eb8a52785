"""Finds the value of one number at which a margin is zero.

May import analysis' own files, report and every room below.
"""
