"""Answers the points of a sweep one at a time, feed by feed and route by route."""

from __future__ import annotations

from itertools import product
from math import prod
from typing import TYPE_CHECKING, Any, NamedTuple

from recyc_cli.analysis.sweep.axis import CHEMISTRY, FLAG, ROUTE, Axis, same_number
from recyc_cli.analysis.sweep.way import Way
from recyc_cli.engine.float_program import Row
from recyc_cli.errors import RecycError, RecycErrors

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from recyc_cli.scenario.keyword_types import Keywords

UNKNOWN = ("E101", "E102", "E103", "E104", "E107", "E121")
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


class Points:
    """A scenario at every value of one or two inputs."""

    def __init__(
        self, axes: Sequence[Axis], figures: Sequence[str], feeds: Sequence[Mapping[str, Any]], keywords: Keywords
    ) -> None:
        self.axes, self.figures, self.feeds, self.keywords = list(axes), list(figures), list(feeds), keywords
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
        if isinstance(way, RecycError):
            known = {CHEMISTRY: self.base.feed_name, ROUTE: self.base.route_name, **feed}
            return Point(at, known[CHEMISTRY], known[ROUTE], None, Row({}, way.code))
        return Point(at, way.feed_name, way.route_name, way, way.at(xs))  # type: ignore[arg-type]

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

    def columns(self) -> list[str]:
        """Return what each row says, in its order."""
        return list(dict.fromkeys([*(axis.name for axis in self.axes), CHEMISTRY, ROUTE, *self.figures, "refused"]))

    def rows(self) -> Iterator[dict[str, float | str | None]]:
        """Yield the points as rows, one at a time: any number of them in little memory."""
        names = [axis.name for axis in self.axes]
        for point in self.points():
            row: dict[str, float | str | None] = {**dict(zip(names, point.at, strict=True))}
            row.setdefault(CHEMISTRY, point.chemistry)
            row.setdefault(ROUTE, point.route)
            row |= {name: _known(point.row.outputs.get(name)) for name in self.figures}
            yield row | {"refused": point.row.code or None}

    def _made(self, feed: Mapping[str, Any], words: tuple[float | str, ...]) -> Way | RecycError:
        keywords: Any = {**self.keywords, **feed}
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


def _known(value: float | None) -> float | None:
    return None if value is None or value - value != 0.0 else value
