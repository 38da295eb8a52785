"""The stages in a row: a scenario in, a ledger and everything that stands beside it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.model import balance, disassembly, impacts, logistics
from recyc_cli.model.account import open_account
from recyc_cli.model.feedstock import TONNE, amounts
from recyc_cli.model.inputs import Struct
from recyc_cli.model.ledger import COST, VALUE, Line, total
from recyc_cli.model.number import maximum, minimum, where
from recyc_cli.model.plant import feed_knock_on, gate_carry
from recyc_cli.model.process import CATHODE, Feed, add, run
from recyc_cli.model.valuation import holdings, payable_value, sell, stream_price

if TYPE_CHECKING:
    from recyc_cli.model.account import Account
    from recyc_cli.model.balance import Balance
    from recyc_cli.model.disassembly import Opened
    from recyc_cli.model.inputs import Plant, Scenario, Stream
    from recyc_cli.model.logistics import Haul
    from recyc_cli.model.number import Number
    from recyc_cli.model.process import Flows
    from recyc_cli.model.reuse import Second
    from recyc_cli.model.valuation import Held, Sold


class Result(Struct):
    """A quote, computed; amounts per tonne delivered unless named otherwise."""

    lines: list[Line]
    held: list[Held]
    sold: list[Sold]
    wastes: list[tuple[str, str, Number]]
    """stage, waste, [kg/t]"""
    hauls: list[Haul]
    freight_products: dict[str, Number]
    """Products of the chain whose masses the legs carry [kg/t]."""
    accounts: list[Account]
    impacts: dict[str, list[Number]]
    """stage -> rows"""
    balance: Balance
    elements: dict[str, Balance]
    plant_feed: Number
    """Feed of the first plant [kg/t delivered]."""
    delivered_rate: Number
    """[t delivered/yr]"""
    feed_price: Number = 0.0
    contained_value: Number = 0.0
    value: Number = 0.0
    cost: Number = 0.0
    margin: Number = 0.0
    breakeven_feed_price: Number = 0.0
    second: Second | None = None
    """How a feed was graded for reuse; None where it is recycled."""


class Parts(Struct):
    """What disassembly leaves behind [kg/t delivered], and its cost lines."""

    sold: dict[str, Number]
    wasted: dict[str, Number]
    lines: list[Line]


def run_chain(
    plants: tuple[Plant, ...], streams: tuple[Stream, ...], water_kg_per_l: Number
) -> list[tuple[Plant, Flows, list[Stream]]]:
    """Run the feed through the plants; each stream enters at the first plant that accepts its form.

    Args:
        plants: in the order of the chain.
        streams: the feed.
        water_kg_per_l: density of process water.

    Returns:
        The plants that have work, their flows per tonne delivered, and the streams that enter there.
    """
    waiting = list(streams)
    handed: list[Feed] = []
    result = []
    for plant in plants:
        entering = [stream for stream in waiting if stream.plant_form in plant.accepts]
        waiting = [stream for stream in waiting if stream not in entering]
        feeds = [Feed(chemistry=stream.chemistry, components=stream.components) for stream in entering]
        if feeds or handed:
            flows = run(plant, feeds + handed, water_kg_per_l)
            handed = flows.black_mass
            result.append((plant, flows, entering))
    return result


def feed_prices(scenario: Scenario, streams: list[Stream]) -> Number:
    """Price of the streams that enter a plant, signed [money/t delivered]."""
    price: Number = 0.0
    for stream in streams:
        if scenario.feed_price is None:
            price = price + stream_price(stream, scenario.market)
        else:
            price = price + scenario.feed_price * stream.share
    return price


def evaluate(scenario: Scenario) -> Result:
    """Compute a quote.

    Args:
        scenario: everything it needs; numbers may be floats, arrays of one length, or traced.

    Returns:
        Ledger, products, wastes, impacts, balance and totals, per tonne delivered.

    Source: EverBatt 2023 (Argonne National Laboratory), recycle module; corrections: method `recyc`.
    """
    if scenario.reuse is not None:
        from recyc_cli.model import reuse

        return reuse.evaluate(scenario)
    chain = run_chain(scenario.plants, scenario.streams, scenario.method.rounding["water_kg_per_l"])
    plant_feed = chain[0][1].feed
    delivered_rate = scenario.throughput * TONNE / plant_feed
    amount = _delivered_amounts(scenario)
    parts = _disassemble(scenario, delivered_rate)
    flows = [flow for _, flow, _ in chain]
    result = Result(
        lines=list(parts.lines),
        held=holdings(amount, scenario.market),
        sold=[],
        wastes=[(disassembly.STAGE, name, mass) for name, mass in parts.wasted.items()],
        hauls=[],
        freight_products={},
        accounts=[],
        impacts={},
        balance=balance.total(amount["mass"], flows, sum(parts.sold.values()), sum(parts.wasted.values())),
        elements=balance.by_element(scenario, amount, flows, parts.sold, parts.wasted),
        plant_feed=plant_feed,
        delivered_rate=delivered_rate,
    )
    _sell_parts(scenario, result, parts, amount)
    prices = [feed_prices(scenario, entering) for _, _, entering in chain]
    for (plant, flow, _), price in zip(chain, prices, strict=True):
        _operate(scenario, result, plant, flow, price, amount)
    _transport(scenario, result, chain)
    _totals(scenario, result, prices)
    return result


def _delivered_amounts(scenario: Scenario) -> dict[str, Number]:
    whole: dict[str, Number] = {}
    for stream in scenario.streams:
        held = amounts(stream.delivered, stream.chemistry)
        for name, mass in held.items():
            add(whole, name, mass)
        if CATHODE in held:
            add(whole, f"in.{stream.chemistry.product}", held[CATHODE])
    return whole


def _disassemble(scenario: Scenario, delivered_rate: Number) -> Parts:
    parts = Parts(sold={}, wasted={}, lines=[])
    if scenario.disassemble == "none":
        return parts
    for stream in scenario.streams:
        opened = _open(scenario, stream, delivered_rate)
        mass = sum(stream.delivered.values())
        parts.lines += disassembly.cost_lines(opened, mass, stream.chemistry.id)
        for name, share in opened.recovered.items():
            add(parts.sold, name, share * mass)
        for name, share in opened.wasted.items():
            add(parts.wasted, name, share * mass)
    return parts


def _sell_parts(scenario: Scenario, result: Result, parts: Parts, amount: dict[str, Number]) -> None:
    if scenario.disassemble == "none":
        return
    place = (disassembly.STAGE, "stages.disassembly.recovered")
    products, lines = sell(parts.sold, {}, place, amount, scenario.market)
    result.sold += products
    result.lines += lines
    result.impacts[disassembly.STAGE] = impacts.zero()


def _open(scenario: Scenario, stream: Stream, delivered_rate: Number) -> Opened:
    level, region = scenario.disassemble, scenario.region
    rate = delivered_rate * sum(stream.components.values()) / TONNE
    packs = disassembly.packs_per_year(rate, stream.chemistry, level)
    return disassembly.open_packs(
        stream.chemistry, level, packs, scenario.disassembly, region["disassembly_wage"], region["building_cost"]
    )


def _operate(
    scenario: Scenario, result: Result, plant: Plant, flows: Flows, price: Number, amount: dict[str, Number]
) -> None:
    """Book one plant: products, feed, costs, wastes and impacts."""
    method = scenario.method
    place = (plant.stage, f"stages.{plant.id}.fates")
    sold, value_lines = sell(flows.products, flows.elements, place, amount, scenario.market)
    sales = sum(line.amount for line in value_lines)
    handed = sum(payable_value(feed.components, feed.chemistry, scenario.market) for feed in flows.black_mass)
    account = open_account(
        scenario, plant, flows, result.delivered_rate, maximum(price, 0.0), sales, handed, scenario.cathodes
    )
    result.sold += sold
    result.lines += value_lines + _feed_lines(scenario, plant.stage, price) + account.lines
    result.accounts.append(account)
    result.wastes += [(plant.stage, name, mass) for name, mass in flows.wastes.items()]
    counted = scenario.region.get(f"{plant.id}_grid", 1.0)
    result.impacts[plant.stage] = impacts.of_plant(plant, flows, counted, scenario.factors, method)


def _feed_lines(scenario: Scenario, stage: str, price: Number) -> list[Line]:
    """Book the feed price: inside the plant's materials, or at the gate with the interest on its stock."""
    inside = scenario.method.feed["in_plant"]
    gate = price * (1.0 - inside)
    paths = (scenario.market.payables_path, "prices.metals")
    booked = (
        ("feedstock", "feed price", gate),
        ("feedstock", "interest on feed stock", gate * gate_carry(scenario.method)),
        ("materials", "feedstock", maximum(price, 0.0) * inside),
        ("feedstock_payment", "payment for taking the feed", minimum(price, 0.0) * inside),
    )
    wanted: tuple[tuple[str, str, Number], ...] = booked
    if isinstance(inside, float) and inside in {0.0, 1.0}:
        wanted = booked[2:] if inside else booked[:2]
    return [Line(COST, stage, group, item, amount, inputs=paths) for group, item, amount in wanted]


def _transport(scenario: Scenario, result: Result, chain: list[tuple[Plant, Flows, list[Stream]]]) -> None:
    density = scenario.method.rounding["water_kg_per_l"]
    same = scenario.freight_plants is scenario.plants
    carriers = chain if same else run_chain(scenario.freight_plants, scenario.streams, density)
    moved = [sum(stream.components.values()) for stream in scenario.streams if stream.plant_form == "black-mass"]
    shipped: Number = 0.0
    result.freight_products = {}
    cathodes = {stream.chemistry.product for stream in scenario.streams}
    for _, flows, _ in carriers:
        moved += [sum(feed.components.values()) for feed in flows.black_mass]
        for name, mass in flows.products.items():
            add(result.freight_products, name, mass)
            key = CATHODE if name in cathodes else name
            if key in scenario.freight.shipped:
                shipped = shipped + mass * scenario.freight.shipped[key]
    masses = {"products": shipped, "feed": sum_of(scenario.streams)}
    if moved:
        masses["recovery-feed"] = sum(moved)
    hauls, lines, rows = logistics.transport(
        scenario.streams, masses, scenario.freight, scenario.factors, scenario.method
    )
    result.hauls = hauls
    result.lines = lines + result.lines
    result.impacts = {logistics.STAGE: rows} | result.impacts


def sum_of(streams: tuple[Stream, ...]) -> Number:
    """Mass that enters the plants [kg/t delivered]."""
    whole: Number = 0.0
    for stream in streams:
        whole = whole + sum(stream.components.values())
    return whole


def _totals(scenario: Scenario, result: Result, prices: list[Number]) -> None:
    """Fill in the totals; the break-even price solves margin(price) = 0 with its knock-on costs."""
    result.contained_value = sum(item.mass * item.price for item in result.held if item.counted)
    result.value = total(result.lines, VALUE)
    result.cost = total(result.lines, COST)
    result.margin = result.value - result.cost
    result.feed_price = sum(prices)
    inside, carry = scenario.method.feed["in_plant"], gate_carry(scenario.method)
    gate = (1.0 - inside) * (1.0 + carry)
    bought, paid = feed_knock_on(scenario.method) + gate, inside + gate
    free: Number = result.margin
    for price in prices:
        free = free + maximum(price, 0.0) * bought + minimum(price, 0.0) * paid
    result.breakeven_feed_price = where(free > 0.0, free / bought, free / paid)
