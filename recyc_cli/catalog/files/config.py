"""Reads the defaults of a project (./recyc.toml) and of a user.

The user's are in the same file in the configuration folder.
"""

# ruff: noqa: PTH118 (importing pathlib costs as much as a quote's presets)
from __future__ import annotations

import os

from recyc_cli.catalog.files.search_path import config_folder
from recyc_cli.errors import RecycError, RecycErrors, did_you_mean
from recyc_cli.row import Row
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

FILE = "recyc.toml"
UNKNOWN, TYPE = "E382", "E383"


class Defaults(Row):
    """The `[defaults]` of one file."""

    file: str
    values: dict[str, object]


def load_config(known: Collection[str]) -> list[Defaults]:
    """Return the defaults of the project and of the user, nearest first.

    A TOML reader is imported only where such a file exists. `known` are the names that `[defaults]` may set.
    Raises RecycErrors (exit 3) with every fault of the files.
    """
    files = [path for path in (FILE, os.path.join(config_folder(), FILE)) if os.path.lexists(path)]
    faults: list[RecycError] = []
    defaults = [Defaults(path, _read(path, known, faults)) for path in files]
    if faults:
        raise RecycErrors(faults)
    return defaults


def _read(path: str, known: Collection[str], faults: list[RecycError]) -> dict[str, object]:
    """Return the `[defaults]` of one file; what is wrong with it is added to `faults`. An empty file says nothing."""
    from recyc_cli.catalog.files import toml_file
    from recyc_cli.files import LARGEST_TEXT, read_whole

    try:
        data = read_whole(path, most=LARGEST_TEXT)
        document = toml_file.tables(data, path) if data.strip() else {}
    except RecycError as error:
        faults.append(RecycError(error.code, error.message, path, error.hint.replace("presets are", "it has to be")))
        return {}
    faults += [
        RecycError(UNKNOWN, f"unknown table or key {key!r}", path, "defaults stand under [defaults]")
        for key in document
        if key != "defaults"
    ]
    return _checked(path, document.get("defaults", {}), known, faults)


def _checked(path: str, table: object, known: Collection[str], faults: list[RecycError]) -> dict[str, object]:
    """Return the table with its keys as option names (`feed-price` is `feed_price`)."""
    if not isinstance(table, dict):
        faults.append(RecycError(TYPE, "defaults has to be a table: [defaults]", where=path))
        return {}
    values: dict[str, object] = {}
    for key, value in table.items():
        name = key.replace("-", "_")
        if name not in known:
            hint = did_you_mean(name, known) or "known: " + " ".join(sorted(known))
            faults.append(RecycError(UNKNOWN, f"unknown default {key!r}", where=f"{path}: defaults.{key}", hint=hint))
        elif not _plain(value):
            expected = "text, a number, true or false, or a list of texts"
            faults.append(RecycError(TYPE, f"expected {expected}", where=f"{path}: defaults.{key}"))
        else:
            values[name] = value
    return values


def _plain(value: object) -> bool:
    """Tell whether a value can stand on a command line: a scalar, a list of them, or a table of shares (`mix`)."""
    if isinstance(value, dict):
        return all(isinstance(share, (int, float, str)) for share in value.values())
    if isinstance(value, list):
        return all(isinstance(item, str) for item in value)
    return isinstance(value, (str, int, float)) or type(value).__name__ == "date"
