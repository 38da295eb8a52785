"""Tells how old the numbers of presets are, for `recyc presets check --older-than`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.catalog.checks.strict import each_once

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from recyc_cli.catalog.documents.document import Document

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


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
