"""Equipment as power laws: what each item has to handle, how many stand there, and what they are bought for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.model.flows.feedstock import dot
from recyc_cli.model.numbers.arithmetic import ceil, maximum

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.records.plant import Equipment, Plant
    from recyc_cli.model.records.scenario import Method

INSTALLED = {"two-at-75": (0.75, 2.0), "one-at-150": (1.5, 1.0)}
"""Spare capacity: share of the design rate each unit is sized for, and how many stand there."""


def capacity(rate: Number, installed: Number) -> Number:
    """Round the capacity of a unit up to 0.1 t/h.

    Args:
        rate: what the unit has to handle [t/h].
        installed: share of that rate one unit is sized for.

    Source: EverBatt 2023, `CM Rec Par.`; the slack keeps 0.6000000000000001 at 0.6.

    >>> capacity(0.8, 0.75)
    0.6
    """
    return ceil(10.0 * rate * installed) / 10.0


def trains_of(item: Equipment, size: Number) -> Number:
    """How many trains of an item it takes: one, or as many as its largest unit asks for.

    Args:
        item: with its largest unit [t/h], if any.
        size: capacity to install in one unit [t/h].
    """
    return 1.0 if item.largest is None else maximum(1.0, ceil(size / item.largest))


def item_cost(item: Equipment, rate: Number, growth: Number) -> Number:
    """Purchased cost of one line of the equipment list [money].

    cost = (a C^b + c) index, for each unit; above the largest unit, as many trains as it takes share the capacity.

    Args:
        item: cost curve and installation.
        rate: what the item has to handle [t/h].
        growth: plant feed over its reference feed; items of one price grow with a power of it.

    Source: EverBatt 2023, `Unit Ops`; Peters & Timmerhaus for the scaling of fixed items.
    """
    installed, units = INSTALLED[item.units]
    size = capacity(rate, installed)
    trains = trains_of(item, size)
    size = size / trains
    unit: Number = (item.a * size**item.b + item.c) * item.cost_index
    larger: Number = (growth / trains) ** item.scale_exponent
    return unit * larger * trains * units


def purchased_equipment(
    plant: Plant, feed_rate: Number, amount: Mapping[str, Number], chemistries: int, method: Method
) -> Number:
    """Purchased cost of a plant's equipment, before the region's factor [money].

    Args:
        plant: its equipment list and reference feed.
        feed_rate: feed of the plant [t/yr].
        amount: amounts of the feed, any basis with `mass` [kg].
        chemistries: how many cathode chemistries the feed holds.
        method: operating days and hours.
    """
    growth = feed_rate / plant.reference_feed
    result: Number = 0.0
    for item, rate, lines in equipment_loads(plant, feed_rate, amount, chemistries, method):
        result = result + item_cost(item, rate, growth) * lines
    return result


def price_level(now: Number, then: Number, method: Method) -> Number:
    """How much dearer plants are in the year of the prices than in the year whose money a cost is in [1].

    (CEPCI of the prices' year / CEPCI of the cost's year)^price_year, the power 1 or, for no conversion, 0

    Args:
        now: Chemical Engineering Plant Cost Index of the year of the prices [1].
        then: that of the year of the cost curves, or of a plant's public cost [1].
        method: `price_year` among its capital factors.

    Source: Chemical Engineering, Plant Cost Index.
    """
    level: Number = (now / then) ** method.capital["price_year"]
    return level


def equipment_loads(
    plant: Plant, feed_rate: Number, amount: Mapping[str, Number], chemistries: int, method: Method
) -> list[tuple[Equipment, Number, float]]:
    """What each line of the equipment list has to handle, and how many such lines stand side by side [t/h].

    Arguments as for `purchased_equipment`.
    """
    hourly = feed_rate / method.plant["days_per_year"] / method.plant["hours_per_day"]
    result = []
    for item in plant.equipment:
        lines = {"one": 1, "per-chemistry": chemistries, "per-extra-chemistry": chemistries - 1}[item.lines]
        split = float(lines) if item.lines == "per-chemistry" else 1.0
        if lines > 0:
            rate = hourly * item.feed_share * (dot(item.feed, amount) / amount["mass"]) / split
            result.append((item, rate, float(lines)))
    return result
