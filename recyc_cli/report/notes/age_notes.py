"""Notes which numbers in use are of another time, and which are estimates."""

from __future__ import annotations

from recyc_cli.catalog.documents.newest_deck import within
from recyc_cli.report.notes.telling import note, region_name
from recyc_cli.report.provenance import records_of
from recyc_cli.scenario.payables import ANY
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from recyc_cli.report.answer import Answer
    from recyc_cli.report.notes.telling import Remark

SHOWN = 4
"""Names spelled out of the estimates of one preset."""
DATED = ("prices.metals.", "prices.reagents.", "prices.products.", "prices.cepci", "payables.")
"""Numbers that should be of their deck's time; a tax is in force from its date on."""
RULES, FEE = "prices.follows.", ".fee"
"""Where what a price follows is said, and what is charged above that."""
MAY_BE_DATED = (*DATED, RULES, "chemistries.")
"""How paths begin of numbers that should be of their deck's time: where it is told apart which are."""
PLACED = ("region.", "prices.", "payables.", "contract.")
"""Numbers of the place and the time of a quote, not of how batteries are made or recycled."""


def older(quotes: Sequence[Answer]) -> Iterator[Remark]:
    """Prices and payables of another time than their deck, deck by deck; as of a day, of any day within it too."""
    dates: dict[tuple[str, str | None, str], dict[str, set[tuple[bool, str]]]] = {}
    for quote in quotes:
        deck, year = quote.resolved.names["prices"], str(quote.resolved.documents["prices"].tree.get("year", ""))
        day = quote.request.as_of
        if quote.dated is None:
            quote.dated = _dated(quote, year)
        prices_by_date = dates.setdefault((deck, day, year), {})
        for date, priced in quote.dated.items():
            prices_by_date.setdefault(date, set()).update(priced)
    for (deck, day, year), prices_by_date in dates.items():
        if prices_by_date:
            parts = [f"{date} ({', '.join(_gathered(prices_by_date[date]))})" for date in sorted(prices_by_date)]
            yield note(
                "prices-older",
                case=None if day is None else "as-of",
                deck=deck,
                period=year if day is None else day,
                dates="; ".join(parts),
                count=sum(map(len, prices_by_date.values())),
                oldest=min(prices_by_date),
            )


def _dated(quote: Answer, year: str) -> dict[str, set[tuple[bool, str]]]:
    """Return what a quote prices at another time than its deck's, by that time."""
    day, found = quote.request.as_of, dict[str, set[tuple[bool, str]]]()
    for path, record in records_of(quote):
        if path.startswith(MAY_BE_DATED) and record.date and _is_of_a_time(path):
            of_its_time = within(record.date, year) if day is None else record.date == year
            if not of_its_time:
                found.setdefault(record.date, set()).add(_what_it_prices(path))
    return found


def _is_of_a_time(path: str) -> bool:
    """Whether a number should be of its deck's time: prices, shares paid of them, fees above what a price follows."""
    return path.startswith(DATED) or (path.startswith(RULES) and path.endswith(FEE)) or _is_own_price(path)


def _what_it_prices(path: str) -> tuple[bool, str]:
    """Say whether a number is the share paid of a product's price, which may be new; and what it prices.

    >>> paths = "prices.metals.nickel", "prices.products.nickel.payable", "payables.korea.ni"
    >>> tuple(map(_what_it_prices, paths))
    ((False, 'nickel'), (True, 'nickel'), (False, 'Korea payables'))
    >>> _what_it_prices("payables.families.iron-phosphate.china.li")
    (False, 'China payables for iron phosphate')
    >>> _what_it_prices("prices.follows.products.lco.fee")
    (False, 'fee of lco')
    """
    if path.startswith("payables."):
        _, *families, region, _ = path.split(".")
        place = "all regions'" if region == ANY else region_name(region)
        return False, f"{place} payables" + "".join(f" for {family.replace('-', ' ')}" for family in families[1:])
    if path.endswith(FEE):
        return False, f"fee of {path.removesuffix(FEE).rpartition('.')[2].replace('_', ' ')}"
    name = path.removesuffix(".price").removesuffix(".payable").rpartition(".")[2].replace("_", " ")
    return path.endswith(".payable"), name


def _gathered(priced: Iterable[tuple[bool, str]]) -> list[str]:
    """Return the names of what is priced, sorted, and after them those of which only the share paid is meant.

    >>> _gathered([(True, "nickel"), (False, "lime"), (True, "cobalt")])
    ['lime', 'payable share of cobalt, nickel']
    """
    paid = ", ".join(sorted(name for share, name in priced if share))
    return sorted(name for share, name in priced if not share) + ([f"payable share of {paid}"] if paid else [])


def _is_own_price(path: str) -> bool:
    """Whether a number is a chemistry's word on what its own products sell for."""
    return path.startswith("chemistries.") and ".products." in path


def estimates(quotes: Sequence[Answer]) -> Iterator[Remark]:
    """Numbers of place, price, payables and contract that nobody measured or quoted."""
    named: dict[str, None] = {}
    for quote in quotes:
        if quote.estimated is None:
            unmeasured = (path for path, record in records_of(quote) if record.evidence == "estimate")
            quote.estimated = [
                each for each in unmeasured if each.startswith(PLACED) or ".payables." in each or _is_own_price(each)
            ]
        named |= dict.fromkeys(quote.estimated)
    if named:
        yield note("estimates", tables="; ".join(_by_table(list(named))), count=len(named))


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
