"""Finds the chemistry of a passport by names, materials and ratios."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.importing.passports.said import Said, number
from recyc_cli.importing.passports.tree import FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from recyc_cli.catalog.documents.document import Tree
    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.importing.passports.tree import Leaf

EXAMPLES = 3
"""Families in one name from which on it is a list of examples, and says nothing."""
FLAG = "CHEMISTRY"
_RATIO = r"\b({})\s*[-_ (]?\s*(\d)[-. ]?(\d)[-. ]?(\d)\b"
_FORMULA = re.compile(r"li\s?((?:[a-z]{2}0?\.\d+){2,})o2")
_PART = re.compile(r"([a-z]{2})(0?\.\d+)")
_DIGITS = 10.0
_ROUNDED = 0.05
"""What digits of a name may be off."""


class Named(NamedTuple):
    """What a name says: families, and the ratio of the cathode's metals where it does."""

    families: tuple[str, ...]
    ratio: tuple[tuple[str, float], ...] = ()


def named(text: str, names: Tree) -> Named:
    """Return what a name says of a chemistry."""
    low = " ".join(text.lower().replace("_", " ").split())
    taken, families = low, []
    words = [(word, family) for family, row in names["families"].items() for word in row["words"]]
    for word, family in sorted(words, key=lambda pair: -len(pair[0])):
        pattern = rf"(?<![a-z0-9]){re.escape(word)}(?![a-z])"
        if re.search(pattern, taken):
            families.append(family)
            taken = re.sub(pattern, " ", taken)
    return Named(tuple(dict.fromkeys(families)), _ratio(low, names))


def _ratio(low: str, names: Tree) -> tuple[tuple[str, float], ...]:
    """Return the ratio of metals in a name: by its digits, or by a formula."""
    for word, metals in names["ratios"].items():
        match = re.search(_RATIO.format(word), low)
        if match:
            parts = [float(digit) for digit in match.groups()[1:]]
            whole = sum(parts)
            return tuple((metal, part / whole) for metal, part in zip(metals, parts, strict=True)) if whole else ()
    match = _FORMULA.search(low)
    parts_told = _PART.findall(match[1]) if match else []
    known = {metal for metals in names["ratios"].values() for metal in metals}
    return tuple((metal, float(part)) for metal, part in parts_told) if known == {one for one, _ in parts_told} else ()


def family_of_cas(text: object, names: Tree) -> str:
    """Return the family that a CAS number is of; blanks behind it do not count."""
    cas = str(text).strip()
    return next((family for family, row in names["families"].items() if cas in row.get("cas", ())), "")


def anode_of(text: str, names: Tree) -> str:
    """Return the word of an anode that no preset has."""
    low = text.lower()
    return next((word for word in names["anodes"]["words"] if re.search(rf"(?<![a-z0-9]){re.escape(word)}\b", low)), "")


def chemistry_of(
    leaves: Sequence[Leaf], code: Leaf | None, entries: Sequence[Mapping[str, Leaf]], library: Library, said: Said
) -> str | None:
    """Return the preset that a passport's battery is quoted as; None where nothing tells it, or it is refused.

    Args:
        leaves: its names, the one that counts most first.
        code: its traction battery code, if it has one.
        entries: its materials.
        library: of presets; `passports` has the names.
        said: notes what is doubtful, and refuses.
    """
    names = library.document("passports").tree
    texts = [(leaf, str(leaf.value).strip()) for leaf in leaves if str(leaf.value).strip()]
    odd = next((word for _, text in texts if (word := anode_of(text, names))), "")
    if odd:
        said.refuse("anode", "chemistry", f"an anode of {odd}: no preset has one, and it changes the answer", FLAG)
        return None
    told = _names_said(texts, names, said)
    material = [each for each in (_material(entry, names) for entry in entries) if each.families]
    families = tuple(dict.fromkeys(family for _, each in told for family in each.families))
    of_materials = tuple(dict.fromkeys(family for each in material for family in each.families))
    if len(families) > 1:
        families = _settled(families, told, of_materials, names, said)
    elif not families and of_materials:
        families = of_materials[:1] if len(of_materials) == 1 else _settled(of_materials, [], (), names, said)
    if not families:
        return None if said.refused and said.refused[-1].field == "chemistry" else _of_code(code, names, said)
    if len(families) > 1:
        return next(str(blend) for blend, parts in names["blends"].items() if set(parts) == set(families))
    ratio = next((each.ratio for each in (*(one for _, one in told), *material) if each.ratio), ())
    for leaf, each in told:
        if each.families:
            said.use("chemistry", leaf, str(leaf.value)[:80], "", "chemistry")
            break
    return _preset(families[0], ratio, _metals(entries, names), library, said)


def _names_said(texts: Iterable[tuple[Leaf, str]], names: Tree, said: Said) -> list[tuple[Leaf, Named]]:
    """Return what the names say that say one thing; lists of examples and names that nobody knows are told."""
    told = []
    for leaf, text in texts:
        each = named(text, names)
        if len(each.families) >= EXAMPLES:
            inside = leaf.path.rpartition(": ")[2]
            said.doubt("examples", "chemistry", f"{inside} is a list of examples: it names no chemistry", FLAG)
        elif each.families:
            told.append((leaf, each))
        elif text:
            said.doubt("unknown-name", "chemistry", f"no chemistry is known as {text[:60]!r}", FLAG)
    if told:
        said.doubts = [each for each in said.doubts if (each.code, each.field) != ("unknown-name", "chemistry")]
    return told


def _material(entry: Mapping[str, Leaf], names: Tree) -> Named:
    """Return what the name or the CAS number of a material says of the cathode."""
    text = str(entry["name"].value) if "name" in entry else ""
    found = named(text, names)
    family = family_of_cas(entry["cas"].value, names) if "cas" in entry and not _metal(text, names) else ""
    return found if found.families else Named((family,) if family else (), found.ratio)


def _metal(text: str, names: Tree) -> str:
    """Return the metal that a material is by itself."""
    low = text.strip().lower()
    return next((metal for metal, words in names["metals"].items() if low in words), "")


def _settled(
    families: tuple[str, ...],
    told: Sequence[tuple[Leaf, Named]],
    by_materials: tuple[str, ...],
    names: Tree,
    said: Said,
) -> tuple[str, ...]:
    """Return the one family of several that the materials have, or those of a blend; refuse the rest."""
    alone = [each for _, each in told if set(each.families) == set(families)]
    if alone and any(set(parts) == set(families) for parts in names["blends"].values()):
        return families
    both = " and ".join(families)
    if len(by_materials) == 1 and by_materials[0] in families:
        said.doubt("by-materials", "chemistry", f"{both} are named: the materials have {by_materials[0]}", FLAG)
        return by_materials
    said.refuse("two-chemistries", "chemistry", f"{both} are named, and no material tells which it is", FLAG)
    return ()


def _of_code(code: Leaf | None, names: Tree, said: Said) -> str | None:
    """Return the chemistry of a traction battery code, by its letter."""
    place = FORMATS["fields"]["traction_code"]["letter"]
    text = "" if code is None else str(code.value)
    family = names["traction_code"].get(text[place : place + 1])
    if not family:
        return None
    like = str(names["families"][family]["like"])
    said.doubt("by-letter", "traction_code", f"{like} by the letter {text[place]} of the traction battery code", FLAG)
    return like


def _metals(entries: Iterable[Mapping[str, Leaf]], names: Tree) -> dict[str, float]:
    """Return the masses of metals that are listed one by one, in the unit they are listed in."""
    found: dict[str, float] = {}
    for entry in entries:
        metal = _metal(str(entry["name"].value), names) if "name" in entry else ""
        mass = number(entry["mass"].value) if "mass" in entry else None
        if metal and isinstance(mass, float) and mass > 0.0:
            found[metal] = found.get(metal, 0.0) + mass
    return found


def _preset(
    family: str, ratio: tuple[tuple[str, float], ...], metals: Mapping[str, float], library: Library, said: Said
) -> str:
    """Return the preset of a family, by the ratio of its metals where that is known."""
    names = library.document("passports").tree
    row = names["families"][family]
    if "by_ratio" not in row:
        return str(row["like"])
    atoms = library.document("materials").tree["atomic_mass"]
    wanted = {metal for parts in names["ratios"].values() for metal in parts}
    listed = {metal: mass / atoms[metal] for metal, mass in metals.items() if metal in wanted}
    by_masses = not ratio and set(listed) == wanted
    if by_masses:
        ratio = tuple((metal, moles / sum(listed.values())) for metal, moles in listed.items())
        said.doubt("by-materials", "chemistry", "the ratio is that of the metals among the materials", FLAG)
    if not ratio:
        spread = " to ".join((row["by_ratio"][0], row["by_ratio"][-1]))
        said.doubt("family-alone", "chemistry", f"{family} without a ratio: {row['like']}; it may be {spread}", FLAG)
        return str(row["like"])
    best, apart = _nearest(row["by_ratio"], dict(ratio), library)
    if apart > _ROUNDED and not by_masses:
        parts = ":".join(f"{_DIGITS * part:.3g}" for _, part in ratio)
        message = f"no preset has {':'.join(metal for metal, _ in ratio)} as {parts}: {best} is the nearest"
        said.doubt("nearest-ratio", "chemistry", message, FLAG)
    return best


def _nearest(presets: Sequence[str], ratio: Mapping[str, float], library: Library) -> tuple[str, float]:
    """Return the preset whose metals are nearest to a ratio, the first of several, and how far off they are."""
    apart = {
        name: sum(
            abs(library.document("chemistries", name).tree["cathode"].get(metal, 0.0) - part)
            for metal, part in ratio.items()
        )
        for name in presets
    }
    best = min(presets, key=lambda name: round(apart[name], 6))
    return best, apart[best]


def spread_of(chemistry: str, library: Library) -> tuple[str, ...]:
    """Return the presets that a chemistry may be as well, where its family alone is known: the two ends."""
    families = library.document("passports").tree["families"].values()
    row = next((row for row in families if row["like"] == chemistry and "by_ratio" in row), None)
    return () if row is None else (row["by_ratio"][0], row["by_ratio"][-1])
