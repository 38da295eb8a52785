"""Describes other people's tables once: their head, columns, units and rows.

May import importing's own sheets, catalog and the ground.
"""
