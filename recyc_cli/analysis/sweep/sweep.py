"""Quotes every combination of the values of one or two inputs, feed by feed and route by route."""

from __future__ import annotations

from itertools import product
from math import prod
from typing import TYPE_CHECKING, Any, NamedTuple

from recyc_cli.analysis.sweep.axis import FLAG, Axis, same_number, too_many
from recyc_cli.analysis.sweep.way import MARGIN, Way
from recyc_cli.engine.outputs import COLUMNS, RECYCLED_BY
from recyc_cli.errors import RecycError, RecycErrors, did_you_mean
from recyc_cli.scenario.keywords import FEED, on_axis

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Unpack

    from recyc_cli.engine.float_program import Row
    from recyc_cli.report.shapes.swept import SweepReport
    from recyc_cli.scenario.keyword_types import Keywords

MOST_AXES = 2
MOST = 1_000_000
"""Points of a sweep."""
TOLD = 20_000
"""Points of a report; more are written line by line."""
FIGURES = tuple(name for name in COLUMNS if name != RECYCLED_BY)
UNKNOWN = ("E101", "E102", "E103", "E104", "E107")
"""Refusals of a name: a slip, never the answer of a point."""


class Point(NamedTuple):
    """What a sweep says of one combination: the value of each axis, feed, route, and the figures or why there are none.

    `way` is None where feed, route and words alone are refused.
    """

    at: tuple[float | str, ...]
    chemistry: str
    route: str
    way: Way | None
    row: Row


class Sweep:
    """A scenario at every value of one or two inputs."""

    def __init__(
        self, axes: Sequence[Axis], figures: Sequence[str], feeds: Sequence[Mapping[str, Any]], keywords: Keywords
    ) -> None:
        self.axes, self.figures, self.feeds, self._keywords = list(axes), list(figures), list(feeds), keywords
        self._ways: dict[tuple[Any, ...], Way | RecycError] = {}
        self.base = self._first()
        if len(self.base.numbers) > 1 and same_number(*self.base.numbers):
            raise RecycError("E112", f"{self.base.numbers[0].path} is varied twice", FLAG, "vary something else")
        for axis, unit in zip(self.numeric, self.base.units, strict=True):
            axis.unit = unit

    def __repr__(self) -> str:
        return f"<Sweep {' x '.join(axis.name for axis in self.axes)}: {len(self)} points>"

    def __len__(self) -> int:
        return len(self.feeds) * prod(len(axis.values) for axis in self.axes)

    @property
    def numeric(self) -> list[Axis]:
        """The axes whose values are numbers."""
        return [axis for axis in self.axes if axis.numeric]

    def points(self) -> Iterator[Point]:
        """Yield every point: feed by feed, the values of the last axis changing first."""
        for feed in self.feeds:
            for at in product(*(axis.values for axis in self.axes)):
                yield self.point(feed, at)

    def point(self, feed: Mapping[str, Any], at: tuple[float | str, ...]) -> Point:
        """Return one point."""
        words = tuple(value for axis, value in zip(self.axes, at, strict=True) if not axis.numeric)
        xs = [value for axis, value in zip(self.axes, at, strict=True) if axis.numeric]
        way = self.way(feed, words)
        chemistry, route = _names(feed, way, self.base)
        if isinstance(way, RecycError):
            return Point(at, chemistry, route, None, _refused(way.code))
        return Point(at, chemistry, route, way, way.at(xs))  # type: ignore[arg-type]

    def series(self) -> Iterator[tuple[Mapping[str, Any], tuple[float | str, ...]]]:
        """Yield each feed with each combination of words."""
        words = [axis.values for axis in self.axes if not axis.numeric]
        return product(self.feeds, product(*words))

    def way(self, feed: Mapping[str, Any], words: tuple[float | str, ...]) -> Way | RecycError:
        """Return what answers a feed with some words, or why nothing does."""
        key = (*feed.items(), *words)
        if key not in self._ways:
            self._ways[key] = self._made(feed, words)
        return self._ways[key]

    def to_dict(self) -> SweepReport:
        """Return the report `recyc.sweep/1`: what `recyc sweep --format json` prints.

        Raises:
            RecycError E170: more points than a report holds.
        """
        if len(self) > TOLD:
            message = f"{len(self):,} points, and a report holds {TOLD:,}"
            raise RecycError("E170", message, FLAG, "write them line by line: -o points.csv; or a wider step")
        from recyc_cli.analysis.sweep.sweep_report import sweep_report

        return sweep_report(self)

    def columns(self) -> list[str]:
        """Return what each row says, in its order."""
        return list(dict.fromkeys([*(axis.name for axis in self.axes), "chemistry", "route", *self.figures, "refused"]))

    def rows(self) -> Iterator[dict[str, float | str | None]]:
        """Yield the points as rows, one at a time: any number of them in little memory."""
        names = [axis.name for axis in self.axes]
        for point in self.points():
            row: dict[str, float | str | None] = {**dict(zip(names, point.at, strict=True))}
            row.setdefault("chemistry", point.chemistry)
            row.setdefault("route", point.route)
            row |= {name: _known(point.row.outputs.get(name)) for name in self.figures}
            yield row | {"refused": point.row.code or None}

    def _made(self, feed: Mapping[str, Any], words: tuple[float | str, ...]) -> Way | RecycError:
        keywords: Any = {**self._keywords, **feed}
        for axis, word in zip([axis for axis in self.axes if not axis.numeric], words, strict=True):
            keywords = axis.set_word(keywords, word)
        try:
            return Way(keywords, self.numeric, self.figures)
        except (RecycError, RecycErrors) as error:
            if {fault.code for fault in error.errors} & {*UNKNOWN}:
                raise
            return error.errors[0]

    def _first(self) -> Way:
        """Return the first of the ways that answers, with every name looked at before anything is computed."""
        ways = [self.way(feed, words) for feed, words in self.series()]
        found = next((way for way in ways if isinstance(way, Way)), None)
        if found is None:
            refused = ways[0]
            assert isinstance(refused, RecycError)  # noqa: S101 - no way answers
            raise refused
        return found


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
        vary: one or two names with their values: numbers for whatever `breakeven` varies, a path or a keyword's
            number; words for a keyword such as prices, as_of, region.
        units: of numbers that are not in the unit of what varies.
        figures: what is told of each point, of `FIGURES`.
        chemistries: each apart, in the place of one.
        routes: each apart, in the place of one.
        keywords: those of `quote`.

    Returns:
        A `Sweep`; `rows()` are its rows one by one, `to_dict()` the JSON.

    Raises:
        RecycError, RecycErrors: as `quote`; E112 no or more than two inputs, E170 more points than `MOST`.

    >>> swept = sweep({"nickel": [12_000, 24_000]}, chemistry="nmc622", route="hydro", method="everbatt-2023")
    >>> [round(row["margin"]) for row in swept.rows()][0] < [round(row["margin"]) for row in swept.rows()][1]
    True
    """
    if not 1 <= len(vary) <= MOST_AXES:
        message = f"{len(vary)} inputs to vary: one or two are swept"
        raise RecycError("E112", message, FLAG, "--vary nickel=12000:24000:2000 --vary soh=0.7,0.8")
    for name in figures:
        if name not in FIGURES:
            hint = did_you_mean(name, FIGURES) or "margin, cost, breakeven_feed_price, ghg_kg ..."
            raise RecycError("E104", f"no figure named {name!r}", "--figure", hint)
    feeds = _feeds(chemistries, routes, keywords)
    points = prod(len(values) for values in vary.values()) * len(feeds)
    if points > MOST:
        raise too_many(points, f"points: {MOST:,} are the most")
    axes = [Axis(name, values, (units or {}).get(name, "")) for name, values in vary.items()]
    if len({axis.name for axis in axes}) < len(axes):
        raise RecycError("E112", f"{axes[0].name} is varied twice", FLAG, "vary something else")
    taken = {axis.keyword.name for axis in axes if axis.keyword} & {name for feed in feeds for name in feed}
    feeds = [{name: value for name, value in feed.items() if name not in taken} for feed in feeds]
    return Sweep(axes, list(dict.fromkeys(figures)), feeds, keywords)


def _feeds(chemistries: Sequence[str], routes: Sequence[str], keywords: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return what every combination of feed and route sets."""
    given = any(keywords.get(name) is not None for name in on_axis(FEED))
    feeds = [{"chemistry": name} for name in dict.fromkeys(chemistries)] or [{}]
    if not given and not chemistries:
        raise RecycError("E113", "no chemistry given", "CHEMISTRY", "recyc sweep nmc622 --vary nickel=12000:24000:2000")
    ways: list[dict[str, str]] = [{"route": name} for name in dict.fromkeys(routes)] or [{}]
    return [{**feed, **way} for feed in feeds for way in ways]


def _names(feed: Mapping[str, Any], way: Way | RecycError, base: Way) -> tuple[str, str]:
    """Return what feed and route are called."""
    if isinstance(way, RecycError):
        known = {"chemistry": "+".join(base.base.resolved.chemistries), "route": base.base.resolved.names["route"], **feed}
        return known["chemistry"], known["route"]
    return "+".join(way.base.resolved.chemistries), way.base.resolved.names["route"]


def _known(value: float | None) -> float | None:
    return None if value is None or value - value != 0.0 else value


def _refused(code: str) -> Row:
    from recyc_cli.engine.float_program import Row

    return Row({}, code)
