"""Writes workbooks whose figures are formulas over their inputs.

May import render's own files and pages, report, and alone in render the trace of a quote: analysis.traced_quote
and model.numbers.traced.
XlsxWriter is imported where a file is written.
"""
