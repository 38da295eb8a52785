"""Writes pages whose figures are computed anew where they are read, by one script.

May import render's own files and pages, report, and what a page computes: analysis.live.live and
model.numbers.traced and table.
"""
