"""Finances a plant once more, on numbers that remember their formulas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.analysis.finance.finance_report import AMOUNTS
from recyc_cli.analysis.finance.plant import plan_of
from recyc_cli.analysis.finance.working_years import WorkingYears
from recyc_cli.analysis.quote import answer
from recyc_cli.analysis.traced_quote import TracedQuote
from recyc_cli.model.money.lifetime.cash_flow import built_cost, cash_flow
from recyc_cli.model.money.lifetime.worth import (
    discounted,
    exposure,
    levelised_cost,
    modified_return,
    net_present_value,
    payback,
    times,
)
from recyc_cli.model.numbers.arithmetic import add_up
from recyc_cli.model.numbers.traced import Leaf
from recyc_cli.model.per_what import per_unit, units_in_tonne
from recyc_cli.scenario.request import Request
from recyc_cli.scenario.trace_inputs import shared_inputs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recyc_cli.analysis.finance.finance import Finance
    from recyc_cli.analysis.finance.working_years import Key
    from recyc_cli.model.money.lifetime.cash_flow import Row
    from recyc_cli.model.records.result import Result
    from recyc_cli.model.records.scenario import Scenario

LEAVES = {"discount": "1/yr", "tax": "1", "bonus": "1", "overrun": "1", "inflation": "1/yr", "carbon_price": "money/t"}
"""Terms that are inputs of the workbook, with their units."""


class TracedYears(WorkingYears):
    """Working years whose quotes are traced; `traced` has them by what tells them apart."""

    def __init__(self, years: WorkingYears) -> None:
        super().__init__(years.keywords, years.library, years.keys)
        self.traced: dict[Key, TracedQuote] = {}

    def _year(self, key: Key, changed: Mapping[str, object]) -> tuple[Scenario, Result]:
        """Return a working year's scenario and result, traced."""
        if key not in self.traced:
            self.traced[key] = TracedQuote(answer(Request(**self.request(key, changed)), self.library, trace=True))
        quote = self.traced[key].quote
        return quote.resolved.scenario, quote.result


class TracedFinance:
    """A plant over its life with the formula of every number that no search found.

    Attributes:
        finance: the plant, in plain numbers.
        quotes: the traced quotes of its working years, the first full one first.
        report: `recyc.finance/1`, its cash flow and what follows from it traced.
    """

    def __init__(self, finance: Finance, quotes: Sequence[TracedQuote], report: Any) -> None:  # noqa: ANN401
        self.finance, self.quotes, self.report = finance, quotes, report


def traced_finance(finance: Finance) -> TracedFinance:
    """Finance a plant on traced numbers; the values are those of the plain one, to the last bit.

    Args:
        finance: the plant.
    """
    years, money = TracedYears(finance.years), f"{finance.quote.request.currency}/t"
    leaves: dict[str, Any] = {
        name: Leaf(f"finance.{name}", float(getattr(finance.terms, name)), unit.replace("money/t", money))
        for name, unit in LEAVES.items()
    }
    terms = finance.terms._replace(**leaves)
    with shared_inputs():
        working, fixed = years.of()
    rows = cash_flow(plan_of(terms, working, fixed, terms.overrun))
    report: Any = {**finance.to_dict()}
    at = times([row.year for row in rows], mid_year=terms.mid_year)
    for part, name in (("after_tax", "after_tax"), ("before_tax", "before_tax")):
        report[part] = {
            **report[part],
            **_worth([getattr(row, name) for row in rows], at, terms.discount, report[part]),
        }
    report["npv"] = report["after_tax"]["npv"]
    report["levelised_cost"] = {**report["levelised_cost"], **_levelised(finance, rows, at, terms.discount)}
    report["capital"] = {
        **report["capital"],
        "fixed_capital": fixed,
        "overrun": built_cost(fixed, terms.overrun) - fixed,
    }
    report["cash_flow"] = _years(report["cash_flow"], rows, at, terms.discount)
    full = max(years.traced, key=lambda key: key[2])
    quotes = [years.traced[full], *(quote for key, quote in years.traced.items() if key != full)]
    return TracedFinance(finance, quotes, report)


def _worth(flows: Sequence[Any], at: Sequence[float], rate: Any, plain_one: Any) -> dict[str, Any]:  # noqa: ANN401
    traced = {"npv": net_present_value(flows, at, rate), "exposure": exposure(flows)}
    if plain_one["mirr"] is not None:
        traced["mirr"] = modified_return(flows, at, rate, rate)
    if plain_one["payback"] is not None:
        traced["payback_from_start"] = payback(flows) + (plain_one["payback_from_start"] - _plain_back(flows))
        traced["payback"] = traced["payback_from_start"] - (plain_one["payback_from_start"] - plain_one["payback"])
    return traced


def _plain_back(flows: Sequence[Any]) -> float:
    return payback([flow.value if hasattr(flow, "value") else flow for flow in flows])


def _levelised(finance: Finance, rows: Sequence[Row], at: Sequence[float], rate: Any) -> dict[str, Any]:  # noqa: ANN401
    energy = units_in_tonne(finance.quote.resolved.scenario.streams)[0]
    whole = levelised_cost(rows, at, rate)
    bare = levelised_cost(rows, at, rate, with_feed=False)
    per_kwh = {} if energy is None else {"per_kwh": per_unit(whole, float(energy))}
    return {"per_t": whole, "without_feed_per_t": bare, **per_kwh}


def _years(plain_years: Sequence[Any], rows: Sequence[Row], at: Sequence[float], rate: Any) -> list[Any]:  # noqa: ANN401
    """Return the cash flow with traced numbers in the place of plain ones."""
    found = []
    for index, (year, row) in enumerate(zip(plain_years, rows, strict=True)):
        amounts = {name: getattr(row, name) for name in AMOUNTS}
        worth = discounted(row.after_tax, at[index], rate)
        total = add_up(each.after_tax for each in rows[: index + 1])
        found.append({**year, **amounts, "discounted": worth, "cumulative": total})
    return found
