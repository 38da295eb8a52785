"""Computes the economics as pure arithmetic on any kind of number.

May import nothing of the package but itself. Outside stands only what depends on no number of a row: units and
exchange rates (`scenario/`, `importing/`), which presets are in force and what they say, steps of a search
(`analysis/roots.py`), derivatives told as moves (`analysis/explain/`).
"""
