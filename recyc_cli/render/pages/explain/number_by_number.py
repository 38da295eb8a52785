"""What programs read of an explanation: one number a record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.render.pages.explain.tree import walk

if TYPE_CHECKING:
    from recyc_cli.report.shapes.explained import Branch, ExplainReport

Record = dict[str, Any]
COLUMNS = (
    "section", "level", "name", "label", "value", "unit", "share", "formula", "written", "written_unit", "low", "high",
    "date", "evidence", "source", "by", "note", "derivative", "elasticity", "plus_tenth", "at_low", "at_high", "steps",
    "tied", "other", "effect",
)  # fmt: skip


def numbers_of(report: ExplainReport) -> list[Record]:
    """Return an explanation number by number."""
    moves: Record = dict(report["moves"] or {})
    against: Record = dict(report["against"] or {})
    rows = [_branch(depth, branch) for depth, branch in walk(report["tree"])]
    rows += [
        {"section": "depends", **each, "name": each["path"], "written": each["value"], "written_unit": each["unit"],
         "value": None, "unit": None}
        for each in report["depends"]
    ]  # fmt: skip
    for section in ("used_in", "totals", "lines"):
        rows += [{"section": section, **each} for each in moves.get(section, ())]
    for section in ("stages", "lines"):
        for each in against.get(section, ()):
            words = [each["kind"], each["stage"], each.get("group"), each.get("item")]
            rows.append({"section": f"against_{section}", "name": ".".join(word for word in words if word),
                         "value": each["mine"], "other": each["other"], "effect": each["effect"]})  # fmt: skip
    if against:
        rows.append({"section": "against_rounding", "effect": against["rounding"]})
    return rows + [
        {"section": "warnings", "name": each["code"], "note": each["message"]} for each in report["warnings"]
    ]


def _branch(depth: int, branch: Branch) -> Record:
    record: Record = dict(branch["input"] or {})
    return {
        **branch, "section": "tree", "level": depth,
        **{key: record.get(key) for key in ("low", "high", "date", "evidence", "source", "by", "note")},
        "written": record.get("value"), "written_unit": record.get("unit"),
    }  # fmt: skip
