"""Types the reports of studies, which quote many times.

A file of lots, a range, draws, the years of a plant. Imported for types alone. May import typing and the shapes above.
"""
