"""Computes what a plant's equipment is bought for, from what each item has to handle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.model.flows.feedstock import dot
from recyc_cli.model.numbers.arithmetic import ceil, maximum

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.records.plant import Equipment, Plant
    from recyc_cli.model.records.plant_account import Load
    from recyc_cli.model.records.scenario import Method

INSTALLED = {"two-at-75": (0.75, 2.0), "one-at-150": (1.5, 1.0)}
"""Spare capacity: share of the design rate each unit is sized for, and how many stand there."""


def capacity(rate: Number, installed: Number) -> Number:
    """Round the capacity of a unit up to 0.1 t/h; the slack of `ceil` keeps 0.6000000000000001 at 0.6.

    Args:
        rate: what the unit has to handle [t/h].
        installed: share of that rate one unit is sized for.

    Source: everbatt-2023, sheet `CM Rec Par.`.

    >>> capacity(0.8, 0.75)
    0.6
    """
    return ceil(10.0 * rate * installed) / 10.0


def trains_of(item: Equipment, size: Number) -> Number:
    """How many trains of an item it takes: one, or as many as its largest unit asks for.

    trains = max(1, ceil(size / largest)) [1]

    Args:
        item: with its largest unit [t/h], if any.
        size: capacity to install in one unit [t/h].

    Source: method recyc, correction economies-of-scale.

    >>> from recyc_cli.model.records.plant import Equipment
    >>> trains_of(Equipment(largest=2.0), 4.5), trains_of(Equipment(largest=None), 4.5)
    (3.0, 1.0)
    """
    return 1.0 if item.largest is None else maximum(1.0, ceil(size / item.largest))


def item_cost(item: Equipment, rate: Number, growth: Number) -> Number:
    """Purchased cost of one line of the equipment list [money].

    cost = (a C^b + c) index, for each unit; above the largest unit, as many trains as it takes share the capacity.

    Args:
        item: cost curve and installation.
        rate: what the item has to handle [t/h].
        growth: plant feed over its reference feed; items of one price grow with a power of it.

    Source: everbatt-2023, sheet `Unit Ops`; peters-timmerhaus, scaling of items of one price.

    >>> from recyc_cli.model.records.plant import Equipment
    >>> curve = {"a": 6.13798e6, "b": 0.48, "c": 0.0, "cost_index": 1.03489, "scale_exponent": 0.0, "largest": None}
    >>> round(item_cost(Equipment(units="two-at-75", **curve), 1.5625, 1.0) / 1e6, 3)
    13.866
    """
    installed, units = INSTALLED[item.units]
    size = capacity(rate, installed)
    trains = trains_of(item, size)
    size = size / trains
    unit: Number = (item.a * size**item.b + item.c) * item.cost_index
    larger: Number = (growth / trains) ** item.scale_exponent
    return unit * larger * trains * units


def purchased_equipment(handled: Iterable[Load], growth: Number) -> Number:
    """Purchased cost of a plant's equipment, before the region's factor [money].

    sum over lines of the equipment list of cost x lines side by side

    Args:
        handled: what each line of its equipment list handles, as `equipment_loads` returns it.
        growth: plant feed over its reference feed [1].

    Source: everbatt-2023, sheet `Unit Ops`.

    >>> from recyc_cli import quote
    >>> account = quote(chemistry="nmc622", route="pyro", method="everbatt-2023").result.accounts[0]
    >>> round(purchased_equipment(account.loads, 1.0))
    18716867
    """
    result: Number = 0.0
    for item, rate, lines in handled:
        result = result + item_cost(item, rate, growth) * lines
    return result


def price_level(now: Number, then: Number, method: Method) -> Number:
    """How much dearer plants are in the year of the prices than in the year whose money a cost is in [1].

    (CEPCI of the prices' year / CEPCI of the cost's year)^price_year, the power 1 or, for no conversion, 0

    Args:
        now: Chemical Engineering Plant Cost Index of the year of the prices [1].
        then: that of the year of the cost curves, or of a plant's public cost [1].
        method: `price_year` among its capital factors.

    Source: cepci.

    >>> from recyc_cli.model.records.scenario import Method
    >>> price_level(800.0, 640.0, Method(capital={"price_year": 1.0}))
    1.25
    """
    level: Number = (now / then) ** method.capital["price_year"]
    return level


def equipment_loads(
    plant: Plant, feed_rate: Number, amount: Mapping[str, Number], chemistries: int, method: Method
) -> list[Load]:
    """What each line of the equipment list has to handle, and how many such lines stand side by side [t/h].

    load = feed / working hours x share of the feed it handles, split among lines that each serve one chemistry

    Args:
        plant: its equipment list.
        feed_rate: feed of the plant [t/yr].
        amount: amounts of the feed, any basis with `mass` [kg].
        chemistries: how many cathode chemistries the feed holds.
        method: operating days and hours.

    Source: everbatt-2023, sheets `Preproc. Par.`, `CM Rec Par.` and `Unit Ops`.

    >>> from recyc_cli.model.records.plant import Equipment, Plant
    >>> from recyc_cli.model.records.scenario import Method
    >>> plant = Plant(equipment=(Equipment(lines="one", feed={"mass": 1.0}, feed_share=0.5),))
    >>> method = Method(plant={"days_per_year": 320.0, "hours_per_day": 20.0})
    >>> [load for _, load, _ in equipment_loads(plant, 12_800.0, {"mass": 1000.0}, 1, method)]
    [1.0]
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
