"""Turns an assay into a chemistry: a cathode, and the rest of the black mass."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from recyc_cli.catalog.drafts.template import toml_string
from recyc_cli.catalog.files import toml_file
from recyc_cli.errors import RecycError
from recyc_cli.importing.assay.assay_file import SUM
from recyc_cli.importing.assay.substances import PART_OF
from recyc_cli.model.flows.feedstock import mass_fractions, parse_formula

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.catalog.documents.document import Tree
    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.importing.assay.assay_file import Assay

_RULES = toml_file.load_toml(str(Path(__file__).with_name("black_mass.toml")), "black_mass.toml")
_CATHODE, _COMPONENTS = _RULES["cathode"], _RULES["components"]
_ION: str = _CATHODE["ion"]
_METALS: list[str] = _CATHODE["metals"]
_PAIRED, _PARTNER = _CATHODE["pair"]["metal"], _CATHODE["pair"]["partner"]
_DOPANT, _HOST = _CATHODE["dopant"]["element"], _CATHODE["dopant"]["host"]
_ANION = _CATHODE["anion"]
_BINDER, _CARBON = _COMPONENTS["binder"], _COMPONENTS["carbon"]
_PART = next(part for part, whole in PART_OF.items() if whole == _CARBON["element"])
"""What is measured beside all carbon."""
_IN_CATHODE = (_ION, *_METALS, _DOPANT, _PARTNER)
_FOLLOWED = {*_IN_CATHODE, *_COMPONENTS["metals"].values(), _BINDER["element"], _CARBON["element"], _PART}
_LEAST = 1e-4  # kg/kg: less cathode metal than this is no cathode
_MOST = 1.02  # kg/kg: what rounding and the oxygen that is worked out may come to
_LITHIUM = (0.4, 1.4)  # atoms per cathode metal: spinel has 0.5, layered oxides and LiFePO4 1
_BLEND = 0.1
_TRACE = 0.05  # of the cathode's metals: less iron than this is steel, and its phosphorus was the electrolyte's
_DIGITS = 10


class Feed(NamedTuple):
    """A black mass as recyc follows it."""

    like: str
    """The chemistry whose cathode is nearest."""
    family: str
    structure: list[str]
    """Crystals that the cathode is of: more than one in a blend."""
    moisture: float
    """Water in the wet mass [kg/kg]."""
    product: str
    cathode: dict[str, float]
    """Atoms per atom of nickel, cobalt, manganese and iron in the cathode [mol/mol]."""
    black_mass: dict[str, float]
    """Components [kg/kg]."""
    steps: list[str]
    """The arithmetic, a line a step."""
    notes: list[str]


def feed_of_assay(assay: Assay, library: Library, path: str) -> Feed:
    """Compose a black mass that holds what the assay found.

    Aluminium and iron beside the cathode are metal. Fluorine is PVDF. Carbon beside that is graphite; where nobody
    measured it, graphite is what is left. The rest is `inert`.

    Args:
        assay: shares of the dry mass [kg/kg].
        library: its chemistries and atomic masses.
        path: the file of the assay, for messages.

    Raises:
        RecycError: E373 where it cannot be: no cathode metal, no lithium, or more than 100 % with the oxygen.
    """
    materials = library.document("materials").tree
    masses = materials["atomic_mass"]
    share = assay.shares
    moles = {name: share.get(name, 0.0) / masses[name] for name in _IN_CATHODE}
    metals = _cathode_metals(moles)
    metal_moles = sum(metals.values())
    if sum(metals[name] * masses[name] for name in metals) < _LEAST or not moles[_ION]:
        hint = "a black mass has lithium, and nickel, cobalt, manganese or iron phosphate"
        raise RecycError(SUM, "there is no cathode in it", path, hint)
    like, document = _nearest(library, {name: count / metal_moles for name, count in metals.items()})
    atoms = _atoms(moles, metals, document["cathode"])
    cathode = {name: count for name, count in atoms.items() if count > 0.0}
    parts = {"cathode": sum(count * masses[name] for name, count in cathode.items())}
    for component, element in _COMPONENTS["metals"].items():
        parts[component] = share.get(element, 0.0) - atoms.get(element, 0.0) * masses[element]
    binder = mass_fractions(parse_formula(materials["components"][_BINDER["component"]]["formula"]), masses)
    parts[_BINDER["component"]] = share.get(_BINDER["element"], 0.0) / binder[_BINDER["element"]]
    _add_carbon(parts, share, parts[_BINDER["component"]] * binder[_CARBON["element"]], path)
    formula = {name: _rounded(count / metal_moles) for name, count in cathode.items()}
    notes = [*assay.notes, *_notes(moles, metals[_PAIRED], metal_moles, share)]
    kept = {name: _rounded(part) for name, part in parts.items() if part > 0.0}
    steps = _steps(assay, formula, kept, atoms[_ANION["element"]] * masses[_ANION["element"]])
    structure = _structures(library, metals, atoms, document)
    product = document.get("product") or like
    return Feed(like, document["family"], structure, assay.moisture, product, formula, kept, steps, notes)


def _cathode_metals(moles: Mapping[str, float]) -> dict[str, float]:
    """Return the metals of the cathode [mol].

    Nickel, cobalt and manganese are cathode, and so is iron with the phosphorus it shares atom by atom, unless that is
    a trace.
    """
    metals = {name: moles[name] for name in _METALS} | {_PAIRED: min(moles[_PAIRED], moles[_PARTNER])}
    if metals[_PAIRED] < _TRACE * sum(metals.values()):
        metals[_PAIRED] = 0.0
    return metals


def _atoms(moles: Mapping[str, float], metals: Mapping[str, float], near: Mapping[str, float]) -> dict[str, float]:
    """Return the atoms of the cathode [mol].

    The nearest chemistry known says how much aluminium belongs to its nickel. All lithium and phosphorus are counted in
    the cathode, with four oxygen atoms per phosphorus and two per metal that is no phosphate.
    """
    metal_moles = sum(metals.values())
    partners = moles[_PARTNER]
    dopant = min(moles[_DOPANT], moles[_HOST] * near.get(_DOPANT, 0.0) / near[_HOST]) if near.get(_HOST) else 0.0
    paired = min(partners, metal_moles) if near.get(_PARTNER) else metals[_PAIRED]
    anions = _ANION["per_metal"] * (metal_moles - paired + dopant) + _ANION["per_partner"] * partners
    return {_ION: moles[_ION], **metals, _DOPANT: dopant, _PARTNER: partners, _ANION["element"]: anions}


def _structures(library: Library, metals: Mapping[str, float], atoms: Mapping[str, float], nearest: Tree) -> list[str]:
    """Return the crystals of a cathode: that of the nearest one, and of what else is more than a trace in it."""
    whole = sum(metals.values())
    paired = min(atoms[_PARTNER], whole) if nearest["cathode"].get(_PARTNER) else metals[_PAIRED]
    others = {name: count for name, count in metals.items() if name != _PAIRED}
    parts = ((paired, {**dict.fromkeys(metals, 0.0), _PAIRED: 1.0}), (whole - paired, others | {_PAIRED: 0.0}))
    found = list(nearest.get("structure", ()))
    for part, like in parts:
        total = sum(like.values())
        if part >= _TRACE * whole and total:
            near = _nearest(library, {name: count / total for name, count in like.items()})[1]
            found += near.get("structure", ())
    return list(dict.fromkeys(found))


def chemistry_text(feed: Feed, title: str, source: str) -> str:
    """Return the text of the chemistry."""
    lines = [f"# {title}: made by `recyc presets new feed`."]
    lines += [f"# {step}" for step in feed.steps]
    lines += [f"title = {toml_string(title)}", f"family = {toml_string(feed.family)}"]
    lines += [f"structure = [{', '.join(map(toml_string, feed.structure))}]"] if feed.structure else []
    lines += [f"product = {toml_string(feed.product)}  # the nearest cathode that has a price"]
    lines += [f"source = {toml_string(source)}", 'evidence = "measured"']
    if feed.moisture:
        lines += [f'moisture = {{ value = {100 * feed.moisture:.{_DIGITS}g}, unit = "%" }}  # of the mass as weighed']
    lines += [""]
    lines += ["[cathode]  # atoms per atom of nickel, cobalt, manganese and iron phosphate", 'unit = "mol/mol"']
    lines += [f"{name} = {count:.{_DIGITS}g}" for name, count in feed.cathode.items()]
    lines += ["", "[black-mass]  # kg per kg, dry", 'unit = "kg/kg"']
    lines += [f"{name} = {part:.{_DIGITS}g}" for name, part in feed.black_mass.items()]
    return "\n".join(lines) + "\n"


def _nearest(library: Library, metals: Mapping[str, float]) -> tuple[str, Tree]:
    """Return the built-in chemistry whose cathode metals stand in the nearest proportion.

    A user's own do not count: the same assay gives the same feed, whatever was read before.
    """
    best, nearest, least = "", dict[str, Any](), 3.0
    for document in sorted(library.every("chemistries", len(library.shelves) - 1), key=lambda each: each.name):
        tree = document.tree
        in_cathode = {metal: tree.get("cathode", {}).get(metal, 0.0) for metal in _METALS}
        total = sum(in_cathode.values())
        distance = sum(abs(in_cathode[metal] / total - metals[metal]) for metal in _METALS) if total else 3.0
        if distance < least - 1e-9:
            best, nearest, least = document.name, tree, distance
    return best, nearest


def _add_carbon(parts: dict[str, float], share: Mapping[str, float], in_binder: float, path: str) -> None:
    """Add graphite, other carbon and what is left to the parts, or raise RecycError E373 where there is too much."""
    measured = _CARBON["element"] in share or _PART in share
    carbon = max(0.0, share.get(_CARBON["element"], 0.0) - in_binder)
    graphite = share.get(_PART, carbon)
    parts[_CARBON["component"]] = graphite
    parts[_CARBON["beside"]] = max(0.0, carbon - graphite) if _PART in share else 0.0
    others = sum(part for name, part in share.items() if name not in _FOLLOWED)
    total = sum(parts.values()) + others
    if total > _MOST:
        message = f"with the oxygen of the cathode it comes to {100 * total:.1f} %"
        raise RecycError(SUM, message, path, "check the units, and whether the shares are of the dry mass")
    left = max(0.0, 1.0 - total)
    if not measured:
        parts[_CARBON["component"]], left = left, 0.0
    parts[_COMPONENTS["rest"]] = others + left


def _notes(moles: Mapping[str, float], phosphate: float, metal_moles: float, share: Mapping[str, float]) -> list[str]:
    """Say what of an assay does not fit a cathode, or is not followed."""
    said = []
    ratio = moles[_ION] / metal_moles
    if not _LITHIUM[0] <= ratio <= _LITHIUM[1]:
        said.append(
            f"{ratio:.2f} lithium per cathode metal, where 0.5 to 1 are due: all of it is counted in the cathode"
        )
    if _BLEND < phosphate / metal_moles < 1 - _BLEND:
        said.append(f"a blend: {100 * phosphate / metal_moles:.0f} % of the cathode metal is iron phosphate")
    loose = moles[_PARTNER] - phosphate
    if loose > _BLEND * moles[_PARTNER] and loose * 1000 > _BLEND:
        said.append("phosphorus without iron is counted as phosphate of the cathode")
    others = {name: part for name, part in share.items() if name not in _FOLLOWED and part > 0.0}
    if others:
        listed = ", ".join(f"{name.capitalize()} {100 * part:.3g} %" for name, part in others.items())
        said.append(f"not followed, counted as inert: {listed}")
    return said


def _steps(assay: Assay, cathode: Mapping[str, float], parts: Mapping[str, float], oxygen: float) -> list[str]:
    """Write the arithmetic down."""
    shares = ", ".join(f"{name.capitalize()} {100 * part:.6g}" for name, part in assay.shares.items())
    formula = " ".join(f"{name.capitalize()}{count:.4g}" for name, count in cathode.items())
    steps = [f"The assay, % of the dry mass: {shares}."]
    if assay.moisture:
        dry = 1.0 - assay.moisture
        steps.append(f"Moisture {100 * assay.moisture:.4g} % of the wet mass: {dry:.4g} dry tonnes in a wet one.")
    steps.append(f"Cathode: {formula}, with {100 * oxygen:.4g} % oxygen worked out:")
    steps.append("four atoms per phosphorus, two per metal that is no phosphate.")
    steps.append("Fluorine is PVDF; aluminium and iron beside the cathode are metal; inert is what nobody analysed.")
    steps.append("Sum: " + " + ".join(f"{name} {100 * part:.4g}" for name, part in parts.items()) + " %.")
    return steps


def _rounded(value: float) -> float:
    return float(f"{value:.{_DIGITS}g}")
