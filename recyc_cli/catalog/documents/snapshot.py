"""Records which presets a quote read, and hands the same ones out again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.catalog.documents.document import Document, Layer, Record, Records
from recyc_cli.catalog.documents.folder import Folder, fold_name
from recyc_cli.catalog.documents.library import Library
from recyc_cli.catalog.files.texts import digest
from recyc_cli.catalog.vocabulary import KINDS, SINGLETONS
from recyc_cli.units import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recyc_cli.catalog.documents.library import Check

Plain = dict[str, Any]
_SAID = ("low", "high", "date", "basis", "evidence", "note")
"""Fields of a record that are left out where they say nothing."""
SINCE = {"methods": ("defaults",), "stages": ("limited_by", "carbonate")}
"""Words of presets that a quote saved by an earlier release may lack."""


class Recording(Library):
    """A library that remembers every preset it was asked for, under the name it was asked by."""

    __slots__ = ("asked",)

    def __init__(self, folders: Iterable[str], builtin: Folder, check: Check | None = None) -> None:
        super().__init__(folders, builtin, check)
        self.asked: dict[tuple[str, str], Document] = {}

    def document(self, kind: str, name: str = "") -> Document:
        """Return a preset, as a library does."""
        document = super().document(kind, name)
        self.asked[kind, fold_name(name)] = document
        return document


class Frozen(Folder):
    """A shelf of presets that were frozen with a quote, users' own among them."""

    __slots__ = ("_documents", "_presets")

    def __init__(self, presets: Mapping[str, Plain], names: Mapping[str, Mapping[str, str]]) -> None:
        super().__init__("saved quote")
        self._presets = presets
        self._documents = {(each["kind"], each["name"]): _document(each) for each in presets.values()}
        self._names = {kind: {} for kind in (*SINGLETONS, *KINDS)}
        self._aliases = {kind: {alias: [name] for alias, name in names.get(kind, {}).items()} for kind in self._names}
        for kind, name in self._documents:
            self._names[kind][fold_name(name)] = name

    def digest(self) -> str:
        """Return a digest of what was frozen."""
        return digest(self._presets)

    def ready(self, kind: str, name: str) -> Document | None:
        """Return a document: all of them are at hand."""
        return self._documents[kind, name]

    def titles(self, kind: str) -> dict[str, str]:
        """Return the title of each preset of a kind."""
        return {name: str(each.tree.get("title", "")) for (of, name), each in self._documents.items() if of == kind}


def frozen(library: Recording) -> tuple[dict[str, Plain], dict[str, dict[str, str]]]:
    """Return the presets that a library handed out as plain data, and the names they were asked by.

    Of the sources, those are kept that a number of these presets names.
    """
    handed = [document for (kind, _), document in sorted(library.asked.items()) if kind != "sources"]
    presets = {document.id: _plain(document) for document in handed}
    layers = [layer for document in handed for layer in document.layers.values()]
    named = {record.source for layer in layers for record in layer.records.values()}
    cited = {name: text for name, text in library.sources().items() if name in named}
    presets["sources"] = {"kind": "sources", "name": "", "values": cited, "records": {}}
    names: dict[str, dict[str, str]] = {}
    for (kind, name), document in sorted(library.asked.items()):
        if name != fold_name(document.name):
            names.setdefault(kind, {})[name] = document.name
    return presets, names


def thawed(presets: Mapping[str, Plain], names: Mapping[str, Mapping[str, str]], today: Library) -> Library:
    """Return a library that holds these presets and no others.

    Args:
        presets: as `frozen` returns them.
        names: names they were asked by.
        today: the built-in presets, for the words that presets said nowhere when the quote was saved (`SINCE`).

    Raises:
        KeyError, TypeError, AttributeError, ValueError: data that `frozen` did not make.
    """
    return Library((), Frozen({name: _with_words(each, today) for name, each in presets.items()}, names))


def _with_words(preset: Plain, today: Library) -> Plain:
    """Return a preset with the words it lacks as the built-in one of its name says them, or any where there is none."""
    lacking = set(SINCE.get(preset["kind"], ())) - preset["values"].keys()
    if not lacking:
        return preset
    known = today.names(preset["kind"])
    tree = today.document(preset["kind"], preset["name"] if preset["name"] in known else known[0]).tree
    return preset | {"values": {key: tree[key] for key in lacking & tree.keys()} | preset["values"]}


def _plain(document: Document) -> Plain:
    """Return a preset as plain data: its values as the model takes them, and the record behind each number."""
    data: Plain = {"kind": document.kind, "name": document.name, **_layer(document)}
    if document.overlays:
        data["overlays"] = {name: _layer(overlay) for name, overlay in document.overlays.items()}
    if document.notes:
        data["notes"] = document.notes
    return data


def _layer(layer: Layer) -> Plain:
    records = {path: _written(record) for path, record in layer.records.items()}
    foreign = {"foreign": layer.foreign} if layer.foreign else {}
    return {"values": layer.tree, **foreign, "records": records}


def _written(record: Record) -> Plain:
    said = {field: getattr(record, field) for field in _SAID}
    start = {"value": record.value, "unit": record.unit, "source": record.source}
    return start | {field: value for field, value in said.items() if value not in (None, "")}


def _document(data: Plain) -> Document:
    kind, name = data["kind"], data["name"]
    overlays = {key: _thawed_layer(layer) for key, layer in data.get("overlays", {}).items()}
    path = f"saved quote: {kind}/{name}" if name else f"saved quote: {kind}"
    return Document(kind, name, path, _thawed_layer(data), overlays, data.get("notes", {}))


def _thawed_layer(data: Plain) -> Layer:
    def records() -> Records:
        return {path: _record(record) for path, record in data["records"].items()}

    return Layer(data["values"], data.get("foreign", {}), records)


def _record(data: Plain) -> Record:
    unit, source = data["unit"], data["source"]
    date, basis, evidence, note = (data.get(field, "") for field in ("date", "basis", "evidence", "note"))
    ends = data.get("low"), data.get("high")
    return Record(data["value"], unit, parse(unit)[1], *ends, date, basis, source, evidence, note)
