"""Answers what has no number: whether a plant does what a law wants done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.analysis.compliance.checks import DEPENDS, FAIL, PASS, Check
from recyc_cli.errors import RecycError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recyc_cli.analysis.compliance.books import Book

BAD_DUTY = "E197"
OWN_ANSWER = "the plant's own answer"


def answered_duties(books: Iterable[Book], answers: Mapping[str, bool], day: str) -> list[Check]:
    """Return every duty of some rules with what the plant answers; without an answer it depends on that.

    Args:
        books: the rules.
        answers: by the name of a duty, or of its rule and it: `eu-2023-1542.fluids`.
        day: that the law is held against.

    Raises:
        RecycError: E197, an answer to no duty.
    """
    entries = [entry for book in books for entry in book.entries("duties")]
    known = {name: None for each in entries for name in (each.name, f"{each.rule}.{each.name}")}
    for name in answers:
        if name not in known:
            hint = did_you_mean(name, known) or f"duties: {' '.join(each.name for each in entries) or 'none'}"
            raise RecycError(BAD_DUTY, f"no rule asked for has the duty {name[:40]!r}", "--duty", hint)
    found = []
    for entry in entries:
        answer = answers.get(f"{entry.rule}.{entry.name}", answers.get(entry.name))
        verdict = DEPENDS if answer is None else PASS if answer else FAIL
        open_on = (OWN_ANSWER,) if answer is None else ()
        found.append(Check(entry, "", verdict, depends_on=open_on, in_force=entry.stands(day)))
    return found
