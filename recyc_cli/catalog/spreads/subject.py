"""Names what a number is about, wherever it stands."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from recyc_cli.catalog.documents.document import owner_of
from recyc_cli.catalog.vocabulary import kind_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.catalog.documents.document import Document

ASKED = "quote"
"""What stands before the name of a number that the request gives, in the place of a kind."""
_NAMED = ("stages", "chemistries")
"""Kinds whose paths in a `set` table name the preset."""
_LAID = ("when", "campaigns", "places")
"""Tables of which each entry holds what stands in the preset itself, for some case."""

_ASKED_TOO = {"chemistries.moisture": f"{ASKED}.moisture"}
"""What a preset of a feed says where the request does not."""


@lru_cache(50_000)
def subject_of(kind: str, path: str) -> str:
    """Return what a number is about: its kind of preset and its path, those of a case as those of all cases.

    Args:
        kind: of the preset that it stands in.
        path: inside that preset.

    >>> subject_of("regions", "wage"), subject_of("stages", "campaigns.spinel.fates.steel.steel")
    ('regions.wage', 'stages.fates.steel.steel')
    >>> subject_of("plants", "set.stages.hydro.water.mass"), subject_of("business", "set.region.tip_fee")
    ('stages.water.mass', 'regions.tip_fee')
    >>> subject_of("routes", "stages.smelter.co2.coke"), subject_of("prices", "when.own-legs.places.CN.reagents.lime")
    ('stages.co2.coke', 'prices.reagents.lime')
    """
    parts = path.split(".")
    if parts[0] == "set":
        kind = kind_of(parts[1])
        parts = parts[3 if kind in _NAMED else 2 :]
    if kind == "routes" and parts[0] == "stages":
        kind, parts = "stages", parts[2:]
    while len(parts) > len(_LAID[:2]) and parts[0] in _LAID:
        parts = parts[2:]
    subject = ".".join((kind, *parts))
    return _ASKED_TOO.get(subject, subject)


def subject_in_force(documents: Mapping[str, Document], path: str) -> str:
    """Return what a number of a quote is about; of one that the request gives, `quote.` and its name.

    Args:
        documents: presets in force by the prefix of their paths.
        path: as a trace calls it, such as `region.wage`.
    """
    prefix, inside = owner_of(documents, path)
    return subject_of(documents[prefix].kind, inside) if prefix else f"{ASKED}.{path}"
