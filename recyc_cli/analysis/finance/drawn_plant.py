"""Draws the life of a plant, and what is left over of it in each draw."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from recyc_cli.analysis.finance.plant import plan_of
from recyc_cli.analysis.quote import answer
from recyc_cli.catalog.spreads.joint import joint_of
from recyc_cli.engine.draws.case import program_of, stated_in
from recyc_cli.errors import RecycError
from recyc_cli.model.money.lifetime.cash_flow import built_cost, cash_flow
from recyc_cli.model.money.lifetime.plant_year import PlantYear, plant_year
from recyc_cli.model.money.lifetime.worth import net_present_value, times
from recyc_cli.model.numbers.arithmetic import add_up
from recyc_cli.model.numbers.chance.path import kept_part
from recyc_cli.model.numbers.guards import noting
from recyc_cli.scenario.fill_in import usual_spreads
from recyc_cli.scenario.keywords import ROWS
from recyc_cli.scenario.request import Request
from recyc_cli.scenario.trace_inputs import leaves_in, shared_inputs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recyc_cli.analysis.finance.plant import LifePlant
    from recyc_cli.analysis.finance.working_years import Key
    from recyc_cli.analysis.quote import Quote
    from recyc_cli.engine.draws.life import Life
    from recyc_cli.engine.draws.statistics import Summary
    from recyc_cli.model.numbers.guards import Guard
    from recyc_cli.model.numbers.traced import Leaf
    from recyc_cli.report.shapes.studies.finance import DrawnPlant, DrawnWorth, PriceStep, Tenths

NO_LIBRARY = "E181"
YEAR, LONG_RUN = 12, 24
"""Horizons [months] within which prices go as far as in a year, and as far as they ever do."""
CAPITAL = "fixed_capital"
SAMPLER: Any = "lhs"
PARTS = ("tonnes", "revenue", "feed", "running", "fixed", "carbon", "working_capital")


class TracedYear(NamedTuple):
    """A working year that is traced: its quote, what refuses it, what it comes to, and the inputs of that by path."""

    quote: Quote
    guards: Sequence[Guard]
    outputs: Mapping[str, Any]
    leaves: Mapping[str, Leaf]


def drawn_plant(plant: LifePlant, draws: int, seed: int) -> tuple[DrawnPlant, set[str]]:
    """Return what is left over of a plant in many draws, and the sources of the ranges.

    Args:
        plant: over its life.
        draws: how many.
        seed: of all of them.

    Raises:
        RecycError: E181 numpy is not installed.
    """
    try:
        from recyc_cli.engine.draws import life as lives
        from recyc_cli.engine.draws.statistics import classes, summary
    except ModuleNotFoundError as fault:
        raise RecycError(NO_LIBRARY, f"draws need {fault.name}", "--draws", "pip install 'recyc[batch]'") from fault
    life, steps = life_of(plant, draws, seed)
    found = lives.drawn_lives(life, lambda years: _worth(plant, years))
    if not (found.worths == found.worths).any():
        raise RecycError("E170", "no draw of this plant has a result", "--draws")
    told = summary(found.worths, SAMPLER)
    edges, shares = classes(found.worths)
    report: DrawnPlant = {
        "n": draws,
        "seed": seed,
        "probability_of_loss": told.loss,
        "probability_never_back": lives.share_below(found.sums[-1], 0.0),
        "npv": _worths(told),
        "capital": _tenths(*lives.fan(found.capitals.reshape(1, -1))[0]),
        "cumulative": [
            {"year": row.year, **_tenths(*each)} for row, each in zip(plant.rows, lives.fan(found.sums), strict=True)
        ],
        "histogram": [
            {"low": low, "high": high, "share": share}
            for low, high, share in zip([None, *edges], [*edges, None], shares, strict=True)
        ],
        "refused": draws - told.known,
        "prices": steps,
    }
    return report, {each.spread.source for each in life.joint.inputs if each.spread.source}


def _worths(told: Summary) -> DrawnWorth:
    p5, p10, p25, p50, p75, p90, p95 = told.quantiles
    return {"mean": told.mean, "sd": told.sd, "p5": p5, "p10": p10, "p25": p25, "p50": p50, "p75": p75, "p90": p90,
        "p95": p95, "error_of_mean": told.error_of_mean, "error_of_p50": told.errors[3]}  # fmt: skip


def _tenths(low: float, middle: float, high: float) -> Tenths:
    return {"p10": low, "p50": middle, "p90": high}


def life_of(plant: LifePlant, draws: int, seed: int) -> tuple[Life, list[PriceStep]]:
    """Return a plant as its years are drawn, and how each price goes from year to year."""
    from recyc_cli.engine.draws.life import Life, YearProgram

    keys = plant.years.keys
    with shared_inputs():
        years = {key: _traced(plant, key) for key in dict.fromkeys(keys)}
    near, far = (usual_spreads(plant.quote.resolved.library, months) for months in (YEAR, LONG_RUN))
    inputs = [
        (each.quote.resolved.documents, {path: float(leaf.value) for path, leaf in each.leaves.items()})
        for each in years.values()
    ]
    joint = joint_of(near, inputs, {path for each in years.values() for path in _stated(each)})
    programs = [YearProgram(*program_of(each.outputs, each.guards, each.leaves, joint)) for each in years.values()]
    places, first = {key: place for place, key in enumerate(years)}, plant.rows[-1].year - len(keys) + 1
    steps = [
        _step(name, near.volatility(name).value, far.volatility(name).value) for name in near.horizon["volatility"]
    ]
    kept = {each["series"]: each["kept"] for each in steps}
    ends = [(first + at, places[key]) for at, key in enumerate(keys)]
    return Life(joint, programs, ends, kept, draws, seed, SAMPLER), steps


def _traced(plant: LifePlant, key: Key) -> TracedYear:
    with noting() as guards:
        quote = answer(Request(**plant.years.request(key, {})), plant.years.library, trace=True)
    year = plant_year(quote.resolved.scenario, quote.result)
    outputs = {part: getattr(year, part) for part in PARTS}
    outputs[CAPITAL] = add_up(account.capital.fixed_capital for account in quote.result.accounts)
    return TracedYear(quote, list(guards), outputs, leaves_in(outputs.values(), quote.resolved))


def _stated(year: TracedYear) -> set[str]:
    """Return the inputs that the user gave a number: these stand."""
    given = {ROWS[name].short for name in year.quote.request.given if name in ROWS}
    return stated_in(given, year.leaves)


def _step(series: str, year: float, long_run: float) -> PriceStep:
    return {"series": series, "year": year, "long_run": long_run, "kept": kept_part(year, long_run)}


def _worth(plant: LifePlant, parts: Sequence[Mapping[str, Any]]) -> tuple[Any, Any, list[Any]]:
    """Return the worth of a plant after tax in many draws, its capital, and the sums of its cash flow by year."""
    years = [PlantYear(**{part: each[part] for part in PARTS}) for each in parts]
    fixed = parts[_full(plant)][CAPITAL]
    rows = cash_flow(plan_of(plant.terms, years, fixed, plant.terms.overrun))
    flows = [row.after_tax for row in rows]
    at = times([row.year for row in rows], mid_year=plant.terms.mid_year)
    sums = [add_up(flows[: place + 1]) for place in range(len(flows))]
    return net_present_value(flows, at, plant.terms.discount), built_cost(fixed, plant.terms.overrun), sums


def _full(plant: LifePlant) -> int:
    """Return the place of the working year whose prices and load the capital is reckoned by."""
    keys = plant.years.keys
    return keys.index([key for key in dict.fromkeys(keys) if key[0] == keys[0][0]][-1])
