"""Makes the report of a plant over its life."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from recyc_cli.analysis.finance import limits
from recyc_cli.analysis.finance.answer_words import plant_message
from recyc_cli.analysis.finance.returns import rates_of_return
from recyc_cli.model.money.lifetime.cash_flow import built_cost
from recyc_cli.model.money.lifetime.worth import (
    discounted,
    exposure,
    levelised_cost,
    modified_return,
    net_present_value,
    payback,
    product_cost,
    times,
)
from recyc_cli.model.numbers.arithmetic import add_up, is_finite, plain, share_of
from recyc_cli.model.per_what import per_unit, units_in_tonne
from recyc_cli.report.answer import beyond
from recyc_cli.report.notes.notes import notes_of_quotes
from recyc_cli.report.notes.telling import in_order, note, reported
from recyc_cli.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from recyc_cli.analysis.finance.plant import LifePlant
    from recyc_cli.report.notes.telling import Remark
    from recyc_cli.report.shapes.studies import finance as shape

SCHEMA: Literal["recyc.finance/1"] = "recyc.finance/1"
OWN = {"tax": "tax_rate", "depreciation": "depreciation", "carbon_price": "carbon_price"}
"""Numbers of a region that stand in for terms that nobody gave."""
USUAL = {"build": "build", "ramp": "ramp", "estimate_class": "estimates"}
"""The same of what all regions share, by its table in presets/finance.toml."""
PARTS = ("isbl", "osbl", "design_engineering", "contingency", "fixed_capital")


def finance_report(plant: LifePlant, sample: tuple[int, int] | None = None) -> shape.FinanceReport:
    """Return the report of a plant over its life, drawn so often with such a seed where that is asked.

    Raises:
        RecycError: E340 where its amounts are without bounds.
    """
    quote, years = plant.quote.to_dict(), cash_years(plant)
    after, before = (
        returns_of(plant, [getattr(row, what) for row in plant.rows]) for what in ("after_tax", "before_tax")
    )
    _refuse_endless(plant, years, (after, before))
    drawn, ranges = _drawn(plant, sample)
    most = limits.overrun_at_most(plant)
    report: Any = {
        "schema": SCHEMA,
        "recyc": __version__,
        "presets": quote["presets"],
        "scenario": quote["scenario"],
        "basis": quote["basis"],
        "terms": terms_report(plant),
        "capital": capital_report(plant, most),
        **{name: after[name] for name in ("npv", "irr", "mirr", "payback")},
        "levelised_cost": _levelised(plant, quote["totals"]["cost"]),
        "gate_fee_for_irr": _feed_for_return(plant),
        "after_tax": after,
        "before_tax": before,
        "capital_at_most": most,
        "smallest_plant_t_per_year": limits.smallest_size(plant),
        "estimate": _estimate(plant),
        "scale": _scale(plant),
        "decks": _decks(plant),
        "draws": drawn,
        "cash_flow": years,
    }
    report["message"] = plant_message(report)
    report["sources"] = sorted({*quote["sources"], *_sources(plant), *ranges})
    own = reported((each, "") for each in _notes(report))
    report["warnings"] = in_order([*notes_of_quotes([plant.quote]), *own])
    return report  # type: ignore[no-any-return]


def _refuse_endless(plant: LifePlant, years: Sequence[shape.CashYear], returns: Iterable[shape.Returns]) -> None:
    """Raise RecycError E340 where an amount of a year, or of all of them, is without bounds."""
    of_years = (amount for year in years for amount in year.values() if isinstance(amount, float))
    if not all(
        map(is_finite, (*of_years, *(amount for each in returns for amount in (each["npv"], each["exposure"]))))
    ):
        raise beyond(plant.quote.request)


def _drawn(plant: LifePlant, sample: tuple[int, int] | None) -> tuple[shape.DrawnPlant | None, set[str]]:
    """Return what draws of the plant come to, with the sources of the ranges; nothing where none are asked for."""
    if sample is None:
        return None, set()
    from recyc_cli.analysis.finance.drawn_plant import drawn_plant

    return drawn_plant(plant, *sample)


def terms_report(plant: LifePlant) -> shape.FinanceTerms:
    """Return what the plant is financed on."""
    terms = plant.terms
    return {
        "life": terms.life,
        "build": [float(share) for share in terms.build],
        "ramp": [float(share) for share in terms.ramp[: terms.life]],
        "load": float(plain(plant.load)),
        "prices": plant.deck_names,
        "contract_term": None if plant.contract_term is None else float(plain(plant.contract_term)),
        "discount": float(terms.discount),
        "flows": "nominal" if terms.inflation else "real",
        "inflation": float(terms.inflation),
        "timing": "mid-year" if terms.mid_year else "year-end",
        "tax": float(terms.tax),
        "depreciation": terms.written.text(),
        "bonus": float(terms.bonus),
        "losses": terms.losses,
        "carbon_price": float(terms.carbon_price),
        "overrun": float(terms.overrun),
    }


def capital_report(plant: LifePlant, most: float | None) -> shape.PlantCapital:
    """Return what the plant costs, and at most may cost by a factor of its fixed capital."""
    accounts = plant.quote.result.accounts
    parts = {part: float(plain(add_up(getattr(each.capital, part) for each in accounts))) for part in PARTS}
    over = built_cost(parts["fixed_capital"], float(plant.terms.overrun)) - parts["fixed_capital"]
    tied = max(float(plain(year.working_capital)) for year in plant.working)
    whole: Any = {**parts, "overrun": over, "working_capital": tied, "total": parts["fixed_capital"] + over + tied}
    whole["at_most"] = None if most is None else built_cost(parts["fixed_capital"], most)
    return whole  # type: ignore[no-any-return]


def returns_of(plant: LifePlant, flows: Sequence[float]) -> shape.Returns:
    """Return what a cash flow is worth, and what it returns."""
    years = [row.year for row in plant.rows]
    at, rate = times(years, mid_year=plant.terms.mid_year), plant.terms.discount
    rates = rates_of_return(flows, at)
    back = _number(payback(flows))
    opened = max(len(plant.terms.build), 0)
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


def _levelised(plant: LifePlant, cost: float) -> shape.LevelisedCost:
    at = times([row.year for row in plant.rows], mid_year=plant.terms.mid_year)
    whole, bare = (
        levelised_cost(plant.rows, at, plant.terms.discount, with_feed=with_feed) for with_feed in (True, False)
    )
    energy = units_in_tonne(plant.quote.resolved.scenario.streams)[0]
    per_kwh = _number(per_unit(whole, None if energy is None else plain(energy)))
    return {"per_t": whole, "per_kwh": per_kwh, "without_feed_per_t": bare, "quote_per_t": cost,
        "main_product": _main_product(plant, at)}  # fmt: skip


def _main_product(plant: LifePlant, at: Sequence[float]) -> shape.ProductCost | None:
    """Return what a tonne of the product that earns most has to be sold for."""
    full = max(plant.working, key=lambda year: float(plain(year.tonnes)))
    if not full.sold or not float(plain(full.revenue)) > 0.0:
        return None
    name, mass, value = max(full.sold, key=lambda each: float(plain(each[2])))
    idle = [0.0] * (len(plant.rows) - len(plant.working))
    sold = [
        next(((t, money) for product, t, money in year.sold if product == name), (0.0, 0.0)) for year in plant.working
    ]
    tonnes = [*idle, *(t for t, _ in sold)]
    values = [*idle, *(money for _, money in sold)]
    needed = product_cost(plant.rows, at, plant.terms.discount, tonnes, values)
    return {
        "product": name,
        "per_t": float(plain(needed)),
        "price": float(plain(share_of(value, mass))),
        "share": float(plain(share_of(value, full.revenue))),
    }


def _feed_for_return(plant: LifePlant) -> shape.FeedForReturn:
    rate = float(plant.terms.fee_for_irr)
    price = limits.feed_price_at_most(plant, rate)
    now = float(plain(plant.quote.result.feed_price))
    fee = None if price is None else 0.0 - price
    return {"irr": rate, "feed_price": price, "gate_fee": fee, "feed_price_now": now}


def _estimate(plant: LifePlant) -> shape.EstimateRange:
    terms = plant.terms
    under, over = float(plain(terms.under)), float(plain(terms.over))
    low, high = (
        limits.worth_at(plant, plant.working, plant.fixed, built_cost(terms.overrun, factor), terms.discount)
        for factor in (1.0 - under, 1.0 + over)
    )
    return {
        "estimate_class": int(terms.estimate_class),
        "under": under,
        "over": over,
        "npv_low_capital": low,
        "npv_high_capital": high,
    }


def _scale(plant: LifePlant) -> list[shape.SizePoint]:
    own = float(plain(plant.quote.resolved.scenario.throughput))
    sizes = sorted({*limits.LADDER, own})
    worths, capitals = limits.size_worth(plant, sizes), limits.capitals(plant, sizes)
    return [
        {"throughput_t_per_year": size, "capital": capital, "npv": _number(worth)}
        for size, worth, capital in zip(sizes, worths, capitals, strict=True)
    ]


def _decks(plant: LifePlant) -> list[shape.DeckPoint]:
    if len(plant.decks) == 1:
        return []
    found: list[shape.DeckPoint] = []
    for one in plant.each_deck():
        own = returns_of(one, [row.after_tax for row in one.rows])
        found.append({"prices": one.deck_names[0], "npv": own["npv"], "irr": own["irr"]})
    return found


def cash_years(plant: LifePlant) -> list[shape.CashYear]:
    """Return the cash flow, a record a year."""
    years: list[Any] = []
    total = 0.0
    at = times([row.year for row in plant.rows], mid_year=plant.terms.mid_year)
    for row, time in zip(plant.rows, at, strict=True):
        total += row.after_tax
        amounts = {name: value for name, value in vars(row).items() if name not in ("year", "price_level")}
        years.append(
            {
                "year": row.year,
                "phase": "work" if row.tonnes else "build",
                **{name: float(plain(amounts[name])) + 0.0 for name in AMOUNTS},
                "discounted": discounted(row.after_tax, time, plant.terms.discount),
                "cumulative": total,
            }
        )
    return years


AMOUNTS = (
    "tonnes", "revenue", "feed", "running", "fixed", "carbon", "operating", "capital", "working_capital",
    "depreciation", "taxable", "loss_used", "tax", "before_tax", "after_tax",
)  # fmt: skip
"""Columns of the cash flow, in their order."""


def _sources(plant: LifePlant) -> Iterator[str]:
    """Yield the sources of the terms that nobody gave."""
    terms, region = plant.terms, plant.quote.resolved.documents["region"].records
    paths = [path for name, path in OWN.items() if name not in terms.given]
    yield from (each.source for key, each in region.items() if key.partition(".")[0] in paths)
    usual = plant.quote.resolved.library.document("finance").records
    tables = [table for name, table in USUAL.items() if name not in terms.given]
    tables += ["macrs"] if terms.written.way == "macrs" else []
    yield from (each.source for key, each in usual.items() if key.partition(".")[0] in tables)


def _notes(report: shape.FinanceReport) -> Iterator[Remark]:
    """Yield what is to know of the returns."""
    rates = report["after_tax"]["irr_all"]
    if len(rates) > 1:
        told = ", ".join(f"{rate * 100:.4g} %" for rate in rates)
        yield note("several-returns", rates=told, count=len(rates))
    drawn = report["draws"]
    if drawn is not None and drawn["refused"]:
        yield note("draws-refused", refused=drawn["refused"], draws=drawn["n"])


def _number(value: float) -> float | None:
    """Return a number, None where there is none."""
    return value if value - value == 0.0 else None
