"""Tells what moves a margin: each input at both ends of its range, groups by variance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.analysis.labels import Labels
from recyc_cli.analysis.simulation.asked import BAD, spreads_at
from recyc_cli.analysis.simulation.drawn_quotes import traced
from recyc_cli.analysis.simulation.groups import indices_of_groups, moved_groups
from recyc_cli.analysis.simulation.message import message_of_moves
from recyc_cli.analysis.simulation.simulation import plain_scenario
from recyc_cli.analysis.simulation.uncertain import Uncertain, case_of_quote
from recyc_cli.catalog.open_library import open_library
from recyc_cli.engine.draws.moved import moved_inputs
from recyc_cli.errors import RecycError
from recyc_cli.report.blocks.on_screen import titles_of
from recyc_cli.report.blocks.scenario import basis
from recyc_cli.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Unpack

    from recyc_cli.analysis.quote import Quote
    from recyc_cli.analysis.simulation.drawn_quotes import Traced
    from recyc_cli.catalog.spreads.joint import Joint
    from recyc_cli.report.shapes.studies.sensitivity import MovedInput, SensitivityReport
    from recyc_cli.scenario.keyword_types import MovedKeywords

RANGE, ELASTICITY, GROUP, SOBOL = "range", "elasticity", "group", "sobol"
WAYS = (RANGE, ELASTICITY, GROUP, SOBOL)
USUAL = {"by": RANGE, "group": "", "top": 12, "draws": 1 << 14, "seed": 1, "horizon": "12mo", "fix": ()}
"""What is asked where nobody says otherwise."""
MOST = 1 << 18
"""Draws of a sample at most: each group takes as many once more, and all of them are held at once."""


class Sensitivity:
    """What moves a margin, as the public function hands it out."""

    def __init__(self, quote: Quote, report: SensitivityReport) -> None:
        """Hold the quote and the report."""
        self._quote, self._report = quote, report

    def titles(self) -> dict[str, str]:
        """Return how a sentence calls the region."""
        return titles_of([self._quote])

    def to_dict(self) -> SensitivityReport:
        """Return the report `recyc.sensitivity/1`: what `recyc sensitivity --format json` prints."""
        return self._report


def sensitivity(**keywords: Unpack[MovedKeywords]) -> Sensitivity:
    """Move each input to the ends of its range and quote anew, or part the variance among groups.

    Args:
        keywords: those of `quote`, and: by, range, elasticity, group or sobol; group, of which alone inputs are listed;
            top, so many of them [12]; draws [16,384] and seed [1] of groups; horizon of prices [12mo]; fix, inputs
            that stand.

    Returns:
        A `Sensitivity`; `to_dict()` is the JSON.

    Raises:
        RecycError, RecycErrors: as `quote`; E180 what cannot be asked, E181 numpy or scipy is not installed.

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
    uncertain = Uncertain(traced([scenario], library), spreads, asked["fix"])
    return Sensitivity(uncertain.quotes[0].quote, _report(uncertain, asked))


def _checked(asked: dict[str, Any]) -> None:
    """Refuse what cannot be asked."""
    if asked["by"] not in WAYS:
        raise RecycError(BAD, f"nothing goes by {asked['by']!r}", "--by", f"there are {' '.join(WAYS)}")
    for name, least, most in (("top", 1, 10_000), ("draws", 1, MOST)):
        if not least <= asked[name] <= most:
            where = "-n" if name == "draws" else f"--{name}"
            raise RecycError(BAD, f"{asked[name]:,} is not from {least} to {most:,}", where)


def swing(of: MovedInput, base: float) -> float:
    """Return how far apart the margins are that an input can lead to [money/t]."""
    ends = [base, *(end for end in (of["at_low"], of["at_high"]) if end is not None)]
    return max(ends) - min(ends)


def _report(uncertain: Uncertain, asked: dict[str, Any]) -> SensitivityReport:
    """Return the report."""
    of, joint = uncertain.quotes[0], uncertain.joint
    margin: Any = of.quote.result.margin
    base = float(margin.value)
    groups, told = moved_groups(uncertain, asked) if asked["by"] == GROUP else ([], 0)
    indices, told = indices_of_groups(uncertain, asked) if asked["by"] == SOBOL else ([], told)
    group = _name(asked, joint) if asked["group"] else ""
    every = [each for each in _inputs(of, joint) if group in ("", each["group"])]
    every.sort(key=lambda each: -abs(each["per_percent"]) if asked["by"] == ELASTICITY else -swing(each, base))
    listed = every[: asked["top"]]
    labels = Labels(of).apart([each["path"] for each in listed])
    dated = basis(of.quote, None, None)["price_date"]
    report: SensitivityReport = {
        "schema": "recyc.sensitivity/1",
        "recyc": __version__,
        "presets": of.quote.resolved.library.digest,
        "message": "",
        "scenario": plain_scenario(of.quote),
        "price_date": None if dated is None else str(dated),
        "by": asked["by"],
        "base": base,
        "horizon_months": int(asked["horizon"].lower().removesuffix("mo")),
        "inputs": [{**each, "label": labels[each["path"]]} for each in listed],
        "others": len(every) - len(listed),
        "groups": groups,
        "indices": indices,
        "n": told,
        "seed": asked["seed"],
        "fixed": sorted(uncertain.fixed),
        "sources": sorted({each["source"] for each in listed if each["source"]}),
        "warnings": [],
    }
    return report | {"message": message_of_moves(report)}


def _inputs(of: Traced, joint: Joint) -> Iterator[MovedInput]:
    """Yield the inputs at both of their ends."""
    margin: Any = of.quote.result.margin
    for each in moved_inputs(case_of_quote(of, joint), margin, joint):
        path, record, spread, _ = each.input
        yield {
            "path": path,
            "label": path,
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
