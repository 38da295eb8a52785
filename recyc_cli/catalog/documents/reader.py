"""Reads TOML tables into a Document, and finds all of their faults.

Groups hand down units and sources, and parents are merged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.catalog.documents.document import Document, Layer, Records, Tree, leaves, lookup, merged
from recyc_cli.catalog.documents.record import INHERITED, META, Faults, record
from recyc_cli.catalog.vocabulary import DESCRIBED_BY, FOLLOWS, OWN, REST
from recyc_cli.units import currency

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

NOT_INHERITED = ("extends", "aliases")
_YEARS = ("year", "base_year")
_UNSAFE = frozenset(". =\t\n\"'")

Raw = dict[str, Any]
Defaults = dict[str, Any]


def read_document(
    raw: Raw, empty: Document, parent: Document | None, sources: Collection[str]
) -> tuple[Document, Faults]:
    """Turn the tables of a file into a Document merged over its parent, with the faults found on the way.

    `empty` carries the kind, the name and the file's name; `sources` are the known source ids. Where there are faults
    the document lacks the numbers at fault, and the caller must raise them.
    """
    faults = Faults(empty.path)
    if empty.kind == "sources":
        return _sources(raw, empty, parent, faults), faults
    body = {key: value for key, value in raw.items() if key != "when"}
    base = _Reading(faults, sources, parent.records if parent else {})
    own = base.layer(body)
    merged_layer = _over(parent, own, empty.name, faults)
    overlays = _overlays(raw.get("when", {}), body, parent, (own, merged_layer), faults, sources)
    if parent:
        overlays = _inherited(parent, own, overlays)
    notes = {**parent.notes, **base.notes} if parent else base.notes
    return Document(empty.kind, empty.name, empty.path, merged_layer, overlays, notes), faults


class _Reading:
    """One walk over the tables of a file."""

    __slots__ = ("faults", "foreign", "known", "mine", "notes", "records", "sources")

    def __init__(
        self, faults: Faults, sources: Collection[str], known: Mapping[str, Any], mine: Collection[str] = ()
    ) -> None:
        self.faults = faults
        self.sources = sources
        self.known = known  # the records that numbers of this file replace
        self.mine = mine  # the paths of those among them that stand in this file too
        self.records: Records = {}
        self.foreign: dict[str, str] = {}
        self.notes: dict[str, str] = {}

    def layer(self, raw: Raw, near: Defaults | None = None, body: Raw | None = None) -> Layer:
        """Walk the tables; for an overlay `body` is the file it overlays, whose groups are asked last."""
        return Layer(self._group(raw, "", near or {}, {}, body or {}), self.foreign, self.records)

    def _group(self, raw: Raw, path: str, near: Defaults, far: Defaults, body: Raw) -> Tree:
        near = _defaults(raw, near)
        far = _defaults(body, far)
        for key in ("low", "high"):
            if key in raw:
                hint = "a number is a table with value, unit and source"
                self.faults.add("E304", path + key, f"{key} without a value", hint)
        if isinstance(raw.get("note"), str):
            self.notes[path.rstrip(".")] = raw["note"]
        tree: Tree = {}
        for key, value in raw.items():
            if key not in META and self._named_well(path, key):
                leaf = self._item(value, path + key, near, far, body.get(key))
                if leaf is not None:
                    tree[key] = leaf
        return tree

    def _item(self, raw: object, path: str, near: Defaults, far: Defaults, body: object) -> object:
        """Read one value: a number, a group or a plain text."""
        year = isinstance(raw, int) and path.rpartition(".")[2] in _YEARS
        if isinstance(raw, (int, float)) and not isinstance(raw, bool) and not year:
            return self._number({"value": raw}, path, near, far)
        if isinstance(raw, dict):
            if "value" in raw:
                return self._number(raw, path, near, far)
            below = body if isinstance(body, dict) and "value" not in body else {}
            return self._group(raw, f"{path}.", near, far, below)
        if isinstance(raw, (str, bool)):
            return raw
        if isinstance(raw, list):
            return self._list(raw, path)
        return str(raw)

    def _number(self, raw: Raw, path: str, near: Defaults, far: Defaults) -> float | None:
        """Fill in what groups and the replaced number say, check it, keep the record, return the canonical value."""
        last, replaced, old = {}, {}, self.known.get(path)
        if old:
            replaced["unit"] = old.unit
            if path in self.mine:
                replaced["source"] = old.source
            else:
                last["source"] = OWN
        number = record({**last, **far, **replaced, **near, **raw}, path, self.sources, self.faults)
        if number is None:
            return None
        self.records[path] = number
        if currency(number.canonical_unit):
            self.foreign[path] = currency(number.canonical_unit)
        return number.value * number.factor

    def _list(self, raw: list[Any], path: str) -> list[str] | None:
        if all(isinstance(item, str) for item in raw):
            return raw
        self.faults.add("E313", path, "a list may hold text only", "give each number or table a name of its own")
        return None

    def _named_well(self, path: str, key: str) -> bool:
        if key and _UNSAFE.isdisjoint(key):
            return True
        message = f"{key!r} cannot be a name: paths are written with dots"
        self.faults.add("E313", path + key, message, "use letters, digits, - and _")
        return False


def _defaults(raw: Raw, above: Defaults) -> Defaults:
    own = {key: raw[key] for key in INHERITED if key in raw}
    return {**above, **own} if own else above


def _over(parent: Document | None, own: Layer, name: str, faults: Faults) -> Layer:
    """Lay a file's own values over its parent's; a cathode is sold as the parent's, unless it has its own price."""
    if parent is None:
        return own
    _clashes(parent.tree, own.tree, "", faults)
    base = {key: value for key, value in parent.tree.items() if key not in NOT_INHERITED}
    if parent.kind == "chemistries":
        base["product"] = parent.tree.get("product", parent.name)
        if lookup(own.tree, f"products.{name}"):
            del base["product"]
    return layer_over(base, parent, own)


def layer_over(base_tree: Tree, base: Layer, over: Layer) -> Layer:
    """Return a layer over another, with the records and currencies that the merged values still have."""
    tree = merged(base_tree, over.tree)
    together = {**base.records, **over.records}
    records = {path: number for path, number in together.items() if isinstance(lookup(tree, path), float)}
    foreign = {path: code for path, code in base.foreign.items() if path in records and path not in over.records}
    return Layer(tree, foreign | over.foreign, records)


def _clashes(base: Tree, over: Tree, path: str, faults: Faults) -> None:
    """Find what changes its nature: a group that becomes a number, a number that becomes text."""
    for key, new in over.items():
        old = base.get(key)
        if isinstance(new, dict) and isinstance(old, dict):
            _clashes(old, new, f"{path}{key}.", faults)
        elif old is not None and _nature(new) != _nature(old) and not _stand_in(old, new):
            faults.add("E313", path + key, f"{_nature(old)} is due, as in what this file extends, not {_nature(new)}")


def _stand_in(*leaves: object) -> bool:
    """Whether one is a word that may stand in the place of a number."""
    return REST in leaves or FOLLOWS in leaves


def _nature(leaf: object) -> str:
    words = {dict: "a group", float: "a number", bool: "true or false", list: "a list"}
    return words.get(type(leaf), "text")


def _overlays(
    when: object,
    body: Raw,
    parent: Document | None,
    under: tuple[Layer, Layer],
    faults: Faults,
    sources: Collection[str],
) -> dict[str, Layer]:
    """Read `[when.CORRECTION]`; numbers take unit and source from there, from what they replace, or from the file.

    They lie over the file's own numbers, and over those with its parent's.
    """
    own, base = under
    if not isinstance(when, dict):
        faults.add("E313", "when", "[when.CORRECTION] must be a table")
        return {}
    overlays = {}
    shared = _defaults(when, {})
    mine = own.records.keys()
    for name, raw in when.items():
        if name in META:
            continue
        if not isinstance(raw, dict):
            faults.add("E313", f"when.{name}", "[when.CORRECTION] must be a table")
            continue
        above = parent.overlays[name].records if parent and name in parent.overlays else {}
        inner = Faults(faults.file)
        overlay = _Reading(inner, sources, {**base.records, **above}, mine).layer(raw, shared, body)
        _clashes(base.tree, overlay.tree, "", inner)
        faults.take(inner, f"when.{name}")
        overlays[name] = overlay
    return overlays


def _inherited(parent: Document, own: Layer, overlays: dict[str, Layer]) -> dict[str, Layer]:
    """Keep the parent's overlays, but not over what the child states itself: the nearer word counts."""
    stated = dict(leaves(own.tree))
    groups = {path.partition(".")[0] for path in stated}
    stated |= {word: None for word, tables in DESCRIBED_BY.items() if groups & set(tables)}
    result = {name: _without(layer, stated) for name, layer in parent.overlays.items()}
    for name, overlay in overlays.items():
        result[name] = layer_over(result[name].tree, result[name], overlay) if name in result else overlay
    return result


def _without(layer: Layer, stated: Mapping[str, Any]) -> Layer:
    def kept(tree: Tree, path: str) -> Tree:
        out: Tree = {}
        for key, value in tree.items():
            if isinstance(value, dict):
                out[key] = kept(value, f"{path}{key}.")
            elif path + key not in stated:
                out[key] = value
        return out

    records = {path: number for path, number in layer.records.items() if path not in stated}
    foreign = {path: code for path, code in layer.foreign.items() if path not in stated}
    return Layer(kept(layer.tree, ""), foreign, records)


def _sources(raw: Raw, empty: Document, parent: Document | None, faults: Faults) -> Document:
    """Read sources.toml, where every entry is text about a publication."""
    tree: Tree = {}
    for key, entry in raw.items():
        if not isinstance(entry, dict) or not isinstance(entry.get("title"), str):
            hint = f'[{key}] title = "...", publisher, year, url, license, note'
            faults.add("E313", key, "a source is a table with a title", hint)
            continue
        nested = [name for name, value in entry.items() if isinstance(value, (dict, list))]
        for name in nested:
            faults.add("E313", f"{key}.{name}", "a source holds text only")
        tree[key] = {name: str(value) for name, value in entry.items() if name not in nested}
    whole = Layer({**parent.tree, **tree} if parent else tree, {}, {})
    return Document(empty.kind, empty.name, empty.path, whole, {}, {})
