"""Formats sources in full, as a reader cites them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.render.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recyc_cli.report.shapes.products import Reference as Cited

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
