"""Holds the JSON schemas of all reports, made from `report/shapes`. May import nothing."""
