"""Draws by name what all quotes share, keeps such draws, and reckons with their rows.

May import draws' own files, engine's programs and all below.
"""
