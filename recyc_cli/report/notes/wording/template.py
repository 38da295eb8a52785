"""Says what the words of a note are made of.

A template takes the note's values (`telling`). In square brackets stands what is left out where a value of it is
missing; behind `¦` what a short line drops where it has no room. A note whose words depend on how something came about
has them under `code/case`.
"""

from __future__ import annotations

from recyc_cli.row import Row


class Words(Row):
    """The words of a note: in full, and as one line on a screen; `each` joins several of a code on that line."""

    full: str
    short: str
    each: tuple[str, str] | None = None
