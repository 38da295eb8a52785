"""Tells how likely a quote's margin is, by draws that are stored, and makes these.

May import analysis' quote and simulation's own files, engine, report and all below; no other question.
"""
