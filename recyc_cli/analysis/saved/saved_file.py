"""Reads, seals and signs the JSON file of a saved quote; the seal shows later changes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Literal, cast

from recyc_cli.analysis.saved.signature import check_signature, signature
from recyc_cli.catalog.files.texts import digest, sound
from recyc_cli.errors import RecycError
from recyc_cli.files import read_whole
from recyc_cli.report.schema import misfit

if TYPE_CHECKING:
    from recyc_cli.report.shapes.saved import SavedQuote

SCHEMA: Literal["recyc.saved/1"] = "recyc.saved/1"
SEAL = "seal"
LONGEST = 20_000_000
"""Bytes of the file of a saved quote; those of mixes from many presets come to two million."""
_HINT = "saved quotes are made by `recyc quote ... --save FILE`"


def sealed(saved: SavedQuote, key: bytes = b"") -> SavedQuote:
    """Return a saved quote, of texts that UTF-8 has, signed where there is a key, with its seal: a digest of the rest.

    >>> sealed({"schema": "recyc.saved/1"})["seal"]
    '63b7674a9fd8d72e'
    """
    content: SavedQuote = sound(saved)
    if key:
        content = {**content, "signature": signature(content, key)}
    return {**content, "seal": digest(content)}


def text_of(saved: SavedQuote) -> str:
    """Return the text of the file: keys in their order, an entry a line, so that two files can be compared."""
    return json.dumps(saved, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def load_saved(path: str, key: bytes = b"") -> SavedQuote:
    """Return a saved quote from its file.

    Args:
        path: of the file.
        key: that it has to be signed with; none: whatever it is signed with, it is not looked at.

    Raises:
        RecycError: E301 it cannot be read; E350 it is no saved quote; E351 it was changed since it was saved; E352 it
            is not signed with the key.
    """
    try:
        saved = json.loads(read_whole(path, most=LONGEST).decode("utf-8"))
    except (ValueError, RecursionError):
        raise RecycError("E350", "no saved quote: not JSON in UTF-8", path, _HINT) from None
    if not isinstance(saved, dict) or saved.get("schema") != SCHEMA:
        known = saved.get("schema") if isinstance(saved, dict) else None
        what = f"its schema is {known!r}" if known else "it has no schema"
        raise RecycError("E350", f"no saved quote: {what}, {SCHEMA!r} is due", path, _HINT)
    seal = saved.pop(SEAL, None)
    if not _fits(seal, saved):
        message = "the file was changed since the quote was saved: its seal is broken"
        raise RecycError("E351", message, path, "ask for the file as it was sent")
    read = cast("SavedQuote", saved)
    if key:
        check_signature(read, key, path)
    fault = misfit(saved, SCHEMA)
    if fault:
        raise RecycError("E350", f"no saved quote: {fault}", path, _HINT)
    return read


def _fits(seal: object, saved: object) -> bool:
    try:
        return seal == digest(saved)
    except ValueError:  # NaN or infinity, which no quote holds
        return False
