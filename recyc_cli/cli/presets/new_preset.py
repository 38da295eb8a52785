"""`recyc presets new` writes a preset to start from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.catalog.drafts.template import draft
from recyc_cli.catalog.drafts.writing import write_new
from recyc_cli.catalog.open_library import open_library
from recyc_cli.catalog.vocabulary import KINDS, SINGLETONS, kind_by_word, kind_of
from recyc_cli.cli.presets import place_preset
from recyc_cli.errors import RecycError, did_you_mean

if TYPE_CHECKING:
    from recyc_cli.cli.input.settings import Settings

MISSING = "E113"
FEED = "feed"


def make(settings: Settings) -> None:
    """Write the preset that is asked for."""
    asked = settings.text("make")
    if asked is None:
        kinds = " ".join([*(label.split()[0] for label in KINDS.values()), FEED])
        raise RecycError(MISSING, "no kind given", "recyc presets new", f"one of {kinds}")
    if asked == FEED:
        from recyc_cli.cli.presets.new_feed import write_feed

        write_feed(settings)
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
    path = place_preset.path_of_new_preset(settings, kind, f"my-{document.name.rpartition('/')[2]}")
    write_new(path, draft(document))
    place_preset.say_next(settings, path, kind)
