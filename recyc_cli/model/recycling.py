"""Computes a quote of a feed that is recycled: plant after plant, and their ledger."""

from __future__ import annotations

from recyc_cli.model import seats
from recyc_cli.model.flows import impacts, mass_balance
from recyc_cli.model.flows.feedstock import TONNE, amounts, as_weighed
from recyc_cli.model.flows.stage import CATHODE, add, flows_of_plant
from recyc_cli.model.money import disassembly, feed_price, freight
from recyc_cli.model.money.black_mass import payable_value, sell_black_mass
from recyc_cli.model.money.plant_account import open_account
from recyc_cli.model.money.sales import priced_elements, sell
from recyc_cli.model.numbers.arithmetic import add_up, maximum
from recyc_cli.model.records.feed import Feed
from recyc_cli.model.records.result import Parts, Result
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from recyc_cli.model.money.disassembly import Opened
    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.records.feed import Flows, Stream
    from recyc_cli.model.records.plant import Plant
    from recyc_cli.model.records.scenario import Scenario


def run_chain(
    plants: tuple[Plant, ...], streams: tuple[Stream, ...], water_kg_per_l: Number
) -> list[tuple[Plant, Flows, list[Stream]]]:
    """Run the feed through the plants; each stream enters at the first plant that accepts its form.

    Args:
        plants: in the order of the chain.
        streams: the feed.
        water_kg_per_l: density of process water [kg/L].

    Returns:
        The plants that have work, their flows per tonne delivered, and the streams that enter there.

    Source: `stage.flows_of_plant`.

    >>> from recyc_cli import quote
    >>> scenario = quote(chemistry="nmc622", form="cell", route="hydro", method="everbatt-2023").resolved.scenario
    >>> chain = run_chain(scenario.plants, scenario.streams, water_kg_per_l=1.0)
    >>> [(plant.stage, round(flows.feed, 2)) for plant, flows, _ in chain]
    [('preprocessing', 1000.0), ('recovery', 699.25)]
    """
    waiting = list(streams)
    handed: list[Feed] = []
    result = []
    for plant in plants:
        entering = [stream for stream in waiting if stream.plant_form in plant.accepts]
        waiting = [stream for stream in waiting if stream not in entering]
        feeds = [Feed(chemistry=stream.chemistry, components=stream.components) for stream in entering]
        if feeds or handed:
            flows = flows_of_plant(plant, feeds + handed, water_kg_per_l)
            handed = flows.black_mass
            result.append((plant, flows, entering))
    return result


def feed_due(size: Number, first: Number, stage: Number) -> Number:
    """Feed of the first plant that gives a stage the feed it works = size x first / stage [t/yr].

    The chain is linear, so the ratio of two feeds is the same at every size.

    Args:
        size: feed of the stage [t/yr].
        first: feed of the first plant [kg/t delivered].
        stage: feed of the stage [kg/t delivered].

    Source: `stage.flows_of_plant`.

    >>> feed_due(300.0, 1000.0, 600.0)
    500.0
    """
    return size * (first / stage)


def evaluate(scenario: Scenario) -> Result:
    """Compute a quote of a feed that is recycled.

    Args:
        scenario: everything it needs; numbers may be floats, arrays of one length, or traced.

    Returns:
        Ledger, products, wastes, impacts, balance and totals from the scenario's seat [money, kg per t delivered].

    Source: everbatt-2023, sheets `Preproc. Par.`, `CM Rec Par.` and `Col&Trans Par.`.

    >>> from recyc_cli import quote
    >>> scenario = quote(chemistry="nmc622", form="cell", route="hydro", method="everbatt-2023").resolved.scenario
    >>> result = evaluate(scenario)
    >>> round(result.value, 1), round(result.cost, 1)
    (7103.8, 6774.9)
    """
    chain = run_chain(scenario.plants, scenario.streams, scenario.method.rounding["water_kg_per_l"])
    result = _before_plants(scenario, chain[0][1].feed)
    result.contained_value = add_up(item.value for item in result.held if item.counted)
    result.entry_prices = feed_price.prices(scenario, [entering for _, _, entering in chain], result.contained_value)
    _sell_parts(scenario, result)
    for (plant, flow, entering), price in zip(chain, result.entry_prices, strict=True):
        _operate(scenario, result, plant, flow, price)
        if scenario.market.penalties and scenario.feed_price is None:
            result.lines = feed_price.with_penalties(scenario, entering, result.lines, plant.stage)
    _sell_black_mass(scenario, result)
    _transport(scenario, result, chain)
    result.balance, result.elements = mass_balance.of_chain(scenario, result, chain[-1][1].black_mass)
    result.feed_price = add_up(result.entry_prices)
    result.total_up()
    result.breakeven_feed_price = feed_price.breakeven(scenario, result.margin, result.entry_prices)
    return seats.result_of_seat(scenario, result)


def _before_plants(scenario: Scenario, plant_feed: Number) -> Result:
    """What is known of a delivery before a plant works: what it holds, and the parts that are taken off."""
    full_rate = _full_rate(scenario, plant_feed)
    delivered = _delivered_amounts(scenario)
    return Result(
        lines=[],
        held=priced_elements(delivered, scenario.market),
        sold=[],
        wastes=[],
        hauls=[],
        freight_products={},
        accounts=[],
        impacts={},
        delivered=delivered,
        parts=_disassemble(scenario, full_rate),
        plant_feed=plant_feed,
        delivered_rate=full_rate * scenario.load,
    )


def _full_rate(scenario: Scenario, plant_feed: Number) -> Number:
    """What would be delivered if the plants were full [t/yr]: what is sized by it does not know the load."""
    return scenario.throughput * TONNE / plant_feed


def _delivered_amounts(scenario: Scenario) -> dict[str, Number]:
    whole: dict[str, Number] = {}
    for stream in scenario.streams:
        held = amounts(stream.delivered, stream.chemistry)
        for name, mass in held.items():
            add(whole, name, mass)
        if CATHODE in held:
            add(whole, f"in.{stream.chemistry.product}", held[CATHODE])
    return whole


def _disassemble(scenario: Scenario, full_rate: Number) -> Parts:
    parts = Parts(sold={}, wasted={}, lines=[])
    if scenario.disassemble == "none":
        return parts
    for stream in scenario.streams:
        opened = _open(scenario, stream, full_rate)
        mass = add_up(stream.delivered.values())
        parts.lines += disassembly.cost_lines(opened, mass, scenario.load)
        for name, share in opened.recovered.items():
            add(parts.sold, name, share * mass)
        for name, share in opened.wasted.items():
            add(parts.wasted, name, share * mass)
    return parts


def _sell_parts(scenario: Scenario, result: Result) -> None:
    if scenario.disassemble == "none":
        return
    parts = result.parts
    products, lines = sell(parts.sold, {}, disassembly.STAGE, result.delivered, scenario.market)
    result.sold += products
    result.lines += parts.lines + lines
    result.wastes += [(disassembly.STAGE, name, mass) for name, mass in parts.wasted.items()]
    result.impacts[disassembly.STAGE] = impacts.zero()


def _open(scenario: Scenario, stream: Stream, full_rate: Number) -> Opened:
    level, region = scenario.disassemble, scenario.region
    rate = full_rate * add_up(stream.components.values()) / TONNE
    packs = disassembly.packs_per_year(rate, stream.chemistry, level)
    return disassembly.open_packs(
        stream.chemistry, level, packs, scenario.disassembly, region["disassembly_wage"], region["building_cost"]
    )


def _operate(scenario: Scenario, result: Result, plant: Plant, flows: Flows, price: Number) -> None:
    """Book one plant: products, feed, costs, wastes and impacts."""
    sold, value_lines = sell(
        flows.products, flows.elements, plant.stage, result.delivered, scenario.market, _own_payables(scenario, plant)
    )
    sales = add_up(line.amount for line in value_lines)
    if scenario.market.returned is not None:
        sales = sales + feed_price.toll(price, scenario.market)
    handed = add_up(payable_value(held.components, held.chemistry, scenario.market) for held in flows.black_mass)
    rates = result.delivered_rate, _full_rate(scenario, result.plant_feed)
    account = open_account(scenario, plant, flows, rates, maximum(price, 0.0), sales, handed, scenario.cathodes)
    result.sold += sold
    bought = [line._replace(seat=seats.SHREDDER) for line in feed_price.lines(scenario, plant.stage, price)]
    result.lines += value_lines + bought + account.lines
    result.accounts.append(account)
    result.wastes += [(plant.stage, name, mass) for name, mass in flows.wastes.items()]
    result.impacts[plant.stage] = _burdens(scenario, plant, flows)


def _burdens(scenario: Scenario, plant: Plant, flows: Flows) -> list[Number]:
    if not scenario.burdens:
        return impacts.zero()
    counted = scenario.region.get(f"{plant.id}_grid", 1.0)
    return impacts.of_plant(plant, flows, counted, scenario.factors, scenario.method)


def _own_payables(scenario: Scenario, plant: Plant) -> dict[str, Number]:
    """Shares of the list price that the plant's own preset states; a cathode goes by its chemistry's name."""
    shares = dict(plant.payable)
    if CATHODE in shares:
        shares |= {stream.chemistry.product: shares[CATHODE] for stream in scenario.streams}
    return shares


def _sell_black_mass(scenario: Scenario, result: Result) -> None:
    """Sell the black mass that the last plant has nobody to hand on to."""
    last = result.accounts[-1]
    if last.flows.black_mass:
        product, lines = sell_black_mass(last.flows.black_mass, last.plant.stage, scenario.market)
        result.sold.append(product)
        result.lines += lines


def _transport(scenario: Scenario, result: Result, chain: list[tuple[Plant, Flows, list[Stream]]]) -> None:
    density = scenario.method.rounding["water_kg_per_l"]
    same = scenario.freight_plants is scenario.plants
    carriers = chain if same else run_chain(scenario.freight_plants, scenario.streams, density)
    moved = [
        as_weighed(add_up(stream.components.values()), stream)
        for stream in scenario.streams
        if stream.plant_form == "black-mass"
    ]
    shipped: Number = 0.0
    result.freight_products = {}
    cathodes = {stream.chemistry.product for stream in scenario.streams}
    for index, (_, flows, _) in enumerate(carriers):
        if index + 1 < len(carriers):
            moved += [add_up(held.components.values()) for held in flows.black_mass]
        for name, mass in flows.products.items():
            add(result.freight_products, name, mass)
            key = CATHODE if name in cathodes else name
            if key in scenario.freight.shipped:
                shipped = shipped + mass * scenario.freight.shipped[key]
    masses = {"products": shipped, "feed": _mass_in(scenario.streams)}
    if moved:
        masses["recovery-feed"] = add_up(moved)
    hauls, lines, rows = freight.transport(
        scenario.streams, masses, scenario.freight, scenario.factors, scenario.method, burdens=scenario.burdens
    )
    result.hauls = hauls
    result.lines = lines + result.lines
    result.impacts = {freight.STAGE: rows} | result.impacts


def _mass_in(streams: tuple[Stream, ...]) -> Number:
    """Mass that enters the plants [kg/t delivered]."""
    return add_up(add_up(stream.components.values()) for stream in streams)
