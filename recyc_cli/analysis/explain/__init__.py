"""Explains how a figure came about, in words, formulas and shares.

May import analysis' own files, report and every room below.
"""
