"""Holds the ledger of a quote and a plant's account: lines, capital, cost of production."""

from __future__ import annotations

from recyc_cli.model.numbers.arithmetic import add_up
from recyc_cli.model.records.struct import Struct
from recyc_cli.row import Row
from recyc_cli.typed import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.records.feed import Flows
    from recyc_cli.model.records.plant import Equipment, Plant

VALUE = "value"
COST = "cost"
GROUPS = (
    "feedstock",
    "materials",
    "utilities",
    "other_variable",
    "labor",
    "maintenance",
    "plant_overhead",
    "other_fixed",
    "annualized_capital",
    "feedstock_payment",
)
"""Cost groups in the order they are reported."""
CAPITAL = "annualized_capital"
FIXED = ("labor", "maintenance", "plant_overhead", "other_fixed", CAPITAL)
"""Groups of what a plant that stands costs whether it works or not."""
INTEREST = ("interest on working capital", "interest on feed stock")
"""Items that are interest on what is tied up, whichever group they stand in."""
Load: TypeAlias = "tuple[Equipment, Number, float]"
"""A line of an equipment list, what it handles [t/h], and how many such lines stand side by side."""


class Line(Row):
    """One entry: `amount = quantity * price` where both are given, in money per tonne delivered."""

    kind: str
    stage: str
    group: str
    item: str
    amount: Number
    quantity: Number | None = None
    unit: str = ""
    price: Number | None = None
    price_unit: str = ""
    seat: str = ""
    """Who pays for it along the chain; empty: whoever works the stage."""


def total(lines: Iterable[Line], kind: str, stage: str = "", group: str = "") -> Number:
    """Sum the amounts of one kind, optionally of one stage and one group [money/t delivered].

    >>> total([Line(COST, "recovery", "labor", "crew", 2.0), Line(VALUE, "recovery", "", "cobalt", 9.0)], COST)
    2.0
    """
    return add_up(
        line.amount for line in lines if line.kind == kind and stage in ("", line.stage) and group in ("", line.group)
    )


def by_group(lines: Iterable[Line]) -> dict[str, Number]:
    """Sum the costs of every group, 0 where it has none [money/t delivered].

    >>> by_group([Line(COST, "recovery", "labor", "crew", 2.0), Line(VALUE, "recovery", "", "cobalt", 9.0)])["labor"]
    2.0
    """
    amounts: dict[str, list[Number]] = {group: [] for group in GROUPS}
    for line in lines:
        if line.kind == COST and line.group in amounts:
            amounts[line.group].append(line.amount)
    return {group: add_up(each) for group, each in amounts.items()}


class Capital(Struct):
    """Capital of a plant [money], not per tonne."""

    purchased_equipment: Number
    isbl: Number
    osbl: Number
    design_engineering: Number
    contingency: Number
    fixed_capital: Number


class Production(Struct):
    """Cost of production of a plant [money/yr]."""

    raw: Number
    feed: Number
    utilities: Number
    consumables: Number
    effluent: Number
    packaging: Number
    labor: Number
    maintenance: Number
    tax_insurance: Number
    rent: Number
    environmental: Number
    r_and_d: Number
    general: Number
    selling: Number
    royalty: Number
    capital_charges: Number
    annualized_capital: Number
    variable: Number
    fixed: Number
    total: Number
    working_capital: Number


class Account(Struct):
    """A plant at work."""

    plant: Plant
    flows: Flows
    rate: Number
    """Feed of the plant when it is full [t/yr]."""
    capital: Capital
    production: Production
    loads: list[Load]
    lines: list[Line]

    @property
    def total_capital(self) -> Number:
        """Fixed and working capital [money].

        >>> Account(capital=Capital(fixed_capital=9.0), production=Production(working_capital=1.0)).total_capital
        10.0
        """
        return self.capital.fixed_capital + self.production.working_capital
