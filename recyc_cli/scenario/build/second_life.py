"""Builds the reuse route's stage and application, and refuses what does not suit."""

from __future__ import annotations

from recyc_cli.catalog.documents.document import merged
from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.model.money.feed_price import PER_TONNE
from recyc_cli.model.numbers.arithmetic import guarded, plain
from recyc_cli.model.records.plant import Plant
from recyc_cli.model.records.scenario import Reuse, Rule, Scenario
from recyc_cli.model.seats import CHAIN
from recyc_cli.model.second_life.facility import STAGE
from recyc_cli.scenario.build import new_pack_price, tables
from recyc_cli.scenario.build.new_pack_price import APPLICATION
from recyc_cli.scenario.build.vehicle_packs import returned_soh
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from recyc_cli.catalog.documents.document import Document, Tree
    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.records.feed import Chemistry
    from recyc_cli.scenario.request import Request
    from recyc_cli.scenario.resolved import Resolved

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


def guard_sound(request: Request) -> None:
    """Note that no row of a request may be of damaged packs."""
    guarded(0.0, request.damaged <= 0.0, "E144")


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
    soh = guarded(soh, soh >= use["threshold"], "E142")
    own = resolved.documents["method"].tree["freight_masses"] == "own"
    lives = stage["cycle_life"]
    market = {
        "new_pack": new_pack_price.price(resolved, name),
        "new_cycles": lives.get(use.get("rival"), lives[chemistry.family]),
        **{key: stage["price"][key] for key in ("discount", "new_life")},
    }
    scenario.reuse = Reuse(
        soh=soh,
        pass_rate=request.pass_rate,
        cycle_life=lives[chemistry.family],
        health=stage["health"],
        use={key: use[key] for key in ("threshold", "used_factor", "years", "cycles", "revenue")},
        market=market,
        purchase=stage["price"].get("purchase"),
        purchase_share=stage["price"].get("purchase_share"),
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
        "load": 1.0,
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


def _rule(resolved: Resolved, name: str, stage: Tree) -> Rule:
    return Rule(
        plant=Plant(id=name, stage=STAGE, reference_feed=1.0),
        method=tables.method(
            merged(resolved.documents["method"].tree, stage["method"]), resolved.documents["region"].tree
        ),
        **{key: stage[key] for key in ("labor", "test", "facility", "parts", "sale")},
        lump=stage.get("lump", {}),
    )
