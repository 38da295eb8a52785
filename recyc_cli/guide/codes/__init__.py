"""Holds what each code of an error or note means and what to do. May import nothing."""
