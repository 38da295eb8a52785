"""From the prices of a file to a deck: which are of the period, which are usable, and what they come to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.catalog.document import Record
from recyc_cli.catalog.drafting import number, text
from recyc_cli.catalog.importing.items import path_of
from recyc_cli.catalog.importing.layouts import MISSING, dated
from recyc_cli.catalog.importing.price_units import BAD_UNIT, price_unit
from recyc_cli.catalog.plausible import implausible
from recyc_cli.catalog.request import DEFAULTS
from recyc_cli.errors import RecycError
from recyc_cli.units import currency, in_dollars, parse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.catalog.document import Document
    from recyc_cli.catalog.importing.layouts import Price, PriceFile
    from recyc_cli.catalog.library import Library

NOTHING, VALUE, DATE = "E376", "E377", "E163"
_MONTH, _YEAR, _MONTHS = len("2025-09"), len("2025"), 12
_DIGITS = 10
_PUBLISHERS = {
    "world-bank": {
        "title": "Commodity Markets, monthly prices (The Pink Sheet)",
        "publisher": "World Bank",
        "url": "https://www.worldbank.org/en/research/commodity-markets",
        "license": "CC BY 4.0",
    },
    "imf": {
        "title": "Primary Commodity Prices",
        "publisher": "International Monetary Fund",
        "url": "https://www.imf.org/en/Research/commodity-prices",
        "license": "IMF terms of use: not to be passed on",
    },
}


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


class _Usable(NamedTuple):
    """A price that can be used, in USD/t or another currency's."""

    path: str
    date: str
    value: float
    unit: str
    written: str


def newest(library: Library) -> Document:
    """Return the deck that an imported one extends: the newest built-in one of the usual method's market.

    Decks that are named by their year or month count; without one, it is the usual method's own deck.
    """
    usual = library.document("prices", str(library.document("methods", DEFAULTS["method"]).tree["prices"]))
    last = len(library.shelves) - 1
    decks = [library.on_shelf(last, "prices", name) for name in library.shelves[last].names("prices").values()]
    sought = usual.tree.get("market")
    dated = [deck.name for deck in decks if deck.tree.get("market") == sought and deck.tree.get("year") == deck.name]
    return library.document("prices", max(dated, default=usual.name))


def period_of(wanted: str, where: str) -> str:
    """Return a month (2025-09) or a year (2024), or raise RecycError E163.

    >>> period_of("2025-9", "--date"), period_of("2024", "--date")
    ('2025-09', '2024')
    """
    period = dated(wanted)
    if not period or len(period) > _MONTH:
        raise RecycError(DATE, f"{wanted[:40]!r} is neither a month nor a year", where, "2025-09 or 2024", 2)
    return period


def gather(file: PriceFile, deck: Document, period: str = "") -> Imported:
    """Return the prices of a period, or of the newest month in the file.

    The price of a month is the mean of its days; of a year, the mean of its months, with the cheapest and the dearest
    month as its range. A year that the file prices as such is taken from there.

    Args:
        file: prices as the file has them.
        deck: the deck that they are laid over: its names, its exchange rates.
        period: 2025-09 or 2024; nothing means the newest month, or year where the file has no months.
    """
    paths, unused = _paths(file, deck)
    ours = [price for price in file.prices if price.item in paths]
    if not period:
        dates = [price.date for price in ours if price.value is not None and not price.date.startswith("?")]
        period = max((date[:_MONTH] for date in dates), default="")
    usable: dict[str, dict[str, _Usable]] = {}
    for price in ours:
        if price.date.startswith("?"):
            unused.append(Unused(price.where, price.item, f"no date: {price.date[1:40]!r}", bad=True))
        elif period and price.date.startswith(period):
            _take(price, paths[price.item], deck, usable, unused)
    records = {path: _record(list(taken.values()), period) for path, taken in usable.items()}
    return Imported(period, records, sum(map(len, usable.values())), unused)


def toml(found: Imported, file: PriceFile, parent: str, source: str, file_name: str) -> str:
    """Return the text of the deck."""
    publisher = _PUBLISHERS.get(file.publisher, {}).get("publisher", file_name)
    escaped = text(file_name)[1:-1]
    lines = [
        f"# Made by `recyc presets import` from {escaped}; what the file does not price is that of {parent}.",
        f"title = {text(f'{publisher}, {found.period}')}",
        f"extends = {text(parent)}",
        f"year = {text(found.period)}",
    ]
    groups: dict[str, list[str]] = {}
    for path, record in found.records.items():
        group, _, key = path.rpartition(".")
        groups.setdefault(group, []).append(f"{key} = {number(record._replace(source=source))}")
    for group, entries in groups.items():
        lines += ["", f"[{group}]", *entries]
    return "\n".join(lines) + "\n"


def source_entry(file: PriceFile, period: str, file_name: str) -> dict[str, str]:
    """Return what sources.toml says of a price file."""
    own = {"title": f"Prices in {file_name}"}
    return {**_PUBLISHERS.get(file.publisher, own), "year": period[:_YEAR], "note": f"Read from the file {file_name}."}


def _paths(file: PriceFile, deck: Document) -> tuple[dict[str, str], list[Unused]]:
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
            paths[price.item] = path_of(price.item, price.code, deck)
        except RecycError as error:
            other[price.item] = (price, "" if file.publisher else error.hint)
    unused = []
    for item, (price, hint) in other.items():
        why = " ".join(filter(None, ["no price of a deck", f"({hint})" if hint else ""]))
        rows = f", and {counts[item] - 1} more" if counts[item] > 1 else ""
        unused.append(Unused(price.where + rows, item, why, bad=bool(hint)))
    return paths, unused


def _take(price: Price, path: str, deck: Document, usable: dict[str, dict[str, _Usable]], unused: list[Unused]) -> None:
    """Add a price to those that are usable, or say why it is not."""
    try:
        found = _usable(price, path, deck, usable.get(path, {}))
    except RecycError as error:
        why = error.message + (f" ({error.hint})" if error.hint else "")
        unused.append(Unused(price.where, price.item, why, bad=price.text.lower() not in MISSING))
    else:
        usable.setdefault(path, {})[price.date] = found


def _usable(price: Price, path: str, deck: Document, taken: Mapping[str, _Usable]) -> _Usable:
    """Return a price per tonne, or raise RecycError: E377 its value, E375 unit, E315 currency, E361 size."""
    if price.value is None:
        missing = price.text.lower() in MISSING
        raise RecycError(VALUE, f"no price for {price.date}" if missing else f"{price.text[:40]!r} is no number")
    if price.value <= 0:
        raise RecycError(VALUE, f"{price.value:g} is no price")
    if price.date in taken:
        raise RecycError(VALUE, f"a second price of {path} for {price.date}: the first is used")
    found = _converted(price, price.value, path, deck)
    if any(found.unit != other.unit for other in taken.values()):
        raise RecycError(BAD_UNIT, f"in {found.unit}, unlike the rows before")
    return found


def _converted(price: Price, value: float, path: str, deck: Document) -> _Usable:
    """Return a price in money per tonne, of a unit and a size that it can have."""
    if not price.unit:
        raise RecycError(BAD_UNIT, "no unit", hint="for example USD/t")
    factor, unit = price_unit(price.unit)
    canonical = parse(unit)[1]
    if in_dollars(canonical) != "USD/kg":
        raise RecycError(BAD_UNIT, f"{price.unit.strip('()')} is no price per mass")
    rates: Mapping[str, float] = deck.tree.get("fx", {})
    code = currency(canonical)
    if code and not rates.get(code):
        raise RecycError("E315", f"no exchange rate for {code} in {deck.id}")
    per_tonne = value * factor * parse(unit)[0] * parse("t")[0]
    money = unit.partition("/")[0]
    record = _bare(float(f"{per_tonne:.{_DIGITS}g}"), f"{money}/t")
    wrong = implausible(f"prices.{path}", record, rates)
    if wrong:
        raise RecycError("E361", wrong)
    written = "" if unit == record.unit else f"{price.text} {price.unit.strip('()')}"
    return _Usable(path, price.date, record.value, record.unit, written)


def _record(prices: list[_Usable], period: str) -> Record:
    """Return what the prices of a period come to."""
    whole = [price for price in prices if price.date == period]
    parts = whole or prices
    months: dict[str, list[float]] = {}
    for price in parts:
        months.setdefault(price.date[:_MONTH] if len(period) == _YEAR else price.date, []).append(price.value)
    means = [sum(values) / len(values) for values in months.values()]
    mean = float(f"{sum(means) / len(means):.{_DIGITS}g}")
    record = _bare(mean, parts[0].unit)._replace(date=period, evidence="market")
    if whole:
        note = f"{whole[0].written} in the file" if whole[0].written else ""
        return record._replace(note=note, basis="monthly average" if len(period) == _MONTH else "annual average")
    what = "months" if len(period) == _YEAR else "days"
    basis = f"mean of {len(means)} {what}; low and high are the cheapest and the dearest of them"
    note = f"only {len(means)} of 12 months" if what == "months" and len(means) < _MONTHS else ""
    return record._replace(low=min(*means, mean), high=max(*means, mean), basis=basis, note=note)


def _bare(value: float, unit: str) -> Record:
    return Record(value, unit, parse(unit)[1], None, None, "", "", "", "", "")
