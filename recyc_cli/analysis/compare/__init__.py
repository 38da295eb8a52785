"""Chemistries, routes and any axis side by side. May import analysis.quote, report and all below."""
