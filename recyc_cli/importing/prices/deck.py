"""Writes a deck of the prices of a file, and says what became of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.catalog.documents.document import bare
from recyc_cli.catalog.documents.tax import rate_text
from recyc_cli.catalog.drafts.template import inline_number, toml_string
from recyc_cli.importing.prices.periods import YEAR
from recyc_cli.importing.prices.price_units import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recyc_cli.importing.prices.gather import Imported
    from recyc_cli.importing.prices.price_file import PriceFile

_CITED = ("title", "publisher", "url", "license")
_PUBLISHERS: dict[str, dict[str, str]] = WORDS["publishers"]


def deck_text(imported: Imported, file: PriceFile, metals: Iterable[str], source: str, file_name: str) -> str:
    """Return the text of the deck; `metals` are the main ones, of which it says which it has not."""
    publisher = _PUBLISHERS.get(file.publisher, {}).get("publisher", file_name)
    escaped = toml_string(file_name)[1:-1]
    parent = imported.parent.name
    lines = [
        f"# Made by `recyc presets import` from {escaped}; what the file does not price is that of {parent}.",
        *(f"# {line}" for line in notes_of_import(imported, metals)),
        f"title = {toml_string(f'{publisher}, {imported.period}')}",
        f"extends = {toml_string(parent)}",
        f"year = {toml_string(imported.period)}",
    ]
    lines += ["", "[vat]", "included = false"] if imported.taxes else []
    groups: dict[str, list[str]] = {}
    for path, record in imported.records.items():
        group, _, key = path.rpartition(".")
        groups.setdefault(group, []).append(f"{key} = {inline_number(record._replace(source=source))}")
    for code, rate in imported.rates.items():
        if rate.source:
            record = bare(rate.value, f"{code}/USD", rate.source)
            record = record._replace(date=rate.period, basis="average of the period", evidence="market")
            groups.setdefault("fx", []).append(f"{code} = {inline_number(record)}")
    for group, entries in groups.items():
        lines += ["", f"[{group}]", *entries]
    return "\n".join(lines) + "\n"


def source_entry(file: PriceFile, period: str, file_name: str) -> dict[str, str]:
    """Return what sources.toml says of a price file."""
    entry = {key: said for key, said in _PUBLISHERS.get(file.publisher, {}).items() if key in _CITED}
    return {
        "title": f"Prices in {file_name}",
        **entry,
        "year": period[:YEAR],
        "note": f"Read from the file {file_name}.",
    }


def notes_of_import(imported: Imported, metals: Iterable[str]) -> list[str]:
    """Say what became of tax and currency, and which main metals, or those of other months, the file does not price."""
    parent, taxes = imported.parent.name, imported.taxes
    lines = [
        f"Prices in {code}: VAT of {rate_text(rate)} taken out." if rate else f"Prices in {code}: quoted without VAT."
        for code, rate in taxes.items()
    ]
    lines += [
        f"Prices in {code}: at {rate.value:g} {code}/USD, "
        + (f"the mean of {rate.period} ({rate.source})." if rate.source else f"as deck {parent} has it.")
        for code, rate in imported.rates.items()
    ]
    absent = {_name(path): date for path, date in imported.absent.items()}
    if absent:
        names = ", ".join(f"{name} ({date})" for name, date in absent.items())
        lines.append(f"Not priced for {imported.period}, so that of {parent} (newest here): {names}.")
    priced = {_name(path) for path in imported.records}
    lacking = [metal for metal in metals if metal not in priced and metal not in absent]
    if lacking:
        lines.append(f"Main metals taken from deck {parent}: {', '.join(lacking)}")
    return lines


def _name(path: str) -> str:
    return path.removesuffix(".price").rpartition(".")[2]
