"""Computes a quote of a second life: packs are graded, sold, and recycled in the end.

Mass: each module takes its share of the pack's hardware along, so a tonne delivered leaves as `repurposed_pack` and as
`rejects_to_recycling`, the tonne itself; parts added to repurposed packs (computer, housing) stand outside. What comes
back after the second life is the mass sold a second time over: it has value and cost but no place in the balance.
Recycling is computed by the chain on the same feed at a feed price of 0, legs from the gate included, and booked under
the stage `recycling`: amounts times the share that fails, and times the share sold and returned, discounted.
Its burdens count with the same shares, later ones in full.
"""

from __future__ import annotations

from recyc_cli.model import seats
from recyc_cli.model.flows import impacts
from recyc_cli.model.flows.feedstock import MJ_PER_KWH, TONNE, amounts
from recyc_cli.model.money import feed_price, freight
from recyc_cli.model.money.production_cost import gate_carry
from recyc_cli.model.money.sales import priced_elements
from recyc_cli.model.numbers.arithmetic import add_up, maximum
from recyc_cli.model.numbers.interest import discount_factor
from recyc_cli.model.records.ledger import VALUE, Line
from recyc_cli.model.records.result import Balance, Parts, Result, Second, Sold
from recyc_cli.model.second_life import facility
from recyc_cli.model.second_life.facility import STAGE, lump_line
from recyc_cli.model.second_life.grading import bid, grade
from recyc_cli.model.second_life.recycling_after import RECYCLING, REJECTED, RETURNED, best_recycling, recycling_lines
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.records.ledger import Account
    from recyc_cli.model.records.result import Recycled
    from recyc_cli.model.records.scenario import Reuse, Scenario

SOLD = "repurposed_pack"
OWN_GAS: Mapping[str, Mapping[str, Number]] = {"natural_gas": {}, "diesel": {}}


def _second(scenario: Scenario) -> Reuse:
    if scenario.reuse is None:
        raise ValueError("a scenario without a second life")
    return scenario.reuse


def contained_value(scenario: Scenario) -> Number:
    """Value of the elements of the feed that count = sum of mass x price of the deck [money/t delivered].

    Args:
        scenario: its first stream is what is graded.

    Source: `recycling.evaluate`.

    >>> from recyc_cli import quote
    >>> q = quote(chemistry="nmc622", form="cell", route="hydro", method="everbatt-2023")
    >>> round(contained_value(q.resolved.scenario) / q.result.contained_value, 9)
    1.0
    """
    stream = scenario.streams[0]
    held = priced_elements(amounts(stream.delivered, stream.chemistry), scenario.market)
    return add_up(item.mass * item.price for item in held if item.counted)


def second_life(scenario: Scenario, recycled: Recycled | None = None) -> Second:
    """Grade the feed and price it, without its ledger.

    A holder sells to whoever bids more: price = max(what recyclers pay, what a buyer for reuse bids).

    Args:
        scenario: with `reuse`.
        recycled: the best recycling route, if it is known; it does not depend on the state of health [1].

    Source: `grading.grade`.

    >>> from recyc_cli import quote
    >>> second_life(quote(chemistry="lfp", route="reuse", pass_rate=0.75).resolved.scenario).grade.share
    0.75
    """
    reuse, stream = _second(scenario), scenario.streams[0]
    graded = grade(reuse.soh, reuse.pass_rate, reuse.cycle_life, reuse.health, reuse.use, reuse.market)
    held = facility.load_of_delivery(stream.chemistry, stream.form, add_up(stream.delivered.values()), graded)
    price: Number = feed_price.prices(scenario, [scenario.streams], contained_value(scenario))[0]
    own = bid(held.energy * reuse.soh, reuse.purchase, reuse.purchase_share, reuse.market["new_pack"], price)
    return Second(
        grade=graded,
        load=held,
        discount=discount_factor(graded.years, reuse.market["discount"]),
        price=maximum(price, own) if scenario.feed_price is None else price,
        bids=(price, own),
        recycled=best_recycling(reuse.recycling) if recycled is None else recycled,
    )


def evaluate(scenario: Scenario, recycled: Recycled | None = None) -> Result:
    """Compute a quote of the reuse route.

    The feed is paid at the gate, so break-even = price + margin / (1 + interest on its stock) [money/t delivered].

    Args:
        scenario: with `reuse`; numbers may be floats, arrays of one length, or traced.
        recycled: as for `second_life`.

    Returns:
        What `recycling.evaluate` returns: ledger, products, burdens, balance and totals, per tonne delivered.

    Source: nrel-b2u-2015, price and facility; `recycling.evaluate`.

    >>> from recyc_cli import quote
    >>> round(evaluate(quote(chemistry="lfp", route="reuse").resolved.scenario).balance.products, 6)
    1000.0
    """
    result = _booked(scenario, second_life(scenario, recycled))
    result.total_up()
    result.breakeven_feed_price = result.feed_price + result.margin / (1.0 + gate_carry(_second(scenario).rule.method))
    return seats.result_of_seat(scenario, result)


def _booked(scenario: Scenario, second: Second) -> Result:
    """Book what a second life sells, costs and burdens, and what becomes of the mass; totals are not drawn."""
    reuse, stream = _second(scenario), scenario.streams[0]
    amount = amounts(stream.delivered, stream.chemistry)
    full_rate = scenario.throughput * TONNE / amount["mass"]
    rate = full_rate * scenario.load
    account = facility.account(reuse.rule, second.load, second.grade, reuse.soh, scenario.region, (rate, full_rate))
    hauls, legs, driven = freight.transport(
        scenario.streams, {"feed": amount["mass"]}, scenario.freight, scenario.factors, scenario.method,
        burdens=scenario.burdens,
    )  # fmt: skip
    return Result(
        sold=_sold(second, amount["mass"], reuse.health["returned"]),
        lines=legs + _lines(scenario, second, account),
        held=priced_elements(amount, scenario.market),
        wastes=[],
        hauls=hauls,
        freight_products={},
        accounts=[account],
        impacts={freight.STAGE: driven, **(_burdens(scenario, second, account) if scenario.burdens else {})},
        delivered=amount,
        parts=Parts(sold={}, wasted={}, lines=[]),
        balance=_balance(amount["mass"], second),
        elements={name: _balance(amount[name], second) for name in scenario.market.elements if name in amount},
        plant_feed=amount["mass"],
        delivered_rate=rate,
        entry_prices=[second.price],
        feed_price=second.price,
        contained_value=contained_value(scenario),
        second=second,
    )


def _lines(scenario: Scenario, second: Second, account: Account) -> list[Line]:
    """Ledger behind the gate: packs sold, feed paid, the facility, recycling."""
    reuse = _second(scenario)
    paid = feed_price.gate_lines(reuse.rule.method, STAGE, second.price)
    lines = [_sale(second), *paid, *account.lines]
    if reuse.rule.lump:
        lines.append(lump_line(reuse.rule, second.load.sold, account.rate))
    return lines + recycling_lines(reuse, second)


def _burdens(scenario: Scenario, second: Second, account: Account) -> dict[str, list[Number]]:
    """Burdens of the power that tests burn, and of recycling now and later [MJ, L, g per t delivered]."""
    energy = {"diesel": 0.0, "natural_gas": 0.0, **account.flows.energy}
    share, returned = second.grade.share, _second(scenario).health["returned"]
    recycling = impacts.scaled(second.recycled.impacts, 1.0 - share + share * returned)
    tests = impacts.combustion(energy, OWN_GAS, {}, 1.0, scenario.factors, scenario.method)
    impacts.characterize(tests, scenario.factors)
    return {STAGE: tests, RECYCLING: recycling}


def _balance(mass: Number, second: Second) -> Balance:
    """What passes and what fails, each product its own sum."""
    share = second.grade.share
    return Balance(entering=mass, products=mass * share + mass * (1.0 - share), wastes=0.0, emissions=0.0)


def _sold(second: Second, mass: Number, returned: Number) -> list[Sold]:
    """Products: packs sold, rejects at what recycling makes of them, and packs come back, paid at the discount."""
    share, value = second.grade.share, second.recycled.value
    sales = second.load.sold * second.grade.price
    passed, failed = mass * share, mass * (1.0 - share)
    later = passed * returned
    return [
        Sold(product=SOLD, stage=STAGE, mass=passed, recovery=share, price=sales / passed, payable=1.0, value=sales),
        Sold(product=REJECTED, stage=RECYCLING, mass=failed, recovery=1.0 - share, price=value / mass, payable=1.0,
             value=value * (1.0 - share)),
        Sold(product=RETURNED, stage=RECYCLING, mass=later, recovery=share * returned, price=value / mass,
             payable=second.discount, value=value * share * returned * second.discount),
    ]  # fmt: skip


def _sale(second: Second) -> Line:
    kwh, price = second.load.sold / MJ_PER_KWH, second.grade.price * MJ_PER_KWH
    return Line(VALUE, STAGE, "", SOLD, second.load.sold * second.grade.price, kwh, "kWh/t", price, "USD/kWh")
