"""Lists the saved quotes of a folder: to whom, till when, and what has moved since."""

# ruff: noqa: PTH112, PTH113, PTH118, PTH208 (without pathlib, as all that a command reads)
from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING

from recyc_cli.analysis.saved.save import replay
from recyc_cli.analysis.saved.saved_file import SCHEMA, load_saved
from recyc_cli.analysis.saved.signature import SIGNATURE, check_signature
from recyc_cli.analysis.saved.what_moved import moves
from recyc_cli.errors import RecycError, RecycErrors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recyc_cli.report.shapes.saved import SavedFault, SavedQuote, SavedRow, SavedSince

VALID, UNLIMITED, EXPIRED = "valid", "without an end", "expired"
UNPROVED, ALTERED, BROKEN = "not proved", "altered", "no saved quote"
STATES = (VALID, UNLIMITED, EXPIRED, UNPROVED, ALTERED, BROKEN)
"""What becomes of a file, in the order of a list."""
SUFFIX = ".json"
_START = 200


def saved_quotes(
    folder: str, preset_dirs: tuple[str, ...] = (), key: bytes = b"", today: date | None = None
) -> list[SavedRow]:
    """Return a row for each saved quote of a folder, the newest first, and for each file that ought to be one.

    Files are those that end in .json, and others that begin as saved quotes do; folders in it are not looked into. A
    file that is broken, changed or of another program is a row that says so.

    Args:
        folder: or one file.
        preset_dirs: folders of presets to be asked first, for what has moved.
        key: that quotes have to be signed with; none: signatures are not looked at.
        today: the day that validity is held against, if not this one.

    Raises:
        RecycError: E301 there is no such folder, or it cannot be read.
    """
    day = str(today or date.today())  # noqa: DTZ011 - the day where the user is
    rows = [_row(folder, name, preset_dirs, key, day) for name in _files(folder)]
    newest = sorted(rows, key=lambda row: str(row.get("date", "")), reverse=True)
    return sorted(newest, key=lambda row: STATES.index(row["state"]))


def _files(folder: str) -> Iterator[str]:
    """Yield the names of the files that are, or ought to be, saved quotes; of one file its path."""
    if os.path.isfile(folder):
        yield folder
        return
    try:
        names = sorted(os.listdir(folder))
    except (OSError, ValueError) as error:
        raise RecycError("E301", f"no folder of saved quotes: {getattr(error, 'strerror', error)}", folder) from None
    for name in names:
        path = os.path.join(folder, name)
        if not os.path.isdir(path) and (name.endswith(SUFFIX) or _begins_so(path)):
            yield name


def _begins_so(path: str) -> bool:
    """Tell whether a file begins as saved quotes do, whatever it is called."""
    if not os.path.isfile(path):
        return False
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - as above
            return SCHEMA.encode() in file.read(_START)
    except OSError:
        return False


def _row(folder: str, name: str, preset_dirs: tuple[str, ...], key: bytes, day: str) -> SavedRow:
    path = name if os.path.isfile(folder) else os.path.join(folder, name)
    try:
        saved = load_saved(path)
        row = _terms(name, saved, day)
        return {**row, **_proved(saved, key, path), **_altered(saved), **_since(saved, preset_dirs)}
    except (RecycError, RecycErrors) as fault:
        return {"file": name, "state": BROKEN, "problem": fault.errors[0].message}
    except Exception as fault:  # noqa: BLE001 - whatever one file holds, the others are listed
        return {"file": name, "state": BROKEN, "problem": f"it cannot be computed: {type(fault).__name__}: {fault}"}


def _terms(name: str, saved: SavedQuote, day: str) -> SavedRow:
    """Return what a saved quote says of itself."""
    report, end = saved["report"], saved["valid_until"]
    return {
        "file": name,
        "state": UNLIMITED if end is None else EXPIRED if end < day else VALID,
        "reference": saved["reference"],
        "date": saved["date"],
        "valid_until": end,
        "offered_to": saved["offered_to"],
        "price": report["totals"]["feed_price"],
        "price_unit": report["basis"]["breakeven"],
        "margin_then": report["totals"]["margin"],
        "signed": "yes" if SIGNATURE in saved else "no",
    }


def _proved(saved: SavedQuote, key: bytes, path: str) -> SavedFault:
    """Hold a quote against a key, where there is one."""
    if not key:
        return {}
    try:
        check_signature(saved, key, path)
    except RecycError as fault:
        return {"state": UNPROVED, "problem": fault.message}
    return {"signed": "proved"}


def _altered(saved: SavedQuote) -> SavedFault:
    """Tell of a quote that is not what its own inputs give."""
    told = [each["message"] for each in replay(saved)[1] if each["code"] == ALTERED]
    return {"state": ALTERED, "problem": told[0]} if told else {}


def _since(saved: SavedQuote, preset_dirs: tuple[str, ...]) -> SavedSince:
    """Return what the margin is now, and which number has moved it most."""
    try:
        moved = moves(saved, preset_dirs)
    except (RecycError, RecycErrors) as fault:
        return {"by": f"cannot be quoted today: {fault.errors[0].message}"}
    margin = moved["totals"]["margin"]
    then, now = margin["then"] or 0.0, margin["now"] or 0.0
    most = max(moved["moves"], key=lambda move: abs(move["effect"]), default=None)
    return {"margin_now": now, "moved": now - then, "by": most["path"] if most else None}
