"""Checks a preset file, or a whole folder of presets."""

# ruff: noqa: PTH100, PTH110, PTH112, PTH118, PTH119, PTH120, PTH122, PTH208 (as all of the catalog, without pathlib)
from __future__ import annotations

import os
from typing import TYPE_CHECKING

from recyc_cli.catalog.documents.sums_to_one import destinations
from recyc_cli.catalog.open_library import library_of
from recyc_cli.catalog.vocabulary import KINDS, SINGLETONS
from recyc_cli.errors import RecycError, RecycErrors, did_you_mean
from recyc_cli.model.flows.stage import CATHODE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from recyc_cli.catalog.documents.document import Document
    from recyc_cli.catalog.documents.library import Library


def check_path(
    path: str, folders: Iterable[str] = (), libraries: dict[str, Library] | None = None
) -> tuple[list[str], list[RecycError]]:
    """Check a preset file, or all in a folder; return the names of the files checked and every fault found.

    A file's kind is told by the folder it lies in; `folders` are the user's other folders of presets. `libraries`
    keeps what was read, by the folder it lies in.
    Raises RecycError E301 or E312 where there is nothing to check.
    """
    root = _root_of(path)
    library, wanted = library_of([root, *folders]), os.path.realpath(path)
    if libraries is not None:
        library = libraries.setdefault(root, library)
    shelf = library.shelves[0]
    checked, faults = [], _strangers(root) if wanted == os.path.realpath(root) else []
    for kind in (*SINGLETONS, *KINDS):
        for name in sorted(shelf.names(kind).values()):
            file = os.path.realpath(shelf.file(kind, name))
            if file == wanted or file.startswith(os.path.join(wanted, "")):
                checked.append(shelf.shown(kind, name))
                faults += _faults_of(library, kind, name)
    if not checked and not faults:
        hint = "presets are TOML files in folders named " + " ".join(KINDS)
        raise RecycError("E312", "no preset to check", path, hint)
    return checked, list({str(fault): fault for fault in faults}.values())


def _root_of(path: str) -> str:
    """Return the folder of presets that a path is or lies in, or raise RecycError E301 or E312."""
    if not os.path.exists(path):
        raise RecycError("E301", "no such file or folder", path)
    whole = os.path.abspath(path)
    folder = whole if os.path.isdir(path) else os.path.dirname(whole)
    if os.path.basename(folder) in KINDS:
        return os.path.dirname(folder)
    if os.path.isdir(path) or os.path.basename(path).removesuffix(".toml") in SINGLETONS:
        return folder
    raise RecycError("E312", "lies in no folder of a known kind", path, "folders: " + " ".join(KINDS))


def _faults_of(library: Library, kind: str, name: str) -> list[RecycError]:
    try:
        document = library.on_shelf(0, kind, name)
    except (RecycError, RecycErrors) as error:
        return error.errors
    return list(_unpriced(library, document)) if kind == "chemistries" else []


def _unpriced(library: Library, document: Document) -> Iterator[RecycError]:
    """Yield the cathode of a chemistry that some route for its family sells, where nothing gives it a price."""
    sold, family = str(document.tree.get("product", document.name)), document.tree.get("family")
    priced = (each.tree.get("products", {}) for each in (document, *library.sound("prices")))
    if any(sold in products for products in priced):
        return
    routes = (route for route in library.sound("routes") if family in route.tree.get("suits", ()))
    if any(_sells_cathode(library, route) for route in routes):
        hint = f"product names what it is sold as, such as lfp; [products.{sold}] gives it a price of its own"
        yield RecycError("E333", f"no price of {sold!r}, its cathode", f"{document.path}: product", hint)


def _sells_cathode(library: Library, route: Document) -> bool:
    """Tell whether a cathode leaves the plants of a route; of one whose plants cannot be read nothing is known."""
    try:
        plants = library.plants([route]).values()
    except (RecycError, RecycErrors):
        return False
    return any(CATHODE in destinations(plant.tree.get("fates", {})) for plant in plants)


def _strangers(root: str) -> list[RecycError]:
    """Find folders and files at the top of a folder of presets that mean nothing there."""
    try:
        names = sorted(os.listdir(root))
    except OSError as error:
        return [RecycError("E301", f"cannot be read: {error.strerror or error}", root)]
    faults = []
    for name in names:
        path = os.path.join(root, name)
        folder = os.path.isdir(path)  # of a loop of links it is none
        stem, suffix = (name, "") if folder else os.path.splitext(name)
        known = KINDS if folder else SINGLETONS
        if not name.startswith(".") and (folder or suffix == ".toml") and stem not in known:
            what = "a folder of unknown kind" if folder else "a file of unknown kind"
            hint = did_you_mean(stem, known) or "known: " + " ".join(known)
            faults.append(RecycError("E312", what, path, hint))
    return faults
