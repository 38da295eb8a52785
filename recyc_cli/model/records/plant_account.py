"""Holds a plant's account: its capital, its cost of production, its lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from recyc_cli.model.records.struct import Struct

if TYPE_CHECKING:
    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.records.flows import Flows
    from recyc_cli.model.records.ledger import Line
    from recyc_cli.model.records.plant import Equipment, Plant

Load: TypeAlias = "tuple[Equipment, Number, float]"
"""A line of an equipment list, what it handles [t/h], and how many such lines stand side by side."""


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
