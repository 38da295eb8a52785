"""Says what a report tells, line by line, whatever the form.

May import render's own files and charts, and report's names and shapes.
"""
