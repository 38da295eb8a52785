"""Batteries used again: grading, the facility, what follows. May import recycling, seats and all below."""
