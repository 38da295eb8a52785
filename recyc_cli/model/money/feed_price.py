"""The feed price: what it is, how it is booked, and at which price nothing is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.model.money.production_cost import feed_knock_on, gate_carry
from recyc_cli.model.money.sales import stream_price
from recyc_cli.model.numbers.arithmetic import add_up, maximum, minimum, where
from recyc_cli.model.records.ledger import COST, Line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.records.feed import Stream
    from recyc_cli.model.records.scenario import Method, Scenario

PER_TONNE, PER_MJ, OF_VALUE = "tonne", "MJ", "value"
"""What a price the user sets is per: a tonne delivered, a MJ of nameplate energy, or the contained value."""


def prices(scenario: Scenario, entries: Sequence[Sequence[Stream]], contained_value: Number) -> list[Number]:
    """Price of the streams that enter each plant, signed: positive is paid to the holder [money/t delivered].

    Args:
        scenario: a price set by the user, or the payables that decide.
        entries: the streams that enter each plant.
        contained_value: of the delivered feed [money/t].
    """
    return [add_up(_price(scenario, stream, contained_value) for stream in streams) for streams in entries]


def _price(scenario: Scenario, stream: Stream, contained_value: Number) -> Number:
    if scenario.feed_price is None:
        return stream_price(stream, scenario.market)
    per = {PER_TONNE: 1.0, PER_MJ: scenario.energy, OF_VALUE: contained_value}[scenario.feed_basis]
    return scenario.feed_price * per * stream.share


def lines(scenario: Scenario, stage: str, price: Number) -> list[Line]:
    """Book the feed price: inside the plant's materials, and at the gate with the interest on its stock.

    Args:
        scenario: the method says which share of it stands inside the plant.
        stage: where the feed enters.
        price: signed [money/t delivered].
    """
    inside = scenario.method.feed["in_plant"]
    return [
        *at_gate(scenario.method, stage, price * (1.0 - inside)),
        Line(COST, stage, "materials", "feedstock", maximum(price, 0.0) * inside),
        Line(COST, stage, "feedstock_payment", "payment for taking the feed", minimum(price, 0.0) * inside),
    ]


def at_gate(method: Method, stage: str, price: Number) -> list[Line]:
    """Book a feed price paid at the gate, and the interest on the stock it ties up.

    Args:
        method: working capital and its interest.
        stage: where the feed enters.
        price: signed [money/t delivered].
    """
    booked = (("feed price", price), ("interest on feed stock", price * gate_carry(method)))
    return [Line(COST, stage, "feedstock", item, amount) for item, amount in booked]


def breakeven(method: Method, margin: Number, paid: Sequence[Number]) -> Number:
    """Feed price at which a margin is zero, knock-on costs included [money/t delivered].

    Args:
        method: what a unit of feed price costs in all: inside a plant with consumables, packaging, working capital,
            selling and royalty on it; at the gate with interest.
        margin: at the prices paid.
        paid: the prices booked in that margin, by the plant they enter.
    """
    inside = method.feed["in_plant"]
    gate = (1.0 - inside) * (1.0 + gate_carry(method))
    bought, taken = feed_knock_on(method) + gate, inside + gate
    free: Number = margin
    for price in paid:
        free = free + maximum(price, 0.0) * bought + minimum(price, 0.0) * taken
    return where(free > 0.0, free / bought, free / taken)
