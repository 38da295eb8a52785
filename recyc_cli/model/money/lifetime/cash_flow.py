"""Lays out the cash flow of a plant over its life, year by year, before and after tax."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.model.money.lifetime.depreciation import written_off
from recyc_cli.model.numbers.arithmetic import add_up, maximum, minimum
from recyc_cli.model.records.struct import Struct

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recyc_cli.model.money.lifetime.plant_year import PlantYear
    from recyc_cli.model.numbers.arithmetic import Number

ZERO: Number = 0.0
CARRIED, USED, LOST = "carried", "used", "lost"
LOSSES = (CARRIED, USED, LOST)
"""What becomes of a year's loss: set against the profits of later years; against other profits of the owner in the same
year; nothing."""


class Plan(Struct):
    """What a plant costs, when, and by which rules it is taxed. Money is of the year in which building begins."""

    capital: Number
    """Fixed capital as reckoned [money]."""
    overrun: Number
    """Factor by which it comes dearer [1]."""
    build: Sequence[Number]
    """Share of it that is spent in each year of building; none: all of it on the day the plant opens [1]."""
    years: Sequence[PlantYear]
    """Working years, ramp-up included."""
    schedule: Sequence[Number]
    """Shares of the capital written off by working year [1]."""
    bonus: Number
    """Share that is written off at once [1]."""
    tax: Number
    """On profit [1]."""
    losses: str
    carbon_price: Number
    """[money/t CO2]."""
    inflation: Number
    """By which all prices and costs rise; 0: the flows are real [1/yr]."""


class Row(Struct):
    """A year of the cash flow [t, money]; receipts are positive, what is paid is negative."""

    year: int
    """0 is the day on which building begins, or on which the plant opens where it stands at once."""
    price_level: Number
    tonnes: Number
    revenue: Number
    feed: Number
    running: Number
    fixed: Number
    carbon: Number
    operating: Number = 0.0
    """What the year leaves before capital and tax."""
    capital: Number = 0.0
    working_capital: Number = 0.0
    depreciation: Number = 0.0
    taxable: Number = 0.0
    loss_used: Number = 0.0
    tax: Number = 0.0
    before_tax: Number = 0.0
    after_tax: Number = 0.0


def cash_flow(plan: Plan) -> list[Row]:
    """Cash flow of a plant over its life, year by year [money].

    operating = revenue - feed - running - fixed - carbon; before tax = operating - capital - change of what is tied up;
    after tax = before tax - tax (operating - depreciation - losses carried forward)

    Flows stand at the end of their year. The capital is spent in the years of building, or in year 0; what a working
    year ties up is paid in the year before it, and comes back in the last.

    Args:
        plan: the plant's.

    Source: towler-sinnott-2021, chapter on the economics of projects; irs-pub-946.

    >>> from recyc_cli.model.money.lifetime.plant_year import PlantYear
    >>> year = PlantYear(tonnes=1.0, revenue=30.0, feed=0.0, running=0.0, fixed=0.0, carbon=0.0, working_capital=5.0)
    >>> plan = Plan(capital=20.0, overrun=1.0, build=(), years=[year, year], schedule=(0.5, 0.5), bonus=0.0, tax=0.25,
    ...             losses=CARRIED, carbon_price=0.0, inflation=0.0)
    >>> [row.after_tax for row in cash_flow(plan)]
    [-25.0, 25.0, 30.0]
    """
    spent, first = (dict(enumerate(plan.build, 1)), len(plan.build) + 1) if plan.build else ({0: 1.0}, 1)
    numbers = range(min(spent), first + len(plan.years))
    levels = {number: (1.0 + plan.inflation) ** float(number) for number in numbers}
    dear = built_cost(plan.capital, plan.overrun)
    paid = {number: dear * spent.get(number, 0.0) * levels[number] for number in numbers}
    shares = written_off(plan.schedule, len(plan.years), plan.bonus)
    cost = add_up(paid.values())
    rows, carried, tied = list[Row](), ZERO, ZERO
    for number in numbers:
        at = number - first
        due = plan.years[at + 1].working_capital * levels[number] if -1 <= at < len(plan.years) - 1 else 0.0
        row = _worked(plan, number, levels[number], plan.years[at] if at >= 0 else None)
        row.capital, row.working_capital = 0.0 - paid[number], tied - due
        row.depreciation = shares[at] * cost if at >= 0 else 0.0
        carried = _taxed(plan, row, carried)
        row.before_tax, tied = row.operating + row.capital + row.working_capital, due
        row.after_tax = row.before_tax + row.tax
        rows.append(row)
    return rows


def built_cost(capital: Number, overrun: Number) -> Number:
    """What a plant costs that comes dearer than it was reckoned [money].

    capital x overrun

    Args:
        capital: fixed, as reckoned [money].
        overrun: factor [1].

    Source: aace-18r-97.

    >>> built_cost(100.0, 1.3)
    130.0
    """
    return capital * overrun


def _worked(plan: Plan, number: int, level: Number, year: PlantYear | None) -> Row:
    """Return what a year sells and pays; nothing while the plant is built."""
    row = Row(year=number, price_level=level, tonnes=0.0, revenue=0.0, feed=0.0, running=0.0, fixed=0.0, carbon=0.0,
              operating=0.0, loss_used=0.0)  # fmt: skip
    if year is not None:
        row.tonnes, row.revenue = year.tonnes, year.revenue * level
        row.feed, row.running, row.fixed = -year.feed * level, -year.running * level, -year.fixed * level
        row.carbon = -year.carbon * plan.carbon_price * level
        row.operating = row.revenue + row.feed + row.running + row.fixed + row.carbon
    return row


def _taxed(plan: Plan, row: Row, carried: Number) -> Number:
    """Tax a year by what becomes of losses, and return what is carried on."""
    row.taxable = row.operating - row.depreciation
    profit = maximum(row.taxable, 0.0)
    if plan.losses == CARRIED:
        row.loss_used = minimum(carried, profit)
        carried = carried + (profit - row.taxable) - row.loss_used
    due = row.taxable if plan.losses == USED else profit - row.loss_used
    row.tax = -plan.tax * due
    return carried
