"""Chooses which notes stand under a result: those that may change a decision.

How the figures came about is told on demand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.render.look import FILE, FULL, is_form

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recyc_cli.render.look import Look
    from recyc_cli.report.shapes.asked import Note, Noted

BACKGROUND = ("estimates", "mass-open", "new-pack-region", "prices-older", "recycled-by", "reuse-estimates")
"""Codes of notes that say how figures came about. All others, new ones too, are told under every result."""


def decisive(notes: Iterable[Note]) -> list[Note]:
    """Return the notes that may change a decision."""
    return [each for each in notes if each["code"] not in BACKGROUND]


def notes_as_lines(notes: Iterable[Note]) -> list[str]:
    """Return notes as lines, each with its code."""
    return [f"{each['message']} [{each['code']}]" for each in notes]


def notes_shown(report: Noted, look: Look) -> list[str]:
    """Return the notes of a report: all of them with `-v` and in documents, else the rest as one line.

    >>> from recyc_cli.render.look import Look
    >>> said = [("step-near", "one more press"), ("estimates", "9 of region"), ("estimates", "4 of prices")]
    >>> report = {"warnings": [{"code": code, "message": message} for code, message in said]}
    >>> notes_shown(report, Look())
    ['one more press [step-near]', '2 more notes, shown by -v: estimates']
    >>> notes_shown(report, Look(verbose=True))[1:]
    ['9 of region [estimates]', '4 of prices [estimates]']
    """
    every = report["warnings"]
    shown = every if look.verbose or is_form(look.form, FULL) or is_form(look.form, FILE) else decisive(every)
    more = [each["code"] for each in every if each not in shown]
    notes = notes_as_lines(shown)
    if more:
        count = f"{len(more)} more note{'s' if len(more) > 1 else ''}"
        notes.append(f"{count}, shown by -v: {', '.join(dict.fromkeys(more))}")
    return notes
