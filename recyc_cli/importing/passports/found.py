"""Tells the format of a passport, and finds its fields in the tree by their names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from recyc_cli.errors import RecycError
from recyc_cli.importing.passports.tree import FORMATS, Leaf, leaves_of, letters_of, names_and_texts, unwrapped

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

NO_PASSPORT = "E385"
FIELDS: dict[str, dict[str, Any]] = FORMATS["fields"]
_VERSION = re.compile(r"(?:battery_pass|idta\.batterypass\.\w+|product_description|untp/dpp|dpp)[:/](\d+\.\d+\.\d+)")


def _anchors() -> dict[str, list[tuple[tuple[str, ...], str, int]]]:
    """Return the names of fields by their last step: the steps, the field, the place in the field's list."""
    known: dict[str, list[tuple[tuple[str, ...], str, int]]] = {}
    for field, row in FIELDS.items():
        for place, name in enumerate(row["names"]):
            steps = tuple(name.split("."))
            known.setdefault(steps[-1], []).append((steps, field, place))
    return known


_BY_LAST = _anchors()


class Found(NamedTuple):
    """A passport before it is understood: its format, its fields, the entries of its lists."""

    format: str
    label: str
    version: str
    fields: dict[str, list[Leaf]]
    items: dict[str, list[dict[str, Leaf]]]
    """Kind of list -> its entries, each by what its parts are."""
    signed: bool = False


def found_in(trees: Sequence[tuple[str, Any]], name: str) -> Found:
    """Return what a passport's parts hold.

    Args:
        trees: of every part, with the start of its paths.
        name: what errors call the passport.

    Raises:
        RecycError: E385 where nothing in it is of a battery passport.
    """
    names: set[str] = set()
    texts: list[str] = []
    every: list[Leaf] = []
    signed = False
    for start, tree in trees:
        plain_tree, sealed = unwrapped(tree, name)
        signed = signed or sealed
        keys, said = names_and_texts(plain_tree)
        names |= keys
        texts += [*said, *names_and_texts(_models(tree))[1]]
        every += [leaf._replace(path=f"{start}{leaf.path}") for leaf in leaves_of(plain_tree)]
    row, version = _format(names, texts, name)
    fields: dict[str, list[tuple[int, Leaf]]] = {}
    for leaf in every:
        for field, place in _fields_of(leaf):
            fields.setdefault(field, []).append((place, leaf))
    first = {field: [leaf for _, leaf in sorted(each, key=lambda pair: pair[0])] for field, each in fields.items()}
    return Found(row["name"], row["label"], version, first, _entries(every), signed)


def fields_of_tree(tree: Any, name: str) -> dict[str, list[Leaf]]:  # noqa: ANN401 - whatever JSON holds
    """Return the fields of one part of a passport; what stands in lists is one, `materials` or `recycled`."""
    fields: dict[str, list[Leaf]] = {}
    for leaf in leaves_of(unwrapped(tree, name)[0]):
        for field, _ in _fields_of(leaf):
            fields.setdefault(field, []).append(leaf)
        if leaf.kind:
            fields.setdefault(leaf.kind, [])
    return fields


def _models(tree: Any) -> list[Any]:  # noqa: ANN401 - whatever JSON holds
    """Return what the submodels of a tree say that they are."""
    models = tree.get("submodels") if isinstance(tree, dict) else None
    return [model.get("semanticId") for model in models or () if isinstance(model, dict)]


def _format(names: Collection[str], texts: Iterable[str], name: str) -> tuple[dict[str, Any], str]:
    """Return the format that fits, and its version."""
    other = next((what for key, what in FORMATS["others"].items() if key in names), "")
    fits = (row for row in FORMATS["formats"] if any(_has(names, each) for each in row["any"]))
    row = None if other else next(fits, None)
    if row is None:
        message = f"no battery passport, but {other}" if other else "nothing in it is named as in a battery passport"
        hint = "BatteryPass, IDTA 02035, Catena-X battery_pass and UNTP are read: recyc guide passports"
        raise RecycError(NO_PASSPORT, message, name, hint)
    said = sorted({match[1] for text in texts if (match := _VERSION.search(text))})
    told = next((version[0] for version in row.get("versions", ()) if any(each in names for each in version[1:])), "")
    return row, (said[-1] if said else told or row["usual"])


def _has(names: Collection[str], wanted: str | list[str]) -> bool:
    return wanted in names if isinstance(wanted, str) else all(each in names for each in wanted)


def _fields_of(leaf: Leaf) -> Iterable[tuple[str, int]]:
    """Yield the fields that a leaf is, by the longest name that fits."""
    fits = [row for row in _BY_LAST.get(leaf.steps[-1], ()) if leaf.steps[-len(row[0]) :] == row[0]]
    if fits:
        longest = max(len(steps) for steps, _, _ in fits)
        yield from ((field, place) for steps, field, place in fits if len(steps) == longest)


def _entries(every: Iterable[Leaf]) -> dict[str, list[dict[str, Leaf]]]:
    """Return the entries of the lists, each by what its parts are."""
    grouped: dict[tuple[str, str], dict[str, Leaf]] = {}
    for leaf in every:
        if leaf.kind:
            of = leaf.item if leaf.item.endswith("]") else leaf.path.rpartition(".")[0]
            part = next((part for part, known in FORMATS[leaf.kind].items() if _ends(leaf.steps, known)), "")
            entry = grouped.setdefault((leaf.kind, of), {})
            if part:
                entry.setdefault(part, leaf)
            if part == "whole":
                entry.setdefault("named", leaf._replace(value=leaf.steps[-2]))
    items: dict[str, list[dict[str, Leaf]]] = {}
    for (kind, _), entry in grouped.items():
        if entry:
            items.setdefault(kind, []).append(entry)
    return items


def _ends(steps: tuple[str, ...], known: Iterable[str]) -> bool:
    return any(steps[-name.count(".") - 1 :] == tuple(name.split(".")) for name in known)


def unit_meant(row: Mapping[str, Any], format_name: str, version: str) -> str:
    """Return the unit that a format means by a name: that of its version, of the major one, of the format, the usual.

    >>> unit_meant({"unit": "kg", "units": {"batterypass": "g"}}, "batterypass", "1.2.0")
    'g'
    """
    units, major = row.get("units", {}), version.partition(".")[0]
    for key in (f"{format_name} {version}", f"{format_name} {major}", format_name):
        if key in units:
            return str(units[key])
    return str(row["unit"])


def spelled_unit(text: str) -> str:
    """Return the unit that a text states; nothing where it is none that is known here.

    >>> spelled_unit("unit:kilogram"), spelled_unit("KGM"), spelled_unit("%"), spelled_unit("furlong")
    ('kg', 'kg', '%', '')
    """
    if text.strip() in FORMATS["spelled"]:
        return text.strip()
    wanted = letters_of(text)
    return next((unit for unit, spellings in FORMATS["spelled"].items() if wanted in spellings), "")


def factor(unit: str) -> tuple[str, float]:
    """Return what a unit measures, and how much of the first one of its kind it is.

    >>> factor("g"), factor("%")
    (('mass', 0.001), ('share', 0.01))
    """
    return next((kind, table[unit]) for kind, table in FORMATS["factors"].items() if unit in table)
