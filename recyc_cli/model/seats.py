"""Cuts the result of a chain down to one seat: holder, shredder or refiner.

What is a price at one seat is a cost at the next, so shredder and refiner sum to the chain. Of a mix the shredder buys
all; black mass among it goes on to the refiner with what the shredder makes. The break-even price is the shredder's of
the feed and the refiner's of a tonne of black mass; the holder has none.
"""

from __future__ import annotations

from recyc_cli.model.flows import impacts, mass_balance
from recyc_cli.model.flows.feedstock import TONNE
from recyc_cli.model.money import feed_price, freight
from recyc_cli.model.money.black_mass import sell_black_mass
from recyc_cli.model.money.disassembly import STAGE as DISASSEMBLY
from recyc_cli.model.money.margins import cash_margin
from recyc_cli.model.numbers.arithmetic import add_up, maximum, minimum
from recyc_cli.model.records.feed import Feed
from recyc_cli.model.records.ledger import COST, VALUE, Line
from recyc_cli.model.records.result import Balance, Parts, Result, Sold
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.records.plant import Plant
    from recyc_cli.model.records.scenario import Scenario

CHAIN, HOLDER, SHREDDER, REFINER = "chain", "holder", "shredder", "refiner"


def result_of_seat(scenario: Scenario, whole: Result) -> Result:
    """Cut a chain's result down to the account of one seat [money, kg per t delivered].

    Args:
        scenario: names the seat.
        whole: the chain's result.

    Source: `recycling.evaluate`.

    >>> from recyc_cli import quote
    >>> whole, *seats = (quote(chemistry="lfp", seat=seat).result.margin for seat in (CHAIN, SHREDDER, REFINER))
    >>> round(abs(whole - sum(seats)), 6)
    0.0
    """
    if scenario.seat == CHAIN:
        return whole
    if scenario.seat == HOLDER:
        return _holder(scenario, whole)
    first, last = whole.accounts[0], whole.accounts[-1]
    crossing = first.flows.black_mass + _passed_on(scenario, first.plant)
    black_mass, lines = sell_black_mass(crossing, first.plant.stage, scenario.market)
    if scenario.seat == SHREDDER:
        result = _part(whole, SHREDDER, {DISASSEMBLY, first.plant.stage})
        result.lines = [_at_gate(each, last.plant.stage, first.plant.stage) for each in result.lines]
        result.lines += lines
        result.sold.append(black_mass)
        result.balance, result.elements = mass_balance.of_chain(scenario, result, crossing)
        result.total_up()
        result.breakeven_feed_price = feed_price.breakeven(scenario, result.margin, whole.entry_prices)
        return result
    result = _part(whole, REFINER, {last.plant.stage})
    black_mass, lines = _asked(scenario, black_mass, lines, freight.borne_by_seller(whole.hauls, scenario.freight))
    result.lines += [line._replace(kind=COST, stage=last.plant.stage, group="feedstock") for line in lines]
    result.delivered = mass_balance.black_mass_amounts(crossing, scenario.market.elements)
    result.parts = Parts(sold={}, wasted={}, lines=[])
    result.balance, result.elements = mass_balance.of_chain(scenario, result, [])
    result.feed_price = black_mass.value / black_mass.mass * TONNE
    result.total_up()
    result.breakeven_feed_price = (result.margin + black_mass.value) / black_mass.mass * TONNE
    return result


def standing_limit(scenario: Scenario, result: Result) -> Number | None:
    """Feed price at which a plant that stands already earns nothing in cash; the holder has none [money/t].

    Chain and shredder: `feed_price.cash_breakeven`. Second life: price + cash margin. Refiner: per t of black mass,
    price + cash margin / black mass.

    Args:
        scenario: names the seat.
        result: of the seat.

    Source: `production_cost.production`.

    >>> from recyc_cli import quote
    >>> q = quote(chemistry="nmc622", seat="refiner", feed_price=4000.0)
    >>> there = quote(chemistry="nmc622", seat="refiner", feed_price=standing_limit(q.resolved.scenario, q.result))
    >>> round(abs(cash_margin(there.result.margin, there.result.lines)), 6)
    0.0
    """
    if result.breakeven_feed_price is None:
        return None
    cash = cash_margin(result.margin, result.lines)
    if scenario.seat == REFINER:
        return result.feed_price + cash / result.delivered["mass"] * TONNE
    if scenario.reuse is not None:
        return result.feed_price + cash
    return feed_price.cash_breakeven(scenario, cash, result.entry_prices)


def _passed_on(scenario: Scenario, shredder: Plant) -> list[Feed]:
    """Return what is delivered that the shredder has no work with: black mass already."""
    return [
        Feed(chemistry=stream.chemistry, components=stream.components)
        for stream in scenario.streams
        if stream.plant_form not in shredder.accepts
    ]


def _at_gate(line: Line, there: str, here: str) -> Line:
    """Book at the shredder what it pays for black mass that enters further down the chain."""
    return line._replace(stage=here) if line.stage == there else line


def _asked(scenario: Scenario, black_mass: Sold, lines: list[Line], borne: Number) -> tuple[Sold, list[Line]]:
    """Price the black mass at what the refiner says it pays for a tonne of it, else with the way that its seller bears.

    Args:
        scenario: what the refiner says.
        black_mass: at the shredder's gate.
        lines: of the shredder's ledger, the price first.
        borne: cost of the legs that the price holds [money/t delivered].
    """
    if scenario.feed_price is None and not scenario.freight.borne:
        return black_mass, lines
    if scenario.feed_price is None:
        value, whole = black_mass.value + borne, lines[0].amount + borne
        lines = [lines[0]._replace(amount=whole, price=whole / black_mass.mass), *lines[1:]]
    else:
        per_kg = scenario.feed_price / TONNE
        value = black_mass.mass * per_kg
        lines = [lines[0]._replace(amount=value, price=per_kg)]
    return Sold(**{**vars(black_mass), "value": value}), lines


def _part(whole: Result, seat: str, stages: set[str]) -> Result:
    """Keep what belongs to a seat: the stages it works, and the legs it pays for."""
    hauls = [haul for haul in whole.hauls if haul.seat == seat]
    rows = impacts.sum_of_rows(haul.impacts for haul in hauls)
    return Result(
        lines=[line for line in whole.lines if (line.seat == seat if line.seat else line.stage in stages)],
        held=whole.held,
        sold=[item for item in whole.sold if item.stage in stages],
        wastes=[waste for waste in whole.wastes if waste[0] in stages],
        hauls=hauls,
        freight_products=whole.freight_products,
        accounts=[account for account in whole.accounts if account.plant.stage in stages],
        impacts={freight.STAGE: rows} | {stage: row for stage, row in whole.impacts.items() if stage in stages},
        delivered=whole.delivered,
        parts=whole.parts,
        plant_feed=whole.plant_feed,
        delivered_rate=whole.delivered_rate,
        entry_prices=whole.entry_prices,
        feed_price=whole.feed_price,
        contained_value=whole.contained_value,
    )


def _holder(scenario: Scenario, whole: Result) -> Result:
    """Account of the holder: the feed price, less what it costs to hand the feed over."""
    result = _part(whole, HOLDER, set())
    price = whole.feed_price
    packs = add_up(
        stream.share * TONNE / stream.chemistry.design["pack_mass"]
        for stream in scenario.streams
        if stream.form == "pack"
    )
    rule, wage = scenario.handover, scenario.region["disassembly_wage"]
    result.lines = [
        Line(VALUE, HOLDER, "", "feed price", maximum(price, 0.0)),
        Line(COST, HOLDER, "feedstock_payment", "gate fee", -minimum(price, 0.0)),
        Line(COST, HOLDER, "labor", "removal from the vehicle", packs * rule["removal"] * wage, packs * rule["removal"],
             "h/t", wage, "USD/h"),
        Line(COST, HOLDER, "other_variable", "safe storage", packs * rule["storage"], packs, "pack/t", rule["storage"],
             "USD/pack"),
    ]  # fmt: skip
    if scenario.freight.borne:
        borne = freight.borne_by_seller(whole.hauls, scenario.freight)
        result.lines.append(Line(COST, HOLDER, "other_variable", "way that the price holds", borne))
    result.impacts = {HOLDER: impacts.zero()}
    handed = result.delivered["mass"]
    received = result.lines[0].amount
    price = received / handed
    result.sold = [
        Sold(product="feed", stage=HOLDER, mass=handed, recovery=None, price=price, payable=1.0, value=received)
    ]
    result.balance = Balance(entering=handed, products=handed, wastes=0.0, emissions=0.0)
    result.total_up()
    result.breakeven_feed_price = None
    return result
