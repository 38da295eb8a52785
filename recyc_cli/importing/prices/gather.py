"""Gathers the prices of a period out of a file, and all of its rows that are none."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.catalog.documents.document import bare
from recyc_cli.catalog.documents.tax import rate_text
from recyc_cli.errors import RecycError
from recyc_cli.importing.prices.items import good_of
from recyc_cli.importing.prices.periods import MONTH, YEAR, deck_of_period, rates_of
from recyc_cli.importing.prices.price_file import several_columns
from recyc_cli.importing.prices.price_units import is_price_unit
from recyc_cli.importing.prices.usable import AGAIN, Basis, deck_digits, foreign_currency, unreadable_price, usable
from recyc_cli.importing.table.dates import DAY_FIRST, MONTH_FIRST, dated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from recyc_cli.catalog.documents.document import Document, Record, Tree
    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.importing.prices.items import Good
    from recyc_cli.importing.prices.periods import Rate
    from recyc_cli.importing.prices.price_file import Price, PriceFile
    from recyc_cli.importing.prices.usable import Usable

NOTHING = "E376"
_MONTHS = 12


class Unused(NamedTuple):
    """A row or column of the file that did not come into the deck, and why; `bad` is what should have."""

    where: str
    item: str
    why: str
    bad: bool


class Imported(NamedTuple):
    """The prices of a period, by their path in the deck, and what was left out."""

    period: str
    parent: Document
    """The deck that is extended."""
    records: dict[str, Record]
    used: int
    unused: list[Unused]
    taxes: Mapping[str, float]
    """The rate of value-added tax that was in the prices of each currency."""
    rates: dict[str, Rate]
    """The exchange rate of each currency of the prices."""
    absent: dict[str, str]
    """Paths that the file prices in other months only, and the newest of these."""


def gather_prices(
    file: PriceFile,
    library: Library,
    period: str,
    taxes: Callable[[set[str], str], Mapping[str, float]],
    path: str,
) -> Imported:
    """Return the prices of a period, or of the newest month in the file.

    The price of a month is the mean of its days; of a year, the mean of its months; low and high are the ends of these.
    A year that the file prices as such is taken from there.

    Args:
        file: prices as the file has them.
        library: the decks, one of which they are laid over, and the names of what decks price.
        period: 2025-09 or 2024; nothing means the newest month, or year where the file has no months.
        taxes: says which rate of tax is in the prices of which currency, of these and of this period (`tax.rates`).
        path: of the file, for messages.

    Raises:
        RecycError: E374 where two columns price the same.
    """
    materials = library.document("materials").tree
    goods, _ = goods_of_file(file, deck_of_period(library, ""), materials)
    period = period or _newest_month([price for price in file.prices if price.item in goods])
    parent = deck_of_period(library, period)
    goods, unused = goods_of_file(file, parent, materials)
    ours = [price for price in file.prices if price.item in goods]
    refuse_two_columns(ours, goods, path)
    due = [price for price in ours if _is_of(price, period)]
    unused += _unread(price for price in ours if not _is_of(price, period))
    codes = {code for price in due if (code := foreign_currency(price))}
    rates = rates_of(period, codes, parent)
    fx = {**parent.tree.get("fx", {}), **{code: rate.value for code, rate in rates.items()}}
    said = taxes(codes, period)
    taken = taken_prices(due, goods, Basis(parent.id, fx, materials, said), unused)
    records = {path: _record(list(prices.values()), period) for path, prices in taken.items() if prices}
    absent = {path: date for path, date in _newest(ours, goods, period).items() if path not in records}
    return Imported(period, parent, records, sum(map(len, taken.values())), unused, said, rates, absent)


def taken_prices(
    due: list[Price], goods: Mapping[str, Good], basis: Basis, unused: list[Unused]
) -> dict[str, dict[str, Usable]]:
    """Return the usable prices of each path by their dates; the others go to what is not used."""
    taken: dict[str, dict[str, Usable]] = {}
    for price in due:
        good = goods[price.item]
        before = taken.setdefault(good.path, {})
        try:
            before[price.date] = usable(price, good, basis, before)
        except RecycError as error:
            unused.append(_refused(price, error))
    return taken


def _is_of(price: Price, period: str) -> bool:
    return bool(period) and price.date.startswith(period)


def _newest_month(prices: list[Price]) -> str:
    dates = [price.date for price in prices if price.value is not None and not price.date.startswith("?")]
    return max((date[:MONTH] for date in dates), default="")


def _newest(prices: list[Price], goods: Mapping[str, Good], period: str) -> dict[str, str]:
    """Return the newest date outside of a period at which each path has a price."""
    newest: dict[str, str] = {}
    for price in prices:
        if price.value is not None and not price.date.startswith(("?", period or "?")):
            path = goods[price.item].path
            newest[path] = max(price.date, newest.get(path, ""))
    return newest


def goods_of_file(file: PriceFile, deck: Document, materials: Tree) -> tuple[dict[str, Good], list[Unused]]:
    """Return what each item is that the deck prices, and the items that it does not.

    In a publisher's file these are the world's other commodities; in a user's own, a name near one of ours is a slip.
    """
    goods: dict[str, Good] = {}
    other: dict[str, tuple[Price, RecycError]] = {}
    counts: dict[str, int] = {}
    for price in file.prices:
        counts[price.item] = counts.get(price.item, 0) + 1
        if price.item in goods or price.item in other:
            continue
        try:
            goods[price.item] = good_of(price.item, price.code, deck, materials)
        except RecycError as error:
            other[price.item] = (price, error)
    unused = []
    for item, (price, unknown) in other.items():
        hint = "" if file.publisher else unknown.hint
        rows = f", and {counts[item] - 1} more" if counts[item] > 1 else ""
        why = unknown.message + (f" ({hint})" if hint else "")
        unused.append(Unused(price.where + rows, item or "no name", why, bad=bool(hint) or not item))
    return goods, unused


def refuse_two_columns(prices: list[Price], goods: Mapping[str, Good], path: str) -> None:
    """Refuse two columns that are prices of the same, rather than take the first."""
    columns: dict[str, dict[str, None]] = {}
    for price in prices:
        if price.column and price.value is not None and (not price.unit or is_price_unit(price.unit)):
            columns.setdefault(goods[price.item].path, {})[price.column] = None
    for heads in columns.values():
        if len(heads) > 1:
            raise several_columns(list(heads), path)


def _unread(prices: Iterable[Price]) -> Iterator[Unused]:
    """Yield the prices that have no date, or of other months, that cannot be read."""
    for price in prices:
        if price.date.startswith("?") and price.text:
            yield _undated(price)
        elif error := unreadable_price(price):
            yield _refused(price, error)


def _undated(price: Price) -> Unused:
    said = price.date[1:40]
    either = " / ".join(dict.fromkeys(dated(said, order) for order in (DAY_FIRST, MONTH_FIRST)))
    why = f"{said!r} is {either.replace(' / ', ' or ')}: write one of them" if either else f"no date: {said!r}"
    return Unused(price.where, price.item, why if said else "no date (--date 2025-11 dates the file)", bad=True)


def _refused(price: Price, error: RecycError) -> Unused:
    why = error.message + (f" ({error.hint})" if error.hint else "")
    return Unused(
        price.where,
        price.item,
        why,
        bad=(unreadable_price(price) is not None or price.value is not None) and error.reason != AGAIN,
    )


def _record(prices: list[Usable], period: str) -> Record:
    """Return what the prices of a period come to."""
    of_period = [price for price in prices if price.date == period]
    parts = of_period or prices
    months: dict[str, list[float]] = {}
    for price in parts:
        months.setdefault(price.date[:MONTH] if len(period) == YEAR else price.date, []).append(price.value)
    means = [sum(values) / len(values) for values in months.values()]
    mean = deck_digits(sum(means) / len(means))
    record = bare(mean, parts[0].unit)._replace(date=period, evidence="market")
    ends = [end for price in parts for end in price.ends or ()]
    if ends:
        record = record._replace(low=min(*ends, mean), high=max(*ends, mean))
    if of_period:
        notes = [f"{of_period[0].written} in the file" if of_period[0].written else ""]
        basis = "monthly average" if len(period) == MONTH else "annual average"
        basis += "; the middle of a range, low and high are its ends" if ends else ""
    else:
        what = "months" if len(period) == YEAR else "days"
        notes = [f"only {len(means)} of 12 months" if what == "months" and len(means) < _MONTHS else ""]
        basis = f"mean of {len(means)} {what}; low and high are the cheapest and the dearest of them"
        record = record._replace(low=min(*means, *ends, mean), high=max(*means, *ends, mean))
    if parts[0].tax is not None:
        basis += ", without VAT"
        notes.append(f"VAT of {rate_text(parts[0].tax)} taken out" if parts[0].tax else "quoted without VAT")
    if wet := parts[0].hydrate:
        notes.append(f"per tonne of {wet.counted}: traded as {wet.traded}")
    if parts[0].of:
        notes.append(f"priced per {parts[0].of} contained".replace("content contained", "content"))
    return record._replace(basis=basis, note="; ".join(filter(None, notes)))
