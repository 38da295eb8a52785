"""Computes what a plant's equipment is bought for, from what each item has to handle."""

from __future__ import annotations

from recyc_cli.model.flows.feedstock import dot
from recyc_cli.model.numbers.arithmetic import ceil, maximum
from recyc_cli.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.records.ledger import Load
    from recyc_cli.model.records.plant import Equipment, Plant
    from recyc_cli.model.records.scenario import Method

INSTALLED = {"two-at-75": (0.75, 2.0), "one-at-150": (1.5, 1.0)}
"""Spare capacity: share of the design rate each unit is sized for, and how many stand there."""


def capacity(rate: Number, installed: Number, whole: Number) -> Number:
    """Capacity of a unit [t/h]: built to size, or in whole steps of 0.1 t/h.

    capacity = rate x installed, or ceil(10 x rate x installed) / 10

    The slack of `ceil` keeps 0.6000000000000001 at 0.6.

    Args:
        rate: what the unit has to handle [t/h].
        installed: share of that rate one unit is sized for.
        whole: 1: in whole steps; 0: to size.

    Source: everbatt-2023, sheet `CM Rec Par.`; method recyc, correction sized-to-need.

    >>> capacity(0.8, 0.75, 1.0), capacity(0.88, 0.75, 1.0), round(capacity(0.88, 0.75, 0.0), 6)
    (0.6, 0.7, 0.66)
    """
    return ceil(10.0 * rate * installed) / 10.0 * whole + rate * installed * (1.0 - whole)


def trains_of(item: Equipment, size: Number, whole: Number) -> Number:
    """How many trains of an item it takes: one, or what its largest unit asks for.

    trains = max(1, n) [1], n = size / largest, rounded up where trains are whole

    Args:
        item: with its largest unit [t/h], if any.
        size: capacity to install in one unit [t/h].
        whole: 1: trains are whole; 0: built to size, more than one costs in proportion.

    Source: method recyc, correction economies-of-scale; method recyc, correction sized-to-need.

    >>> from recyc_cli.model.records.plant import Equipment
    >>> [trains_of(Equipment(largest=2.0), 4.5, whole) for whole in (1.0, 0.0)]
    [3.0, 2.25]
    >>> trains_of(Equipment(largest=None), 4.5, 1.0)
    1.0
    """
    if item.largest is None:
        return 1.0
    needed = size / item.largest
    return maximum(1.0, ceil(needed) * whole + needed * (1.0 - whole))


def item_cost(item: Equipment, rate: Number, growth: Number, whole: Number) -> Number:
    """Purchased cost of one line of the equipment list [money].

    cost = (a C^b + c) index, for each unit; above the largest unit, as many trains as it takes share the capacity.

    Args:
        item: cost curve and installation.
        rate: what the item has to handle [t/h].
        growth: plant feed over its reference feed; items of one price grow with a power of it.
        whole: as `trains_of` takes it.

    Source: everbatt-2023, sheet `Unit Ops`; peters-timmerhaus, scaling of items of one price.

    >>> from recyc_cli.model.records.plant import Equipment
    >>> curve = {"a": 6.13798e6, "b": 0.48, "c": 0.0, "cost_index": 1.03489, "scale_exponent": 0.0, "largest": None}
    >>> round(item_cost(Equipment(units="two-at-75", **curve), 1.5625, 1.0, 1.0) / 1e6, 3)
    13.866
    """
    installed, units = INSTALLED[item.units]
    size = capacity(rate, installed, whole)
    trains = trains_of(item, size, whole)
    size = size / trains
    unit: Number = (item.a * size**item.b + item.c) * item.cost_index
    larger: Number = (growth / trains) ** item.scale_exponent
    return unit * larger * trains * units


def purchased_equipment(handled: Iterable[Load], growth: Number, method: Method) -> Number:
    """Purchased cost of a plant's equipment, before the region's factor [money].

    sum over lines of the equipment list of cost x lines side by side

    Args:
        handled: what each line of its equipment list handles, as `equipment_loads` returns it.
        growth: plant feed over its reference feed [1].
        method: `whole_units` among its capital factors.

    Source: everbatt-2023, sheet `Unit Ops`.

    >>> from recyc_cli import quote
    >>> asked = quote(chemistry="nmc622", route="pyro", method="everbatt-2023")
    >>> round(purchased_equipment(asked.result.accounts[0].loads, 1.0, asked.resolved.scenario.method))
    18716867
    """
    result: Number = 0.0
    for item, rate, lines in handled:
        result = result + item_cost(item, rate, growth, method.capital["whole_units"]) * lines
    return result


def place_factor(plant: Plant, growth: Number, region: Mapping[str, Any]) -> Number:
    """How much dearer a plant is in a region than its equipment list says [1].

    equipment_factor x plant_factor of its family x growth^size_exponent

    Args:
        plant: its family, and the power by which its size counts beside the list.
        growth: plant feed over its reference feed [1].
        region: `equipment_factor`, and `plant_factor` by family, if it has one.

    Source: method recyc, correction built-plants.

    >>> from recyc_cli.model.records.plant import Plant
    >>> region = {"equipment_factor": 1.2, "plant_factor": {"refining": 1.5}}
    >>> place_factor(Plant(family="refining", size_exponent=0.5), 4.0, region)
    3.5999999999999996
    >>> place_factor(Plant(family="smelting", size_exponent=None), 4.0, region)
    1.2
    """
    factor: Number = region["equipment_factor"]
    of_family = region.get("plant_factor", {})
    if plant.family in of_family:
        factor = factor * of_family[plant.family]
    return factor if plant.size_exponent is None else factor * growth**plant.size_exponent


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


def at_prices_of(cost: Number, now: Number, then: Number, method: Method) -> Number:
    """What a plant would cost in another year [money]: cost x `price_level`.

    Args:
        cost: in the money of its own year [money].
        now: Chemical Engineering Plant Cost Index of the other year [1].
        then: that of the cost's year [1].
        method: as `price_level` takes it.

    Source: cepci.

    >>> from recyc_cli.model.records.scenario import Method
    >>> at_prices_of(100.0, 800.0, 640.0, Method(capital={"price_year": 1.0}))
    125.0
    """
    return cost * price_level(now, then, method)


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
