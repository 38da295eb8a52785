"""Defines the shape of spreads, with prices that move together."""

from __future__ import annotations

from typing import Annotated, Literal

from recyc_cli.catalog.checks.shapes.common import In, Plain, Ratio, Shape, Share, Titled
from recyc_cli.model.numbers.chance.distributions import Form

Evidence = Literal["measured", "market", "published-model", "estimate"]
Above = Annotated[float, In("1", low=1e-9)]
Percentile = Annotated[float, In("1", low=1e-6, high=1.0 - 1e-6)]


class Class(Shape):
    """Numbers of a kind and, by their evidence, the factors between which they lie; what they share with others.

    A discrete number is one of its `outcomes`, factors too, each with its chance.
    """

    title: str
    group: str
    distribution: Form
    numbers: list[str]
    own_range: Literal["ignored", ""] = ""
    grows: bool = False
    spread: dict[Evidence, Above]
    loads: dict[str, Annotated[float, In("1", low=-1.0, high=1.0)]] = {}
    least: Plain | None = None
    most: Plain | None = None
    outcomes: dict[str, Ratio] = {}
    chances: dict[str, Share] = {}


class Without(Shape):
    """Numbers without a spread, and why."""

    because: str
    numbers: list[str]


class Horizon(Shape):
    """Within some months: standard deviations of the logarithms of prices, and how these correlate."""

    volatility: dict[str, Ratio]
    correlation: dict[str, dict[str, Annotated[float, In("1", low=-1.0, high=1.0)]]] = {}


class Percentiles(Shape):
    """Of all draws, those below the low and the high that a number states, and that a class does."""

    own_low: Percentile
    own_high: Percentile
    class_low: Percentile
    class_high: Percentile


class Growth(Shape):
    """The power of the horizon that widths of classes grow with."""

    power: Ratio


class Spreads(Titled):
    """presets/spreads: how far numbers may lie off."""

    percentiles: Percentiles
    growth: Growth
    series: dict[str, list[str]] = {}
    horizons: dict[str, Horizon] = {}
    classes: dict[str, Class] = {}
    exact: dict[str, Without] = {}
    held: dict[str, Without] = {}
