"""Quotes every combination of the values of one or two inputs of a scenario."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Any

from recyc_cli.analysis.sweep.axis import CHEMISTRY, FLAG, ROUTE, Axis, too_many
from recyc_cli.analysis.sweep.points import Points
from recyc_cli.analysis.sweep.sweep_report import sweep_report
from recyc_cli.analysis.sweep.way import MARGIN
from recyc_cli.engine.outputs import COLUMNS, RECYCLED_BY
from recyc_cli.errors import RecycError, did_you_mean
from recyc_cli.scenario.keywords import FEED, on_axis

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Unpack

    from recyc_cli.report.shapes.studies.swept import SweepReport
    from recyc_cli.scenario.keyword_types import Keywords

MOST_AXES = 2
MOST = 1_000_000
"""Points of a sweep."""
TOLD = 20_000
"""Points of a report; more are written line by line."""
FIGURES = tuple(name for name in COLUMNS if name != RECYCLED_BY)


class Sweep(Points):
    """A scenario at every value of one or two inputs."""

    def to_dict(self) -> SweepReport:
        """Return the report `recyc.sweep/1`: what `recyc sweep --format json` prints.

        Raises:
            RecycError E173: more points than a report holds.
        """
        if len(self) > TOLD:
            message = f"{len(self):,} points, and a report holds {TOLD:,}"
            raise RecycError("E173", message, FLAG, "write them line by line: -o points.csv; or a wider step")
        return sweep_report(self)


def sweep(
    vary: Mapping[str, Sequence[float | str]],
    *,
    units: Mapping[str, str] | None = None,
    figures: Sequence[str] = (MARGIN,),
    chemistries: Sequence[str] = (),
    routes: Sequence[str] = (),
    **keywords: Unpack[Keywords],
) -> Sweep:
    """Quote every combination of the values of one or two inputs.

    Args:
        vary: names with their values: numbers for what `breakeven` varies, words for a keyword such as prices.
        units: of numbers that are not in the unit of what varies.
        figures: what is told of each point, of `FIGURES`.
        chemistries: each apart, in the place of one.
        routes: each apart, in the place of one.
        keywords: those of `quote`.

    Returns:
        A `Sweep`; `rows()` are its rows one by one, `to_dict()` the JSON.

    Raises:
        RecycError, RecycErrors: as `quote`; E112 no or more than two inputs, E173 more points than `MOST`.

    >>> swept = sweep({"nickel": [12_000, 24_000]}, chemistry="nmc622", route="hydro", method="everbatt-2023")
    >>> [round(row["margin"]) for row in swept.rows()][0] < [round(row["margin"]) for row in swept.rows()][1]
    True
    """
    if not 1 <= len(vary) <= MOST_AXES:
        message = f"{len(vary)} inputs to vary: one or two are swept"
        raise RecycError("E112", message, FLAG, "--vary nickel=12000:24000:2000 --vary soh=0.7,0.8")
    _known(figures)
    feeds = _feeds(chemistries, routes, keywords)
    points = prod(len(values) for values in vary.values()) * len(feeds)
    if points > MOST:
        raise too_many(points, f"points: {MOST:,} are the most")
    axes = [Axis(name, values, (units or {}).get(name, "")) for name, values in vary.items()]
    feeds = _apart(feeds, axes)
    return Sweep(axes, list(dict.fromkeys(figures)), feeds, keywords)


def _apart(feeds: list[dict[str, Any]], axes: Sequence[Axis]) -> list[dict[str, Any]]:
    """Return the feeds without what the axes vary of them."""
    if len({axis.name for axis in axes}) < len(axes):
        raise RecycError("E112", f"{axes[0].name} is varied twice", FLAG, "vary something else")
    taken = {axis.keyword.name for axis in axes if axis.keyword} & {name for feed in feeds for name in feed}
    return [{name: value for name, value in feed.items() if name not in taken} for feed in feeds]


def _known(figures: Sequence[str]) -> None:
    """Refuse figures that nothing goes by."""
    for name in figures:
        if name not in FIGURES:
            hint = did_you_mean(name, FIGURES) or "margin, cost, breakeven_feed_price, ghg_kg ..."
            raise RecycError("E104", f"no figure named {name!r}", "--figure", hint)


def _feeds(chemistries: Sequence[str], routes: Sequence[str], keywords: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return what every combination of feed and route sets."""
    given = any(keywords.get(name) is not None for name in on_axis(FEED))
    feeds = [{CHEMISTRY: name} for name in dict.fromkeys(chemistries)] or [{}]
    if not given and not chemistries:
        raise RecycError("E113", "no chemistry given", "CHEMISTRY", "recyc sweep nmc622 --vary nickel=12000:24000:2000")
    ways: list[dict[str, str]] = [{ROUTE: name} for name in dict.fromkeys(routes)] or [{}]
    return [{**feed, **way} for feed in feeds for way in ways]
