"""Turns a reading into keywords of a quote, its materials into shares of the pack."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.importing.passports.reading import Reading

PACK = "pack"
KEEP = "none"
"""In the place of the unit of the materials: the composition stays the chemistry's own."""
_DIGITS = 10


def quote_keywords_of(reading: Reading, library: Library, chemistry: str | None = None) -> dict[str, Any]:
    """Return the keywords of a quote of a passport's pack.

    Args:
        reading: of the passport.
        library: of presets.
        chemistry: what it is quoted as, where somebody says so.
    """
    keywords = dict(reading.scenario)
    if chemistry is not None:
        keywords["chemistry"] = chemistry
    composed, start = pack_of(reading, library, chemistry), _start(library, keywords.get("chemistry"))
    if not composed:
        return keywords
    return keywords | {"overrides": [f"{start}.{part}={share:.{_DIGITS}g}" for part, share in composed.items()]}


def pack_of(reading: Reading, library: Library, chemistry: str | None = None) -> dict[str, float]:
    """Return the shares of the pack by component; none where the passport names too little of it.

    Args:
        reading: of the passport.
        library: of presets.
        chemistry: what it is quoted as, where somebody says so.
    """
    name = chemistry or reading.scenario.get("chemistry")
    if not reading.composition or name is None:
        return {}
    usual = library.document("chemistries", str(name)).tree.get(PACK, {})
    return composed_of(reading.composition, usual)


def _start(library: Library, name: object) -> str:
    return "" if name is None else f"chemistries.{library.document('chemistries', str(name)).name}.{PACK}"


def composed_of(shares: Mapping[str, float], usual: Mapping[str, float]) -> dict[str, float]:
    """Return the shares of a pack: those that are known, and what is left over parted as is usual.

    >>> composed_of({"cathode": 0.4}, {"cathode": 0.2, "steel": 0.6, "copper": 0.2})
    {'cathode': 0.4, 'steel': 0.45, 'copper': 0.15}
    """
    known = {part: share for part, share in shares.items() if part in usual}
    others = sum(share for part, share in usual.items() if part not in known)
    if not others:
        return {}
    left = 1.0 - sum(known.values())
    return {part: round(known.get(part, share * left / others), _DIGITS) for part, share in usual.items()}
