"""Says in sentences whether a plant pays, by how much, and what would make it pay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.analysis.amounts import in_millions, in_percent

if TYPE_CHECKING:
    from recyc_cli.report.shapes.studies.finance import FinanceReport


def plant_message(report: FinanceReport) -> str:
    """Return the answer: what is left over the life, the return, and what would make it pay or stop it from paying."""
    return f"{_verdict(report)} {_limits(report)}{_drawn(report)}"


def _verdict(report: FinanceReport) -> str:
    terms, code = report["terms"], report["scenario"]["currency"]
    left, pays = report["npv"], report["npv"] >= 0.0
    years = "a year" if terms["life"] == 1 else f"{terms['life']} years"
    basis = f"over {years} of work at {in_percent(terms['discount'])} a year, after tax"
    said = (
        f"It pays: {in_millions(left, code)} is left"
        if pays
        else f"It does not pay: {in_millions(-left, code)} is missing"
    )
    return f"{said} {basis}; {_return(report)}."


def _return(report: FinanceReport) -> str:
    """Return the rate of return, or why there is none."""
    rates, back = report["after_tax"]["irr_all"], report["payback"]
    if len(rates) == 1:
        paid = "the money does not come back" if back is None else f"the money is back {back:.1f} years after it opens"
        return f"the return is {in_percent(rates[0])} a year, {paid}"
    if rates:
        told = " and ".join(in_percent(rate) for rate in rates)
        return f"the return has {len(rates)} values, {told}: go by what is left"
    return "there is no rate of return: go by what is left" if report["npv"] >= 0.0 else "no rate of return exists"


def _limits(report: FinanceReport) -> str:
    """Return what would make it pay, or up to where it pays."""
    code, pays = report["scenario"]["currency"], report["npv"] >= 0.0
    feed, size, capital = report["gate_fee_for_irr"], report["smallest_plant_t_per_year"], report["capital_at_most"]
    parts = []
    if feed["feed_price"] is not None and feed["irr"] == report["terms"]["discount"]:
        parts.append(_feed(feed["feed_price"], feed["feed_price_now"], code))
    if capital is not None:
        parts.append(f"with at most {capital * 100:.0f} % of the capital")
    if size is not None:
        parts.append(f"from {size:,.0f} t a year")
    if not parts:
        return "No feed price, capital or size that was tried changes that."
    joined = ", ".join(parts[:-1]) + (", or " if len(parts) > 1 else "") + parts[-1]
    if pays:
        joined = joined.replace(", or ", ", and ")
        return f"It keeps paying {joined}."
    return f"It would pay {joined}."


def _feed(price: float, now: float, code: str) -> str:
    if price < 0.0:
        said = f"{-now:,.0f} now" if now < 0.0 else f"the feed costs {now:,.0f} now"
        return f"for a gate fee of {-price:,.0f} {code}/t ({said})"
    return f"for a feed that costs at most {price:,.0f} {code}/t (now {now:,.0f})"


def _drawn(report: FinanceReport) -> str:
    """Return how many draws leave less than nothing, and what the worst and the best of ten leave."""
    drawn, code = report["draws"], report["scenario"]["currency"]
    if drawn is None:
        return ""
    low, high = (in_millions(drawn["npv"][name], code) for name in ("p10", "p90"))
    return (
        f" In {drawn['probability_of_loss'] * 100:.0f} of 100 draws it does not pay; one in ten ends below {low},"
        f" one in ten above {high}."
    )
