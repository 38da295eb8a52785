"""An explanation: the tree of a figure, what it depends on, where an input is used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.render.difference import changed, difference
from recyc_cli.render.numbers import fixed, percent, rounded, short
from recyc_cli.render.page import Page, Row, block, clean, fitted, row
from recyc_cli.render.words import setting, subject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recyc_cli.render.look import Look
    from recyc_cli.render.page import Block

Report = dict[str, Any]
FIRST = 10
"""Inputs and lines listed unless all are asked for."""
_TEXT, _LABEL = 44, 24
"""Columns that a formula and a label are wrapped to before others are left out."""
_FORMULA = 88
"""Characters of a formula that fit beside its name; `-v` shows all."""
_WRAPPED = 240
"""The same where long lines are wrapped."""
_ORIGIN = ("source", "evidence", "date", "low to high")
_BY = {"user": "set by you", "request": "of this request"}
_PATHS = "-v adds the paths that --set and explain take."


def explanation_page(report: Report, look: Look, *, every: bool) -> Page:
    """Return the page of an explanation."""
    scenario = report["scenario"]
    head = [f"{subject(scenario)}, {scenario['route']} route", *setting(report)]
    head += [f"Amounts are {report['basis']['amounts']}.", _answer(report)]
    if report["against"]:
        blocks = difference(report, every=every or look.verbose)
    else:
        blocks = [_tree(report, look)]
        blocks += [_depends(report, look, every=every)] if report["depends"] else []
        blocks += _moves(report, look) if report["moves"] else []
    notes = [*_notes(report, look), *(f"{each['message']} [{each['code']}]" for each in report["warnings"])]
    return Page([clean(line) for line in head], blocks, [clean(note) for note in notes])


def _answer(report: Report) -> str:
    """Say what the figure is, or what the difference is."""
    figure, against = report["figure"], report["against"]
    name = f"{figure['label'][:1].upper()}{figure['label'][1:]} [{figure['name']}]"
    unit, given = unit_of(figure["unit"]), report["tree"]["input"]
    if against:
        who = ", ".join(changed(report))
        if not who:
            return f"{name} is {short(figure['value'])} {unit}, and the other quote is the same one."
        sides = f"{fixed(against['mine'], 1)} here, {fixed(against['other'], 1)} there"
        return f"{name} against {who}: {sides}, a difference of {fixed(against['difference'], 1)} {unit}."
    told = (rounded(given["value"]), unit_of(given["unit"])) if given else (short(figure["value"]), unit)
    return f"{name} is {' '.join(told)}".rstrip() + "."


def _tree(report: Report, look: Look) -> Block:
    """Return the tree: with columns for where inputs come from where there is room, else in the words of the row."""
    table = _branches(report, look, apart=True)
    if look.form == "table":
        shown = fitted(table, look.width, _TEXT)
        if not set(_ORIGIN) <= set(shown.columns):
            shown = _branches(report, look, apart=False)
        hidden = table.columns[-1] not in shown.columns and not look.verbose
        table = shown._replace(notes=[*shown.notes, _PATHS]) if hidden else shown
    return table


def _branches(report: Report, look: Look, *, apart: bool) -> Block:
    """Return the rows of the tree, the origin of inputs apart from their words or within them."""
    branches = list(walk(report["tree"]))
    shared = any(branch["share"] is not None for _, branch in branches)
    notes = []
    if report["tree"]["parts"]:
        notes.append("--depth N opens the tree further, or less far; terms that are 0 are left out.")
    if any(branch["kind"] == "expression" for _, branch in branches):
        notes.append("[1], [2] ...: parts without a name of their own, the same number being the same part.")
    columns = ["value", "unit", *(["share"] if shared else []), ""]
    rows = []
    for depth, branch in branches:
        given = branch["input"]
        value = rounded(given["value"]) if given else short(branch["value"])
        share = [] if not shared else ["" if branch["share"] is None else percent(branch["share"])]
        text = _said(branch, depth, look, apart=apart)
        origin = [*_origin(given), _path(branch)] if apart and given else [""] * 4 + [_path(branch)] if apart else []
        rows.append(row(value, unit_of((given or branch)["unit"]), *share, text, *origin))
    columns += [*_ORIGIN, "path"] if apart else []
    align = "><" + ">" * shared + "<" + "<" * (5 * apart)
    quiet = len(columns) - 1 if apart else 0
    title = "How it came about"
    return block(
        title, columns, align, rows, [*notes, *(["share: of the sum above it."] if shared else [])], quiet=quiet
    )


def walk(branch: Report, depth: int = 0) -> Iterator[tuple[int, Report]]:
    """Yield each number of a tree with its depth, and what a sum does not show as one."""
    yield depth, branch
    for part in branch["parts"]:
        yield from walk(part, depth + 1)
    if branch["more"]:
        name = f"{branch['more']['count']} more, together"
        rest = {**branch["more"], "name": name, "label": name, "kind": "rest", "unit": branch["unit"]}
        yield depth + 1, {**rest, "formula": "", "formula_words": "", "input": None, "elsewhere": False}


def _said(branch: Report, depth: int, look: Look, *, apart: bool) -> str:
    """Return the words of one row of the tree."""
    indent = ("\N{MIDDLE DOT} " if look.unicode else ". ") if look.form == "md" else "  "
    given = branch["input"]
    text = indent * depth + _called(branch["label"], _path(branch), look)
    if given:
        origin = "" if apart else ", ".join(filter(None, _origin(given)))
        rates = any(part["input"] for part in branch["parts"])
        text += f": {origin}" if origin else ""
        return f"{text}; {_formula(branch, look)}" if rates else text
    text += f" = {_formula(branch, look)}" if branch["formula_words"] else ""
    return text + (" (opened elsewhere)" if branch["elsewhere"] else "")


def _called(label: str, path: str, look: Look) -> str:
    """Return a label, with its path where all is asked for."""
    return f"{label} [{path}]" if look.verbose and path else label


def _path(branch: Report) -> str:
    """Return what can be asked for, or set; a part without a name cannot."""
    return branch["name"] if branch["kind"] in ("input", "figure") else ""


def _formula(branch: Report, look: Look) -> str:
    """Return a formula in words, no longer than fits unless all is asked for."""
    text = str(branch["formula_words"])
    if look.unicode:
        text = text.replace(" * ", " \N{MULTIPLICATION SIGN} ")
    most = _FORMULA if look.form == "plain" else _WRAPPED
    return text if look.verbose or len(text) <= most else text[: most - 3] + "..."


def _origin(given: Report) -> list[str]:
    """Return where an input comes from: source, evidence, date and range."""
    source = given["source"] or _BY.get(given["by"], "")
    ends = (
        "" if given["low"] is None or given["high"] is None else f"{rounded(given['low'])} to {rounded(given['high'])}"
    )
    return [source, given["evidence"] or "", given["date"] or "", ends]


def _depends(report: Report, look: Look, *, every: bool) -> Block:
    """Return the inputs that a figure depends on most."""
    shown = report["depends"] if every else report["depends"][:FIRST]
    rows = [
        row(
            _signed(each["plus_tenth"]),
            _ratio(each),
            _called(each["label"] + ("*" if each["steps"] or each["tied"] else ""), each["path"], look),
            rounded(each["value"]),
            unit_of(each["unit"]),
            _range(each),
            *_origin(each)[:3],
            each["path"],
        )
        for each in shown
    ]
    gain = f"+10 %, {unit_of(report['figure']['unit'])}".rstrip(", ")
    columns = (gain, "elasticity", "it depends most on", "value", "unit", "low to high", *_ORIGIN[:3], "path")
    notes = ["Each input alone, along the slope at this quote (linear); low to high: the ends of its own range."]
    if report["figure"]["value"] < 0.0:
        notes.append("The figure is negative: a negative elasticity raises it.")
    if any(each["steps"] or each["tied"] for each in shown):
        notes.append("* acts through whole units or a choice as well, where the slope is 0 or changes.")
    rest = len(report["depends"]) - len(shown)
    notes += [f"{rest} more inputs: --elasticities lists all."] if rest else []
    return _with_room(block("", columns, ">><><><<<<", rows, notes, quiet=len(columns) - 1), look)


def _with_room(table: Block, look: Look) -> Block:
    """Leave out the columns that a terminal has no room for, and say so; `-v` has the paths within the labels."""
    if look.form != "table":
        return table
    least = max(len(each.cells[-1]) for each in table.rows) + 2 if look.verbose else _LABEL
    shown = fitted(table, look.width, least)
    left = [name for name in table.columns[len(shown.columns) :] if name != "path"]
    notes = [f"The terminal is too narrow for: {', '.join(left)}. --format plain shows all."] if left else []
    hidden = "path" not in shown.columns and not look.verbose
    return shown._replace(notes=[*table.notes, *notes, *([_PATHS] if hidden else [])])


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
    """Return where an input is used and what moves with it; nothing where it does not act."""
    moves, given = report["moves"], report["tree"]["input"]
    if not any(each["derivative"] for each in (*moves["totals"], *moves["lines"])) and not moves["used_in"]:
        return [block("", ("",), "<", [row("No figure of this quote depends on it.")])]
    used = [
        row(
            short(each["value"]),
            unit_of(each["unit"]),
            f"{_called(each['label'], each['name'], look)} = {_formula(each, look)}",
        )
        for each in moves["used_in"]
    ]
    step, key = ("+10 %", "plus_tenth") if given["value"] else (f"+1 {unit_of(given['unit'])}".rstrip(), "derivative")
    shown = moves["lines"] if look.verbose else moves["lines"][:FIRST]
    rest = moves["lines"][len(shown) :]
    lines = [_move(each, key, look) for each in (*moves["totals"], *shown)]
    if rest:
        together = _signed(sum(each[key] for each in rest))
        lines.append(row(together, "", "", shown[0]["unit"], f"{len(rest)} more lines, together"))
    nameless = any("[" in each["formula"] for each in moves["used_in"])
    notes = ["[1], [2] ...: parts without a name; explain the figure itself to open them."] if nameless else []
    columns = (step, "elasticity", "now", "unit", "what moves with it")
    return [
        block("", ("value", "unit", "used in"), "><<", used, notes),
        block("", columns, ">>><<", lines, ["It alone, along the slope at this quote (linear)."]),
    ]


def _move(each: Report, key: str, look: Look) -> Row:
    called = _called(each["label"], each["name"], look)
    return row(_signed(each[key]), _ratio(each), short(each["value"]), unit_of(each["unit"]), called)


def _ratio(each: Report) -> str:
    """Return an elasticity; a figure of 0 has none."""
    return "" if each["elasticity"] is None else fixed(each["elasticity"], 2)


def _notes(report: Report, look: Look) -> list[str]:
    """Return what the records of the inputs say, where all is asked for."""
    if not look.verbose:
        return []
    said = {branch["label"]: branch["input"]["note"] for _, branch in walk(report["tree"]) if branch["input"]}
    said |= {each["label"]: each["note"] for each in report["depends"][:FIRST]}
    return [f"{label}: {note}" for label, note in said.items() if note]


def unit_of(unit: str | None) -> str:
    """Return a unit; a share has none."""
    return "" if unit in (None, "1") else str(unit)
