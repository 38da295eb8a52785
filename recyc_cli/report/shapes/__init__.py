"""Types the reports of recyc.

Imported for types alone, so that a quote does not pay for it. May import typing alone.
"""
