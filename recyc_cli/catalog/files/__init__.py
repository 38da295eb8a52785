"""Finds presets and settings on disk, and reads their raw tables.

May import the ground.
"""
