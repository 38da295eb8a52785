"""Workbooks whose figures are formulas over their inputs. XlsxWriter is imported where a file is written."""
