"""Draws all that is not known at once, for several quotes on the same draws.

May import engine, report and all below; no other question.
"""
