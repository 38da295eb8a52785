"""Computes freight, packaging and burdens of the legs from holder to battery maker."""

from __future__ import annotations

from recyc_cli.model.flows.feedstock import as_weighed
from recyc_cli.model.flows.impacts import of_vehicle, plus, zero
from recyc_cli.model.numbers.arithmetic import add_up, where
from recyc_cli.model.records.ledger import COST, Line
from recyc_cli.model.records.result import Haul
from recyc_cli.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.records.feed import Stream
    from recyc_cli.model.records.scenario import Factors, Freight, Leg, Method

STAGE = "collection"
TRUCKS = ("heavy", "medium")
TRUCK = "truck"
CHEAPER = "cheaper"
"""How a truck is chosen: the one that costs less goes; any other word: the heavy one above a distance."""
FUEL = {"ship": "residual_oil"}
"""What burns other fuel than diesel."""


def mass_carried(leg: Leg, stream: Stream) -> Number:
    """Net mass of a stream on a leg in front of the plant's gate = dry mass / (1 - moisture) [kg/t delivered].

    Args:
        leg: what it carries, and of which forms.
        stream: a part of the feed.

    Source: everbatt-2023, sheet `Col&Trans Par.`.

    >>> from recyc_cli.model.records.feed import Stream
    >>> from recyc_cli.model.records.scenario import Leg
    >>> packs = Stream(form="pack", plant_form="pack", delivered={"cathode": 300.0, "steel": 50.0}, components={})
    >>> mass_carried(Leg(carries="delivered", forms=("pack",)), packs)
    350.0
    """
    if leg.carries == "delivered" and stream.form in leg.forms:
        return as_weighed(add_up(stream.delivered.values()), stream)
    if leg.carries == "plant-feed" and stream.plant_form in leg.forms:
        return as_weighed(add_up(stream.components.values()), stream)
    return 0.0


def in_region(rates: Mapping[str, Number], multiple: Number) -> dict[str, Number]:
    """Rates of a region = those of the reference x its multiple [money/t/km].

    Args:
        rates: of the reference, by cargo or by mode [money/t/km].
        multiple: of the region [1].

    Source: method recyc, correction regional-freight.

    >>> in_region({"plain": 0.5}, 1.5)
    {'plain': 0.75}
    """
    return {name: rate * multiple for name, rate in rates.items()}


def care(damaged: Number, multiple: Number) -> Number:
    """What freight and packaging are multiplied by: 1 + damaged (multiple - 1) [1].

    Args:
        damaged: share of the feed that travels as damaged or defective batteries [1].
        multiple: what these cost over sound ones [1].

    Source: recyc-estimate, what damaged batteries cost over sound ones.

    >>> care(0.25, 3.0)
    1.5
    """
    return 1.0 + damaged * (multiple - 1.0)


def haul(
    leg: Leg, net: Number, to_pack: Number, freight: Freight, factors: Factors, method: Method, *, burdens: bool = True
) -> Haul:
    """Drive one leg, in the cheaper truck or in the one that goes that far, as the freight says.

    freight = distance x rate / payload x gross, or distance x rate x gross by rail and water ;
    packaging = rate x what it is charged on ; both times the care that damaged batteries take

    Args:
        leg: distance, truck and packaging rule.
        net: mass carried, without packaging [kg/t delivered].
        to_pack: mass on which packaging is charged here [kg/t delivered].
        freight: payloads, rates, packaging.
        factors: truck energy and emissions.
        method: the workbook's roundings.
        burdens: else they are 0.

    Source: everbatt-2023, sheet `Col&Trans Par.`.

    >>> from recyc_cli import quote
    >>> scenario = quote(chemistry="nmc622", method="everbatt-2023").resolved.scenario
    >>> road, leg = scenario.freight, scenario.freight.legs[0]
    >>> round(haul(leg, 1000.0, 1000.0, road, scenario.factors, scenario.method).freight, 2)
    63.04
    """
    cargo = "hazardous" if leg.hazardous else "plain"
    gross = net * freight.gross_weight
    packaging = to_pack * freight.packaging[cargo] * leg.care
    if leg.mode != TRUCK:
        class_9 = freight.rate["heavy"][cargo] / freight.rate["heavy"]["plain"] if leg.hazardous else 1.0
        work = leg.distance * gross * freight.short_ton
        cost = work * freight.modes[leg.mode] * class_9 * leg.care
        energy, fuel = work * factors.mode_energy[leg.mode], FUEL.get(leg.mode, "diesel")
        rows = of_vehicle(leg.mode, fuel, energy, factors, method) if burdens else zero()
    else:
        cost, *rows = _by_truck(leg, gross, freight, factors, method if burdens else None)
    return Haul(leg=leg.id, gross=gross, freight=cost, packaging=packaging, impacts=rows, seat=leg.seat)


def _by_truck(leg: Leg, gross: Number, freight: Freight, factors: Factors, method: Method | None) -> list[Number]:
    """Cost and burdens of a leg on the road [money, MJ, L, g per t delivered]; without a method these are 0."""
    cargo = "hazardous" if leg.hazardous else "plain"
    heavy = _heavy_goes(leg, cargo, freight)
    driven = []
    for truck in (TRUCKS[not heavy],) if isinstance(heavy, bool) else TRUCKS:
        trips = leg.distance / freight.payload[truck] * freight.short_ton * gross
        energy = trips * factors.truck_energy[truck]
        rows = of_vehicle(f"truck_{truck}", "diesel", energy, factors, method) if method else zero()
        driven.append([trips * freight.rate[truck][cargo] * leg.care, *rows])
    return driven[0] if len(driven) == 1 else [where(heavy, a, b) for a, b in zip(*driven, strict=True)]


def _heavy_goes(leg: Leg, cargo: str, freight: Freight) -> Any:  # noqa: ANN401 - a bool, an array of bools or a trace
    """Whether the heavy truck goes: above a distance, or where a kilogram costs no more in it [bool]."""
    if freight.truck != CHEAPER:
        return leg.distance > freight.heavy_above
    heavy, medium = (freight.rate[truck][cargo] / freight.payload[truck] for truck in TRUCKS)
    return heavy <= medium


def transport(
    streams: tuple[Stream, ...], masses: Mapping[str, Number], freight: Freight, factors: Factors, method: Method,
    *, burdens: bool = True,
) -> tuple[list[Haul], list[Line], list[Number]]:  # fmt: skip
    """Drive every leg of the chain: hauls, cost lines and impacts [per t delivered]; the seller bears his own legs.

    packed = what a leg loads x shares of its net and gross mass + feed x share

    Args:
        streams: the feed.
        masses: what the legs behind the plant's gate carry: `recovery-feed`, `products`, `cathode`, and `feed`, the
            plant feed on which flat packaging is charged [kg/t delivered]; a leg without entry is not driven.
        freight: trucks and legs.
        factors: truck energy and emissions.
        method: the workbook's roundings.
        burdens: as for `haul`.

    Source: everbatt-2023, sheet `Col&Trans Par.`.

    >>> from recyc_cli import quote
    >>> s = quote(chemistry="nmc622", form="cell", route="hydro", method="everbatt-2023").resolved.scenario
    >>> hauls, _, _ = transport(s.streams, {"feed": 1000.0}, s.freight, s.factors, s.method)
    >>> [round(haul.freight, 2) for haul in hauls]
    [110.96]
    """
    hauls, lines, impacts = [], [], zero()
    for leg in freight.legs:
        served = [stream for stream in streams if leg.forms and {stream.form, stream.plant_form} & set(leg.forms)]
        if leg.carries in masses:
            net = fresh = masses[leg.carries]
        elif leg.carries in ("delivered", "plant-feed") and served:
            net = add_up(mass_carried(leg, stream) for stream in served)
            fresh = add_up(mass_carried(leg, stream) for stream in served if not _packed(leg, stream, freight))
        else:
            continue
        driven = haul(leg, net, _to_pack(leg, fresh, freight, masses), freight, factors, method, burdens=burdens)
        hauls.append(driven)
        lines += [] if leg.id in freight.borne else _lines(leg, driven)
        impacts = plus(impacts, driven.impacts)
    return hauls, lines, impacts


def _to_pack(leg: Leg, fresh: Number, freight: Freight, masses: Mapping[str, Number]) -> Number:
    """Mass that is packed for a leg [kg/t delivered]."""
    on = leg.packaging_on
    return fresh * on["net"] + fresh * freight.gross_weight * on["gross"] + masses["feed"] * on["flat"]


def borne_by_seller(hauls: Iterable[Haul], freight: Freight) -> Number:
    """Cost of the way that the price of a feed holds = sum of freight and packaging of its legs [money/t delivered].

    Args:
        hauls: of the whole way.
        freight: which legs these are.

    Source: `freight.haul`.

    >>> from recyc_cli.model.records.result import Haul
    >>> from recyc_cli.model.records.scenario import Freight
    >>> driven = [Haul(leg="to_plant", freight=60.0, packaging=5.0), Haul(leg="to_recovery", freight=20.0)]
    >>> borne_by_seller(driven, Freight(borne=("to_plant",)))
    65.0
    """
    return add_up(haul.freight + haul.packaging for haul in hauls if haul.leg in freight.borne)


def _packed(leg: Leg, stream: Stream, freight: Freight) -> bool:
    """Whether the stream comes in the packaging of an earlier leg."""
    return any(other.id == leg.packed_by and stream.form in other.forms for other in freight.legs)


def _lines(leg: Leg, driven: Haul) -> list[Line]:
    return [
        Line(COST, STAGE, "other_variable", f"freight: {leg.title}", driven.freight, driven.gross, "kg/t",
             seat=leg.seat),
        Line(COST, STAGE, "materials", f"packaging: {leg.title}", driven.packaging, seat=leg.seat),
    ]  # fmt: skip
