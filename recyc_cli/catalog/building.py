"""Builds the model's scenario from the presets in force."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from recyc_cli.catalog import composition, filling, money, plants, tables
from recyc_cli.errors import RecycError
from recyc_cli.model.chain import run_chain
from recyc_cli.model.disassembly import LEVELS, left_mass
from recyc_cli.model.feed import OF_VALUE, PER_MJ, PER_TONNE
from recyc_cli.model.feedstock import MJ_PER_KWH, TONNE, energy_of
from recyc_cli.model.inputs import Scenario, Stream
from recyc_cli.model.seats import REFINER, SHREDDER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.catalog.document import Tree
    from recyc_cli.catalog.request import Request
    from recyc_cli.catalog.resolved import Resolved
    from recyc_cli.model.inputs import Chemistry, Freight, Market, Plant
    from recyc_cli.model.number import Number

BASES = {"tonne": PER_TONNE, "kWh": PER_MJ, "value": OF_VALUE}


class FeedPrice(TypedDict):
    """The scenario's fields of the feed price."""

    feed_price: Number | None
    feed_basis: str
    energy: Number


def scenario(found: Resolved) -> Scenario:
    """Build a scenario.

    Args:
        found: with every document in force, corrected, overridden and in the request's currency.

    Raises:
        RecycError: E128, E129 the form, E132 the seat, E133 the feed price does not go with the rest, E330 unknown
            equipment, E331 no payables for the region; what `second_life.attach` raises.
    """
    request, trees = found.request, {prefix: document.tree for prefix, document in found.documents.items()}
    contents = composition.substances(trees["materials"])
    chemistries = {
        prefix.partition(".")[2]: composition.chemistry(
            document, trees["materials"], contents, str(trees["region"]["payables"])
        )
        for prefix, document in found.documents.items()
        if prefix.startswith("chemistries.")
    }
    if "vehicle" in trees:
        chemistries = {name: composition.in_vehicle(item, trees["vehicle"]) for name, item in chemistries.items()}
    streams = tuple(_stream(found, chemistries, *part) for part in request.parts)
    again = "application" in found.documents
    chain = () if again else _plants(found, found.names["route"], chemistries)
    _seated(found, chain)
    region, carriers = trees["region"], trees["method"]["freight_masses"]
    market = _market(found)
    built = Scenario(
        streams=streams,
        plants=chain,
        freight_plants=chain if carriers == "own" else _plants(found, carriers, chemistries),
        disassemble=request.disassemble,
        throughput=_throughput(found, chain, streams),
        region=region,
        market=market,
        method=tables.method(trees["method"]),
        freight=_freight(found),
        disassembly=tables.disassembly(trees["stages.disassembly"]),
        factors=tables.factors(trees["impacts"], region["grid"]),
        cathode=tables.cathode_making(
            trees["stages.cathode"],
            plants.making_line(found.documents["stages.cathode"], trees["equipment"], market.reagents),
        ),
        substances=contents,
        **_feed_price(found, streams),
        seat=request.seat,
        handover=trees["stages.collection"]["handover"],
    )
    if again:
        from recyc_cli.catalog import second_life

        second_life.attach(found, built, lambda route: _plants(found, route, chemistries))
    return built


def _own_plant(found: Resolved) -> Tree:
    """Return the plant that a request names, if it works the route; nothing otherwise."""
    tree = found.documents["plant"].tree if "plant" in found.documents else None
    return tree if tree is not None and filling.works(tree, found.names["route"]) else {}


def _throughput(found: Resolved, chain: tuple[Plant, ...], streams: tuple[Stream, ...]) -> Number:
    """Feed of the first plant at work [t/yr]: what was asked for, else the named plant's, else the usual one.

    A plant states the feed of the first stage of its route, or of the stage that is its own, as a hub does that takes
    the black mass of many spokes. The chain is linear, so the feed that is due is that times the ratio of two feeds;
    where the feed enters behind the stage, as black mass does in a plant that takes packs, the ratio is that of packs.
    """
    asked = found.request.throughput_t_per_year
    own = _own_plant(found).get("throughput")
    if own is None or "throughput_t_per_year" in found.request.given:
        return asked
    if not chain:
        usual: Number = asked if isinstance(own, dict) else own
        return usual
    density = found.documents["method"].tree["rounding"]["water_kg_per_l"]
    feeds = _feeds(chain, streams, density)
    first = next(iter(feeds))
    for stage, size in own.items() if isinstance(own, dict) else ((chain[0].stage, own),):
        known = feeds if stage in feeds else _feeds(chain, _as_packs(streams), density)
        if stage in known:
            due: Number = size * (known[first] / known[stage])
            return due
    return asked


def _feeds(chain: tuple[Plant, ...], streams: tuple[Stream, ...], water_kg_per_l: Number) -> dict[str, Number]:
    """Return the feed of each stage at work [kg/t delivered]."""
    return {plant.stage: flows.feed for plant, flows, _ in run_chain(chain, streams, water_kg_per_l)}


def _as_packs(streams: tuple[Stream, ...]) -> tuple[Stream, ...]:
    """Return the packs of the same chemistries."""
    packs = ((stream, _components(stream.chemistry, "pack", stream.share)) for stream in streams)
    return tuple(Stream(**{**vars(stream), "plant_form": "pack", "components": held}) for stream, held in packs)


def _market(found: Resolved) -> Market:
    """Build the market; a deck without a plant cost index leaves equipment in the year of its cost curves."""
    documents = found.documents
    prices = documents["prices"].tree
    return tables.market(
        prices,
        documents["payables"],
        _payables_key(found),
        documents["materials"].tree,
        documents["contract"].tree if "contract" in documents else {},
        {prefix: document.tree for prefix, document in documents.items() if prefix.startswith("chemistries.")},
        prices.get("cepci", documents["method"].tree["capital"]["cepci"]),
    )


def _freight(found: Resolved) -> Freight:
    request = found.request
    tree, rates = found.documents["stages.collection"].tree, found.documents["region"].tree["freight"]
    gate = "recovery-feed" if _only_black_mass(request) else "plant-feed"
    return tables.freight(tree, rates, request.distance_km, request.damaged, request.mode, gate)


def _only_black_mass(request: Request) -> bool:
    return all(form == "black-mass" for _, form, _ in request.parts)


def _feed_price(found: Resolved, streams: tuple[Stream, ...]) -> FeedPrice:
    """Say what the user's feed price is per; a share of the contained value is in no currency."""
    price, basis = found.request.feed_price, found.request.feed_basis
    energy = energy_of(streams)
    held = 0.0 if energy is None else energy
    own = found.documents["business"].tree.get("feed_price") if "business" in found.documents else None
    refiner = found.request.seat == REFINER
    if refiner and price is not None and basis != "tonne":
        raise RecycError("E133", "the refiner's price is per tonne of black mass", "--feed-price", "for example 3000")
    if price is None and own is not None and not refiner:
        return {"feed_price": own * TONNE, "feed_basis": PER_TONNE, "energy": held}
    if price is not None and basis == "kWh":
        if energy is None:
            message = "a feed price per kWh asks for a feed with nameplate energy: packs, modules or cells"
            raise RecycError("E133", message, "--feed-price", "give it per tonne, or as a share of the contained value")
        price = price / MJ_PER_KWH
    if price is not None and basis != "value":
        price = money.exchanged(found, "feed_price", price)
    return {"feed_price": price, "feed_basis": BASES[basis], "energy": held}


def _seated(found: Resolved, chain: tuple[Plant, ...]) -> None:
    """Refuse a seat that the chain does not have."""
    seat, route = found.request.seat, found.names["route"]
    if seat in (SHREDDER, REFINER):
        if len(chain) < len((SHREDDER, REFINER)):
            message = f"route {route} has one plant: no black mass changes hands, so there is no {seat}"
            raise RecycError("E132", message, "--seat", "use chain or holder, or a route through black mass")
        if _only_black_mass(found.request):
            message = f"black mass has left the shredder: no {seat} apart from the chain"
            raise RecycError("E132", message, "--seat", "use chain: it is the refiner's account")


def _plants(found: Resolved, route: str, chemistries: Mapping[str, Chemistry]) -> tuple[Plant, ...]:
    workbook = found.documents["method"].tree["wastes"] == "workbook"
    equipment = found.documents["equipment"].tree
    names = found.library.document("routes", route).tree["plants"]
    invested = _own_plant(found).get("investment", {})
    chain = tuple(
        plants.plant(
            found.documents[f"stages.{name}"], equipment, chemistries.values(), invested, workbook_wastes=workbook
        )
        for name in names
    )
    entrances = {form for plant in chain for form in plant.accepts}
    for _, form, _ in found.request.parts:
        entering = _entering(found.request.disassemble, form)
        if entering not in entrances:
            message = f"route {route} does not take {entering}"
            raise RecycError("E128", message, "--form", f"it takes {', '.join(sorted(entrances))}")
    return chain


def _entering(disassemble: str, form: str) -> str:
    return LEVELS[disassemble][-1] if disassemble != "none" else form


def _stream(found: Resolved, chemistries: Mapping[str, Chemistry], name: str, form: str, share: float) -> Stream:
    chemistry = chemistries[found.names[f"chemistry {name}"]]
    level = found.request.disassemble
    entering = _entering(level, form)
    components = delivered = _components(chemistry, form, share)
    if level != "none":
        _described(chemistry, entering)
        components = _components(chemistry, entering, share * left_mass(chemistry, level))
    return Stream(
        chemistry=chemistry, form=form, plant_form=entering, share=share, delivered=delivered, components=components
    )


def _components(chemistry: Chemistry, form: str, share: Number) -> dict[str, Number]:
    mass = TONNE * share
    return {component: fraction * mass for component, fraction in _described(chemistry, form).items()}


def _described(chemistry: Chemistry, form: str) -> Mapping[str, Number]:
    """Composition of a form [kg/kg], or RecycError E129."""
    table = "cell" if form == "scrap-cell" else form
    if table not in chemistry.forms:
        message = f"{chemistry.id} has no composition for {form}"
        hint = f"it has {', '.join(chemistry.forms)}: --form {next(iter(chemistry.forms), form)}"
        raise RecycError("E129", message, "--form", hint)
    return chemistry.forms[table]


def _payables_key(found: Resolved) -> str:
    """Key of the payables table for the region: its own, the one it borrows, or the one for any region."""
    document = found.documents["payables"]
    tree, key = document.tree, str(found.documents["region"].tree["payables"])
    used = str(key if key in tree else tree.get("borrow", {}).get(key, composition.ANY))
    if used not in tree:
        shared = ("forms", "borrow", "fixed")
        known = ", ".join(name for name, item in tree.items() if isinstance(item, dict) and name not in shared)
        hint = f"add a table [{key}], or [borrow] {key} = one of {known}"
        raise RecycError("E331", f"no payables for region {key!r}", document.path, hint)
    found.borrowed = (key, used)
    return used
