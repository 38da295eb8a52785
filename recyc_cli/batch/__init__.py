"""Quotes columns of lots through programs: blocks in, blocks out, in bounded memory.

May import analysis, engine and all below.
"""
