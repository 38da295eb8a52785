"""Reads one number of a preset: its value, unit, range, source, and all of its faults."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.catalog.documents.document import Record
from recyc_cli.catalog.vocabulary import OWN
from recyc_cli.errors import RecycError, did_you_mean
from recyc_cli.units import parse

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

EVIDENCE = ("measured", "market", "published-model", "estimate")
META = ("value", "unit", "low", "high", "date", "basis", "source", "evidence", "note")
INHERITED = ("unit", "source", "date", "basis", "evidence")
_ARITHMETIC = frozenset("0123456789.eE+-*/ ")
_SPAN = "low <= value <= high: move them with the value, or leave both out"
_EXAMPLE = 'write { value = 1.5, unit = "USD/kg", source = "an id of sources.toml" }'


class Faults:
    """The faults of one file, gathered so that all can be told at once."""

    __slots__ = ("_told", "file", "found")

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: dict[str, list[RecycError]] = {}
        self._told: set[str] = set()

    def add(self, code: str, key: str, message: str, hint: str = "") -> None:
        """Note a fault at a key of the file."""
        where = f"{self.file}: {key}" if key else self.file
        self.found.setdefault(key, []).append(RecycError(code, message, where, hint))

    def once(self, code: str, key: str, message: str, hint: str = "") -> None:
        """Note a fault that a whole group may share; it is told at the first of its numbers only."""
        if message in self._told:
            self.found.setdefault(key, [])
        else:
            self._told.add(message)
            self.add(code, key, message, hint)

    def take(self, inner: Faults, above: str) -> None:
        """Note the faults of a part of the file that stands under a key."""
        for errors in inner.found.values():
            for error in errors:
                place = error.where.removeprefix(inner.file).removeprefix(": ")
                self.add(error.code, f"{above}.{place}".rstrip("."), error.message, error.hint)

    def touched(self, key: str, keys: Iterable[str]) -> bool:
        """Tell whether one of `keys` is this key, above it or below it."""
        return any(not key or not at or f"{at}.".startswith(f"{key}.") or f"{key}.".startswith(f"{at}.") for at in keys)

    def errors(self) -> list[RecycError]:
        """Return all faults in the order they were found."""
        return [error for errors in self.found.values() for error in errors]


def record(raw: Mapping[str, Any], key: str, sources: Collection[str], faults: Faults) -> Record | None:
    """Check a number whose missing unit and source are filled in already; if it has faults, None comes back."""
    before = len(faults.found)
    for name in raw:
        if name not in META:
            hint = did_you_mean(name, META) or "fields: " + " ".join(META)
            faults.add("E310", f"{key}.{name}", "a number has no such field", hint)
    value = finite_float(raw.get("value"), key, faults)
    low, high = (finite_float(raw[side], f"{key}.{side}", faults) if side in raw else None for side in ("low", "high"))
    canonical = _unit(raw.get("unit"), key, faults)
    source = _source(raw.get("source"), key, sources, faults)
    evidence = _text(raw, "evidence", key, faults)
    _check_evidence(evidence, raw, key, faults)
    _check_range(value, low, high, key, faults)
    date, basis, note = (_text(raw, name, key, faults) for name in ("date", "basis", "note"))
    if value is None or len(faults.found) > before:
        return None
    return Record(value, str(raw["unit"]), canonical, low, high, date, basis, source, evidence, note)


def finite_float(raw: object, key: str, faults: Faults) -> float | None:
    """Return a finite float from a number or from text of exact arithmetic such as "98/14"; None if it is neither."""
    if isinstance(raw, bool) or not isinstance(raw, (int, float, str)):
        faults.add("E307", key, f"a number is due, not {_kind(raw)}", _EXAMPLE)
        return None
    try:
        value = arithmetic(raw) if isinstance(raw, str) else float(raw)
    except (ValueError, ZeroDivisionError):
        hint = 'numbers may be written as digits with . e * and /, as in "0.86*44/12"'
        faults.add("E307", key, f"{raw!r} is no number", hint)
        return None
    except OverflowError:
        value = float("inf")
    if value - value != 0.0:
        faults.add("E307", key, "the number is not finite")
        return None
    return value


def arithmetic(text: str) -> float:
    """Work out products and quotients from left to right.

    >>> arithmetic("98/14"), arithmetic("2.5e-1")
    (7.0, 0.25)
    """
    if not _ARITHMETIC.issuperset(text):
        raise ValueError(text)
    result = 1.0
    for index, piece in enumerate(text.split("/")):
        first, *factors = (float(factor) for factor in piece.split("*"))
        result = result / first if index else result * first
        for factor in factors:
            result *= factor
    return result


def _unit(raw: object, key: str, faults: Faults) -> str:
    if raw is None:
        faults.add("E304", key, "the number has no unit", _EXAMPLE)
        return ""
    if not isinstance(raw, str):
        faults.add("E305", f"{key}.unit", f"a unit is text, not {_kind(raw)}")
        return ""
    try:
        return parse(raw)[1]
    except RecycError as error:
        faults.once(error.code, f"{key}.unit", error.message, _as_recyc_writes(raw) or error.hint)
        return ""


def _as_recyc_writes(unit: str) -> str:
    """Return the hint for a unit as the trade writes it: presets have one spelling of each."""
    from recyc_cli.catalog.trade.units import find_unit

    found = find_unit(unit)
    if found is None or found.of:
        return ""
    return f"write {found.unit}" + (f", and the value times {found.factor:g}" if found.factor != 1.0 else "")


def _source(raw: object, key: str, sources: Collection[str], faults: Faults) -> str:
    if raw is None:
        hint = "name a source for it or for its group, and describe it in sources.toml"
        faults.add("E304", key, "the number has no source", hint)
    elif not isinstance(raw, str):
        faults.add("E306", f"{key}.source", f"a source is the id of an entry in sources.toml, not {_kind(raw)}")
    elif raw not in sources and raw != OWN:
        hint = did_you_mean(raw, sources) or f"describe it in sources.toml: [{raw}]"
        faults.once("E306", f"{key}.source", f"unknown source {raw!r}", hint)
    return str(raw)


def _check_evidence(evidence: str, raw: Mapping[str, Any], key: str, faults: Faults) -> None:
    if evidence and evidence not in EVIDENCE:
        hint = did_you_mean(evidence, EVIDENCE) or "one of " + ", ".join(EVIDENCE)
        faults.add("E309", f"{key}.evidence", f"unknown evidence {evidence!r}", hint)
    if evidence == "estimate" and not {"low", "high"} <= raw.keys():
        faults.add("E308", key, "an estimate needs a range", "give low and high, in the unit of the value")


def _check_range(value: float | None, low: float | None, high: float | None, key: str, faults: Faults) -> None:
    if value is None:
        return
    if low is not None and low > value:
        faults.add("E308", f"{key}.low", f"low {low:g} lies above the value {value:g}", _SPAN)
    if high is not None and high < value:
        faults.add("E308", f"{key}.high", f"high {high:g} lies below the value {value:g}", _SPAN)


def _text(raw: Mapping[str, Any], name: str, key: str, faults: Faults) -> str:
    value = raw.get(name, "")
    if isinstance(value, (bool, float, list, dict)):
        faults.add("E310", f"{key}.{name}", f"text is due, not {_kind(value)}")
        return ""
    return str(value)


def _kind(raw: object) -> str:
    """Say in plain words what a TOML value is."""
    if raw is None:
        return "nothing"
    words = {bool: "true or false", int: "a number", float: "a number", str: "text", list: "a list", dict: "a table"}
    return words.get(type(raw), "a date")
