"""Writes an imported deck as text, with the entry of sources.toml for its file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.catalog.drafts.template import inline_number, toml_string
from recyc_cli.importing.prices.tax import rate_text
from recyc_cli.importing.words import PRICES

if TYPE_CHECKING:
    from recyc_cli.importing.prices.deck import Imported
    from recyc_cli.importing.prices.layouts import PriceFile

_YEAR = len("YYYY")
_PUBLISHERS: dict[str, dict[str, str]] = PRICES["publishers"]


def deck_text(imported: Imported, file: PriceFile, parent: str, source: str, file_name: str) -> str:
    """Return the text of the deck."""
    publisher = _PUBLISHERS.get(file.publisher, {}).get("publisher", file_name)
    escaped = toml_string(file_name)[1:-1]
    lines = [
        f"# Made by `recyc presets import` from {escaped}; what the file does not price is that of {parent}.",
        f"title = {toml_string(f'{publisher}, {imported.period}')}",
        f"extends = {toml_string(parent)}",
        f"year = {toml_string(imported.period)}",
    ]
    lines[1:1] = [f"# {line}" for line in notes_of_import(imported, parent)]
    groups: dict[str, list[str]] = {}
    for path, record in imported.records.items():
        group, _, key = path.rpartition(".")
        groups.setdefault(group, []).append(f"{key} = {inline_number(record._replace(source=source))}")
    for group, entries in groups.items():
        lines += ["", f"[{group}]", *entries]
    return "\n".join(lines) + "\n"


def source_entry(file: PriceFile, period: str, file_name: str) -> dict[str, str]:
    """Return what sources.toml says of a price file."""
    entry = _PUBLISHERS.get(file.publisher, {"title": f"Prices in {file_name}"})
    return {**entry, "year": period[:_YEAR], "note": f"Read from the file {file_name}."}


def notes_of_import(imported: Imported, parent: str) -> list[str]:
    """Say what became of value-added tax, a line for each currency, and what the file prices in other months only."""
    lines = [
        f"Prices in {code}: VAT of {rate_text(rate)} taken out." if rate else f"Prices in {code}: quoted without VAT."
        for code, rate in imported.taxes.items()
    ]
    if imported.absent:
        names = (f"{path.removesuffix('.price').rpartition('.')[2]} ({date})" for path, date in imported.absent.items())
        lines.append(f"Not priced for {imported.period}, so that of {parent} (newest here): {', '.join(names)}.")
    return lines
