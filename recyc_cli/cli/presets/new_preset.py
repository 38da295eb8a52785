"""`recyc presets new` writes a preset to start from, and says what to do with it."""

# ruff: noqa: PTH112 (what cannot be a folder is none, not an error)

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from recyc_cli.catalog.drafts.template import checked_name, draft
from recyc_cli.catalog.drafts.writing import refuse_existing, write_cited, write_new
from recyc_cli.catalog.open_library import open_library
from recyc_cli.catalog.vocabulary import KINDS, SINGLETONS, kind_by_word, kind_of
from recyc_cli.cli.output import target
from recyc_cli.errors import RecycError, did_you_mean

if TYPE_CHECKING:
    from recyc_cli.cli.input.settings import Settings

MISSING, PLACE = "E113", "E162"
FEED = "feed"
USES = {
    "chemistries": "recyc quote {name} --route hydro",
    "routes": "recyc quote nmc622 --route {name}",
    "regions": "recyc quote nmc622 --route hydro --region {name}",
    "prices": "recyc quote nmc622 --route hydro --prices {name}",
    "methods": "recyc quote nmc622 --route hydro --method {name}",
    "plants": "recyc quote nmc622 --plant {name}",
    "vehicles": "recyc quote --vehicle {name}",
    "contracts": "recyc quote nmc622 --route hydro --contract {name}",
    "business": "recyc quote nmc622 --route hydro --business {name}",
    "applications": "recyc quote nmc622 --route reuse --application {name}",
    "stages": 'name it in a route: plants = ["preprocessing", "{name}"]',
    "payables": 'name it in a price deck: payables = "{name}"',
    "impacts": 'name it in a method: impacts = "{name}"',
}
"""How a preset of each kind is put to use; a kind that is not here is in force as soon as it is there."""
NAMED_BY_PRESETS = ("stages", "payables", "impacts")
"""Kinds that no command takes: other presets name them."""


def make(settings: Settings) -> None:
    """Write the preset that is asked for."""
    asked = settings.text("make")
    if asked is None:
        kinds = " ".join([*(label.split()[0] for label in KINDS.values()), FEED])
        raise RecycError(MISSING, "no kind given", "recyc presets new", f"one of {kinds}")
    if asked == FEED:
        _write_feed(settings)
    else:
        _copy(settings, _makeable(asked))


def _makeable(text: str) -> str:
    """Return the kind of preset that a word means; sources are lines of a file, not made of others."""
    kinds = [*KINDS, *(single for single in SINGLETONS if single != "sources")]
    if kind_of(text) not in kinds:
        known = [word for word, kind in kind_by_word().items() if kind in kinds]
        hint = did_you_mean(text, [*known, FEED]) or "kinds: " + " ".join([*kinds, FEED])
        raise RecycError("E102", f"unknown kind of preset {text!r}", "KIND", hint)
    return kind_of(text)


def _copy(settings: Settings, kind: str) -> None:
    """Write a preset that extends another."""
    library = open_library(settings.items("preset_dir"))
    parent = settings.text("parent") or ""
    if kind in SINGLETONS:
        document = library.document(kind)
    elif not parent:
        hint = f"for example --from {library.names(kind)[0]}" if library.names(kind) else "there is none yet"
        raise RecycError(MISSING, f"which {KINDS[kind]} to start from?", "--from", hint)
    else:
        document = library.document(kind, parent)
    path = path_of_new_preset(settings, kind, f"my-{document.name.rpartition('/')[2]}")
    write_new(path, draft(document))
    say_next(settings, path, kind)


def _write_feed(settings: Settings) -> None:
    """Write the chemistry of an assay, and its source."""
    from recyc_cli.importing import sheets
    from recyc_cli.importing.assay import assay_file, chemistry_of_assay

    file = settings.text("assay")
    if file is None:
        hint = "recyc presets new feed --assay lab.csv --as lot-17"
        raise RecycError(MISSING, "no assay given", "--assay", hint)
    name = settings.text("named")
    named = name or settings.text("output")
    default = "" if named else checked_name(f"my-{Path(file).stem}", "--as")
    path = path_of_new_preset(settings, "chemistries", default)
    assay = assay_file.read_assay(sheets.read_sheets(file)[0], file)
    made = chemistry_of_assay.feed_of_assay(assay, open_library(settings.items("preset_dir")), file)
    shown = Path(file).name
    entry = {"title": f"Assay {shown}", "note": f"Read from the file {shown}."}
    content = partial(chemistry_of_assay.chemistry_text, made, f"Black mass {path.stem}")
    write_cited(path, entry, f"assay-{path.stem}", content)
    if not settings.on("quiet"):
        target.say("\n".join([f"nearest cathode: {made.like}", *(f"note: {said}" for said in made.notes)]))
    say_next(settings, path, "chemistries", f"recyc quote {path.stem} --route hydro --form black-mass")


def path_of_new_preset(settings: Settings, kind: str, default: str) -> Path:
    """Return where a new preset goes, once it is known that nothing is there.

    Raises:
        RecycError: E160 it exists, E161 it cannot have this name, E162 its folder is of another kind.
    """
    out = settings.text("output")
    if out:
        path = Path(out)
        fits = path.name == f"{kind}.toml" if kind in SINGLETONS else path.absolute().parent.name == kind
        if path.suffix != ".toml" or not fits:
            due = f"{kind}.toml" if kind in SINGLETONS else f"{kind}/{path.stem or 'NAME'}.toml"
            message = "a preset's kind is told by its place"
            raise RecycError(PLACE, message, f"-o {out}", f"it has to end in {due}, or give --dir DIR", 2)
    else:
        folder = Path(settings.text("folder") or "presets")
        name = settings.text("named")
        name = checked_name(name, "--as") if name else default
        path = folder / f"{kind}.toml" if kind in SINGLETONS else folder / kind / f"{name}.toml"
    if kind not in SINGLETONS:
        checked_name(path.stem, "--as")
    refuse_existing(path)
    return path


def say_next(settings: Settings, path: Path, kind: str, use: str = "") -> None:
    """Say what was written and what to do next: to check it, and to put it to use as such presets are, or as said."""
    use = use or USES.get(kind, "recyc quote nmc622 --route hydro").format(name=path.stem)
    folder = path.parent if kind in SINGLETONS else path.parent.parent
    known = [folder for folder in ("presets", *settings.items("preset_dir")) if os.path.isdir(folder)]
    away = not any(os.path.realpath(each) == os.path.realpath(folder) for each in known)
    flag = f" --preset-dir {folder}" if away and kind not in NAMED_BY_PRESETS else ""
    if not settings.on("quiet"):
        target.say(f"wrote {path}\nnext:\n  recyc presets check {path}\n  {use}{flag}".rstrip())
