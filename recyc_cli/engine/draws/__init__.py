"""Draws the inputs of quotes together, runs their programs, and sums up what comes out.

May import engine's programs and all below.
"""
