"""Second life: a pack is graded, what passes is sold, what fails is recycled now and what was sold later.

Mass: each module takes its share of the pack's hardware along, so a tonne delivered leaves as `repurposed_pack` and as
`rejects_to_recycling`, the tonne itself; parts added to repurposed packs (computer, housing) stand outside. What comes
back after the second life is the mass sold a second time over: it has value and cost but no place in the balance.
Recycling is computed by the chain on the same feed at a feed price of 0, legs from the gate included, and booked under
the stage `recycling`: amounts times the share that fails, and times the share sold and returned, discounted.
Its burdens count with the same shares, later ones in full.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.model import chain, impacts, logistics, repurposing
from recyc_cli.model.account import MJ_PER_KWH
from recyc_cli.model.balance import Balance
from recyc_cli.model.feedstock import ELEMENTS, TONNE, amounts
from recyc_cli.model.grading import deferred, grade
from recyc_cli.model.inputs import Struct
from recyc_cli.model.ledger import COST, GROUPS, VALUE, Line, total
from recyc_cli.model.number import where
from recyc_cli.model.plant import gate_carry
from recyc_cli.model.repurposing import STAGE, lump_line
from recyc_cli.model.valuation import Sold, holdings, stream_price

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.model.chain import Result
    from recyc_cli.model.grading import Grade
    from recyc_cli.model.inputs import Scenario
    from recyc_cli.model.number import Number
    from recyc_cli.model.repurposing import Load, Rule

RECYCLING = "recycling"
SOLD, REJECTED, RETURNED = "repurposed_pack", "rejects_to_recycling", "packs_returned"
OWN_GAS: Mapping[str, Mapping[str, Number]] = {"natural_gas": {}, "diesel": {}}


class Reuse(Struct):
    """What a second life needs beside the rest of the scenario."""

    soh: Number
    """Mean state of health of the pack's modules [1]."""
    pass_rate: Number | None
    """Share that passes, if the user says so."""
    cycle_life: Number
    health: Mapping[str, Number]
    use: Mapping[str, Number]
    """The application: `threshold`, `used_factor` [1], `years` [yr], `cycles` [1/yr], `revenue` [money/MJ/yr]."""
    market: Mapping[str, Number]
    """`new_pack` [money/MJ], `discount` [1], `new_life` [yr]."""
    purchase: Number | None
    """Price of a used pack where the stage states one [money/MJ left]."""
    rule: Rule
    recycling: tuple[tuple[str, Scenario], ...]
    """Recycling routes of which the best is taken."""
    price_paths: tuple[str, ...]
    """Where the price of new packs stands."""


class Recycled(Struct):
    """The best recycling route for the same feed, per tonne."""

    value: Number
    costs: dict[str, Number]
    """group -> cost"""
    margin: Number
    impacts: list[Number]
    margins: list[tuple[str, Number]]
    """Every route with its margin at a feed price of 0."""
    inputs: dict[str, tuple[str, ...]]
    """group, or `value` -> paths of numbers"""


class Second(Struct):
    """The second life behind a quote."""

    grade: Grade
    load: Load
    discount: Number
    """Worth today of a unit of money after the second life."""
    price: Number
    """[money/t delivered] paid to the holder."""
    recycled: Recycled


def recycle(scenario: Scenario) -> Recycled:
    """Quote the feed on every recycling route at a feed price of 0 and keep the best; every route is computed."""
    results = [(name, chain.evaluate(other)) for name, other in _second(scenario).recycling]
    rows = [_rows(result) for _, result in results]
    best = results[0][1]
    kept = Recycled(
        value=best.value,
        costs={group: total(best.lines, COST, group=group) for group in GROUPS},
        margin=best.margin,
        impacts=rows[0],
        margins=[(name, result.margin) for name, result in results],
        inputs=_inputs([result for _, result in results]),
    )
    for (_, result), own in zip(results[1:], rows[1:], strict=True):
        better = result.margin > kept.margin
        kept.value = where(better, result.value, kept.value)
        for group in GROUPS:
            kept.costs[group] = where(better, total(result.lines, COST, group=group), kept.costs[group])
        kept.impacts = [where(better, new, old) for new, old in zip(own, kept.impacts, strict=True)]
        kept.margin = where(better, result.margin, kept.margin)
    return kept


def _rows(result: Result) -> list[Number]:
    rows = impacts.zero()
    for stage in result.impacts.values():
        rows = impacts.plus(rows, stage)
    return rows


def _inputs(results: list[Result]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for result in results:
        for line in result.lines:
            found.setdefault(line.group if line.kind == COST else VALUE, {}).update(dict.fromkeys(line.inputs))
    return {name: tuple(paths) for name, paths in found.items()}


def _second(scenario: Scenario) -> Reuse:
    if scenario.reuse is None:
        raise ValueError("a scenario without a second life")
    return scenario.reuse


def second_life(scenario: Scenario, recycled: Recycled | None = None) -> Second:
    """Grade the feed and price it, without its ledger.

    Args:
        scenario: with `reuse`.
        recycled: the best recycling route, if it is known; it does not depend on the state of health.
    """
    reuse, stream = _second(scenario), scenario.streams[0]
    graded = grade(reuse.soh, reuse.pass_rate, reuse.cycle_life, reuse.health, reuse.use, reuse.market)
    held = repurposing.load(stream.chemistry, stream.form, sum(stream.delivered.values()), graded)
    price: Number = stream_price(stream, scenario.market)
    if scenario.feed_price is not None:
        price = scenario.feed_price
    elif reuse.purchase is not None:
        price = held.energy * reuse.soh * reuse.purchase
    return Second(
        grade=graded,
        load=held,
        discount=deferred(graded.years, reuse.market["discount"]),
        price=price,
        recycled=recycle(scenario) if recycled is None else recycled,
    )


def evaluate(scenario: Scenario, recycled: Recycled | None = None) -> Result:
    """Compute a quote of the reuse route.

    Args:
        scenario: with `reuse`; numbers may be floats, arrays of one length, or traced.
        recycled: as for `second_life`.

    Returns:
        What `chain.evaluate` returns: ledger, products, burdens, balance and totals, per tonne delivered.

    Source: Neubauer et al. 2012 (price, facility); recycling: EverBatt 2023 with method `recyc`.
    """
    reuse, stream = _second(scenario), scenario.streams[0]
    second = second_life(scenario, recycled)
    amount = amounts(stream.delivered, stream.chemistry)
    rate = scenario.throughput * TONNE / amount["mass"]
    account, power = repurposing.run(reuse.rule, second.load, second.grade, reuse.soh, scenario.region, rate)
    hauls, legs, driven = logistics.transport(
        scenario.streams, {"feed": amount["mass"]}, scenario.freight, scenario.factors, scenario.method
    )
    sold = _sold(second, amount["mass"], reuse.health["returned"])
    lines = [*legs, _sale(reuse, second), *_feed_lines(scenario, second.price), *account.lines]
    lines += [lump_line(reuse.rule, second.load.sold, rate)] if reuse.rule.lump else []
    lines += _recycling_lines(reuse, second)
    used = impacts.combustion(
        {"diesel": 0.0, "natural_gas": 0.0, "electricity": power}, OWN_GAS, {}, 1.0, scenario.factors, scenario.method
    )
    impacts.characterize(used, scenario.factors)
    share = second.grade.share
    later = impacts.scaled(second.recycled.impacts, 1.0 - share + share * reuse.health["returned"])
    result = chain.Result(
        lines=lines,
        held=holdings(amount, scenario.market),
        sold=sold,
        wastes=[],
        hauls=hauls,
        freight_products={},
        accounts=[account],
        impacts={logistics.STAGE: driven, STAGE: used, RECYCLING: later},
        balance=_balance(amount["mass"], share),
        elements={name: _balance(amount[name], share) for name in ELEMENTS if name in amount},
        plant_feed=amount["mass"],
        delivered_rate=rate,
        feed_price=second.price,
        second=second,
    )
    _totals(scenario, result)
    return result


def _balance(mass: Number, share: Number) -> Balance:
    """What passes and what fails, each product its own sum."""
    return Balance(entering=mass, products=mass * share + mass * (1.0 - share), wastes=0.0, emissions=0.0)


def _sold(second: Second, mass: Number, returned: Number) -> list[Sold]:
    """Products: packs sold, rejects at what recycling makes of them, and packs come back, paid at the discount."""
    share, value = second.grade.share, second.recycled.value
    sales = second.load.sold * second.grade.price
    passed, failed = mass * share, mass * (1.0 - share)
    later = passed * returned
    return [
        Sold(SOLD, STAGE, passed, share, sales / passed, 1.0, sales),
        Sold(REJECTED, RECYCLING, failed, 1.0 - share, value / mass, 1.0, value * (1.0 - share)),
        Sold(RETURNED, RECYCLING, later, share * returned, value / mass, second.discount,
             value * share * returned * second.discount),
    ]  # fmt: skip


def _sale(reuse: Reuse, second: Second) -> Line:
    kwh, price = second.load.sold / MJ_PER_KWH, second.grade.price * MJ_PER_KWH
    path = f"stages.{reuse.rule.plant.id}"
    paths = (*reuse.price_paths, "application", f"{path}.soh", f"{path}.health", f"{path}.cycle_life", f"{path}.price")
    return Line(VALUE, STAGE, "", SOLD, second.load.sold * second.grade.price, kwh, "kWh/t", price, "USD/kWh", paths)


def _feed_lines(scenario: Scenario, price: Number) -> list[Line]:
    carry = gate_carry(_second(scenario).rule.method)
    paths = (scenario.market.payables_path, "prices.metals")
    return [
        Line(COST, STAGE, "feedstock", "feed price", price, inputs=paths),
        Line(COST, STAGE, "feedstock", "interest on feed stock", price * carry, inputs=paths),
    ]


def _recycling_lines(reuse: Reuse, second: Second) -> list[Line]:
    """Recovered value and recycling cost of what fails now and of what comes back, apart [money/t delivered]."""
    share, kept, path = second.grade.share, second.recycled, f"stages.{reuse.rule.plant.id}"
    parts = (
        (REJECTED, "rejects", 1.0 - share, (f"{path}.health", "application")),
        (RETURNED, "after second life", share * reuse.health["returned"] * second.discount,
         (f"{path}.health", f"{path}.price.discount", "application")),
    )  # fmt: skip
    lines = []
    for product, words, factor, paths in parts:
        inputs = (*paths, *kept.inputs.get(VALUE, ()))
        lines.append(Line(VALUE, RECYCLING, "", product, kept.value * factor, inputs=inputs))
        for group, cost in kept.costs.items():
            if group in kept.inputs and group != "feedstock":
                inputs = (*paths, *kept.inputs[group])
                lines.append(Line(COST, RECYCLING, group, words, cost * factor, inputs=inputs))
    return lines


def _totals(scenario: Scenario, result: Result) -> None:
    """Fill in the totals; the feed is paid at the gate, so its break-even price is a quotient.

    break-even = price + margin / (1 + interest on its stock)
    """
    carry = gate_carry(_second(scenario).rule.method)
    result.contained_value = sum(item.mass * item.price for item in result.held if item.counted)
    result.value = total(result.lines, VALUE)
    result.cost = total(result.lines, COST)
    result.margin = result.value - result.cost
    result.breakeven_feed_price = result.feed_price + result.margin / (1.0 + carry)
