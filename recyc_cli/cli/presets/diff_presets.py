"""`recyc presets diff` lists what differs between two presets of one kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

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

KIND_MISMATCH = "E116"
Report = dict[str, Any]


def differences(preset_dirs: list[str], first: str, second: str, form: str = "json") -> Report:
    """List what differs between two presets of one kind; for a terminal, paths are parted into heading and rest."""
    library = open_library(preset_dirs)
    left, right = find_preset(library, first), find_preset(library, second)
    if left.kind != right.kind:
        raise RecycError(KIND_MISMATCH, f"{left.id} and {right.id} are of different kinds", "recyc presets diff")
    changes = list(_changes(left, right))
    if form == "table":
        depth = 0 if left.kind in SEVERAL else prefix(left).count(".")
        changes = [{**row, **dict(zip(("what", "path"), parted(row["path"], depth), strict=True))} for row in changes]
    rows = [*_corrections(left, right), *changes]
    columns = [("what", "", "<"), ("path", "path", "<"), ("a", left.name or left.kind, ">")]
    columns += [("b", right.name or right.kind, ">"), ("change", "change %", ">"), ("unit", "unit", "<")]
    columns += [("reason", "reason", "<")]
    notes = [] if rows else ["no differences"]
    head = f"{left.id} against {right.id}"
    return list_report(library, "recyc.preset-diff/1", head, columns, rows, notes, "what")


def _changes(left: Document, right: Document) -> Iterator[Report]:
    """Yield the numbers and settings that differ, switches of corrections apart; both sides in the unit of the second.

    Where presets go by their own names (`stages.hydro.water`), paths are told without them.
    """
    before, after = (_by_path(each) for each in (left, right))
    for path in dict.fromkeys([*before, *after]):
        old, new = before.get(path, {}), after.get(path, {})
        if left.kind == "methods" and path.startswith("method.corrections."):
            continue
        old = _in_unit(old, new)
        if (old.get("value"), old.get("unit")) == (new.get("value"), new.get("unit")):
            continue
        unit, what = new.get("unit") or old.get("unit"), "numbers and settings"
        values = {"a": _value_shown(old, new), "b": new.get("value"), "change": _change(old, new)}
        yield {"what": what, "path": path, **values, "unit": unit, "reason": new.get("note")}


def _by_path(document: Document) -> dict[str, Report]:
    """Return the rows of a preset by their path, which does not hold its name."""
    named = prefix(document) if document.kind in SEVERAL else ""
    return {row["path"].replace(named, "", 1) if named else row["path"]: row for row in rows_of(document)}


def _in_unit(row: Report, like: Report) -> Report:
    """Return a number in the unit of another one that measures the same."""
    if "unit" not in row or "unit" not in like or row["unit"] == like["unit"]:
        return row
    (factor, measure), (per, same) = parse(row["unit"]), parse(like["unit"])
    return {**row, "value": row["value"] * factor / per, "unit": like["unit"]} if measure == same else row


def _value_shown(old: Report, new: Report) -> object:
    """Return the value of the first, with its unit where that is of another kind or currency than the second's."""
    unlike = "unit" in old and "unit" in new and old["unit"] != new["unit"]
    return f"{exact(old['value'])} {old['unit']}" if unlike else old.get("value")


def _change(old: Report, new: Report) -> float | None:
    """Return by how much a number grows [%]; nothing where the two do not measure the same."""
    if old.get("unit") != new.get("unit") or "unit" not in old or not old["value"]:
        return None
    return float(round(100 * (new["value"] - old["value"]) / abs(old["value"]), 1))


def _corrections(left: Document, right: Document) -> list[Report]:
    """List the corrections that only one of two methods makes, each with its reason."""
    if left.kind != "methods":
        return []
    before, after = left.tree.get("corrections", {}), right.tree.get("corrections", {})
    rows = []
    for name in dict.fromkeys([*before, *after]):
        old, new = before.get(name, {}), after.get(name, {})
        if old.get("on", False) != new.get("on", False):
            said = {**old, **new}
            quirk = f"{said['quirk']}: " if "quirk" in said else ""
            on = ["on" if each.get("on", False) else "off" for each in (old, new)]
            reason = quirk + str(said.get("reason", ""))
            rows.append({"what": "corrections", "path": name, "a": on[0], "b": on[1], "reason": reason})
    return rows
