"""Reads what was weighed: batteries in, fractions out.

May import importing's tables, the catalog's words and the model's records.
"""
