"""Takes the money of a plant's working year from the ledger of a quote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.model.flows.impacts import direct_carbon
from recyc_cli.model.money.feed_price import AT_GATE
from recyc_cli.model.numbers.arithmetic import add_up
from recyc_cli.model.records.ledger import CAPITAL, COST, INTEREST, VALUE
from recyc_cli.model.records.struct import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.records.ledger import Line
    from recyc_cli.model.records.result import Result
    from recyc_cli.model.records.scenario import Method, Scenario

KG = 1000.0
FEED = ("feedstock", "feedstock_payment")
FIXED = ("labor", "maintenance", "plant_overhead", "other_fixed")


class PlantYear(Struct):
    """A working year: what is delivered [t/yr], sold and paid [money/yr], emitted [t CO2/yr], tied up [money]."""

    tonnes: Number
    revenue: Number
    feed: Number
    running: Number
    """Materials, energy, freight, wastes, and what is hired by the year where it is no plant of the account."""
    fixed: Number
    """Hands, maintenance, overheads, taxes on property, rent."""
    carbon: Number
    working_capital: Number
    sold: Sequence[tuple[str, Number, Number]] = ()
    """Product, its tonnes a year, what it is sold for a year."""


def plant_year(scenario: Scenario, result: Result) -> PlantYear:
    """Money of a year in which the plants of a quote work as it says [money/yr].

    each = sum of the ledger's lines x tonnes a year, without what the capital costs: that is paid when it is built

    The annuity of what is no plant of the account (a hall for disassembly) stays in, as a rent.

    Args:
        scenario: of the quote.
        result: from its seat.

    Source: `plant_account.open_account`.

    >>> from recyc_cli import quote
    >>> q = quote(chemistry="nmc622", route="hydro")
    >>> year = plant_year(q.resolved.scenario, q.result)
    >>> left = year.revenue - year.feed - year.running - year.fixed
    >>> round(left / year.tonnes - q.to_dict()["totals"]["cash_margin"], 6)
    0.0
    """
    rate = result.delivered_rate
    built = {account.plant.stage for account in result.accounts}
    costs = [line for line in result.lines if line.kind == COST and not _financed(line, built)]
    feed, fixed = _sum(costs, FEED), _sum(costs, FIXED)
    paid = add_up(line.amount for line in costs)
    emitted = add_up(direct_carbon(account.flows, scenario.factors, scenario.method) for account in result.accounts)
    return PlantYear(
        tonnes=rate,
        revenue=add_up(line.amount for line in result.lines if line.kind == VALUE) * rate,
        feed=feed * rate,
        running=(paid - feed - fixed) * rate,
        fixed=fixed * rate,
        carbon=emitted * rate,
        working_capital=add_up(account.production.working_capital for account in result.accounts)
        + feed_stock(scenario.method, add_up(line.amount for line in costs if line.item == AT_GATE)) * rate,
        sold=tuple(_sold(result)),
    )  # fmt: skip


def _sold(result: Result) -> Iterator[tuple[str, Number, Number]]:
    """Yield what is sold of each product in a year [t/yr, money/yr]."""
    for name in dict.fromkeys(each.product for each in result.sold):
        mass, value = (
            add_up(getattr(each, part) for each in result.sold if each.product == name) for part in ("mass", "value")
        )
        yield name, mass / KG * result.delivered_rate, value * result.delivered_rate


def part_load(full: Number, share: Number) -> Number:
    """Load of a year that works a share of a full one [1].

    full x share

    Args:
        full: load of a full year [1].
        share: of it that the year works [1].

    Source: `recycling.evaluate`.

    >>> part_load(0.9, 0.5)
    0.45
    """
    return full * share


def feed_stock(method: Method, price: Number) -> Number:
    """Working capital that a feed paid at the gate ties up, per tonne a year [money yr/t].

    price (cash - raw_weeks), on which `production_cost.gate_carry` charges interest

    Args:
        method: working capital.
        price: paid at the gate, signed [money/t delivered].

    Source: `production_cost.gate_carry`.

    >>> from recyc_cli.model.records.scenario import Method
    >>> round(feed_stock(Method(working_capital={"cash_cost": 0.14, "raw_materials": 0.04}), 100.0), 9)
    10.0
    """
    stock = method.working_capital
    return price * (stock["cash_cost"] - stock["raw_materials"])


def _financed(line: Line, built: set[str]) -> bool:
    """Tell whether a line is what capital costs: of a plant that is built here, or interest on what is tied up."""
    return line.item in INTEREST or (line.group == CAPITAL and line.stage in built)


def _sum(lines: Iterable[Line], groups: tuple[str, ...]) -> Number:
    return add_up(line.amount for line in lines if line.group in groups)
