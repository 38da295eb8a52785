"""Quotes kept with their numbers, and what has moved since. May import analysis.quote, report and all below."""
