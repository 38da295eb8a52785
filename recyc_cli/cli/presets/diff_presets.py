"""`recyc presets diff` lists what differs between two presets of one kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.catalog.open_library import open_library
from recyc_cli.cli.presets.find_preset import find_preset
from recyc_cli.cli.presets.list_presets import list_report
from recyc_cli.cli.presets.show_numbers import SEVERAL, parted, prefix, rows_of
from recyc_cli.errors import RecycError
from recyc_cli.render.pages.records import exact
from recyc_cli.units import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recyc_cli.catalog.documents.document import Document
    from recyc_cli.report.shapes.lists import DifferenceRow, NumberRow, RecordsReport

KIND_MISMATCH = "E116"


def differences(preset_dirs: list[str], first: str, second: str, form: str = "json") -> RecordsReport:
    """List what differs between two presets of one kind; for a terminal, paths are parted into heading and rest."""
    library = open_library(preset_dirs)
    left, right = find_preset(library, first), find_preset(library, second)
    if left.kind != right.kind:
        raise RecycError(KIND_MISMATCH, f"{left.id} and {right.id} are of different kinds", "recyc presets diff")
    changes = list(_changes(left, right))
    if form == "table":
        depth = 0 if left.kind in SEVERAL else prefix(left).count(".")
        paths = [parted(row["path"], depth) for row in changes]
        changes = [{**row, "what": what, "path": path} for row, (what, path) in zip(changes, paths, strict=True)]
    rows = [*_corrections(left, right), *changes]
    columns = [("what", "", "<"), ("path", "path", "<"), ("a", left.name or left.kind, ">")]
    columns += [("b", right.name or right.kind, ">"), ("change", "change %", ">"), ("unit", "unit", "<")]
    columns += [("reason", "reason", "<")]
    notes = [] if rows else ["no differences"]
    head = f"{left.id} against {right.id}"
    return list_report(library, "recyc.preset-diff/1", head, columns, rows, notes, "what")


def _changes(left: Document, right: Document) -> Iterator[DifferenceRow]:
    """Yield the numbers and settings that differ, switches of corrections apart; both sides in the unit of the second.

    Where presets go by their own names (`stages.hydro.water`), paths are told without them.
    """
    before, after = (_by_path(each) for each in (left, right))
    for path in dict.fromkeys([*before, *after]):
        old, new = before.get(path), after.get(path)
        if left.kind == "methods" and path.startswith("method.corrections."):
            continue
        old = _in_unit(old, new)
        if _said(old) == _said(new):
            continue
        yield {
            "what": "numbers and settings",
            "path": path,
            "a": _value_shown(old, new),
            "b": new["value"] if new else None,
            "change": _change(old, new),
            "unit": _said(new)[1] or _said(old)[1],
            "reason": new.get("note") if new else None,
        }


def _by_path(document: Document) -> dict[str, NumberRow]:
    """Return the rows of a preset by their path, which does not hold its name."""
    named = prefix(document) if document.kind in SEVERAL else ""
    return {row["path"].replace(named, "", 1) if named else row["path"]: row for row in rows_of(document)}


def _said(row: NumberRow | None) -> tuple[str | float | None, str | None]:
    """Return a value and its unit, as far as there are any."""
    return (row["value"], row.get("unit")) if row else (None, None)


def _in_unit(row: NumberRow | None, like: NumberRow | None) -> NumberRow | None:
    """Return a number in the unit of another one that measures the same."""
    (value, unit), (_, other) = _said(row), _said(like)
    if row is None or not isinstance(value, float) or unit is None or other is None or unit == other:
        return row
    (factor, measure), (per, same) = parse(unit), parse(other)
    return {**row, "value": value * factor / per, "unit": other} if measure == same else row


def _value_shown(old: NumberRow | None, new: NumberRow | None) -> str | float | None:
    """Return the value of the first, with its unit where that is of another kind or currency than the second's."""
    (value, unit), (_, other) = _said(old), _said(new)
    unlike = unit is not None and other is not None and unit != other
    return f"{exact(value)} {unit}" if unlike and isinstance(value, float) else value


def _change(old: NumberRow | None, new: NumberRow | None) -> float | None:
    """Return by how much a number grows [%]; nothing where the two do not measure the same."""
    (before, unit), (after, other) = _said(old), _said(new)
    if unit is None or unit != other or not before or not isinstance(before, float) or not isinstance(after, float):
        return None
    return float(round(100 * (after - before) / abs(before), 1))


def _corrections(left: Document, right: Document) -> list[DifferenceRow]:
    """List the corrections that only one of two methods makes, each with its reason."""
    if left.kind != "methods":
        return []
    before, after = left.tree.get("corrections", {}), right.tree.get("corrections", {})
    rows: list[DifferenceRow] = []
    for name in dict.fromkeys([*before, *after]):
        old, new = before.get(name, {}), after.get(name, {})
        if old.get("on", False) != new.get("on", False):
            said = {**old, **new}
            quirk = f"{said['quirk']}: " if "quirk" in said else ""
            on = ["on" if each.get("on", False) else "off" for each in (old, new)]
            reason = quirk + str(said.get("reason", ""))
            rows.append({"what": "corrections", "path": name, "a": on[0], "b": on[1], "reason": reason})
    return rows
