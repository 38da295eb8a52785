"""Finds numbers of an impossible size, which are slips of units.

970,000 written for 97,000, or USD/kg for USD/t.
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.catalog.files import toml_file
from recyc_cli.errors import RecycError
from recyc_cli.units import currency, in_dollars, parse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.catalog.documents.document import Record

FILE = Path(__file__).with_name("plausible.toml")


class Bounds(NamedTuple):
    """The lowest and the highest value that is believed, in `unit`."""

    low: float
    high: float
    unit: str

    def __str__(self) -> str:
        return f"{self.low:,.10g} to {self.high:,.10g} {self.unit}"


def bounds(path: str, canonical_unit: str) -> Bounds | None:
    """Return the bounds of a number, or None where nothing is known about such numbers.

    Args:
        path: the kind of preset and the number's path in it.
        canonical_unit: what it is measured in; a foreign currency counts as USD.

    >>> str(bounds("prices.metals.nickel", "CNY/kg"))
    '5,000 to 60,000 USD/t'
    """
    unit = in_dollars(canonical_unit)
    for pattern, canonical, known in _table():
        if canonical == unit and fnmatchcase(path, pattern):
            return known
    return None


def implausible(path: str, record: Record, fx: Mapping[str, float]) -> str:
    """Say why a number cannot be of this size; nothing where it can, or where no bounds are known.

    Args:
        path: the kind of preset and the number's path in it.
        record: the number.
        fx: units of each currency per USD; a currency without a rate is not judged.
    """
    known = bounds(path, record.canonical_unit)
    code = currency(record.canonical_unit)
    if known is None or (code and not fx.get(code)):
        return ""
    value = record.value * record.factor / (fx[code] if code else 1.0) / parse(known.unit)[0]
    if known.low <= value <= known.high:
        return ""
    written = f"{record.value:,.10g}" if record.unit == "1" else f"{record.value:,.10g} {record.unit}"
    converted = "" if known.unit == record.unit else f" = {value:,.6g} {known.unit}"
    return f"{written}{converted} is not plausible: usually {known}"


@cache
def _table() -> list[tuple[str, str, Bounds]]:
    """Return every pattern with its canonical unit and its bounds, in the order of the file."""
    tables = toml_file.load_toml(str(FILE), FILE.name)
    return [
        (pattern, _canonical(unit), Bounds(float(low), float(high), unit))
        for unit, entries in tables.items()
        for pattern, (low, high) in entries.items()
    ]


def _canonical(unit: str) -> str:
    """Return the canonical unit of a table's heading."""
    try:
        return parse(unit)[1]
    except RecycError as error:
        raise RecycError(error.code, error.message, FILE.name, error.hint) from None
