"""Writes pages whose figures are computed anew where they are read, by a constant script over a table of operations.

May import render's own files and pages, report, and what a page computes: analysis.live.live and
model.numbers.traced and table.
"""
