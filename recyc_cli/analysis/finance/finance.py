"""Finances a plant over its life: cash flow, worth, return, and what would make it pay."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.analysis.finance.finance_report import finance_report
from recyc_cli.analysis.finance.plant import LifePlant
from recyc_cli.analysis.finance.terms import KEYWORDS, SAMPLE, checked_sample, terms_of
from recyc_cli.analysis.quote import answer
from recyc_cli.errors import RecycError
from recyc_cli.scenario.request import Request

if TYPE_CHECKING:
    from typing import Unpack

    from recyc_cli.report.shapes.studies.finance import FinanceReport
    from recyc_cli.scenario.keyword_types import PlantKeywords

NOTHING_BUILT = "E172"


class Finance(LifePlant):
    """A plant over its life, as the public function hands it out."""

    report: FinanceReport | None = None
    sample: tuple[int, int] | None = None
    """How often it is drawn, and the seed."""

    def to_dict(self) -> FinanceReport:
        """Return the report `recyc.finance/1`: what `recyc finance --format json` prints."""
        if self.report is None:
            self.report = finance_report(self, self.sample)
        return self.report


def finance(**keywords: Unpack[PlantKeywords]) -> Finance:
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
            feed price of [1/yr]; draws: how often the plant is drawn, prices by year and all else once; seed.

    Returns:
        A `Finance`; `to_dict()` is the JSON.

    Raises:
        RecycError, RecycErrors: as `quote`; E170 terms that no plant can have, E171 terms that nobody gave, E172 a seat
            that builds nothing.

    >>> plant = finance(chemistry="nmc622", route="hydro", region="china", life=10)
    >>> [row.year for row in plant.rows] == list(range(1, 13))
    True
    """
    given = {name: value for name, value in keywords.items() if name in KEYWORDS}
    own = (*KEYWORDS, *SAMPLE)
    asked: dict[str, Any] = {name: value for name, value in keywords.items() if name not in own}
    sample = checked_sample(keywords.get("draws"), keywords.get("seed"))
    prices = keywords.get("prices")
    decks: list[str | None] = [prices] if prices is None or isinstance(prices, str) else list(prices) or [None]
    quote = answer(Request(**{**asked, "prices": decks[0]}))
    if not quote.result.accounts:
        seat = quote.request.seat
        raise RecycError(NOTHING_BUILT, f"the {seat} builds no plant", "--seat", "--seat shredder, refiner or chain")
    plant = Finance(quote, decks, asked, terms_of(quote, given))
    plant.sample = sample
    return plant
