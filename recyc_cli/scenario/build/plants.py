"""Builds plants from stage presets: forms of flows, fates, equipment lists."""

from __future__ import annotations

from functools import lru_cache

from recyc_cli.catalog.documents.document import merged
from recyc_cli.errors import RecycError, did_you_mean
from recyc_cli.model.flows.stage import BLACK_MASS, CATHODE
from recyc_cli.model.numbers.arithmetic import add_up
from recyc_cli.model.records.plant import Campaign, Compound, Equipment, Investment, Plant
from recyc_cli.scenario.resolved import KEPT
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from recyc_cli.catalog.documents.document import Document, Tree
    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.records.feed import Chemistry

REST = "rest"
OTHER = "other"
OTHERS = "others"
REAGENTS = "reagents"
WATER = "water"
WITHOUT = "without"
"""Lines of the equipment list that a family's campaign does not need."""
CURVE = "a"
"""What a line of an equipment list that brings its own cost curve has."""


def makes_black_mass(plant: Document) -> bool:
    """Tell whether a plant hands black mass on, to the next one or to another site that buys it."""
    return any(BLACK_MASS in fate for fate in plant.tree["fates"].values() if isinstance(fate, dict))


def flatten(form: Tree, prefix: str = "") -> dict[str, Number]:
    """Turn a nested linear form into one with dotted names.

    >>> flatten({"mass": 1.0, "cathode": {"fe": 2.0}})
    {'mass': 1.0, 'cathode.fe': 2.0}
    """
    flat: dict[str, Number] = {}
    for name, value in form.items():
        flat |= flatten(value, f"{prefix}{name}.") if isinstance(value, dict) else {prefix + name: value}
    return flat


def shares(fate: Tree) -> dict[str, Number]:
    """Shares of a fate, `rest` made a number.

    >>> shares({"nickel": 0.75, "slag": "rest"})
    {'nickel': 0.75, 'slag': 0.25}
    """
    known = {name: share for name, share in fate.items() if share != REST}
    left = 1.0 - add_up(known.values())
    return {name: known.get(name, left) for name in fate}


def campaign(stage: Document, chemistry_: Chemistry) -> Campaign:
    """Build the linear map of a stage for one chemistry: its family's campaign laid over the stage's own tables."""
    components = sorted({name for form in chemistry_.forms.values() for name in form})
    inside = ((name, tuple(element for element, _, _ in chemistry_.inside.get(name, ()))) for name in components)
    build = _campaign if isinstance(stage.tree["reference_feed"], float) else _campaign.__wrapped__  # traced: anew
    return build(stage, chemistry_.family, tuple(inside))


@lru_cache(KEPT)
def _campaign(stage: Document, family: str, components: tuple[tuple[str, tuple[str, ...]], ...]) -> Campaign:
    """Build it once for all chemistries of a family that hold the same elements in the same components."""
    own = stage.tree.get("campaigns", {}).get(family)
    tree = merged(stage.tree, own) if own else stage.tree
    fates, inside = tree["fates"], dict(components)
    outputs: dict[str, dict[str, Number]] = {}
    for component in inside:
        _destinations(component, fates.get(component, fates[OTHERS]), outputs)
    kept = outputs.pop(BLACK_MASS, {})
    reagents = {name: flatten(form) for name, form in tree["reagents"].items()}
    return Campaign(
        reagents=reagents,
        energy={name: flatten(form) for name, form in tree["energy"].items()},
        water=flatten(tree[WATER]),
        co2=flatten(tree["co2"]),
        outputs=outputs,
        held={destination: _forms_of_elements(form, inside) for destination, form in outputs.items()},
        kept={name: share for name, share in kept.items() if "." not in name},
        reagent_fates={name: shares(fates.get(name, fates[REAGENTS])) for name in (*reagents, WATER)},
    )


def _destinations(component: str, fate: Tree, outputs: dict[str, dict[str, Number]]) -> None:
    """Add a component's fates to the forms of their destinations; `other` is what its named elements leave of it."""
    by_element = {name: value for name, value in fate.items() if isinstance(value, dict)}
    of_component = shares(by_element.pop(OTHER) if by_element else fate)
    for destination, share in of_component.items():
        form = outputs.setdefault(destination, {})
        form[component] = share
        for element in by_element:
            form[f"{component}.{element}"] = -share
    for element, of_element in by_element.items():
        for destination, share in shares(of_element).items():
            form = outputs.setdefault(destination, {})
            name = f"{component}.{element}"
            form[name] = form.get(name, 0.0) + share


def _forms_of_elements(form: Mapping[str, Number], inside: Mapping[str, Sequence[str]]) -> dict[str, dict[str, Number]]:
    """Split what a destination takes into forms of the tracked elements in it."""
    forms: dict[str, dict[str, Number]] = {}
    for name, share in form.items():
        component, _, only = name.partition(".")
        for element in inside[component]:
            if only in ("", element):
                element_form = forms.setdefault(element, {})
                key = f"{component}.{element}"
                element_form[key] = element_form.get(key, 0.0) + share
    return forms


def plant(
    document: Document,
    equipment: Document,
    chemistries: Collection[Chemistry],
    invested: Tree,
    *,
    workbook_wastes: bool,
) -> Plant:
    """Build a plant from a stage preset; `invested` has what stages of it are known to have cost.

    Raises:
        RecycError E330: an item of equipment that no preset describes; E127: wastes of the workbook, which it has not.
    """
    tree = document.tree
    if workbook_wastes and "wastes" not in tree:
        message = f"the workbook says nothing of the wastes of {document.name}, which go by the fates of its feed"
        raise RecycError("E127", message, "--method", "a method, or a correction, by which wastes are fates")
    wastes = {name: flatten(form) for name, form in tree["wastes"].items()} if workbook_wastes else {}
    return Plant(
        id=document.name,
        stage=tree["stage"],
        accepts=tuple(tree["accepts"]),
        campaigns={item.id: campaign(document, item) for item in chemistries},
        compounds={name: Compound(**item) for name, item in tree.get("compounds", {}).items()},
        wastes=wastes,
        family=tree.get("family", ""),
        reference_feed=tree["reference_feed"],
        size_exponent=tree.get("size_exponent"),
        crew=tree.get("crew"),
        payable=tree.get("payable", {}),
        equipment=_bought(document, equipment, chemistries),
        disposal=tree["disposal"],
        direct_energy=tree["direct_energy"],
        water_factors=tree.get("water_factors", {}),
        investment=_investment(invested.get(tree["stage"])),
    )


def _investment(known: Tree | None) -> Investment | None:
    """Take of what a stage is known to have cost what its capital is reckoned from."""
    if known is None:
        return None
    return Investment(**{name: known[name] for name in ("fixed_capital", "capacity", "cepci")})


def making_line(document: Document, equipment: Document) -> Plant:
    """Build the plant that makes cathode: it has a list of equipment and a crew, its flows are those of recipes."""
    tree = document.tree
    return Plant(
        id=document.name,
        stage=CATHODE,
        reference_feed=tree["reference_feed"],
        crew=tree["crew"],
        equipment=_equipment_list(document, equipment),
        disposal=tree["disposal"],
    )


def _bought(document: Document, known: Document, chemistries: Collection[Chemistry]) -> tuple[Equipment, ...]:
    """Build the lines that any chemistry of the feed needs: a family's campaign may do `without` some."""
    campaigns = document.tree.get("campaigns", {})
    spared = [set(campaigns.get(item.family, {}).get(WITHOUT, ())) for item in chemistries]
    idle = set.intersection(*spared) if spared else set()
    return tuple(line for line in _equipment_list(document, known) if line.id not in idle)


@lru_cache(KEPT)
def _equipment_list(document: Document, known: Document) -> tuple[Equipment, ...]:
    return tuple(_equipment(name, line, known.tree, document.path) for name, line in document.tree["equipment"].items())


def _equipment(name: str, line: Tree, known: Tree, path: str) -> Equipment:
    item = line.get("item", name)
    if item not in known and CURVE not in line:
        hint = did_you_mean(item, known) or "`recyc presets show equipment` lists all; a line may bring its own a, b, c"
        raise RecycError("E330", f"unknown equipment {item!r}", f"{path}: equipment.{name}", hint)
    curve = {**known.get(item, {}), **line}
    return Equipment(
        id=name,
        item=item,
        feed=flatten(line.get("feed", {"mass": 1.0})),
        lines=line.get("lines", "one"),
        **{key: curve[key] for key in ("units", "feed_share", "a", "b", "c", "cost_index", "scale_exponent")},
        largest=curve.get("largest"),
        station_hours=curve["labor"],
    )
