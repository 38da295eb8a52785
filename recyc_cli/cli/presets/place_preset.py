"""Says where a new preset goes, and what to do with it once it is there."""

# ruff: noqa: PTH112 (what cannot be a folder is none, not an error)

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from recyc_cli.catalog.drafts.template import checked_name
from recyc_cli.catalog.drafts.writing import refuse_existing
from recyc_cli.catalog.vocabulary import PRICES, SINGLETONS
from recyc_cli.cli.output import target
from recyc_cli.errors import RecycError

if TYPE_CHECKING:
    from recyc_cli.cli.input.settings import Settings

PLACE = "E162"
USES = {
    "chemistries": "recyc quote {name} --route hydro",
    "routes": "recyc quote nmc622 --route {name}",
    "regions": "recyc quote nmc622 --route hydro --region {name}",
    PRICES: "recyc quote nmc622 --route hydro --prices {name}",
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
