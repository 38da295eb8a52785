"""Tells what moves a margin: each input at both ends of its range, groups by variance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.analysis.simulation.asked import BAD, held, named_in, spreads_at
from recyc_cli.analysis.simulation.drawn_quotes import joint_inputs, joint_of, stated, traced
from recyc_cli.analysis.simulation.simulate import case_of_quote, sample_plan
from recyc_cli.analysis.simulation.simulation import has_result, plain_scenario
from recyc_cli.catalog.open_library import open_library
from recyc_cli.engine.draws.moved import moved_inputs
from recyc_cli.errors import RecycError
from recyc_cli.report.blocks.scenario import basis
from recyc_cli.report.names import label
from recyc_cli.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Unpack

    from recyc_cli.analysis.simulation.drawn_quotes import Traced
    from recyc_cli.catalog.spreads.joint import Joint
    from recyc_cli.report.shapes.studies.sensitivity import GroupIndex, MovedInput, SensitivityReport
    from recyc_cli.scenario.keyword_types import MovedKeywords

RANGE, ELASTICITY, SOBOL = "range", "elasticity", "sobol"
WAYS = (RANGE, ELASTICITY, SOBOL)
USUAL = {"by": RANGE, "group": "", "top": 12, "draws": 1 << 14, "seed": 1, "horizon": "12mo", "fix": ()}
"""What is asked where nobody says otherwise."""
MOST = 1 << 20
"""Draws of a sample at most: each group takes as many once more."""


class Sensitivity:
    """What moves a margin, as the public function hands it out."""

    def __init__(self, report: SensitivityReport) -> None:
        """Hold the report."""
        self._report = report

    def to_dict(self) -> SensitivityReport:
        """Return the report `recyc.sensitivity/1`: what `recyc sensitivity --format json` prints."""
        return self._report


def sensitivity(**keywords: Unpack[MovedKeywords]) -> Sensitivity:
    """Move each input to the ends of its range and quote anew, or part the variance among groups.

    Args:
        keywords: those of `quote`, and: by, range, elasticity or sobol; group, of which alone inputs are listed;
            top, so many of them [12]; draws [16,384] and seed [1] of sobol; horizon of prices [12mo]; fix, inputs
            that stand.

    Returns:
        A `Sensitivity`; `to_dict()` is the JSON.

    Raises:
        RecycError, RecycErrors: as `quote`; E180 what cannot be asked, E181 numpy is not installed.

    >>> found = sensitivity(chemistry="nmc622", route="hydro", top=3).to_dict()
    >>> len(found["inputs"]), found["inputs"][0]["at_low"] < found["base"] < found["inputs"][0]["at_high"]
    (3, True)
    """
    asked: dict[str, Any] = {name: keywords.get(name, usual) for name, usual in USUAL.items()}
    _checked(asked)
    scenario = {name: value for name, value in keywords.items() if name not in USUAL}
    preset_dirs: Any = scenario.get("preset_dirs") or ()
    library = open_library(preset_dirs)
    spreads = spreads_at(asked["horizon"], library)
    quotes = traced([scenario], library)
    inputs, still = joint_inputs(quotes), stated(quotes)
    joint = joint_of(spreads, inputs, still)
    more = held(joint, named_in(asked["fix"]), ())
    joint = joint_of(spreads, inputs, still | more) if more else joint
    indices = _indices(quotes, joint, asked) if asked["by"] == SOBOL else []
    return Sensitivity(_report(quotes[0], joint, asked, indices, sorted(still | more)))


def _checked(asked: dict[str, Any]) -> None:
    """Refuse what cannot be asked."""
    if asked["by"] not in WAYS:
        raise RecycError(BAD, f"nothing goes by {asked['by']!r}", "--by", f"there are {' '.join(WAYS)}")
    for name, least, most in (("top", 1, 10_000), ("draws", 1, MOST)):
        if not least <= asked[name] <= most:
            where = "-n" if name == "draws" else f"--{name}"
            raise RecycError(BAD, f"{asked[name]:,} is not from {least} to {most:,}", where)


def _indices(quotes: Sequence[Traced], joint: Joint, asked: dict[str, Any]) -> list[GroupIndex]:
    """Return the share of each group in the variance."""
    plan = sample_plan(quotes, joint, {**asked, "sampler": "lhs"})
    from recyc_cli.engine.draws.drivers import group_of_draws
    from recyc_cli.engine.draws.sampler import Runner
    from recyc_cli.engine.draws.sobol import BLOCK, sobol_indices

    groups: dict[str, list[str]] = {}
    for name, group in group_of_draws(joint).items():
        groups.setdefault(group, []).append(name)
    runner = Runner(plan)

    def margins(draws: Mapping[str, Any]) -> Any:  # noqa: ANN401 - numbers of numpy
        found = runner.margins(draws, BLOCK)[0][0]
        has_result(quotes[0].quote, found)
        return found

    found = sobol_indices(margins, joint.draws, groups, -(-plan.draws // BLOCK), plan.seed)
    told: list[GroupIndex] = [
        {"group": name, "first": first, "total": found.total[name], "error": found.errors[name]}
        for name, first in found.first.items()
    ]
    return sorted(told, key=lambda each: -each["total"])


def swing(of: MovedInput, base: float) -> float:
    """Return how far apart the margins are that an input can lead to [money/t]."""
    ends = [base, *(end for end in (of["at_low"], of["at_high"]) if end is not None)]
    return max(ends) - min(ends)


def _report(
    of: Traced, joint: Joint, asked: dict[str, Any], indices: list[GroupIndex], fixed: list[str]
) -> SensitivityReport:
    """Return the report."""
    margin: Any = of.quote.result.margin
    base = float(margin.value)
    group = _name(asked, joint) if asked["group"] else ""
    every = [each for each in _inputs(of, joint) if group in ("", each["group"])]
    by_slope = asked["by"] == ELASTICITY
    every.sort(key=lambda each: -abs(each["per_percent"]) if by_slope else -swing(each, base))
    listed = every[: asked["top"]]
    dated = basis(of.quote, None, None)["price_date"]
    return {
        "schema": "recyc.sensitivity/1",
        "recyc": __version__,
        "presets": of.quote.resolved.library.digest,
        "message": _message(listed, indices, base, f"{of.quote.request.currency}/t", by_slope=by_slope),
        "scenario": plain_scenario(of.quote),
        "price_date": None if dated is None else str(dated),
        "by": asked["by"],
        "base": base,
        "horizon_months": int(asked["horizon"].lower().removesuffix("mo")),
        "inputs": listed,
        "others": len(every) - len(listed),
        "indices": indices,
        "n": asked["draws"] if indices else 0,
        "seed": asked["seed"],
        "fixed": fixed,
        "sources": sorted({each["source"] for each in listed if each["source"]}),
        "warnings": [],
    }


def _inputs(of: Traced, joint: Joint) -> Iterator[MovedInput]:
    """Yield the inputs at both of their ends."""
    margin: Any = of.quote.result.margin
    for each in moved_inputs(case_of_quote(of, joint), margin, joint):
        path, record, spread, _ = each.input
        yield {
            "path": path,
            "label": label(path.rpartition(".")[2]),
            "group": spread.group,
            "value": each.value,
            "low": each.low,
            "high": each.high,
            "unit": record.unit,
            "at_low": each.at_low,
            "at_high": each.at_high,
            "per_percent": each.per_percent,
            "spread": spread.how,
            "source": spread.source,
        }


def _name(asked: dict[str, Any], joint: Joint) -> str:
    """Return the group that inputs are listed of."""
    group, groups = str(asked["group"]).replace("-", " "), joint.groups()
    if group not in groups:
        raise RecycError(BAD, f"no input is of a group {group!r}", "--group", f"groups: {', '.join(sorted(groups))}")
    return group


def _message(
    inputs: Sequence[MovedInput], indices: Sequence[GroupIndex], base: float, money: str, *, by_slope: bool
) -> str:
    """Return the answer in a sentence."""
    if indices:
        parts = [f"{100.0 * each['total']:.0f} % on {each['group']}" for each in indices[:3]]
        return f"Of the variance of the margin hang {', '.join(parts)}."
    if not inputs:
        return "Nothing that moves the margin is uncertain."
    lead, then = inputs[0], ", ".join(each["path"] for each in inputs[1:3])
    after = f" Then {then}." if then else ""
    if by_slope:
        return f"One percent more of {lead['path']} adds {lead['per_percent']:+,.0f} {money}.{after}"
    ends = [f"{end:,.0f}" for end in (lead["at_low"], lead["at_high"]) if end is not None]
    return f"{base:,.0f} {money}; {lead['path']} alone makes it {' to '.join(ends)}.{after}"
