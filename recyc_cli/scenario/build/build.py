"""Builds the model's scenario, and the streams of its feed, from the presets in force."""

from __future__ import annotations

from recyc_cli.errors import RecycError
from recyc_cli.model.flows.feedstock import MJ_PER_KWH, TONNE, energy_of, masses
from recyc_cli.model.money.disassembly import LEVELS, left_mass
from recyc_cli.model.money.feed_price import OF_VALUE, PER_MJ, PER_TONNE
from recyc_cli.model.per_what import dry_share, per_dry_tonne
from recyc_cli.model.records.feed import Stream
from recyc_cli.model.records.scenario import Scenario
from recyc_cli.model.recycling import feed_due, run_chain
from recyc_cli.model.seats import REFINER
from recyc_cli.scenario import currency
from recyc_cli.scenario.build import composition, plants, seats, tables, vehicle_packs
from recyc_cli.scenario.build.trade import cepci, trade, way_of_request
from recyc_cli.scenario.fill_in import plant_at_work
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypedDict

    from recyc_cli.catalog.documents.document import Tree
    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.records.feed import Chemistry
    from recyc_cli.model.records.plant import Plant
    from recyc_cli.scenario.request import Request
    from recyc_cli.scenario.resolved import Resolved

    class FeedPrice(TypedDict):
        """The scenario's fields of the feed price."""

        feed_price: Number | None
        feed_basis: str
        energy: Number


BASES = {"tonne": PER_TONNE, "wmt": PER_TONNE, "kWh": PER_MJ, "value": OF_VALUE}


def build_scenario(resolved: Resolved) -> Scenario:
    """Build a scenario.

    Args:
        resolved: with every document in force, corrected, overridden and in the request's currency.

    Raises:
        RecycError: E128, E129 the form, E132 the seat, E133 the feed price does not go with the rest, E330 unknown
            equipment, E331 no payables for the region; what `second_life.attach` raises.
    """
    documents = resolved.documents
    trees = {prefix: document.tree for prefix, document in documents.items()}
    contents = composition.substances(documents["materials"])
    chemistries = _chemistries(resolved, trees, contents)
    feed = composition.weighed(resolved, streams(resolved.request, resolved.names, chemistries))
    again = "application" in trees
    chain = () if again else _plants(resolved, resolved.names["route"], chemistries)
    seat = seats.seat(resolved, chain)
    region, carriers = trees["region"], trees["method"]["freight_masses"]
    method, factors = tables.method(trees["method"], region), tables.factors(documents["impacts"], documents["region"])
    built = Scenario(
        streams=feed,
        plants=chain,
        freight_plants=chain if carriers == "own" else _plants(resolved, carriers, chemistries),
        disassemble=resolved.request.disassemble,
        throughput=first_plant_throughput(resolved, chain, feed),
        load=resolved.request.load,
        region=region,
        method=method,
        freight=way_of_request(resolved),
        disassembly=tables.disassembly(trees["stages.disassembly"]),
        factors=factors,
        cathode=tables.cathode_making(*(documents[name] for name in ("stages.cathode", "materials", "equipment"))),
        substances=contents,
        **trade(resolved, factors, method),
        **_feed_price(resolved, feed, seat),
        seat=seat,
        handover=trees["stages.collection"]["handover"],
    )
    return _with_second_life(resolved, built, chemistries) if again else built


def _with_second_life(resolved: Resolved, built: Scenario, chemistries: Mapping[str, Chemistry]) -> Scenario:
    from recyc_cli.scenario.build import second_life

    second_life.attach(resolved, built, lambda route: _plants(resolved, route, chemistries))
    return built


def _chemistries(
    resolved: Resolved, trees: Mapping[str, Tree], contents: Mapping[str, Mapping[str, Number]]
) -> dict[str, Chemistry]:
    """Build the chemistries of the feed by their proper names, in the packs that they come in."""
    key = str(trees["region"]["payables"])
    built = {
        prefix.partition(".")[2]: composition.build_chemistry(document, trees["materials"], contents, key)
        for prefix, document in resolved.documents.items()
        if prefix.startswith("chemistries.")
    }
    return vehicle_packs.fit_chemistries(resolved, built)


def _feed_price(resolved: Resolved, feed: tuple[Stream, ...], seat: str) -> FeedPrice:
    """Say what the user's feed price is per; a share of the contained value is in no currency."""
    price, basis = resolved.request.feed_price, resolved.request.feed_basis
    energy = energy_of(feed)
    held = 0.0 if energy is None else energy
    terms = (resolved.documents[role].tree for role in ("contract", "business") if role in resolved.documents)
    own = next((tree["feed_price"] for tree in terms if "feed_price" in tree), None)
    refiner = seat == REFINER
    if refiner and price is not None and BASES[basis] != PER_TONNE:
        raise RecycError("E133", "the refiner's price is per tonne of black mass", "--feed-price", "for example 3000")
    if price is None and own is not None and not refiner:
        return {"feed_price": own * TONNE, "feed_basis": PER_TONNE, "energy": held}
    if price is not None and basis == "kWh":
        if energy is None:
            message = "a feed price per kWh asks for a feed with nameplate energy: packs, modules or cells"
            raise RecycError("E133", message, "--feed-price", "give it per tonne, or as a share of the contained value")
        price = price / MJ_PER_KWH
    if price is not None and basis != "value":
        price = currency.exchanged(resolved, "feed_price", price)
    dry = dry_share(feed) if basis == "wmt" else None
    if price is not None and dry is not None:
        price = per_dry_tonne(price, dry)
    return {"feed_price": price, "feed_basis": BASES[basis], "energy": held}


def _plants(resolved: Resolved, route: str, chemistries: Mapping[str, Chemistry]) -> tuple[Plant, ...]:
    workbook = resolved.documents["method"].tree["wastes"] == "workbook"
    equipment = resolved.documents["equipment"]
    names = resolved.library.document("routes", route).tree["plants"]
    invested = {
        stage: {"cepci": cepci(resolved), **known}
        for stage, known in plant_at_work(resolved).get("investment", {}).items()
    }
    chain = tuple(
        plants.plant(
            resolved.documents[f"stages.{name}"], equipment, chemistries.values(), invested, workbook_wastes=workbook
        )
        for name in names
    )
    entrances = {form for plant in chain for form in plant.accepts}
    for _, form, _ in resolved.request.parts:
        entered = entering(resolved.request.disassemble, form)
        if entered not in entrances:
            message = f"route {route} does not take {entered}"
            raise RecycError("E128", message, "--form", f"it takes {', '.join(sorted(entrances))}")
    return chain


def streams(request: Request, names: Mapping[str, str], chemistries: Mapping[str, Chemistry]) -> tuple[Stream, ...]:
    """Return the streams of a feed.

    Args:
        request: chemistries by the names they are asked for by, forms, shares, disassembly.
        names: proper names; those of chemistries as `chemistry NAME`.
        chemistries: by their proper names.

    Raises:
        RecycError: E129 for a form that a chemistry has no composition of.
    """
    return tuple(
        _stream(chemistries[names[f"chemistry {name}"]], form, share, request.disassemble)
        for name, form, share in request.parts
    )


def entering(disassemble: str, form: str) -> str:
    """Return the form in which what is delivered enters the first plant."""
    return LEVELS[disassemble][-1] if disassemble != "none" else form


def first_plant_throughput(resolved: Resolved, chain: tuple[Plant, ...], streams: tuple[Stream, ...]) -> Number:
    """Return the feed of the first plant at work [t/yr]: what was asked for, the named plant's, or the usual one.

    A plant states the feed of the first stage of its route, or of the stage that is its own, as a hub does that takes
    the black mass of many spokes. Where the feed enters behind the stage, as black mass does in a plant that takes
    packs, the ratio of the two feeds is that of packs.
    """
    requested = resolved.request.throughput_t_per_year
    stated = plant_at_work(resolved).get("throughput")
    if stated is None or "throughput_t_per_year" in resolved.request.given:
        return requested
    if not chain:
        usual: Number = requested if isinstance(stated, dict) else stated
        return usual
    density = resolved.documents["method"].tree["rounding"]["water_kg_per_l"]
    feeds = _feeds(chain, streams, density)
    first = next(iter(feeds))
    for stage, size in stated.items() if isinstance(stated, dict) else ((chain[0].stage, stated),):
        known = feeds if stage in feeds else _feeds(chain, _as_packs(streams), density)
        if stage in known:
            return feed_due(size, known[first], known[stage])
    return requested


def _feeds(chain: tuple[Plant, ...], streams: tuple[Stream, ...], water_kg_per_l: Number) -> dict[str, Number]:
    """Return the feed of each stage at work [kg/t delivered]."""
    return {plant.stage: flows.feed for plant, flows, _ in run_chain(chain, streams, water_kg_per_l)}


def _as_packs(feed: tuple[Stream, ...]) -> tuple[Stream, ...]:
    """Return the packs of the same chemistries."""
    packs = ((stream, _components(stream.chemistry, "pack", stream.share)) for stream in feed)
    return tuple(Stream(**{**vars(stream), "plant_form": "pack", "components": held}) for stream, held in packs)


def _stream(chemistry: Chemistry, form: str, share: float, level: str) -> Stream:
    plant_form = entering(level, form)
    components = delivered = _components(chemistry, form, share)
    if level != "none":
        _described(chemistry, plant_form)
        components = _components(chemistry, plant_form, left_mass(share, chemistry, level))
    return Stream(
        chemistry=chemistry, form=form, plant_form=plant_form, share=share, delivered=delivered, components=components
    )


def _components(chemistry: Chemistry, form: str, share: Number) -> dict[str, Number]:
    return masses(_described(chemistry, form), share)


def _described(chemistry: Chemistry, form: str) -> Mapping[str, Number]:
    """Composition of a form [kg/kg], or RecycError E129."""
    table = "cell" if form == "scrap-cell" and form not in chemistry.forms else form
    if table not in chemistry.forms:
        message = f"{chemistry.id} has no composition for {form}"
        hint = f"it has {', '.join(chemistry.forms)}: --form {next(iter(chemistry.forms), form)}"
        raise RecycError("E129", message, "--form", hint)
    return chemistry.forms[table]
