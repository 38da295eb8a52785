"""Lays out what passports say: of one its inputs and their places, of several a row each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.render.look import ROWS, is_form
from recyc_cli.render.notes import tells_all, with_notes
from recyc_cli.render.page import Cell, block, fit_columns, listing, page_of_blocks, row
from recyc_cli.report.names import chemistry_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from recyc_cli.render.look import Look
    from recyc_cli.render.page import Block, Page, Row
    from recyc_cli.report.shapes.passport import PassportReport, PassportRow

COLUMNS = (
    "file", "identifier", "format", "version", "chemistry", "soh", "pack_mass_kg", "pack_energy_kwh", "packs",
    "composition", "doubts", "refused",
)  # fmt: skip
WORDS = {
    "chemistry": "chemistry", "soh": "state of health", "pack_mass_kg": "mass of the pack, kg",
    "pack_energy_kwh": "energy of the pack, kWh", "packs": "packs", "composition": "composition",
}  # fmt: skip
NONE, ONE = "-", "one passport, one pack"
ONWARD = "recyc quote --passport FILE quotes it"
_WRAPPED = 24


def passport_page(report: PassportReport, look: Look) -> Page:
    """Return the page of what passports say."""
    rows = report["passports"]
    if is_form(look.form, ROWS):
        named = any("identifier" in each for each in rows)
        columns = [name for name in COLUMNS if named or name != "identifier"]
        page = page_of_blocks([], [listing(columns, map(_record, rows))], [], columns=columns)
        return with_notes(page, report, look)
    if len(rows) == 1:
        return with_notes(page_of_blocks(_head(rows[0]), list(_blocks(rows[0], look)), []), report, look)
    refused = sum(bool(each["refused"]) for each in rows)
    doubtful = sum(bool(each["doubts"]) for each in rows)
    head = [f"{len(rows)} passports: {refused} refused in part or whole, {doubtful} read with doubts"]
    return with_notes(page_of_blocks(head, [_list(rows, look)], []), report, look)


def _record(each: PassportRow) -> Mapping[str, Any]:
    """Return a passport as one row for programs."""
    scenario: Mapping[str, Any] = each["scenario"]
    return {
        **each,
        **scenario,
        "composition": len(scenario.get("overrides", ())) or None,
        "doubts": " ".join(_codes(each, "doubts")),
        "refused": " ".join(_codes(each, "refused")),
    }


def _codes(each: PassportRow, of: str) -> list[str]:
    return [f"{doubt['code']}:{doubt['field']}" for doubt in each[of]]  # type: ignore[literal-required]


def _head(each: PassportRow) -> list[str]:
    name = each.get("identifier")
    what = " ".join(filter(None, (each["format"], each["version"]))) or "not read"
    told = [_answer(each), f"{each['file']}: {what}", *([f"identifier {name}"] if name else [])]
    return told if each["refused"] or "chemistry" not in each["scenario"] else [*told, ONWARD]


def _answer(each: PassportRow) -> str:
    """Return in a sentence what the battery is, and how sure that is."""
    scenario: Mapping[str, Any] = each["scenario"]
    name = scenario.get("chemistry")
    said = [
        f"{scenario[key]:,.6g} {unit}" for key, unit in (("pack_mass_kg", "kg"), ("pack_energy_kwh", "kWh"))
        if scenario.get(key) is not None
    ]  # fmt: skip
    said += [f"{scenario['soh']:.0%} of its health".replace("%", " %")] if scenario.get("soh") is not None else []
    counts = [(len(each["refused"]), "refused"), (len(each["doubts"]), "in doubt"), (len(each["filled"]), "not said")]
    sure = ", ".join(f"{count} {words}" for count, words in counts if count)
    what = ", ".join([f"{chemistry_name(str(name))} pack" if name else "A battery of no known chemistry", *said])
    return f"{what}{': ' if sure else ''}{sure}."


def _blocks(each: PassportRow, look: Look) -> Iterator[Block]:
    """Yield the tables of one passport."""
    yield _inputs(each)
    if each["refused"]:
        rows = [row(doubt["field"], doubt["message"], doubt["flag"] or NONE) for doubt in each["refused"]]
        yield block("Refused", ("", "what it says", "decided by"), "<<<", rows)
    if each["doubts"]:
        rows = [row(doubt["field"], doubt["message"], doubt["flag"] or NONE) for doubt in each["doubts"]]
        yield block("In doubt", ("", "how it was taken", "decided by"), "<<<", rows)
    if each["filled"]:
        rows = [row(WORDS.get(one["field"], one["field"]), one["by"], one["why"]) for one in each["filled"]]
        yield block("Not said", ("", "a quote takes", "why"), "<<<", rows)
    if tells_all(look) and each["read"]:
        rows = [
            row(one["field"].replace("_", " "), Cell(one["value"], words=_value(one["value"])), one["unit"],
                one["used_as"] or "told", one["path"])
            for one in each["read"]
        ]  # fmt: skip
        yield block("Every field", ("", "value", "unit", "used as", "where"), "<><<<", rows)


def _inputs(each: PassportRow) -> Block:
    """Return what a quote is asked with, and which field gave it."""
    places = {one["used_as"]: one["path"] for one in each["read"]}
    scenario: Mapping[str, Any] = each["scenario"]
    rows = [
        row(
            words,
            Cell(scenario[name], words=_value(scenario[name])),
            places.get(name, ONE if name == "packs" else NONE),
        )
        for name, words in WORDS.items()
        if name in scenario
    ]
    if scenario.get("overrides"):
        parts = sum(one["used_as"] == "composition" for one in each["read"])
        rows.append(
            row("composition", f"{parts} materials" if parts else "as stated", "the rest as in the chemistry's pack")
        )
    return block("A quote is asked with", ("", "", "which field gave it"), "<><", rows or [row("nothing", "", "")])


def _list(rows: list[PassportRow], look: Look) -> Block:
    """Return a row for each passport."""
    heads = ("", "chemistry", "kg", "kWh", "SOH", "format", "doubts, refusals")
    table = block("", heads, "<<>>><<", map(_row, rows))
    return fit_columns(table, look.width, _WRAPPED) if look.form == "table" else table


def _row(each: PassportRow) -> Row:
    """Return a passport as one row for people."""
    said = [each["scenario"].get(name) for name in ("chemistry", "pack_mass_kg", "pack_energy_kwh", "soh")]
    of = " ".join(filter(None, (each["format"], each["version"])))
    codes = [*_codes(each, "doubts"), *(f"refused {code}" for code in _codes(each, "refused"))]
    return row(each["file"], *map(_value, said), of or NONE, ", ".join(codes) or NONE)


def _value(value: object) -> str:
    """Return a value as one reads it."""
    return NONE if value is None else f"{value:.6g}" if isinstance(value, float) else str(value)
