"""Keeps the plants that a route's own file defines inside the route's document.

So a new route is one file: `[stages.NAME]` beside its list of `plants`.

Inside the route's document such a plant stands under `stages.NAME`; taken out it is a stage like any other, and so its
numbers have the same paths (`stages.NAME.fates…`) for `--set`, `show` and `check`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.catalog.documents.document import Document, Layer, lookup, merged
from recyc_cli.errors import RecycError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from recyc_cli.catalog.documents.record import Faults

STAGES = "stages"
Raw = dict[str, Any]


def lay_in(
    route: Document,
    tables: Raw,
    parents: Callable[[str, object], Document | None],
    sources: Collection[str],
    faults: Faults,
) -> Document:
    """Return a route's document with the plants of its file laid in, resolved over what they extend.

    Args:
        route: the document read from the rest of the file.
        tables: the whole file.
        parents: finds what a plant extends, by the plant's name and what its `extends` says.
        sources: known source ids.
        faults: of the file; those of its plants are added.
    """
    from recyc_cli.catalog.documents import reader
    from recyc_cli.catalog.documents.record import INHERITED

    above = {key: tables[key] for key in INHERITED if key in tables}
    for name, raw in tables[STAGES].items():
        if not isinstance(raw, dict):
            faults.add("E313", f"{STAGES}.{name}", "a plant is a table", f"[{STAGES}.{name}]")
            continue
        try:
            parent = parents(name, raw.get("extends"))
        except RecycError as refused:
            faults.add(refused.code, f"{STAGES}.{name}", refused.message, refused.hint)
            continue
        empty = Document(STAGES, name, route.path, Layer({}, {}, {}), {}, {})
        plant, inner = reader.read_document({**above, **raw}, empty, parent, sources)
        faults.take(inner, f"{STAGES}.{name}")
        route = _with(route, plant)
    return route


def _with(route: Document, plant: Document) -> Document:
    start = f"{STAGES}.{plant.name}."
    overlays = dict(route.overlays)
    for name, layer in plant.overlays.items():
        overlays[name] = _over(overlays.get(name, Layer({}, {}, {})), layer, plant.name)
    both = _over(route, plant, plant.name)
    notes = {**route.notes, **{f"{start}{path}".rstrip("."): note for path, note in plant.notes.items()}}
    return Document(route.kind, route.name, route.path, both, overlays, notes)


def _over(base: Layer, plant: Layer, name: str) -> Layer:
    """Lay a plant's layer into a route's."""
    start = f"{STAGES}.{name}."
    return Layer(
        merged(base.tree, {STAGES: {name: plant.tree}}),
        {**base.foreign, **_moved(plant.foreign, start)},
        {**base.records, **_moved(plant.records, start)},
    )


def _moved(items: Mapping[str, Any], start: str) -> dict[str, Any]:
    return {start + path: item for path, item in items.items()}


def taken_out(route: Document) -> dict[str, Document]:
    """Return the plants a route holds, each as a stage."""
    return {name: _part(route, name) for name in route.tree.get(STAGES, {})}


def plants_of_routes(routes: Iterable[Document], stage: Callable[[str], Document]) -> dict[str, Document]:
    """Return the plants of routes by name: their own, else presets.

    Args:
        routes: the routes.
        stage: opens the preset of a stage.

    Raises:
        RecycError E313: two of the routes hold different plants under one name.
    """
    plants: dict[str, Document] = {}
    for route in routes:
        of_route = taken_out(route)
        for name in route.tree["plants"]:
            plant = of_route[name] if name in of_route else stage(name)
            if name in plants and plants[name].path != plant.path:
                raise RecycError("E313", f"{plants[name].path} holds a plant {name!r} too", route.path, "rename one")
            plants[name] = plant
    return plants


def _part(route: Document, name: str) -> Document:
    overlays = {key: _cut(layer, name) for key, layer in route.overlays.items() if name in layer.tree.get(STAGES, {})}
    return Document(STAGES, name, route.path, _cut(route, name), overlays, lambda: _inside(route.notes, name))


def _cut(layer: Layer, name: str) -> Layer:
    tree = lookup(layer.tree, f"{STAGES}.{name}")
    return Layer(tree, _inside(layer.foreign, name), lambda: _inside(layer.records, name))


def _inside(items: Mapping[str, Any], name: str) -> dict[str, Any]:
    start = f"{STAGES}.{name}."
    return {path.removeprefix(start): item for path, item in items.items() if path.startswith(start)}
