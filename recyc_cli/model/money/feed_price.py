"""Computes the feed price, books it, and finds the one at which nothing is left."""

from __future__ import annotations

from recyc_cli.model.money.market_price import price_at_gate
from recyc_cli.model.money.production_cost import (
    feed_interest,
    feed_knock_on,
    gate_carry,
    toll_interest,
    toll_knock_on,
)  # fmt: skip
from recyc_cli.model.money.quality import lines_of_penalties, taken_off_feed
from recyc_cli.model.numbers.arithmetic import add_up, maximum, minimum, where
from recyc_cli.model.records.ledger import COST, INTEREST, Line
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.records.feed import Stream
    from recyc_cli.model.records.market import Market
    from recyc_cli.model.records.scenario import Method, Scenario

AT_GATE = "feed price"
"""Item of the ledger that a price paid at the gate stands under."""
PER_TONNE, PER_MJ, OF_VALUE = "tonne", "MJ", "value"
"""What a price the user sets is per: a tonne delivered, a MJ of nameplate energy, or the contained value."""


def prices(scenario: Scenario, entries: Sequence[Sequence[Stream]], contained_value: Number) -> list[Number]:
    """Price of the streams that enter each plant, signed: positive is paid to the holder [money/t delivered].

    sum over streams of the price at the gate, or of the one that is set x what it is per x share of the stream

    Args:
        scenario: a price set by the user, or the market's that decides.
        entries: the streams that enter each plant.
        contained_value: of the delivered feed [money/t].

    Source: `market_price.delivered_price`.

    >>> from recyc_cli import quote
    >>> scenario = quote(chemistry="nmc622", form="cell", route="hydro", method="everbatt-2023").resolved.scenario
    >>> [round(price, 2) for price in prices(scenario, [scenario.streams, ()], contained_value=0.0)]
    [1645.21, 0.0]
    """
    return [add_up(_price(scenario, stream, contained_value) for stream in streams) for streams in entries]


def _price(scenario: Scenario, stream: Stream, contained_value: Number) -> Number:
    if scenario.feed_price is None:
        return price_at_gate(scenario, stream)
    per = {PER_TONNE: 1.0, PER_MJ: scenario.energy, OF_VALUE: contained_value}[scenario.feed_basis]
    return scenario.feed_price * per * stream.share


def mean_price(parts: Iterable[tuple[Number, Number]]) -> Number:
    """Price of a mix = sum(share x price of a part) [money/t].

    Args:
        parts: share of each part in the mass [1], and its price [money/t].

    Source: `arithmetic.add_up`.

    >>> mean_price([(0.75, 800.0), (0.25, -160.0)])
    560.0
    """
    return add_up(share * price for share, price in parts)


def toll(price: Number, market: Market) -> Number:
    """What a plant is paid for its work = the price below 0 x share of the products that goes back [money/t].

    Args:
        price: of the feed, signed [money/t delivered].
        market: says which share goes back.

    Source: recyc-battery-tables, fees of tollers.

    >>> from recyc_cli.model.records.market import Market
    >>> toll(-200.0, Market(returned=1.0)), toll(-200.0, Market(returned=None)), toll(90.0, Market(returned=1.0))
    (200.0, 0.0, 0.0)
    """
    return 0.0 if market.returned is None else maximum(-price, 0.0) * market.returned


def lines(scenario: Scenario, stage: str, price: Number) -> list[Line]:
    """Book the feed price: inside the plant's materials, and at the gate with the interest on its stock.

    inside = price x share inside; at the gate = price x (1 - share inside)

    Args:
        scenario: the method says which share of it stands inside the plant.
        stage: where the feed enters.
        price: signed [money/t delivered].

    Source: everbatt-2023, sheets `Preproc. Par.` and `CM Rec Par.`; method recyc, correction feed-at-gate.

    >>> from recyc_cli import quote
    >>> scenario = quote(chemistry="nmc622", form="cell", route="hydro", method="everbatt-2023").resolved.scenario
    >>> [line.amount for line in lines(scenario, "preprocessing", -50.0) if line.amount]
    [-50.0]
    """
    inside = scenario.method.feed["in_plant"]
    return [
        *gate_lines(scenario.method, stage, price * (1.0 - inside)),
        Line(COST, stage, "materials", "feedstock", maximum(price, 0.0) * inside),
        Line(COST, stage, "feedstock_payment", "payment for taking the feed", minimum(price, 0.0) * inside),
    ]


def with_penalties(scenario: Scenario, streams: Sequence[Stream], lines: list[Line], stage: str) -> list[Line]:
    """Ledger lines in which the penalties of black mass that is bought stand apart [money/t delivered].

    penalty = what is taken off the price x (1 - share of the price that is booked as materials of the plant)

    Args:
        scenario: where it is bought.
        streams: that enter a plant.
        lines: with the feed price among them.
        stage: of the plant.

    Source: `quality.steps_beyond`.

    >>> from recyc_cli import quote
    >>> sets = ["payables.penalties.any.cu.price=5", "payables.penalties.any.cu.above=0"]
    >>> q = quote(chemistry="nmc622", form="black-mass", route="hydro", overrides=sets)
    >>> [(line.item, round(line.amount, 2)) for line in q.result.lines if line.item.startswith("penalty")]
    [('penalty: cu', -5.18)]
    """
    taken: dict[str, Number] = {}
    for stream in streams:
        for substance, amount in taken_off_feed(stream, scenario.purchases).items():
            taken[substance] = taken.get(substance, 0.0) + amount * (1.0 - scenario.method.feed["in_plant"])
    parted: list[Line] = []
    for line in lines:
        own = line.item == AT_GATE and line.stage == stage
        parted += lines_of_penalties(taken, line) if own else [line]
    return parted


def gate_lines(method: Method, stage: str, price: Number) -> list[Line]:
    """Book a feed price paid at the gate, and the interest on its stock = price x `gate_carry` [money/t delivered].

    Args:
        method: working capital and its interest.
        stage: where the feed enters.
        price: signed [money/t delivered].

    Source: method recyc, correction feed-at-gate.

    >>> from recyc_cli.model.records.scenario import Method
    >>> stock = {"cash_cost": 0.14, "raw_materials": 0.04}
    >>> method = Method(working_capital=stock, operating={"working_capital_interest": 0.06})
    >>> [round(line.amount, 6) for line in gate_lines(method, "preprocessing", 100.0)]
    [100.0, 0.6]
    """
    booked = ((AT_GATE, price), (INTEREST[1], price * gate_carry(method)))
    return [Line(COST, stage, "feedstock", item, amount) for item, amount in booked]


def breakeven(scenario: Scenario, margin: Number, paid: Sequence[Number]) -> Number:
    """Feed price at which a margin is zero, knock-on costs included [money/t delivered].

    (margin + sum of prices x what a unit of each costs in all) / what a unit of feed price costs in all

    Args:
        scenario: its method says what a unit of feed price costs in all: inside a plant with consumables, packaging,
            working capital, selling and royalty on it; at the gate with interest. Its market says which share of the
            products goes back: so much of a price below 0 is a toll, which R&D and selling are shares of.
        margin: at the prices paid.
        paid: the prices booked in that margin, by the plant they enter.

    Source: `production_cost.production`.

    >>> from recyc_cli import quote
    >>> q = quote(chemistry="nmc622", form="cell", route="hydro", method="everbatt-2023")
    >>> round(breakeven(q.resolved.scenario, q.result.margin, q.result.entry_prices), 2)
    1950.33
    """
    method, returned = scenario.method, scenario.market.returned
    inside = method.feed["in_plant"]
    gate = (1.0 - inside) * (1.0 + gate_carry(method))
    toll = 0.0 if returned is None else toll_knock_on(method) * returned
    return _zero(margin, paid, feed_knock_on(method) + gate, inside + gate - toll)


def cash_breakeven(scenario: Scenario, cash: Number, paid: Sequence[Number]) -> Number:
    """Feed price at which a cash margin is zero: as `breakeven`, without what is owed for capital [money/t delivered].

    Its slope = feed knock-on - interest in it + share paid at the gate.

    Args:
        scenario: what a unit of feed price costs by its method, interest apart, and whether it is a toll.
        cash: cash margin at the prices paid.
        paid: the prices booked in it, by the plant they enter.

    Source: `production_cost.production`.

    >>> from recyc_cli import quote
    >>> scenario = quote(chemistry="nmc622", form="cell", route="hydro", method="everbatt-2023").resolved.scenario
    >>> round(cash_breakeven(scenario, 300.0, [1000.0]), 2), cash_breakeven(scenario, -300.0, [-100.0])
    (1279.97, -400.0)
    """
    method, returned = scenario.method, scenario.market.returned
    gate = 1.0 - method.feed["in_plant"]
    toll = 0.0 if returned is None else (toll_knock_on(method) - toll_interest(method)) * returned
    return _zero(cash, paid, feed_knock_on(method) - feed_interest(method) + gate, 1.0 - toll)


def _zero(margin: Number, paid: Sequence[Number], bought: Number, taken: Number) -> Number:
    """Return the price at which nothing is left, given what a unit costs where it is paid and where it is taken."""
    free: Number = margin
    for price in paid:
        free = free + maximum(price, 0.0) * bought + minimum(price, 0.0) * taken
    return where(free > 0.0, free / bought, free / taken)
