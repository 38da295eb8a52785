"""Finds the preset that is named on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.catalog.documents.library import AMBIGUOUS
from recyc_cli.catalog.vocabulary import KINDS, SINGLETONS, kind_of
from recyc_cli.errors import RecycError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recyc_cli.catalog.documents.document import Document
    from recyc_cli.catalog.documents.library import Library


def find_preset(library: Library, text: str) -> Document:
    """Return the preset named KIND/NAME; the kind may be left out where the name is known once."""
    return library.document(*kind_and_name(library, text))


def kind_and_name(library: Library, text: str) -> tuple[str, str]:
    """Return kind and name of KIND/NAME, or of a name that only one kind knows."""
    kind, slash, name = text.partition("/")
    kind = kind_of(kind)
    if kind in SINGLETONS or (slash and kind in KINDS):
        return kind, name
    hits = [(each, text) for each in KINDS if text in library.names(each)] or list(_aliases(library, text))
    if len(hits) == 1:
        return hits[0]
    known = [f"{each}/{hit}" for each in KINDS for hit in library.names(each)] + list(SINGLETONS)
    hint = "which one: " + " ".join("/".join(hit) for hit in hits) if hits else did_you_mean(text, known)
    raise RecycError("E101", f"no preset {text!r}", "KIND/NAME", hint or "recyc presets list shows all")


def _aliases(library: Library, text: str) -> Iterator[tuple[str, str]]:
    """Yield kind and name of the presets that have this name in another spelling, or as an alias."""
    for kind in KINDS:
        try:
            yield kind, library.resolve(kind, text)
        except RecycError as error:
            if error.code == AMBIGUOUS:
                raise
