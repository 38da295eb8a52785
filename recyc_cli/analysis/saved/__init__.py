"""Saves quotes with every number they used, and tells what has changed since.

May import analysis' own files, report and every room below.
"""
