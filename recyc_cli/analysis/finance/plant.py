"""Holds a plant over its life: its quote, its terms, its working years, its cash flow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.analysis.finance.working_years import WorkingYears, keys_of
from recyc_cli.analysis.quote import answer
from recyc_cli.model.money.lifetime.cash_flow import Plan, cash_flow
from recyc_cli.scenario.keywords import ROWS
from recyc_cli.scenario.request import Request

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recyc_cli.analysis.finance.terms import Terms
    from recyc_cli.analysis.quote import Quote
    from recyc_cli.model.money.lifetime.cash_flow import Row
    from recyc_cli.model.money.lifetime.plant_year import PlantYear
    from recyc_cli.model.numbers.arithmetic import Number


class LifePlant:
    """A plant over its life.

    Attributes:
        quote: of a full year at the first deck.
        decks: price decks of the working years, the last one stays; None is the usual one.
        terms: what it is financed on.
        years: its working years.
        working: their money.
        fixed: its fixed capital, as reckoned [money].
        rows: the cash flow.
    """

    def __init__(self, quote: Quote, decks: Sequence[str | None], keywords: Mapping[str, Any], terms: Terms) -> None:
        self.quote, self.decks, self.terms = quote, decks, terms
        self.load: Number = quote.resolved.scenario.load
        contract = quote.resolved.documents.get("contract")
        self.contract_term: float | None = contract.tree.get("term") if contract else None
        keys = keys_of(decks, terms.shares(), self.load, self.contract_term)
        self.years = WorkingYears(keywords, quote.resolved.library, keys)
        self.working, self.fixed = self.years.of()
        self.rows: list[Row] = cash_flow(plan_of(terms, self.working, self.fixed, terms.overrun))

    @property
    def deck_names(self) -> list[str]:
        """Proper names of the decks."""
        library, own = self.quote.resolved.library, self.quote.resolved.names["prices"]
        return [own if deck is None else library.document(ROWS["prices"].name, deck).name for deck in self.decks]

    def each_deck(self) -> list[LifePlant]:
        """Return the plant with each deck in all its years."""
        keywords = self.years.keywords
        return [
            LifePlant(answer(Request(**{**keywords, "prices": deck})), [deck], keywords, self.terms)
            for deck in self.decks
        ]


def plan_of(terms: Terms, years: Sequence[PlantYear], capital: Number, overrun: Number) -> Plan:
    """Return the plan of a plant that works so and costs so much, on some terms."""
    return Plan(
        capital=capital, overrun=overrun, build=terms.build, years=years, schedule=terms.schedule(), bonus=terms.bonus,
        tax=terms.tax, losses=terms.losses, carbon_price=terms.carbon_price, inflation=terms.inflation,
    )  # fmt: skip
