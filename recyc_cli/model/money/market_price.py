"""Prices a feed as the market does: what a shredder sells from it, less its fee and the way."""

from __future__ import annotations

from recyc_cli.model.flows.feedstock import as_weighed
from recyc_cli.model.flows.stage import BLACK_MASS, add
from recyc_cli.model.money.black_mass import payable_value
from recyc_cli.model.money.freight import borne_by_seller, transport
from recyc_cli.model.money.quality import deductions_of, taken_off_feed
from recyc_cli.model.money.sales import fetched
from recyc_cli.model.numbers.arithmetic import add_up
from recyc_cli.model.records.feed import Stream
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.records.market import Market, Shredder
    from recyc_cli.model.records.scenario import Factors, Freight, Method, Scenario

RECOVERY_FEED, FEED = "recovery-feed", "feed"
"""What legs carry behind and in front of the gate of the first plant."""


def stream_price(stream: Stream, market: Market) -> Number:
    """Price of a stream's feed as a share of what it holds, signed [money/t delivered].

    price = payable value x share of the form - penalties, or mass x fixed price

    A form is paid a share of the black-mass payables of what it holds; a chemistry with a fixed price gets that, one
    with payables of its own, which is bought as it is, those.

    Args:
        stream: a part of the feed.
        market: payables, shares of the forms, and fixed prices.

    Source: everbatt-2023, sheet `Preproc. Par.` cell C95; method recyc, correction market-payables.

    >>> from recyc_cli import quote
    >>> scenario = quote(chemistry="nmc622", form="pack", method="everbatt-2023").resolved.scenario
    >>> round(stream_price(scenario.streams[0], scenario.market), 2)
    1020.34
    """
    if stream.chemistry.id in market.fixed:
        return add_up(stream.components.values()) * market.fixed[stream.chemistry.id]
    own = stream.chemistry.payables
    if own is not None:
        return payable_value(stream.components, stream.chemistry, market, own)
    worth = payable_value(stream.components, stream.chemistry, market) * market.form_shares[stream.form]
    taken = taken_off_feed(stream, ((1.0, market),)) if market.penalties else {}
    return worth - add_up(taken.values()) if taken else worth


def shredded(components: Mapping[str, Number], shredder: Shredder) -> dict[str, dict[str, Number]]:
    """What a shredder makes of a feed: mass x share of the component that is sold in a product [kg].

    Args:
        components: of the feed [kg].
        shredder: its yields.

    Returns:
        Product -> component -> mass [kg].

    Source: everbatt-2023, sheet `Preproc. Par.`.

    >>> from recyc_cli.model.records.market import Shredder
    >>> shredded({"steel": 100.0, "pe": 5.0}, Shredder(yields={"steel": {"steel": 0.9}}))
    {'steel': {'steel': 90.0}}
    """
    products: dict[str, dict[str, Number]] = {}
    for component, mass in components.items():
        for product, share in shredder.yields.get(component, {}).items():
            add(products.setdefault(product, {}), component, mass * share)
    return products


def delivered_price(stream: Stream, market: Market) -> Number:
    """Price of a stream at the buyer's gate [money/t delivered].

    sum over scrap of mass x price x payable + payable value of the black mass x powder - black mass x carriage
    - mass x toll

    Black mass, and what is bought as it is or at a fixed price, has a price of its own.

    Args:
        stream: a part of the feed.
        market: payables, prices of scrap, and its shredder's yields and tolls.

    Source: method recyc, correction market-feed-price.

    >>> from recyc_cli.model.records.feed import Chemistry, Stream
    >>> from recyc_cli.model.records.market import Market, Product, Shredder
    >>> asked = Shredder(yields={"steel": {"steel": 0.9}}, tolls={"pack": 0.2}, powders={})
    >>> market = Market(shredder=asked, products={"steel": Product(price=0.5, payable=1.0)}, fixed={})
    >>> empty = Stream(form="pack", chemistry=Chemistry(id="case", payables=None), delivered={"steel": 1000.0})
    >>> delivered_price(empty, market)
    250.0
    """
    shredder = market.shredder
    if shredder is None or stream.form not in shredder.tolls or _bought_as_it_is(stream, market):
        return stream_price(stream, market)
    products = shredded(stream.delivered, shredder)
    powder = products.pop(BLACK_MASS, {})
    value = add_up(
        add_up(held.values()) * fetched(market.products[name].price, market.products[name].payable)
        for name, held in products.items()
    )
    if powder:
        quoted = payable_value(powder, stream.chemistry, market)
        if stream.form in shredder.powders:
            quoted = quoted * shredder.powders[stream.form]
        taken = deductions_of(powder, stream.chemistry, market)
        quoted = quoted - add_up(taken.values()) if taken else quoted
        value = value + quoted - add_up(powder.values()) * market.carriage
    return value - add_up(stream.delivered.values()) * shredder.tolls[stream.form]


def _bought_as_it_is(stream: Stream, market: Market) -> bool:
    return stream.chemistry.id in market.fixed or stream.chemistry.payables is not None


def at_toll(price: Number, mass: Number, toll: Number, other: Number) -> Number:
    """Price of a feed at another toll = price + mass x (toll - other) [money/t delivered].

    Args:
        price: at the toll [money/t delivered].
        mass: that is shredded [t/t delivered].
        toll: asked for it [money/t].
        other: asked for it instead [money/t].

    Source: `market_price.delivered_price`.

    >>> at_toll(500.0, 1.0, 200.0, 300.0)
    400.0
    """
    return price + mass * (toll - other)


def way(stream: Stream, usual: Freight, factors: Factors, method: Method) -> Number:
    """Cost of the usual way of a stream = freight + packaging of the legs that its quoted price holds.

    Args:
        stream: a part of the feed.
        usual: those legs alone.
        factors: energy of trucks.
        method: the workbook's roundings.

    Returns:
        Cost [money/t delivered].

    Source: `freight.transport`.

    >>> from recyc_cli import quote
    >>> s = quote(chemistry="nmc622", form="cell", route="hydro").resolved.scenario
    >>> legs = {leg.id: leg for leg in s.freight.legs}
    >>> whole = sum(line.amount for line in transport(s.streams, {"feed": 0.0}, s.freight, s.factors, s.method)[1])
    >>> round(way(s.streams[0], s.usual["cell"], s.factors, s.method) / whole, 9)
    1.0
    """
    mass = as_weighed(add_up(stream.delivered.values()), stream)
    whole = Stream(**{**vars(stream), "plant_form": stream.form, "components": stream.delivered})
    _, lines, _ = transport((whole,), {FEED: mass, RECOVERY_FEED: mass}, usual, factors, method, burdens=False)
    return add_up(line.amount for line in lines)


def carriage(usual: Freight, factors: Factors, method: Method) -> Number:
    """Cost of the usual way of black mass = sum of the legs that its quoted price holds [money/kg].

    Args:
        usual: those legs alone.
        factors: energy of trucks.
        method: the workbook's roundings.

    Source: `freight.transport`.

    >>> from recyc_cli import quote
    >>> s = quote(chemistry="nmc622", region="korea", route="hydro").resolved.scenario
    >>> round(carriage(s.usual["black-mass"], s.factors, s.method) / s.market.carriage, 9)
    1.0
    """
    _, lines, _ = transport((), {FEED: 1.0, RECOVERY_FEED: 1.0}, usual, factors, method, burdens=False)
    return add_up(line.amount for line in lines)


def price_at_gate(scenario: Scenario, stream: Stream) -> Number:
    """Price of a stream where its holder hands it over, signed: positive is paid to the holder [money/t delivered].

    sum over purchases of share x delivered price - the usual way that a quoted price holds + the way that he bears

    The holder of a feed bears the usual way: the ledger charges the way that it really goes, once. Where the scenario
    has him bear legs of that himself, the price holds what these cost.

    Args:
        scenario: where the feed is bought, and the usual way of each form.
        stream: a part of the feed.

    Source: `market_price.delivered_price`.

    >>> from recyc_cli import quote
    >>> s = quote(chemistry="nmc622", form="pack", route="hydro").resolved.scenario
    >>> held = way(s.streams[0], s.usual["pack"], s.factors, s.method)
    >>> round(delivered_price(s.streams[0], s.market) - held - price_at_gate(s, s.streams[0]), 9)
    0.0
    """
    (share, market), *others = scenario.purchases
    price = delivered_price(stream, market)
    if others:
        price = price * share + add_up(part * delivered_price(stream, other) for part, other in others)
    if stream.form in scenario.usual and not _bought_as_it_is(stream, market):
        price = price - way(stream, scenario.usual[stream.form], scenario.factors, scenario.method)
    return price + way_borne(scenario, stream) if scenario.freight.borne else price


def way_borne(scenario: Scenario, stream: Stream) -> Number:
    """Cost of the legs that the price of a stream holds = sum of those driven for the seller [money/t delivered].

    Args:
        scenario: its way, and which legs the seller bears.
        stream: a part of the feed.

    Source: `freight.transport`.

    >>> from recyc_cli import quote
    >>> s = quote(chemistry="nmc622", route="hydro", incoterm="dap").resolved.scenario
    >>> usual = quote(chemistry="nmc622", route="hydro").resolved.scenario
    >>> held, paid = way_borne(s, s.streams[0]), price_at_gate(s, s.streams[0])
    >>> round(abs(paid - held - price_at_gate(usual, s.streams[0])), 9)
    0.0
    """
    mass = as_weighed(add_up(stream.delivered.values()), stream)
    carried = {FEED: add_up(stream.components.values()), RECOVERY_FEED: mass}
    freight = scenario.freight
    hauls, _, _ = transport((stream,), carried, freight, scenario.factors, scenario.method, burdens=False)
    return borne_by_seller(hauls, freight)
