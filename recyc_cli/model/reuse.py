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

from recyc_cli.model import feed, impacts, logistics, repurposing, seats
from recyc_cli.model.afterlife import RECYCLING, REJECTED, RETURNED, recycle, recycling_lines
from recyc_cli.model.balance import Balance
from recyc_cli.model.feedstock import MJ_PER_KWH, TONNE, amounts
from recyc_cli.model.grading import grade
from recyc_cli.model.inputs import Struct
from recyc_cli.model.interest import deferred
from recyc_cli.model.ledger import VALUE, Line
from recyc_cli.model.number import add_up
from recyc_cli.model.plant import gate_carry
from recyc_cli.model.repurposing import STAGE, USE, lump_line
from recyc_cli.model.result import Parts, Result
from recyc_cli.model.valuation import Sold, holdings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.model.afterlife import Recycled
    from recyc_cli.model.grading import Grade
    from recyc_cli.model.inputs import Scenario
    from recyc_cli.model.number import Number
    from recyc_cli.model.repurposing import Load, Rule

SOLD = "repurposed_pack"
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


class Second(Struct):
    """The second life behind a quote."""

    grade: Grade
    load: Load
    discount: Number
    """Worth today of a unit of money after the second life."""
    price: Number
    """[money/t delivered] paid to the holder."""
    recycled: Recycled


def _second(scenario: Scenario) -> Reuse:
    if scenario.reuse is None:
        raise ValueError("a scenario without a second life")
    return scenario.reuse


def contained_value(scenario: Scenario) -> Number:
    """Elements of the feed that count, at the deck's prices [money/t delivered]."""
    stream = scenario.streams[0]
    held = holdings(amounts(stream.delivered, stream.chemistry), scenario.market)
    return add_up(item.mass * item.price for item in held if item.counted)


def second_life(scenario: Scenario, recycled: Recycled | None = None) -> Second:
    """Grade the feed and price it, without its ledger.

    Args:
        scenario: with `reuse`.
        recycled: the best recycling route, if it is known; it does not depend on the state of health.
    """
    reuse, stream = _second(scenario), scenario.streams[0]
    graded = grade(reuse.soh, reuse.pass_rate, reuse.cycle_life, reuse.health, reuse.use, reuse.market)
    held = repurposing.load(stream.chemistry, stream.form, add_up(stream.delivered.values()), graded)
    price: Number = feed.prices(scenario, [scenario.streams], contained_value(scenario))[0]
    if scenario.feed_price is None and reuse.purchase is not None:
        price = held.energy * reuse.soh * reuse.purchase
    return Second(
        grade=graded,
        load=held,
        discount=deferred(graded.years, reuse.market["discount"]),
        price=price,
        recycled=recycle(reuse.recycling) if recycled is None else recycled,
    )


def evaluate(scenario: Scenario, recycled: Recycled | None = None) -> Result:
    """Compute a quote of the reuse route.

    The feed is paid at the gate, so break-even = price + margin / (1 + interest on its stock).

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
    bought = scenario.feed_price is None and reuse.purchase is not None
    paths = (f"stages.{reuse.rule.plant.id}.price.purchase",) if bought else feed.price_paths(scenario)
    paid = feed.at_gate(paths, reuse.rule.method, STAGE, second.price)
    lines = [*legs, _sale(reuse, second), *paid, *account.lines]
    lines += [lump_line(reuse.rule, second.load.sold, rate)] if reuse.rule.lump else []
    lines += recycling_lines(reuse, second)
    share = second.grade.share
    later = impacts.scaled(second.recycled.impacts, 1.0 - share + share * reuse.health["returned"])
    result = Result(
        lines=lines,
        held=holdings(amount, scenario.market),
        sold=sold,
        wastes=[],
        hauls=hauls,
        freight_products={},
        accounts=[account],
        impacts={logistics.STAGE: driven, STAGE: _tests(scenario, power), RECYCLING: later},
        delivered=amount,
        parts=Parts(sold={}, wasted={}, lines=[]),
        balance=_balance(amount["mass"], share),
        elements={name: _balance(amount[name], share) for name in scenario.market.elements if name in amount},
        plant_feed=amount["mass"],
        delivered_rate=rate,
        entry_prices=[second.price],
        feed_price=second.price,
        contained_value=contained_value(scenario),
        second=second,
    )
    result.total_up()
    result.breakeven_feed_price = second.price + result.margin / (1.0 + gate_carry(reuse.rule.method))
    return seats.take(scenario, result)


def _tests(scenario: Scenario, power: Number) -> list[Number]:
    """Burdens of the power that tests burn [MJ, L, g per t delivered]."""
    energy = {"diesel": 0.0, "natural_gas": 0.0, "electricity": power}
    rows = impacts.combustion(energy, OWN_GAS, {}, 1.0, scenario.factors, scenario.method)
    impacts.characterize(rows, scenario.factors)
    return rows


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
    paths = (*reuse.price_paths, *USE, f"{path}.soh", f"{path}.health", f"{path}.cycle_life", f"{path}.price")
    return Line(VALUE, STAGE, "", SOLD, second.load.sold * second.grade.price, kwh, "kWh/t", price, "USD/kWh", paths)
