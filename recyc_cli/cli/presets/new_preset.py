"""`recyc presets new` writes a preset to start from, and says what to do with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.catalog.drafts.template import draft
from recyc_cli.catalog.drafts.writing import write_new
from recyc_cli.catalog.open_library import open_library
from recyc_cli.catalog.vocabulary import KINDS, SINGLETONS, kind_by_word, kind_of
from recyc_cli.cli.presets import where_to_write
from recyc_cli.errors import RecycError, did_you_mean

if TYPE_CHECKING:
    from recyc_cli.cli.input.settings import Settings

MISSING = "E113"
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


def make(settings: Settings) -> None:
    """Write the preset that is asked for."""
    asked = settings.text("make")
    if asked is None:
        kinds = " ".join([*(label.split()[0] for label in KINDS.values()), FEED])
        raise RecycError(MISSING, "no kind given", "recyc presets new", f"one of {kinds}")
    if asked == FEED:
        from recyc_cli.cli.presets import new_feed

        new_feed.write_feed(settings)
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
    path = where_to_write.path_of_new_preset(settings, kind, f"my-{document.name.rpartition('/')[2]}")
    write_new(path, draft(document))
    where_to_write.say_next(settings, path, kind, _use(kind, path.stem))


def _use(kind: str, name: str) -> str:
    return USES.get(kind, "recyc quote nmc622 --route hydro").format(name=name)
