"""Builds the market of a region, and those that a feed is bought on."""

from __future__ import annotations

from recyc_cli.errors import RecycError
from recyc_cli.model.flows.stage import BLACK_MASS
from recyc_cli.model.money.market_price import RECOVERY_FEED, carriage
from recyc_cli.model.records.scenario import Freight
from recyc_cli.model.seats import REFINER
from recyc_cli.scenario.build import seats, tables
from recyc_cli.scenario.build.followed import followed_deck
from recyc_cli.scenario.payables import payables_key
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TypedDict

    from recyc_cli.catalog.documents.document import Document
    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.records.market import Market
    from recyc_cli.model.records.scenario import Factors, Method
    from recyc_cli.scenario.resolved import Resolved

    class Trade(TypedDict):
        """The scenario's fields of the market."""

        market: Market
        purchases: tuple[tuple[Number, Market], ...]
        usual: dict[str, Freight]


FORM_OF = {"black_mass": "black-mass"}
"""Product -> what it is called as a form of feed."""
AT_MARKET = "market"
"""The rule to buy a feed for what the market gives; by any other, or none, it costs a share of what it holds."""


def trade(resolved: Resolved, factors: Factors, method: Method) -> Trade:
    """Build the market, the markets that the feed is bought on, and the usual way of each form.

    Args:
        resolved: with the deck, its payables, and those of the time that the feed is bought at.
        factors: energy of trucks.
        method: the workbook's roundings.

    Raises:
        RecycError E331: no payables for the region.
    """
    documents = resolved.documents
    market = _market(resolved, None, documents["payables"])
    if documents["method"].tree.get("feed_rule") != AT_MARKET:
        market.shredder = None
        return {"market": market, "purchases": ((1.0, market),), "usual": {}}
    purchases = [
        (share, _market(resolved, documents[f"feed_prices.{name}"], documents[f"feed_payables.{name}"]))
        for name, share in resolved.purchases
    ]
    usual = _usual_ways(resolved)
    powder = usual.get(FORM_OF[BLACK_MASS])
    if powder is not None and powder.legs:
        for each in (market, *(other for _, other in purchases)):
            each.carriage = carriage(powder, factors, method)
    return {"market": market, "purchases": tuple(purchases) or ((1.0, market),), "usual": usual}


def _market(resolved: Resolved, bought_at: Document | None, payables: Document) -> Market:
    """Build the market that is sold on, or the one of a deck at which the feed is bought.

    A deck without a plant cost index leaves equipment in the year of its cost curves.
    """
    documents = resolved.documents
    return tables.market(
        followed_deck(resolved, bought_at),
        payables,
        _payables_key(resolved, payables),
        documents["materials"].tree,
        documents["contract"].tree if "contract" in documents else {},
        cepci(resolved),
    )


def cepci(resolved: Resolved) -> Number:
    """Return the plant cost index of the deck's year; that of the cost curves where the deck has none."""
    deck, capital = resolved.documents["prices"].tree, resolved.documents["method"].tree["capital"]
    index: Number = deck.get("cepci", capital["cepci"])
    return index


def _payables_key(resolved: Resolved, document: Document) -> tuple[str, str]:
    """Key of the region among payables, and of the table used: its own, one it borrows, or that for any region."""
    key, used = payables_key(resolved.documents["region"], document)
    if document is resolved.documents["payables"]:
        resolved.borrowed = (key, used)
    return key, used


def way_of_request(resolved: Resolved) -> Freight:
    """Build the way to the gate as the request has it."""
    request = resolved.request
    tree, region = resolved.documents["stages.collection"].tree, resolved.documents["region"].tree
    gate = RECOVERY_FEED if seats.only_black_mass(request) else "plant-feed"
    way = tables.freight(tree, region, request.distance_km, request.damaged, request.mode, gate)
    if request.incoterm is not None:
        way.borne = _borne_legs(resolved, way)
    return way


def _borne_legs(resolved: Resolved, way: Freight) -> tuple[str, ...]:
    """Return the legs that the feed price holds by its incoterm: of the way of what the seat buys.

    Raises:
        RecycError: E140 what has no one way: a second life, or packs beside black mass.
    """
    request = resolved.request
    term = str(request.incoterm).upper()
    held = resolved.documents["stages.collection"].tree["incoterms"][term]
    forms = {form for _, form, _ in request.parts}
    behind = request.seat == REFINER or seats.only_black_mass(request)
    mixed = FORM_OF[BLACK_MASS] in forms and not behind
    if held and (mixed or "application" in resolved.documents):
        why = "packs and black mass go different ways" if mixed else "a second life is bid for at the holder's gate"
        raise RecycError("E140", f"{why}: no one term holds for the feed", "--incoterm", "leave it out, or quote apart")
    return tuple(leg.id for leg in way.legs if leg.id in held and (leg.carries == RECOVERY_FEED) is behind)


def _usual_ways(resolved: Resolved) -> dict[str, Freight]:
    """Build the usual way of each form, of the legs that its quoted price holds."""
    tree, region = resolved.documents["stages.collection"].tree, resolved.documents["region"].tree
    whole = tables.freight(tree, region, None, 0.0, "truck", "plant-feed")
    key, used = resolved.borrowed
    terms = tables.by_region(resolved.documents["payables"].tree.get("incoterms", {}), key, used)
    ways = {}
    for form, term in terms.items():
        behind = form == FORM_OF[BLACK_MASS]
        held = tuple(
            leg for leg in whole.legs if leg.id in tree["incoterms"][term] and (leg.carries == RECOVERY_FEED) is behind
        )
        ways[form] = Freight(**{**vars(whole), "legs": held})
    return ways
