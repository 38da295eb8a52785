"""Makes the report of a plant over its life."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from recyc_cli.analysis.finance import limits
from recyc_cli.analysis.finance.answer_words import message
from recyc_cli.analysis.finance.returns import rates_of_return
from recyc_cli.model.money.lifetime.cash_flow import cash_flow
from recyc_cli.model.money.lifetime.worth import (
    exposure,
    levelised_cost,
    modified_return,
    net_present_value,
    payback,
    times,
)
from recyc_cli.model.numbers.arithmetic import add_up, plain
from recyc_cli.model.numbers.interest import discount_factor
from recyc_cli.model.per_what import per_unit, units_in_tonne
from recyc_cli.report.notes.notes import notes_of_quotes
from recyc_cli.report.notes.telling import in_order, note, reported
from recyc_cli.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recyc_cli.analysis.finance.finance import Finance
    from recyc_cli.model.money.lifetime.cash_flow import Row
    from recyc_cli.report.notes.telling import Remark
    from recyc_cli.report.shapes import finance as shape

SCHEMA: Literal["recyc.finance/1"] = "recyc.finance/1"
PRESETS = {
    "tax": ("region", "tax_rate"),
    "depreciation": ("region", "depreciation"),
    "carbon_price": ("region", "carbon_price"),
}
"""Where a term that nobody gave comes from."""
USUAL = {"build": "build", "ramp": "ramp", "estimate_class": "estimates"}
"""The same of what all regions share, by its table in presets/finance.toml."""
PARTS = ("isbl", "osbl", "design_engineering", "contingency", "fixed_capital")


def finance_report(finance: Finance) -> shape.FinanceReport:
    """Return the report of a plant over its life."""
    quote = finance.quote.to_dict()
    after = returns(finance, [row.after_tax for row in finance.rows])
    report: Any = {
        "schema": SCHEMA,
        "recyc": __version__,
        "presets": quote["presets"],
        "scenario": quote["scenario"],
        "basis": quote["basis"],
        "terms": terms_report(finance),
        "capital": capital_report(finance),
        **{name: after[name] for name in ("npv", "irr", "mirr", "payback")},
        "levelised_cost": _levelised(finance, quote["totals"]["cost"]),
        "gate_fee_for_irr": _feed_for_return(finance),
        "after_tax": after,
        "before_tax": returns(finance, [row.before_tax for row in finance.rows]),
        "capital_at_most": limits.overrun(finance),
        "smallest_plant_t_per_year": limits.smallest(finance),
        "estimate": _estimate(finance),
        "scale": _scale(finance),
        "decks": _decks(finance),
        "cash_flow": cash_years(finance),
    }
    report["message"] = message(report)
    report["sources"] = sorted({*quote["sources"], *_sources(finance)})
    own = reported((each, "") for each in _notes(report))
    report["warnings"] = in_order([*notes_of_quotes([finance.quote]), *own])
    return report  # type: ignore[no-any-return]


def terms_report(finance: Finance) -> shape.FinanceTerms:
    """Return what the plant is financed on."""
    terms = finance.terms
    own = finance.quote.resolved.names["prices"]
    names = [own if deck is None else finance.deck_names[deck] for deck in finance.decks]
    losses: Any = terms.losses
    return {
        "life": terms.life,
        "build": [float(share) for share in terms.build],
        "ramp": [float(share) for share in terms.ramp[: terms.life]],
        "load": float(plain(finance.load)),
        "prices": names,
        "contract_term": None if finance.contract_term is None else float(plain(finance.contract_term)),
        "discount": float(terms.discount),
        "flows": "nominal" if terms.inflation else "real",
        "inflation": float(terms.inflation),
        "timing": "mid-year" if terms.mid_year else "year-end",
        "tax": float(terms.tax),
        "depreciation": terms.written.told(),
        "bonus": float(terms.bonus),
        "losses": losses,
        "carbon_price": float(terms.carbon_price),
        "overrun": float(terms.overrun),
    }


def capital_report(finance: Finance) -> shape.PlantCapital:
    """Return what the plant costs."""
    accounts = finance.quote.result.accounts
    parts = {part: float(plain(add_up(getattr(each.capital, part) for each in accounts))) for part in PARTS}
    over = parts["fixed_capital"] * (float(finance.terms.overrun) - 1.0)
    tied = max(float(plain(year.working_capital)) for year in finance.working)
    whole: Any = {**parts, "overrun": over, "working_capital": tied, "total": parts["fixed_capital"] + over + tied}
    return whole  # type: ignore[no-any-return]


def returns(finance: Finance, flows: Sequence[float]) -> shape.Returns:
    """Return what a cash flow is worth, and what it returns."""
    years = [row.year for row in finance.rows]
    at, rate = times(years, mid_year=finance.terms.mid_year), finance.terms.discount
    rates = rates_of_return(flows, at)
    back = _number(payback(flows))
    opened = max(len(finance.terms.build), 0)
    sums = [add_up(flows[: place + 1]) for place in range(len(flows))]
    return {
        "npv": net_present_value(flows, at, rate),
        "irr": rates[0] if len(rates) == 1 else None,
        "irr_all": rates,
        "mirr": _number(modified_return(flows, at, rate, rate)),
        "payback": None if back is None else back + years[0] - opened,
        "payback_from_start": None if back is None else back + years[0],
        "exposure": exposure(flows),
        "exposure_year": years[min(range(len(sums)), key=lambda place: sums[place])],
    }


def _levelised(finance: Finance, cost: float) -> shape.LevelisedCost:
    at = times([row.year for row in finance.rows], mid_year=finance.terms.mid_year)
    whole, bare = (
        levelised_cost(finance.rows, at, finance.terms.discount, with_feed=with_feed) for with_feed in (True, False)
    )
    energy = units_in_tonne(finance.quote.resolved.scenario.streams)[0]
    per_kwh = _number(per_unit(whole, None if energy is None else plain(energy)))
    return {"per_t": whole, "per_kwh": per_kwh, "without_feed_per_t": bare, "quote_per_t": cost}


def _feed_for_return(finance: Finance) -> shape.FeedForReturn:
    rate = float(finance.terms.fee_for_irr)
    price = limits.feed_price(finance, rate)
    now = float(plain(finance.quote.result.feed_price))
    fee = None if price is None else 0.0 - price
    return {"irr": rate, "feed_price": price, "gate_fee": fee, "feed_price_now": now}


def _estimate(finance: Finance) -> shape.EstimateRange:
    terms = finance.terms
    under, over = float(plain(terms.under)), float(plain(terms.over))
    low, high = (
        worth_at(finance, finance.fixed * terms.overrun * factor) for factor in (1.0 - under, 1.0 + over)
    )  # fmt: skip
    ends: Any = {"npv_low_capital": low, "npv_high_capital": high}
    return {"estimate_class": int(terms.estimate_class), "under": under, "over": over, **ends}


def worth_at(finance: Finance, capital: float) -> float:
    """Return what the plant is worth after tax where it costs so much [money]."""
    rows: list[Row] = cash_flow(finance.plan(finance.working, capital))
    at = times([row.year for row in rows], mid_year=finance.terms.mid_year)
    return net_present_value([row.after_tax for row in rows], at, finance.terms.discount)


def _scale(finance: Finance) -> list[shape.SizePoint]:
    own = float(plain(finance.quote.resolved.scenario.throughput))
    sizes = sorted({*limits.LADDER, own})
    worths, capitals = limits.size_worth(finance, sizes), limits.capitals(finance, sizes)
    return [
        {"throughput_t_per_year": size, "capital": capital, "npv": _number(worth)}
        for size, worth, capital in zip(sizes, worths, capitals, strict=True)
    ]


def _decks(finance: Finance) -> list[shape.DeckPoint]:
    if len(finance.decks) == 1:
        return []
    return [
        {"prices": str(one.quote.resolved.names["prices"]), **_worth_and_return(one)}
        for one in finance.each_deck()
    ]  # fmt: skip


def _worth_and_return(finance: Finance) -> Any:  # noqa: ANN401 - two keys of a deck
    own = returns(finance, [row.after_tax for row in finance.rows])
    return {"npv": own["npv"], "irr": own["irr"]}


def cash_years(finance: Finance) -> list[shape.CashYear]:
    """Return the cash flow, a record a year."""
    years: list[Any] = []
    total = 0.0
    at = times([row.year for row in finance.rows], mid_year=finance.terms.mid_year)
    for row, time in zip(finance.rows, at, strict=True):
        total += row.after_tax
        amounts = {name: value for name, value in vars(row).items() if name not in ("year", "price_level")}
        years.append(
            {
                "year": row.year,
                "phase": "work" if row.tonnes else "build",
                **{name: float(plain(amounts[name])) + 0.0 for name in AMOUNTS},
                "discounted": row.after_tax * discount_factor(time, finance.terms.discount),
                "cumulative": total,
            }
        )
    return years


AMOUNTS = (
    "tonnes", "revenue", "feed", "running", "fixed", "carbon", "operating", "capital", "working_capital",
    "depreciation", "taxable", "loss_used", "tax", "before_tax", "after_tax",
)  # fmt: skip
"""Columns of the cash flow, in their order."""


def _sources(finance: Finance) -> Iterator[str]:
    """Yield the sources of the terms that nobody gave."""
    terms, documents = finance.terms, finance.quote.resolved.documents
    for name, (prefix, path) in PRESETS.items():
        if name not in terms.given:
            records = documents[prefix].records
            yield from (each.source for key, each in records.items() if key.partition(".")[0] == path.partition(".")[0])
    usual = finance.quote.resolved.library.document("finance").records
    tables = [table for name, table in USUAL.items() if name not in terms.given]
    tables += ["macrs"] if terms.written.way == "macrs" else []
    yield from (each.source for key, each in usual.items() if key.partition(".")[0] in tables)


def _notes(report: shape.FinanceReport) -> Iterator[Remark]:
    """Yield what is to know of the returns."""
    rates = report["after_tax"]["irr_all"]
    if len(rates) > 1:
        told = ", ".join(f"{rate * 100:.4g} %" for rate in rates)
        yield note("several-returns", rates=told, count=len(rates))


def _number(value: float) -> float | None:
    """Return a number, None where there is none."""
    return value if value - value == 0.0 else None
