"""What `recyc presets check --strict` asks of numbers beyond their form: evidence, a plausible size, and age."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from recyc_cli.catalog.plausible import implausible
from recyc_cli.errors import RecycError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from recyc_cli.catalog.document import Document, Record

NO_EVIDENCE, IMPLAUSIBLE, OLD = "E360", "E361", "E362"
_SHOWN = 3
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def strict_faults(
    documents: Iterable[Document],
    fx: Mapping[str, float],
    sources: Mapping[str, Mapping[str, str]],
    older_than: int | None = None,
) -> list[RecycError]:
    """Return every number that says no evidence, cannot be of its size, or is older than a year.

    A number that several presets inherit is told once, for the first of `documents` that has it.

    Args:
        documents: presets, parents before those that extend them.
        fx: units of each currency per USD, for decks without rates of their own.
        sources: what each source says about itself; its year dates a number that has no date.
        older_than: the first year that is new enough [yr]; None asks for no age.

    Returns:
        E360 (no evidence), E361 (implausible), E362 (older).
    """
    faults: list[RecycError] = []
    told: set[int] = set()
    aged: dict[tuple[str, str], list[str]] = {}
    for document in documents:
        rates = {**fx, **document.tree["fx"]} if document.kind == "prices" and "fx" in document.tree else fx
        for path, record in _numbers(document):
            if id(record) in told:
                continue
            told.add(id(record))
            bare = path.removeprefix("when.").partition(".")[2] if path.startswith("when.") else path
            faults += _of(f"{document.kind}.{bare}", record, f"{document.path}: {path}", rates)
            dated = _dated(record, sources)
            if older_than is not None and (last_year(dated) or older_than) < older_than:
                aged.setdefault((document.path, dated), []).append(path)
    return faults + [_old(*where, paths, older_than) for where, paths in aged.items()]


def _numbers(document: Document) -> Iterator[tuple[str, Record]]:
    """Yield every number of a preset by its path, those of corrections as `when.NAME.path`."""
    yield from document.records.items()
    for name, overlay in document.overlays.items():
        for path, record in overlay.records.items():
            yield f"when.{name}.{path}", record


def _of(path: str, record: Record, where: str, fx: Mapping[str, float]) -> Iterator[RecycError]:
    """Yield what is wrong with one number, its age apart."""
    if not record.evidence:
        hint = "measured, market, published-model or estimate"
        yield RecycError(NO_EVIDENCE, "the number does not say its evidence", where, hint)
    wrong = implausible(path, record, fx)
    if wrong:
        yield RecycError(IMPLAUSIBLE, wrong, where, "is the unit right, and the decimal point?")


def _dated(record: Record, sources: Mapping[str, Mapping[str, str]]) -> str:
    """Return a number's date, or the year of its source; what is never dated, such as a molar mass, is never old."""
    year = sources.get(record.source, {}).get("year", "")
    return record.date or (f"{year}, the year of {record.source}" if year else "")


def _old(file: str, dated: str, paths: list[str], older_than: int | None) -> RecycError:
    """Tell of all numbers of a preset with one date that is too old."""
    more = f" and {len(paths) - _SHOWN} more" if len(paths) > _SHOWN else ""
    which = ", ".join(paths[:_SHOWN]) + more
    what = f"{len(paths)} numbers are" if len(paths) > 1 else "a number is"
    return RecycError(OLD, f"{what} dated {dated}: older than {older_than}", f"{file}: {which}", "find newer figures")


def last_year(text: str) -> int | None:
    """Return the last year that a date names.

    >>> last_year("2018-2022"), last_year("2024-12-27"), last_year("2025-09"), last_year("")
    (2022, 2024, 2025, None)
    """
    years = _YEAR.findall(text)
    return int(years[-1]) if years else None
