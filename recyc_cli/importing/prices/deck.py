"""Makes a deck of the prices of a file, those of its period that are usable, and writes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.catalog.documents.document import bare
from recyc_cli.catalog.documents.newest_deck import spans
from recyc_cli.catalog.drafts.template import inline_number, toml_string
from recyc_cli.errors import RecycError
from recyc_cli.importing.prices.items import path_of
from recyc_cli.importing.prices.layouts import MISSING, dated
from recyc_cli.importing.prices.tax import rate_text
from recyc_cli.importing.prices.usable import Basis, deck_digits, foreign_currency, usable
from recyc_cli.importing.words import PRICES
from recyc_cli.scenario.fill_in import usual_deck

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from recyc_cli.catalog.documents.document import Document, Record, Tree
    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.importing.prices.layouts import Price, PriceFile
    from recyc_cli.importing.prices.usable import Usable

NOTHING, DATE = "E376", "E163"
_MONTH, _YEAR, _MONTHS = len("YYYY-MM"), len("YYYY"), 12
_PUBLISHERS: dict[str, dict[str, str]] = PRICES["publishers"]


class Unused(NamedTuple):
    """A row or column of the file that did not come into the deck, and why; `bad` is what should have."""

    where: str
    item: str
    why: str
    bad: bool


class Imported(NamedTuple):
    """The prices of a period, by their path in the deck, and what was left out."""

    period: str
    records: dict[str, Record]
    used: int
    unused: list[Unused]
    taxes: Mapping[str, float]
    """The rate of value-added tax that was in the prices of each currency."""
    absent: dict[str, str]
    """Paths that the file prices in other months only, and the newest of these."""


def newest_builtin_deck(library: Library) -> Document:
    """Return the deck that an imported one extends: the newest built-in one of the usual method's market.

    Decks that are named by their year or month count; without one, it is the usual method's own deck.
    """
    usual = usual_deck(library)
    last = len(library.shelves) - 1
    decks = [library.on_shelf(last, "prices", name) for name in library.shelves[last].names("prices").values()]
    sought = usual.tree.get("market")
    dated = [deck.name for deck in decks if deck.tree.get("market") == sought and deck.tree.get("year") == deck.name]
    return library.document("prices", max(dated, key=spans, default=usual.name))


def period_of(wanted: str, where: str) -> str:
    """Return a month (2025-09) or a year (2024), or raise RecycError E163.

    >>> period_of("2025-9", "--date"), period_of("2024", "--date")
    ('2025-09', '2024')
    """
    period = dated(wanted)
    if not period or len(period) > _MONTH:
        raise RecycError(DATE, f"{wanted[:40]!r} is neither a month nor a year", where, "2025-09 or 2024", 2)
    return period


def gather_prices(
    file: PriceFile,
    deck: Document,
    materials: Tree,
    period: str,
    taxes: Callable[[set[str], str], Mapping[str, float]],
) -> Imported:
    """Return the prices of a period, or of the newest month in the file.

    The price of a month is the mean of its days; of a year, the mean of its months, with the cheapest and the dearest
    month as its range. A year that the file prices as such is taken from there.

    Args:
        file: prices as the file has them.
        deck: the deck that they are laid over: its names, its exchange rates.
        materials: symbols of elements, formulas of salts, and what these are traded as.
        period: 2025-09 or 2024; nothing means the newest month, or year where the file has no months.
        taxes: says which rate of tax is in the prices of which currency, of these and of this period (`tax.rates`).
    """
    paths, unused = _paths(file, deck, materials)
    ours = [price for price in file.prices if price.item in paths]
    if not period:
        dates = [price.date for price in ours if price.value is not None and not price.date.startswith("?")]
        period = max((date[:_MONTH] for date in dates), default="")
    unused += [_undated(price) for price in ours if price.date.startswith("?")]
    due = [price for price in ours if period and price.date.startswith(period)]
    basis = Basis(deck, materials, taxes({code for price in due if (code := foreign_currency(price))}, period))
    taken: dict[str, dict[str, Usable]] = {}
    for price in due:
        path = paths[price.item]
        try:
            taken.setdefault(path, {})[price.date] = usable(price, path, basis, taken.get(path, {}))
        except RecycError as error:
            unused.append(_refused(price, error))
    records = {path: _record(list(prices.values()), period) for path, prices in taken.items() if prices}
    newest_of = _newest(ours, paths)
    absent = {path: date for path, date in newest_of.items() if path not in records and not date.startswith(period)}
    return Imported(period, records, sum(map(len, taken.values())), unused, basis.taxes, absent)


def _newest(prices: list[Price], paths: Mapping[str, str]) -> dict[str, str]:
    """Return the newest date at which each path has a price."""
    newest: dict[str, str] = {}
    for price in prices:
        if price.value is not None and not price.date.startswith("?"):
            path = paths[price.item]
            newest[path] = max(price.date, newest.get(path, ""))
    return newest


def _paths(file: PriceFile, deck: Document, materials: Tree) -> tuple[dict[str, str], list[Unused]]:
    """Return the path of each item that the deck prices, and the items that it does not.

    In a publisher's file these are the world's other commodities; in a user's own, a name near one of ours is a slip.
    """
    paths: dict[str, str] = {}
    other: dict[str, tuple[Price, str]] = {}
    counts: dict[str, int] = {}
    for price in file.prices:
        counts[price.item] = counts.get(price.item, 0) + 1
        if price.item in paths or price.item in other:
            continue
        try:
            paths[price.item] = path_of(price.item, price.code, deck, materials)
        except RecycError as error:
            other[price.item] = (price, "" if file.publisher else error.hint)
    unused = []
    for item, (price, hint) in other.items():
        why = " ".join(filter(None, ["no price of a deck", f"({hint})" if hint else ""]))
        rows = f", and {counts[item] - 1} more" if counts[item] > 1 else ""
        unused.append(Unused(price.where + rows, item, why, bad=bool(hint)))
    return paths, unused


def _undated(price: Price) -> Unused:
    return Unused(price.where, price.item, f"no date: {price.date[1:40]!r}", bad=True)


def _refused(price: Price, error: RecycError) -> Unused:
    why = error.message + (f" ({error.hint})" if error.hint else "")
    return Unused(price.where, price.item, why, bad=price.text.lower() not in MISSING)


def _record(prices: list[Usable], period: str) -> Record:
    """Return what the prices of a period come to."""
    of_period = [price for price in prices if price.date == period]
    parts = of_period or prices
    months: dict[str, list[float]] = {}
    for price in parts:
        months.setdefault(price.date[:_MONTH] if len(period) == _YEAR else price.date, []).append(price.value)
    means = [sum(values) / len(values) for values in months.values()]
    mean = deck_digits(sum(means) / len(means))
    record = bare(mean, parts[0].unit)._replace(date=period, evidence="market")
    if of_period:
        notes = [f"{of_period[0].written} in the file" if of_period[0].written else ""]
        basis = "monthly average" if len(period) == _MONTH else "annual average"
    else:
        what = "months" if len(period) == _YEAR else "days"
        notes = [f"only {len(means)} of 12 months" if what == "months" and len(means) < _MONTHS else ""]
        basis = f"mean of {len(means)} {what}; low and high are the cheapest and the dearest of them"
        record = record._replace(low=min(*means, mean), high=max(*means, mean))
    if parts[0].tax is not None:
        basis += ", without VAT"
        notes.append(f"VAT of {rate_text(parts[0].tax)} taken out" if parts[0].tax else "quoted without VAT")
    if wet := parts[0].hydrate:
        notes.append(f"per tonne of {wet.counted}: traded as {wet.traded}")
    return record._replace(basis=basis, note="; ".join(filter(None, notes)))


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
