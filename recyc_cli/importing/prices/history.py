"""Gathers the months of a price file, as many as it has, for whoever replays them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.errors import RecycError
from recyc_cli.importing.prices.gather import NOTHING, goods_of_file, refuse_two_columns, taken_prices
from recyc_cli.importing.prices.periods import MONTH, deck_of_period, rates_of
from recyc_cli.importing.prices.usable import Basis, deck_digits, foreign_currency
from recyc_cli.scenario.overrides import price_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from recyc_cli.catalog.documents.document import Document
    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.importing.prices.gather import Unused
    from recyc_cli.importing.prices.price_file import Price, PriceFile

HEADS = ("date", "item", "price", "unit")
"""Of a table of months, which every price file may have."""


class History(NamedTuple):
    """Prices by month.

    Attributes:
        file: its name, without the folder.
        months: path in a deck -> month -> mean of its days [unit of `units`].
        units: of each path.
        unused: rows that did not come into it, and why.
    """

    file: str
    months: dict[str, dict[str, float]]
    units: dict[str, str]
    unused: list[Unused]


def price_history(
    file: PriceFile, library: Library, taxes: Callable[[set[str], str], Mapping[str, float]], path: str
) -> History:
    """Return the prices of every month that a file has.

    Args:
        file: prices as the file has them.
        library: the decks, and the names of what they price.
        taxes: says which rate of tax is in the prices of which currency, of these and of this month.
        path: of the file, for messages.

    Raises:
        RecycError: E376 no month in it, E374 two columns of the same.
    """
    materials, deck = library.document("materials").tree, deck_of_period(library, "")
    goods, unused = goods_of_file(file, deck, materials)
    ours = [price for price in file.prices if price.item in goods]
    refuse_two_columns(ours, goods, path)
    months: dict[str, dict[str, float]] = {}
    units: dict[str, str] = {}
    for month, due in sorted(_by_month(ours).items()):
        codes = {code for price in due if (code := foreign_currency(price))}
        fx = {**deck.tree.get("fx", {}), **{code: rate.value for code, rate in rates_of(month, codes, deck).items()}}
        basis = Basis(deck.id, fx, materials, taxes(codes, month) if codes else {}, sizes=False)
        for good, prices in taken_prices(due, goods, basis, unused).items():
            values = [price.value for price in prices.values()]
            if values:
                months.setdefault(good, {})[month] = deck_digits(sum(values) / len(values))
                units[good] = next(iter(prices.values())).unit
    if not months:
        raise RecycError(NOTHING, "no month of a price that a deck has", path, "items: the names that --price takes")
    return History(path.replace("\\", "/").rpartition("/")[2], months, units, unused)


def rows_of_history(history: History, deck: Document) -> Iterator[tuple[str, ...]]:
    """Yield the months as rows of a price file, below `HEADS`; what has no name of its own is left out."""
    for path, months in sorted(history.months.items()):
        name = path.removesuffix(".price").rpartition(".")[2]
        if price_path(deck, name) == path:
            yield from ((month, name, f"{value:.10g}", history.units[path]) for month, value in months.items())


def months_told(history: History) -> Iterator[tuple[str, str]]:
    """Yield each path with how many months it has, and from when to when."""
    for path, months in sorted(history.months.items()):
        dates = sorted(months)
        yield path, f"{len(dates)} months, {dates[0]} to {dates[-1]}"


def _by_month(prices: list[Price]) -> dict[str, list[Price]]:
    """Return prices by their month; those of a year, or without a date, are none of a month."""
    found: dict[str, list[Price]] = {}
    for price in prices:
        if price.value is not None and len(price.date) >= MONTH and not price.date.startswith("?"):
            found.setdefault(price.date[:MONTH], []).append(price)
    return found
