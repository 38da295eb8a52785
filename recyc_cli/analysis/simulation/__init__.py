"""How sure a margin is: all that is not known drawn at once, for several routes on the same draws.

May import engine, report and all below; no other question.
"""
