"""Lays out an explanation: the tree of a figure, what moves it, where an input is used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.render.look import ROWS, SCREEN, is_form
from recyc_cli.render.notes import with_notes
from recyc_cli.render.numbers import few_digits, fixed, percent, short
from recyc_cli.render.page import Cell, Row, block, fit_columns, listing, page_of_blocks, row
from recyc_cli.render.pages.explain.difference import difference_blocks, differing_settings
from recyc_cli.render.pages.explain.tree import ORIGIN, PATHS, called, formula_words, origin_lines, tree, unit_of, walk
from recyc_cli.render.references import cited_in_short, references
from recyc_cli.render.words import heading, setting

if TYPE_CHECKING:
    from recyc_cli.render.look import Look
    from recyc_cli.render.page import Block, Page
    from recyc_cli.render.references import Reference
    from recyc_cli.report.shapes.explained import Branch, Dependence, ExplainReport, InputOrigin, MovesWith, Moving

FIRST = 10
"""Inputs and lines listed unless all are asked for."""
_LABEL = 24
"""Columns that a label is wrapped to before others are left out."""
Record = dict[str, Any]
COLUMNS = (
    "section", "level", "name", "label", "value", "unit", "share", "formula", "written", "written_unit", "low", "high",
    "date", "evidence", "source", "by", "note", "derivative", "elasticity", "plus_tenth", "at_low", "at_high", "steps",
    "tied", "other", "effect",
)  # fmt: skip


def explanation_page(report: ExplainReport, look: Look) -> Page:
    """Return the page of an explanation."""
    every, scenario, against, moves = look.every, report["scenario"], report["against"], report["moves"]
    head = [heading(scenario), *setting(scenario, report["basis"])]
    head += [f"Amounts are {report['basis']['amounts']}.", _answer(report)]
    if is_form(look.form, ROWS):
        return page_of_blocks(head, [listing(COLUMNS, numbers_of(report))], [], columns=COLUMNS)
    if against:
        blocks = difference_blocks(scenario, against, every=every or look.verbose)
    else:
        blocks = [tree(report["tree"], look)]
        blocks += [_depends(report, look, every=every)] if report["depends"] else []
        blocks += _moves(moves, report["tree"]["input"], look) if moves else []
    return with_notes(page_of_blocks(head, blocks, _notes(report, look), _sources(report, look)), report, look)


def _sources(report: ExplainReport, look: Look) -> tuple[Reference, ...]:
    """Return the sources in full: in a document all, on a screen those of the inputs that are shown."""
    known = report.get("bibliography", [])
    if not is_form(look.form, SCREEN):
        return references(known)
    if report["against"]:
        return ()
    shown = report["depends"] if look.every else report["depends"][:FIRST]
    inputs = [branch["input"] for _, branch in walk(report["tree"]) if branch["input"]]
    return cited_in_short(known, {str(each["source"]) for each in (*inputs, *shown)})


def _answer(report: ExplainReport) -> str:
    """Say what the figure is, or what the difference is."""
    figure, against = report["figure"], report["against"]
    name = f"{figure['label'][:1].upper()}{figure['label'][1:]} [{figure['name']}]"
    unit, record = unit_of(figure["unit"]), report["tree"]["input"]
    if against:
        who = ", ".join(differing_settings(report["scenario"], against["scenario"]))
        if not who:
            return f"{name} is {short(figure['value'])} {unit}, and the other quote is the same one."
        sides = f"{fixed(against['mine'], 1)} here, {fixed(against['other'], 1)} there"
        return f"{name} against {who}: {sides}, a difference of {fixed(against['difference'], 1)} {unit}."
    words = (few_digits(record["value"]), unit_of(record["unit"])) if record else (short(figure["value"]), unit)
    return f"{name} is {' '.join(words)}".rstrip() + "."


def _depends(report: ExplainReport, look: Look, *, every: bool) -> Block:
    """Return the inputs that a figure depends on most, with columns for where they come from or within their words."""
    shown = report["depends"] if every else report["depends"][:FIRST]
    table = _with_room(_inputs(report, shown, look, apart=True), look)
    if not set(ORIGIN[:2]) <= set(table.columns):
        table = _with_room(_inputs(report, shown, look, apart=False), look)
    notes = ["Each input alone, along the slope at this quote (linear); low to high: the ends of its own range."]
    notes.append(_evidence(report))
    if report["figure"]["value"] < 0.0:
        notes.append("The figure is negative: a negative elasticity raises it.")
    if any(each["steps"] or each["tied"] for each in shown):
        notes.append("* acts through whole units or a choice as well: its effects are the figure computed anew.")
    rest = len(report["depends"]) - len(shown)
    notes += [f"{rest} more inputs: --elasticities lists all."] if rest else []
    return table._replace(notes=[*notes, *table.notes])


def _inputs(report: ExplainReport, shown: list[Dependence], look: Look, *, apart: bool) -> Block:
    """Return inputs, a row each; source and evidence have columns of their own or follow the words."""
    rows = []
    for each in shown:
        words = called(each["label"] + ("*" if each["steps"] or each["tied"] else ""), each["path"], look)
        source, evidence, date, _ = origin_lines(each)
        told = ", ".join(filter(None, (source, evidence)))
        words += "" if apart or not told else f": {told}"
        value = Cell(each["value"], words=few_digits(each["value"]))
        origin = [source, evidence, date] if apart else [date]
        left = (_signed(each["plus_tenth"]), _ratio(each), words, value, unit_of(each["unit"]), _range(each))
        rows.append(row(*left, *origin, each["path"]))
    gain = f"+10 %, {unit_of(report['figure']['unit'])}".rstrip(", ")
    origin = list(ORIGIN[:3]) if apart else [ORIGIN[2]]
    columns = (gain, "elasticity", "it depends most on", "value", "unit", ORIGIN[3], *origin, "path")
    return block("", columns, ">><><" + "<" * (len(columns) - 5), rows, quiet=len(columns) - 1)


def _evidence(report: ExplainReport) -> str:
    """Say on what evidence a figure rests, by what inputs move and by their count."""
    parts = [
        f"{each['evidence'] or 'the request'} {percent(each['weight'])} ({each['inputs']})"
        for each in report["evidence"]
    ]
    return f"By what they move (and how many they are): {', '.join(parts)}."


def _with_room(table: Block, look: Look) -> Block:
    """Leave out the columns that a terminal has no room for, and say so; `-v` has the paths within the labels."""
    if look.form != "table":
        return table
    least = max(len(each.texts[-1]) for each in table.rows) + 2 if look.verbose else _LABEL
    shown = fit_columns(table, look.width, least)
    left = [name for name in table.columns[len(shown.columns) :] if name != "path"]
    notes = [f"The terminal is too narrow for: {', '.join(left)}. --format plain shows all."] if left else []
    hidden = "path" not in shown.columns and not look.verbose
    return shown._replace(notes=[*notes, *([PATHS] if hidden else [])])


def _range(each: Dependence) -> str:
    if each["at_low"] is None or each["at_high"] is None:
        return ""
    return f"{_signed(each['at_low'])} to {_signed(each['at_high'])}"


def _signed(value: float) -> str:
    """Return a change with its sign.

    >>> _signed(107.23), _signed(-0.5), _signed(0.0)
    ('+107.2', '-0.500', '0')
    """
    text = short(value)
    return f"+{text}" if value > 0 else text


def _moves(moves: MovesWith, record: InputOrigin | None, look: Look) -> list[Block]:
    """Return where an input is used and what moves with it; nothing where it does not act."""
    if (
        not any(each["derivative"] or each["plus_tenth"] for each in (*moves["totals"], *moves["lines"]))
        and not moves["used_in"]
    ):
        return [block("", ("",), "<", [row("No figure of this quote depends on it.")])]
    used = [
        row(
            Cell(each["value"], "short"),
            unit_of(each["unit"]),
            f"{called(each['label'], each['name'], look)} = {formula_words(each, look)}",
        )
        for each in moves["used_in"]
    ]
    tenth = record is None or bool(record["value"])
    step = "+10 %" if record is None or tenth else f"+1 {unit_of(record['unit'])}".rstrip()
    shown = moves["lines"] if look.verbose else moves["lines"][:FIRST]
    rest = moves["lines"][len(shown) :]
    lines = [_move(each, look, tenth=tenth) for each in (*moves["totals"], *shown)]
    if rest:
        together = _signed(sum(_step(each, tenth=tenth) for each in rest))
        lines.append(row(together, "", "", shown[0]["unit"], f"{len(rest)} more lines, together"))
    nameless = any("[" in each["formula"] for each in moves["used_in"])
    notes = ["[1], [2] ...: parts without a name; explain the figure itself to open them."] if nameless else []
    columns = (step, "elasticity", "now", "unit", "what moves with it")
    return [
        block("", ("value", "unit", "used in"), "><<", used, notes),
        block("", columns, ">>><<", lines, ["It alone; along the slope (linear) unless it acts through whole units."]),
    ]


def _step(each: Moving, *, tenth: bool) -> float:
    """Return what a tenth more of an input adds; of one that is 0, a unit more."""
    return each["plus_tenth"] if tenth else each["derivative"]


def _move(each: Moving, look: Look, *, tenth: bool) -> Row:
    words = called(each["label"], each["name"], look)
    return row(
        _signed(_step(each, tenth=tenth)), _ratio(each), Cell(each["value"], "short"), unit_of(each["unit"]), words
    )


def _ratio(each: Dependence | Moving) -> str:
    """Return an elasticity; a figure of 0 has none."""
    return "" if each["elasticity"] is None else fixed(each["elasticity"], 2)


def _notes(report: ExplainReport, look: Look) -> list[str]:
    """Return what the records of the inputs say, where all is asked for."""
    if not look.verbose:
        return []
    said = {branch["label"]: branch["input"]["note"] for _, branch in walk(report["tree"]) if branch["input"]}
    said |= {each["label"]: each["note"] for each in report["depends"][:FIRST]}
    return [f"{label}: {note}" for label, note in said.items() if note]


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
