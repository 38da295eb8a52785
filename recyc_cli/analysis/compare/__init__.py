"""Compares chemistries, routes and any other axis side by side.

May import analysis' own files, report and every room below.
"""
