"""Formats sources in full, as a reader cites them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.render.text import clean, display_width, wrap

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from recyc_cli.report.shapes.products import Reference as Cited

SOURCES = "Sources"
INDENT = "  "
_SHORT = ("publisher", "year", "url")
_ADDRESS = re.compile(r"https?://[^\s<>\"'`()\[\]{}|\\^]+")


class Reference(NamedTuple):
    """A source: its id, its entry as text, and its address where that is one of the web."""

    name: str
    entry: str
    address: str


def references(entries: Iterable[Cited]) -> tuple[Reference, ...]:
    """Return the references of a bibliography.

    >>> references([{"id": "usgs", "title": "Summaries", "publisher": "USGS", "year": "2025", "url": "javascript:1"}])
    (Reference(name='usgs', entry='Summaries. USGS, 2025. javascript:1.', address=''),)
    """
    return tuple(_reference(entry) for entry in entries)


def cited_in_short(entries: Iterable[Cited], names: Collection[str]) -> tuple[Reference, ...]:
    """Return the references of some sources of a bibliography, by title, publisher, year and address alone."""
    return tuple(
        _reference({"id": entry["id"], "title": entry["title"], **{key: entry[key] for key in _SHORT if key in entry}})  # type: ignore[literal-required, typeddict-item]
        for entry in entries
        if entry["id"] in names
    )


def reference_lines(entries: Iterable[Reference], width: int | None = None) -> list[str]:
    """Return references as lines for a screen, none wider than `width`: an address that is longer takes several.

    >>> reference_lines([Reference("usgs", "Zinc.", "https://x.org/long/path")], 20)
    ['usgs: Zinc.', '  https://x.org/long', '  /path']
    """
    lines: list[str] = []
    for each in entries:
        text = f"{each.name}: {each.entry} {each.address}"
        lines += wrap(text, width, INDENT) if width else [text.rstrip()]
    return [part for line in lines for part in _folded(line, width)]


def _folded(line: str, width: int | None) -> list[str]:
    """Return a line in parts that fit."""
    if width is None or display_width(line) <= width:
        return [line]
    return [line[:width], *_folded(INDENT + line[width:], width)]


def _reference(entry: Cited) -> Reference:
    """Return one reference; an address that is none of the web stays text."""
    url = clean(entry.get("url") or "")
    address = url if _ADDRESS.fullmatch(url) else ""
    by = ", ".join(clean(said) for said in (entry.get("publisher"), entry.get("year")) if said)
    license_ = f"Licence: {entry['license']}" if entry.get("license") else ""
    parts = (entry["title"], by, "" if address else url, license_, entry.get("note") or "")
    return Reference(clean(entry["id"]), " ".join(map(_sentence, filter(None, parts))), address)


def _sentence(words: str) -> str:
    """Return words with the point that ends them, unless they end with another mark."""
    words = clean(words).rstrip(". ")
    return words if words.endswith(("?", "!")) else words + "."
