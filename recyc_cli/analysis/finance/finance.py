"""Finances a plant over its life: cash flow, worth, return, and what would make it pay."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.analysis.finance.finance_report import finance_report
from recyc_cli.analysis.finance.terms import KEYWORDS, terms_of
from recyc_cli.analysis.finance.working_years import WorkingYears, keys_of
from recyc_cli.analysis.quote import answer
from recyc_cli.errors import RecycError
from recyc_cli.model.money.lifetime.cash_flow import Plan, cash_flow
from recyc_cli.scenario.request import Request

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recyc_cli.analysis.finance.terms import Terms
    from recyc_cli.analysis.quote import Quote
    from recyc_cli.model.money.lifetime.cash_flow import Row
    from recyc_cli.model.money.lifetime.plant_year import PlantYear
    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.report.shapes.finance import FinanceReport

NOTHING_BUILT = "E172"


class Finance:
    """A plant over its life.

    Attributes:
        quote: of a full year at the first deck.
        decks: price decks of the working years, the last one stays; None is the usual one.
        terms: what it is financed on.
        years: its working years.
        rows: the cash flow.
    """

    def __init__(self, quote: Quote, decks: Sequence[str | None], keywords: Mapping[str, Any], terms: Terms) -> None:
        self.quote, self.decks, self.terms = quote, decks, terms
        self.report: FinanceReport | None = None
        self.load: Number = quote.resolved.scenario.load
        contract = quote.resolved.documents.get("contract")
        self.contract_term: float | None = contract.tree.get("term") if contract else None
        keys = keys_of(decks, terms.shares(), self.load, self.contract_term)
        self.years = WorkingYears(keywords, quote.resolved.library, keys)
        self.working, self.fixed = self.years.of()
        self.rows: list[Row] = cash_flow(self.plan(self.working, self.fixed * terms.overrun))

    def plan(self, years: Sequence[PlantYear], capital: Number) -> Plan:
        """Return the plan of a plant that works so and costs so much, on its terms."""
        return self.plan_on(self.terms, years, capital)

    def plan_on(self, terms: Terms, years: Sequence[PlantYear], capital: Number) -> Plan:
        """Return the plan of a plant that works so and costs so much, on these terms."""
        return Plan(
            capital=capital, build=terms.build, years=years, schedule=terms.schedule(), bonus=terms.bonus,
            tax=terms.tax, losses=terms.losses, carbon_price=terms.carbon_price, inflation=terms.inflation,
        )  # fmt: skip

    @property
    def deck_names(self) -> dict[str, str]:
        """Proper names of the decks, by what they were called."""
        library = self.quote.resolved.library
        return {deck: library.document("prices", deck).name for deck in self.decks if deck is not None}

    def each_deck(self) -> list[Finance]:
        """Return the plant with each deck in all its years."""
        return [
            Finance(answer(Request(**{**self.years.keywords, "prices": deck})), [deck], self.years.keywords, self.terms)
            for deck in self.decks
        ]

    def to_dict(self) -> FinanceReport:
        """Return the report `recyc.finance/1`: what `recyc finance --format json` prints."""
        if self.report is None:
            self.report = finance_report(self)
        return self.report


def finance(**keywords: Any) -> Finance:  # noqa: ANN401 - those of a quote, and the terms below
    """Finance a plant over its life.

    The money of a year is that of the quote's ledger at the year's load and prices; what the quote reckons for capital
    and what is tied up is left out of it, as both are paid when they are due.

    Args:
        keywords: those of `quote`, of which `prices` may list several decks, one a working year, the last one stays;
            and the terms, each the presets' own where it is not given:
            life [yr]; discount [1/yr]; tax [1]; depreciation: straight-10, macrs-7, declining-25% or at-once;
            bonus: the share written off at once [1]; losses: carried, used or lost; build and ramp: shares by year [1];
            overrun: factor of the capital; estimate_class: 1 to 5; carbon_price [money/t]; inflation [1/yr]: the flows
            are nominal; mid_year: they fall in the middle of the year; fee_for_irr: the return that is asked for a
            feed price of [1/yr].

    Returns:
        A `Finance`; `to_dict()` is the JSON.

    Raises:
        RecycError, RecycErrors: as `quote`; E170 terms that no plant can have, E171 terms that nobody gave, E172 a seat
            that builds nothing.

    >>> plant = finance(chemistry="nmc622", route="hydro", region="china", life=10)
    >>> [row.year for row in plant.rows] == list(range(1, 13))
    True
    """
    asked = {name: keywords.pop(name) for name in KEYWORDS if name in keywords}
    prices = keywords.pop("prices", None)
    decks: list[str | None] = list(prices) if isinstance(prices, (list, tuple)) else [prices]
    first = keywords if decks[0] is None else {**keywords, "prices": decks[0]}
    quote = answer(Request(**first))
    if not quote.result.accounts:
        seat = quote.request.seat
        raise RecycError(NOTHING_BUILT, f"the {seat} builds no plant", "--seat", "--seat shredder, refiner or chain")
    return Finance(quote, decks, keywords, terms_of(quote, asked))
