"""Checks numbers for evidence, a plausible size and their age, for `recyc presets check`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.catalog.checks.plausible import implausible
from recyc_cli.catalog.spreads.subject import subject_of
from recyc_cli.catalog.vocabulary import OWN
from recyc_cli.errors import RecycError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from recyc_cli.catalog.documents.document import Document, Record
    from recyc_cli.catalog.spreads.spread import Spreads

NO_SOURCE, NO_EVIDENCE, IMPLAUSIBLE, NO_SPREAD = "E304", "E360", "E361", "E363"
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def strict_faults(documents: Iterable[Document], fx: Mapping[str, float], spreads: Spreads) -> list[RecycError]:
    """Return what is wrong with numbers that say no source or evidence, cannot be of their size, or have no spread.

    Args:
        documents: presets, parents before those that extend them.
        fx: units of each currency per USD, for decks without rates of their own.
        spreads: how far numbers may lie off.

    Returns:
        E304 (no source of its own), E360 (no evidence), E361 (implausible), E363 (neither a spread nor a reason for
        none).
    """
    faults: list[RecycError] = []
    for document, path, record in each_once(documents):
        rates = {**fx, **document.tree["fx"]} if document.kind == "prices" and "fx" in document.tree else fx
        bare = path.removeprefix("when.").partition(".")[2] if path.startswith("when.") else path
        where = f"{document.path}: {path}"
        faults += _of(f"{document.kind}.{bare}", record, where, rates)
        faults += _unspread(document.kind, path, record, where, spreads)
    return faults


def _unspread(kind: str, path: str, record: Record, where: str, spreads: Spreads) -> Iterator[RecycError]:
    """Yield a number that nothing says of how far it may lie off; those of spreads are themselves how far."""
    about = subject_of(kind, path)
    if kind != "spreads" and spreads.spread(about, record).how == "unknown":
        hint = f"give it low and high, or name {about} in a class of presets/spreads, or among exact numbers"
        yield RecycError(NO_SPREAD, "nothing says how far the number may lie off", where, hint)


def each_once(documents: Iterable[Document]) -> Iterator[tuple[Document, str, Record]]:
    """Yield every number with its path, those of corrections as `when.NAME.path`.

    A number that several presets inherit comes once, from the first of `documents` that has it.
    """
    seen: set[int] = set()
    for document in documents:
        for name, layer in document.layers.items():
            for path, record in layer.records.items():
                if id(record) not in seen:
                    seen.add(id(record))
                    yield document, f"when.{name}.{path}" if name else path, record


def _of(path: str, record: Record, where: str, fx: Mapping[str, float]) -> Iterator[RecycError]:
    """Yield what is wrong with one number."""
    if record.source == OWN:
        hint = "name one: that of the number it replaces says another one"
        yield RecycError(NO_SOURCE, "the number has no source of its own", where, hint)
    if not record.evidence:
        hint = "measured, market, published-model or estimate"
        yield RecycError(NO_EVIDENCE, "the number does not say its evidence", where, hint)
    wrong = implausible(path, record, fx)
    if wrong:
        yield RecycError(IMPLAUSIBLE, wrong, where, "is the unit right, and the decimal point?")


class Aged(NamedTuple):
    """A number that is older than asked for."""

    preset: str
    path: str
    dated: str
    """Its date, or the year of its source where it has none."""
    source: str


def aged(documents: Iterable[Document], sources: Mapping[str, Mapping[str, str]], older_than: int) -> Iterator[Aged]:
    """Yield every number that is older than a year; what is never dated, such as a molar mass, is never old.

    A number that several presets inherit is told once, for the first of `documents` that has it.

    Args:
        documents: presets, parents before those that extend them.
        sources: what each source says about itself; its year dates a number that has no date.
        older_than: the first year that is new enough [yr].
    """
    for document, path, record in each_once(documents):
        dated = record.date or str(sources.get(record.source, {}).get("year", ""))
        if (last_year(dated) or older_than) < older_than:
            yield Aged(document.id, path, dated, record.source)


def last_year(text: str) -> int | None:
    """Return the last year that a date names.

    >>> last_year("2018-2022"), last_year("2024-12-27"), last_year("2025-09"), last_year("")
    (2022, 2024, 2025, None)
    """
    years = _YEAR.findall(text)
    return int(years[-1]) if years else None
