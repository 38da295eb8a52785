"""An explanation: the tree of a figure, what it depends on, where an input is used, two quotes against each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.render.numbers import fixed, short
from recyc_cli.render.page import TOTAL, Page, block, clean, display_width, row
from recyc_cli.render.records import exact
from recyc_cli.render.words import label, product, setting, subject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recyc_cli.render.look import Look
    from recyc_cli.render.page import Block, Row

Report = dict[str, Any]
FIRST = 10
"""Inputs listed, and lines of a difference, unless all are asked for."""
LINES = 20
_GAP = 3
_FORMULA = 88
"""Characters of a formula that fit beside its name; `-v` shows all."""
_WRAPPED = 240
"""The same where long lines are wrapped."""
COLUMNS = (
    "section", "level", "name", "value", "unit", "formula", "written", "written_unit", "low", "high", "date",
    "evidence", "source", "by", "note", "derivative", "elasticity", "plus_tenth", "at_low", "at_high", "steps",
    "tied", "other", "effect",
)  # fmt: skip


def explanation_page(report: Report, look: Look, *, every: bool) -> Page:
    """Return the page of an explanation."""
    scenario = report["scenario"]
    head = [f"{subject(scenario)}, {scenario['route']} route", *setting(report), _answer(report)]
    blocks = []
    if report["against"]:
        blocks += _difference(report, every=every or look.verbose)
    else:
        blocks += [_tree(report, look)]
        blocks += [_depends(report, look, every=every)] if report["depends"] else []
        blocks += _moves(report, look) if report["moves"] else []
    notes = [*_notes(report, look), *(f"{each['message']} [{each['code']}]" for each in report["warnings"])]
    return Page([clean(line) for line in head], blocks, [clean(note) for note in notes])


def _answer(report: Report) -> str:
    """Say what the figure is, or what the difference is."""
    figure, against = report["figure"], report["against"]
    unit, written = _unit(figure["unit"]), report["tree"]["input"]
    if written and not against:
        return f"{figure['name']} is {exact(written['value'])} {_unit(written['unit'])}".rstrip() + "."
    if not against:
        return f"{figure['name']} is {short(figure['value'])} {unit}".rstrip() + "."
    other, mine = against["scenario"], report["scenario"]
    changed = [name for name in other if other[name] != mine[name] and isinstance(other[name], (str, int, float))]
    if not changed:
        return f"{figure['name']} is {short(figure['value'])} {unit}, and the other quote is the same one."
    who = ", ".join(f"{name} {other[name]}" for name in changed)
    sides = f"{fixed(against['mine'], 1)} here, {fixed(against['other'], 1)} there"
    return f"{figure['name']} against {who}: {sides}, a difference of {fixed(against['difference'], 1)} {unit}."


def _tree(report: Report, look: Look) -> Block:
    rows = [_branch(branch, depth, look) for depth, branch in _walk(report["tree"])]
    notes = (
        ["--depth N opens the tree further, or less far; terms that are 0 are left out."]
        if report["tree"]["parts"]
        else []
    )
    return block("How it came about", ("value", "unit", ""), "><<", rows, notes)


def _walk(branch: Report, depth: int = 0) -> Iterator[tuple[int, Report]]:
    yield depth, branch
    for part in branch["parts"]:
        yield from _walk(part, depth + 1)
    if branch["more"]:
        more = branch["more"]
        name = f"{more['count']} more, together"
        yield depth + 1, {"name": name, "value": more["value"], "unit": branch["unit"], "formula": "", "input": None,
                          "elsewhere": False}  # fmt: skip


def _branch(branch: Report, depth: int, look: Look) -> Row:
    """Return one line of the tree; an input as it is written."""
    indent = ("\N{MIDDLE DOT} " if look.unicode else ". ") if look.form == "md" else "  "
    name, written = indent * depth + branch["name"], branch["input"]
    if written:
        return row(exact(written["value"]), _unit(written["unit"]), f"{name}: {_from(written, branch)}")
    text = f"{name} = {_cut(branch['formula'], look)}" if branch["formula"] else name
    elsewhere = " (opened elsewhere)" if branch["elsewhere"] else ""
    return row(short(branch["value"]), _unit(branch["unit"]), text + elsewhere)


def _from(written: Report, branch: Report) -> str:
    """Say where an input comes from, and how it is converted where exchange rates act."""
    by = {"user": "set by you", "request": "of this request"}.get(written["by"], written["source"])
    said = [by, written["date"], written["evidence"]]
    if written["low"] is not None and written["high"] is not None:
        said.append(f"{exact(written['low'])} to {exact(written['high'])}")
    text = ", ".join(str(each) for each in said if each)
    rates = any(part["input"] for part in branch.get("parts", ()))
    return f"{text}; {branch['formula']}" if rates else text


def _depends(report: Report, look: Look, *, every: bool) -> Block:
    """Return the inputs that a figure depends on most."""
    shown = report["depends"] if every else report["depends"][:FIRST]
    unit = _unit(report["figure"]["unit"])
    rows = [
        row(
            _signed(each["plus_tenth"]),
            "" if each["elasticity"] is None else f"{each['elasticity']:.2f}",
            each["path"] + ("*" if each["steps"] or each["tied"] else ""),
            exact(each["value"]),
            _unit(each["unit"]),
            _range(each),
            each["source"] or {"user": "set by you"}.get(each["by"], "of this request"),
        )
        for each in shown
    ]
    gain = f"+10 %, {unit}".rstrip(", ")
    columns = (gain, "elasticity", "it depends most on", "value", "unit", "low to high", "source")
    notes = ["Each input alone, along the slope at this quote (linear); low to high: the ends of its own range."]
    if report["figure"]["value"] < 0.0:
        notes.append("The figure is negative: a negative elasticity raises it.")
    if any(each["steps"] or each["tied"] for each in shown):
        notes.append("* acts through whole units or a choice as well, where the slope is 0 or changes.")
    rest = len(report["depends"]) - len(shown)
    notes += [f"{rest} more inputs: --elasticities lists all."] if rest else []
    return _fitting(block("", columns, ">><><><", rows, notes), look)


def _range(each: Report) -> str:
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


def _moves(report: Report, look: Look) -> list[Block]:
    """Return where an input is used and what moves with it."""
    moves = report["moves"]
    used = [
        row(short(each["value"]), _unit(each["unit"]), f"{each['name']} = {_cut(each['formula'], look)}")
        for each in moves["used_in"]
    ]
    moving = moves["lines"] if look.verbose else moves["lines"][:FIRST]
    lines = [_move(each) for each in (*moves["totals"], *moving)]
    nameless = any("[" in each["formula"] for each in moves["used_in"])
    notes = ["[...]: a part without a name; explain the figure itself to open it."] if nameless else []
    columns = ("+10 %", "elasticity", "now", "unit", "what moves with it")
    return [
        block("", ("value", "unit", "used in"), "><<", used, notes),
        block("", columns, ">>><<", lines, ["It alone, along the slope at this quote (linear)."]),
    ]


def _move(each: Report) -> Row:
    ratio = "" if each["elasticity"] is None else f"{each['elasticity']:.2f}"
    return row(_signed(each["plus_tenth"]), ratio, short(each["value"]), _unit(each["unit"]), each["name"])


def _cut(text: str, look: Look) -> str:
    most = _FORMULA if look.form == "plain" else _WRAPPED
    return text if look.verbose or len(text) <= most else text[: most - 3] + "..."


def _fitting(table: Block, look: Look) -> Block:
    """Leave out the last columns where the terminal has no room for them."""
    if look.form != "table":
        return table
    lines = [table.columns, *(each.cells for each in table.rows)]
    wide = [max(display_width(line[index]) for line in lines) for index in range(len(table.columns))]
    count = next((i for i in range(len(wide), 1, -1) if sum(wide[:i]) + _GAP * (i - 1) <= look.width), 1)
    left = ", ".join(table.columns[count:])
    notes = (
        [*table.notes, f"The terminal is too narrow for: {left}. --format plain shows all."] if left else table.notes
    )
    rows = [each._replace(cells=each.cells[:count]) for each in table.rows]
    return table._replace(columns=table.columns[:count], align=table.align[:count], rows=rows, notes=notes)


def _difference(report: Report, *, every: bool) -> list[Block]:
    """Return what makes the difference, by stage and by line; nothing where no line differs."""
    if not report["against"]["lines"]:
        return []
    return [_stages(report), _lines(report, every=every)]


def _stages(report: Report) -> Block:
    """Return the difference by stage."""
    against = report["against"]
    rows = [
        row(f"{label(each['stage'])}, {each['kind']}", *_sides(each), fixed(each["effect"], 1))
        for each in against["stages"]
    ]
    rows.append(row("all", *_sides(against), fixed(against["difference"], 1), style=TOTAL))
    return block("By stage", ("", "here", "there", "effect"), "<>>>", rows)


def _lines(report: Report, *, every: bool) -> Block:
    """Return the difference by line, largest first; the small ones together."""
    against = report["against"]
    shown = against["lines"] if every else against["lines"][:LINES]
    rows = [
        row(_item(each, report), label(each["stage"]), label(each["group"] or each["kind"]), *_sides(each),
            fixed(each["effect"], 1))
        for each in shown
    ]  # fmt: skip
    rest = len(against["lines"]) - len(shown)
    notes = [f"{rest} more lines, smaller than these: -v shows all."] if rest else []
    notes.append("All lines add up to the difference exactly, the rounding of sums being an entry of its own (--json).")
    return block("By line", ("line", "stage", "group", "here", "there", "effect"), "<<<>>>", rows, notes)


def _item(each: Report, report: Report) -> str:
    """Return a line's words; a cathode of either side is named by its chemistry."""
    sides = (report["scenario"], report["against"]["scenario"])
    made = [part for side in sides for part in (*(side["mix"] or ()), side)]
    return product(each["item"], {**sides[0], "mix": made}) if each["kind"] == "value" else label(each["item"])


def _sides(each: Report) -> tuple[str, str]:
    here, there = ("" if each[side] is None else fixed(each[side], 1) for side in ("mine", "other"))
    return here, there


def _notes(report: Report, look: Look) -> list[str]:
    """Return what the records of the inputs say, where all is asked for."""
    if not look.verbose:
        return []
    said = {branch["name"]: branch["input"]["note"] for _, branch in _walk(report["tree"]) if branch["input"]}
    said |= {each["path"]: each["note"] for each in report["depends"][:FIRST]}
    return [f"{path}: {note}" for path, note in said.items() if note]


def _unit(unit: str | None) -> str:
    """Return a unit; a share has none."""
    return "" if unit in (None, "1") else str(unit)


def explanation_records(report: Report) -> Report:
    """Return an explanation as records, one number a line."""
    rows = [_record(depth, branch) for depth, branch in _walk(report["tree"])]
    rows += [
        {"section": "depends", **each, "name": each["path"], "written": each["value"], "written_unit": each["unit"],
         "value": None, "unit": None}
        for each in report["depends"]
    ]  # fmt: skip
    for section in ("used_in", "totals", "lines"):
        rows += [{"section": section, **each} for each in (report["moves"] or {}).get(section, ())]
    for section in ("stages", "lines"):
        for each in (report["against"] or {}).get(section, ()):
            words = [each["kind"], each["stage"], each.get("group"), each.get("item")]
            rows.append({"section": f"against_{section}", "name": ".".join(word for word in words if word),
                         "value": each["mine"], "other": each["other"], "effect": each["effect"]})  # fmt: skip
    if report["against"]:
        rows.append({"section": "against_rounding", "effect": report["against"]["rounding"]})
    rows += [{"section": "warnings", "name": each["code"], "note": each["message"]} for each in report["warnings"]]
    return {"columns": [(name, name, "<") for name in COLUMNS], "rows": rows}


def _record(depth: int, branch: Report) -> Report:
    written = branch["input"] or {}
    return {
        "section": "tree", "level": depth, **{key: branch[key] for key in ("name", "value", "unit", "formula")},
        **{key: written.get(key) for key in ("low", "high", "date", "evidence", "source", "by", "note")},
        "written": written.get("value"), "written_unit": written.get("unit"),
    }  # fmt: skip
