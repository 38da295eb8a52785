"""What the reader has to know of the numbers in use: which are of another time, which are estimates."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from recyc_cli.analysis.quote import Quote

SHOWN = 4
"""Names spelled out of the estimates of one preset."""
DATED = ("prices.metals.", "prices.reagents.", "prices.products.", "prices.cepci", "payables.")
"""Numbers that should be of their deck's time; a tax is in force from its date on."""
PAID = "payable share of "
"""Before the product whose payable is of another time: its price may be new."""


def older(quotes: Sequence[Quote]) -> Iterator[tuple[str, str]]:
    """Prices and payables in use that are of another time than their deck."""
    document = quotes[0].resolved.documents["prices"]
    year = str(document.tree.get("year", ""))
    dates: dict[str, set[str]] = {}
    for quote in quotes:
        for path, record in quote.records:
            dated = path.startswith(DATED) or (_is_price(path) and path.startswith("chemistries."))
            if dated and record.date and not record.date.startswith(year):
                dates.setdefault(record.date, set()).add(_priced(path))
    if dates:
        parts = [f"{date} ({', '.join(_gathered(dates[date]))})" for date in sorted(dates)]
        deck, day = quotes[0].resolved.names["prices"], quotes[0].request.as_of
        lacking = f"deck {deck} has no figure of {year} for some numbers: they are of "
        known = f"as of {day}, deck {deck} stands with numbers of "
        yield "prices-older", (lacking if day is None else known) + "; ".join(parts)


def _priced(path: str) -> str:
    """Name what a number of a deck or of a payables table prices, and what is paid of that price apart from it.

    >>> _priced("prices.metals.nickel"), _priced("prices.products.nickel.payable"), _priced("payables.korea.ni")
    ('nickel', 'payable share of nickel', 'payables of korea')
    """
    if path.startswith("payables."):
        return f"payables of {path.split('.')[1]}"
    name = path.removesuffix(".price").removesuffix(".payable").rpartition(".")[2].replace("_", " ")
    return PAID + name if path.endswith(".payable") else name


def _gathered(names: Iterable[str]) -> list[str]:
    """Return names sorted, what their shares paid have in common said once.

    >>> _gathered(["payable share of nickel", "lime", "payable share of cobalt"])
    ['lime', 'payable share of cobalt, nickel']
    """
    paid = sorted(name.removeprefix(PAID) for name in names if name.startswith(PAID))
    others = sorted(name for name in names if not name.startswith(PAID))
    return others + ([PAID + ", ".join(paid)] if paid else [])


def _is_price(path: str) -> bool:
    """Whether a number stands in the deck, or is a chemistry's word on what its own products sell for."""
    return path.startswith("prices.") or (path.startswith("chemistries.") and ".products." in path)


def estimates(quotes: Sequence[Quote]) -> Iterator[tuple[str, str]]:
    """Numbers of place, price, payables and contract that nobody measured or quoted."""
    named: dict[str, None] = {}
    for quote in quotes:
        for path, record in quote.records:
            ours = path.startswith(("region.", "payables.", "contract.")) or ".payables." in path or _is_price(path)
            if record.evidence == "estimate" and ours:
                named[path] = None
    if named:
        yield "estimates", f"estimates with a range, not quoted figures: {'; '.join(_by_table(list(named)))}"


def _by_table(paths: Sequence[str]) -> Iterator[str]:
    """Yield the numbers of each preset, the first of them by name.

    >>> list(_by_table(["region.wage", "region.diesel", "prices.products.steel.price"]))
    ['2 of region (wage, diesel)', '1 of prices (products.steel.price)']
    """
    tables: dict[str, list[str]] = {}
    for path in paths:
        table, _, rest = path.partition(".")
        tables.setdefault(table, []).append(rest)
    for table, names in tables.items():
        more = ", ..." if len(names) > SHOWN else ""
        yield f"{len(names)} of {table} ({', '.join(names[:SHOWN])}{more})"
