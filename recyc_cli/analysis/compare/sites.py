"""Quotes a chain over two sites, of which the second buys the first one's black mass."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from recyc_cli.analysis.quote import quote
from recyc_cli.errors import RecycError
from recyc_cli.model.flows.feedstock import TONNE
from recyc_cli.model.flows.stage import BLACK_MASS
from recyc_cli.model.money.market_price import RECOVERY_FEED
from recyc_cli.model.numbers.arithmetic import add_up, plain
from recyc_cli.model.per_what import per_unit
from recyc_cli.model.seats import REFINER, SHREDDER
from recyc_cli.report.notes.telling import note, region_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.analysis.quote import Quote
    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.report.notes.telling import Remark

BAD = "E156"
FLAG = "--chain"
FORM = "shred@singapore,hydro@laos"
BOTH, CENTS = 2, 2


class Site(NamedTuple):
    """Keywords of a site: what is done, where, and whose account it is; a plant has its own region."""

    route: str
    plant: str | None = None
    region: str | None = None
    seat: str = SHREDDER


class Bought(NamedTuple):
    """Keywords of what a site buys its feed for."""

    feed_price: float
    feed_basis: str = "tonne"


def sites(text: str, given: Mapping[str, Any], library: Library) -> tuple[Site, Site]:
    """Return the two sites that `ROUTE@PLACE,ROUTE@PLACE` names; a place is a plant or a region.

    Raises:
        RecycError: E156 for what is no chain of two, or where a keyword says again what the chain says; E101 for an
            unknown route or place.
    """
    said = [name for name in Site._fields if given.get(name)]
    if said:
        message = f"a chain names routes, places and seats itself: --{said[0]} beside it"
        raise RecycError(BAD, message, FLAG, FORM)
    parts = [part.strip().partition("@") for part in text.split(",")]
    if len(parts) != BOTH or not all(way and place for way, _, place in parts):
        raise RecycError(BAD, f"{text!r} does not name two sites", FLAG, f"ROUTE@PLACE,ROUTE@PLACE: {FORM}")
    first, last = (_placed(Site(library.resolve("routes", way)), at, library) for way, _, at in parts)
    return first, last._replace(seat=REFINER)


def _placed(site: Site, name: str, library: Library) -> Site:
    """Return a site at a plant of that name, or in a region."""
    try:
        return site._replace(plant=library.resolve("plants", name))
    except RecycError:
        return site._replace(region=library.resolve("regions", name))


def over_sites(scenario: Mapping[str, Any], both: tuple[Site, Site]) -> tuple[list[Quote], Remark]:
    """Quote a feed at the first site and its black mass at the second, and say what both leave together.

    What one is paid the other pays, so the sum does not hang on it; the way between is the buyer's.

    Raises:
        RecycError, RecycErrors: as `quote`; E156 where the first site sells no black mass.
    """
    here, there = ({key: value for key, value in site._asdict().items() if value} for site in both)
    first = quote(**{**scenario, **here})
    powder = [item for item in first.result.sold if item.product == BLACK_MASS]
    if not powder:
        message = f"{both[0].route} sells no black mass that another site could buy"
        raise RecycError(BAD, message, FLAG, f"a route that ends with it comes first: {FORM}")
    value, mass = add_up(item.value for item in powder), add_up(item.mass for item in powder)
    price = round(plain(per_unit(value, mass)) * TONNE, CENTS)
    last = quote(**{**scenario, **there, **Bought(price)._asdict()})
    return [first, last], _in_all(first, last, price)


def _in_all(first: Quote, last: Quote, price: float) -> Remark:
    """Say what is left over both sites, per tonne delivered to the first."""
    one, other = (plain(each.result.margin) for each in (first, last))
    here, there = (_where(each) for each in (first, last))
    between = {leg.id for leg in last.resolved.scenario.freight.legs if leg.carries == RECOVERY_FEED}
    way = add_up(haul.freight + haul.packaging for haul in last.result.hauls or () if haul.leg in between)
    return note(
        "chain-in-all",
        feed=" + ".join(first.resolved.chemistries),
        left=add_up([one, other]),
        money=f"{first.request.currency}/t",
        first=here,
        one=one,
        last=there,
        other=other,
        price=price,
        way=plain(way),
    )


def _where(each: Quote) -> str:
    return each.request.plant or region_name(each.resolved.names["region"])
