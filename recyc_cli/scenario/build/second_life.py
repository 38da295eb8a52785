"""Builds the reuse route's stage and application, and refuses what does not suit."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.catalog.documents.document import merged
from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.model.flows.feedstock import MJ_PER_KWH
from recyc_cli.model.money.feed_price import PER_TONNE
from recyc_cli.model.numbers.arithmetic import plain
from recyc_cli.model.records.plant import Plant
from recyc_cli.model.records.scenario import Reuse, Rule, Scenario
from recyc_cli.model.seats import CHAIN
from recyc_cli.model.second_life.facility import STAGE
from recyc_cli.model.second_life.new_packs import price_in_region, region_ratio
from recyc_cli.scenario import currency
from recyc_cli.scenario.build import tables
from recyc_cli.scenario.build.vehicle_packs import returned_soh

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from recyc_cli.catalog.documents.document import Document, Tree
    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.records.feed import Chemistry
    from recyc_cli.scenario.request import Request
    from recyc_cli.scenario.resolved import Resolved

APPLICATION = "application"
ALL = "all"
"""Prices of new packs of every use, the world over."""
DESIGN = ("pack_mass", "module_mass", "modules_per_pack", "pack_energy")


def open_second_life(resolved: Resolved, route: Tree) -> tuple[dict[str, Document], list[Document]]:
    """Open the application and the recycling routes that follow.

    Raises:
        RecycError: a feed that no second life is for, E141 to E145; unknown names.
    """
    request = resolved.request
    refuse_second_life(request, route)
    application = resolved.library.document("applications", request.application or str(route[APPLICATION]))
    resolved.names[APPLICATION] = application.name
    after = [resolved.library.document("routes", name) for name in _recycling(request, route)]
    return {APPLICATION: application}, after


def refuse_second_life(request: Request, route: Tree) -> None:
    """Refuse what cannot have a second life, each with its reason, all at once."""
    faults = []
    forms = {form for _, form, _ in request.parts}
    for form in sorted(forms - set(route["forms"])):
        message = f"{form} has no second life: cells and what is made of them are recycled"
        faults.append(RecycError("E141", message, "--form", f"reuse takes {' or '.join(route['forms'])}"))
    if request.mix is not None:
        message = "a mix cannot be reused as one: packs of one make are tested, matched and sold together"
        faults.append(RecycError("E143", message, "--mix", "quote each chemistry apart"))
    if request.damaged:
        message = "damaged packs are not reused: UL 1974 grades no battery that was crushed, flooded or overheated"
        faults.append(RecycError("E144", message, "--damaged", f"recycle them: --route {route['recycling'][0]}"))
    if request.disassemble != "none":
        message = "reuse opens packs itself, to modules"
        faults.append(RecycError("E145", message, "--disassemble", "leave it out"))
    if faults:
        raise RecycErrors(faults)


def _recycling(request: Request, route: Tree) -> list[str]:
    return [request.recycle] if request.recycle else [str(name) for name in route["recycling"]]


def attach(resolved: Resolved, scenario: Scenario, plants: Callable[[str], tuple[Plant, ...]]) -> None:
    """Give a scenario its second life and the recycling routes that follow it.

    Args:
        resolved: with the stage and the application among its documents.
        scenario: the rest of it, without plants.
        plants: builds the plants of a route.

    Raises:
        RecycError: E142 state of health below the application's threshold, E146 no price of new packs, E147 a
            chemistry that does not say how its pack is built or how long it lives.
    """
    route = resolved.library.document("routes", resolved.names["route"]).tree
    name = str(route["second_life"])
    stage, use = resolved.documents[f"stages.{name}"].tree, resolved.documents[APPLICATION].tree
    request, chemistry = resolved.request, scenario.streams[0].chemistry
    soh: Number = _soh(resolved, stage, chemistry.id) if request.soh is None else request.soh
    _check(resolved, chemistry, stage, soh, use)
    own = resolved.documents["method"].tree["freight_masses"] == "own"
    market = {"new_pack": _new_pack(resolved, name), **{key: stage["price"][key] for key in ("discount", "new_life")}}
    scenario.reuse = Reuse(
        soh=soh,
        pass_rate=request.pass_rate,
        cycle_life=stage["cycle_life"][chemistry.family],
        health=stage["health"],
        use={key: use[key] for key in ("threshold", "used_factor", "years", "cycles", "revenue")},
        market=market,
        purchase=stage["price"].get("purchase"),
        rule=_rule(resolved, name, stage),
        recycling=tuple(
            (other, _nested(scenario, plants(other), own=own)) for other in _recycling_names(resolved, request, route)
        ),
    )


def _soh(resolved: Resolved, stage: Tree, chemistry: str) -> Number:
    """State of health where none is given: the stage's own if it states one, or that of what comes back [1]."""
    own: Number | None = stage.get("soh")
    return returned_soh(resolved, chemistry) if own is None else own


def _recycling_names(resolved: Resolved, request: Request, route: Tree) -> list[str]:
    names = [resolved.library.document("routes", name).name for name in _recycling(request, route)]
    for name in names:
        if resolved.library.document("routes", name).tree.get("second_life"):
            message = f"route {name} does not recycle"
            raise RecycError("E148", message, "--recycle", f"for example {route['recycling'][0]}")
    return names


def _nested(scenario: Scenario, plants: tuple[Plant, ...], *, own: bool) -> Scenario:
    """Recycle the same feed at a feed price of 0: it is paid for once, at the gate of the facility."""
    carriers = plants if own else scenario.freight_plants
    changed = {
        "plants": plants,
        "freight_plants": carriers,
        "feed_price": 0.0,
        "feed_basis": PER_TONNE,
        "seat": CHAIN,
        "reuse": None,
    }
    return Scenario(**{**vars(scenario), **changed})


def _check(resolved: Resolved, chemistry: Chemistry, stage: Tree, soh: Number, use: Tree) -> None:
    missing = [key for key in DESIGN if key not in chemistry.design]
    if missing or chemistry.family not in stage["cycle_life"]:
        lacking = f"no {', '.join(missing)}" if missing else f"no cycle life for family {chemistry.family!r}"
        message = f"{chemistry.id} cannot be graded: {lacking}"
        raise RecycError("E147", message, "CHEMISTRY", "add [design] to the chemistry, or its family to the stage")
    if plain(soh) < plain(use["threshold"]):
        name, least = resolved.names[APPLICATION], plain(use["threshold"])
        message = f"state of health {soh:g} lies below the {least:g} that {name} asks for"
        uses = resolved.library.sound("applications")
        fit = next((other.name for other in uses if float(other.tree["threshold"]) <= plain(soh)), None)
        hint = f"--application {fit} takes it" if fit else "recycle it: no application takes it"
        raise RecycError("E142", message, "--soh", hint)


class NewPack(NamedTuple):
    """Where the price of new packs comes from: whose packs, of which year, and in which region's proportion."""

    market: str
    year: str
    region: str = ""
    region_year: str = ""


def _new_pack(resolved: Resolved, stage: str) -> Number:
    """Price of a new pack [money/MJ]: the user's, the stage's, or that of the application's market.

        p = p(market, year) p(region, y) / p(all, y)

    A region's packs are only known all together, so a market's price is taken to stand in a region to that of the
    world as all packs do.
    """
    request, tree = resolved.request, resolved.documents[f"stages.{stage}"].tree
    if request.new_pack_price is not None:
        return currency.exchanged(resolved, "new_pack_price", request.new_pack_price) / MJ_PER_KWH
    if "new_pack" in tree["price"]:
        own: Number = tree["price"]["new_pack"]
        return own
    return price_of(new_pack(resolved, stage), tree["new_packs"])


def price_of(used: NewPack, table: Tree) -> Number:
    """Return the price of new packs [money/MJ], in the region's proportion to the world's.

    Args:
        used: whose packs, of which year, and in which region.
        table: prices by market and year [money/MJ].
    """
    price: Number = table[used.market][used.year]
    if not used.region:
        return price
    return price_in_region(price, ratio_of(used, table))


def ratio_of(used: NewPack, table: Tree) -> Number:
    """Return what all packs cost in the region over what they cost in the world [1]."""
    return region_ratio(table[used.region][used.region_year], table[ALL][used.region_year])


def new_pack(resolved: Resolved, stage: str) -> NewPack:
    """Say which prices of new packs a request takes: its market's or, of a nearer year, those of all packs.

    Raises:
        RecycError: E146, where the stage has no prices at all.
    """
    table = resolved.documents[f"stages.{stage}"].tree["new_packs"]
    market, year = str(resolved.documents[APPLICATION].tree["new_pack"]), deck_year(resolved)
    known = [name for name in dict.fromkeys((market, ALL)) if table.get(name)]
    if not known:
        message = f"no price of new packs for {market}"
        raise RecycError("E146", message, "--new-pack-price", "give one, such as 115USD/kWh")
    nearest = {name: nearest_year(year, table[name]) for name in known}
    used = min(known, key=lambda name: _apart(year, nearest[name]))
    region = str(resolved.documents["region"].tree.get("new_packs", ""))
    shared = [each for each in table.get(region, {}) if each in table.get(ALL, {})]
    start = NewPack(used, nearest[used])
    return start._replace(region=region, region_year=nearest_year(year, shared)) if shared else start


def nearest_year(year: str, known: Iterable[str]) -> str:
    """Return the year that is nearest, the earlier of two; without a year to look for, the latest.

    >>> nearest_year("2026", ["2024", "2025"]), nearest_year("2020", ["2019", "2021"]), nearest_year("", ["2019"])
    ('2025', '2019', '2019')
    """
    return min(sorted(known, reverse=not year.isdigit()), key=lambda each: _apart(year, each))


def _apart(year: str, other: str) -> int:
    """Years between two; none where a deck has no year."""
    return abs(int(year) - int(other)) if year.isdigit() else 0


def deck_year(resolved: Resolved) -> str:
    """Return the last year a deck speaks of: `2018-2022` is 2022."""
    text = str(resolved.documents["prices"].tree.get("year", ""))
    return text[-4:] if text[-4:].isdigit() else text[:4]


def _rule(resolved: Resolved, name: str, stage: Tree) -> Rule:
    plant = Plant(
        id=name, stage=STAGE, accepts=(), campaigns={}, compounds={}, wastes={}, reference_feed=1.0,
        equipment=(), disposal={}, direct_energy={}, water_factors={}, crew=None, payable={},
    )  # fmt: skip
    return Rule(
        plant=plant,
        method=tables.method(merged(resolved.documents["method"].tree, stage["method"])),
        labor=stage["labor"],
        test=stage["test"],
        facility=stage["facility"],
        parts=stage["parts"],
        sale=stage["sale"],
        lump=stage.get("lump", {}),
    )
