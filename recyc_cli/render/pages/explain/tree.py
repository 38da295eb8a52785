"""Lays out the tree of a figure: numbers in words, their formulas, inputs' sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.render.numbers import few_digits, percent, short
from recyc_cli.render.page import block, fit_columns, row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recyc_cli.render.look import Look
    from recyc_cli.render.page import Block, Row
    from recyc_cli.report.shapes.explained import Branch, Origin, Use

ORIGIN = ("source", "evidence", "date", "low to high")
PATHS = "-v adds the paths that --set and explain take."
_TEXT = 36
"""Columns that a formula is wrapped to before the origin of inputs goes into the words."""
_FORMULA, _WRAPPED = 88, 240
"""Characters of a formula that fit beside its name, and where long lines are wrapped; `-v` shows all."""
_BY = {"user": "set by you", "request": "of this request"}


def tree(whole: Branch, look: Look) -> Block:
    """Return the tree: with columns for where inputs come from where there is room, else in the words of the row."""
    table = _table(whole, look, apart=True)
    if look.form != "table":
        return table
    shown = fit_columns(table, look.width, _TEXT)
    if not set(ORIGIN) <= set(shown.columns):
        shown = _table(whole, look, apart=False)
    hidden = "path" not in shown.columns and not look.verbose
    return shown._replace(notes=[*shown.notes, PATHS]) if hidden else shown


def _table(whole: Branch, look: Look, *, apart: bool) -> Block:
    """Return the rows of the tree, the origin of inputs apart from their words or within them."""
    branches = list(walk(whole))
    summed = any(branch["share"] is not None for _, branch in branches)
    columns = ["value", "unit", *(["share"] if summed else []), "", *((*ORIGIN, "path") if apart else ())]
    align = "><" + ">" * summed + "<" + "<" * (len(columns) - 3 - summed)
    rows = [_row(branch, depth, look, summed=summed, apart=apart) for depth, branch in branches]
    notes = {
        "--depth N opens the tree further, or less far; terms that are 0 are left out.": bool(whole["parts"]),
        "[1], [2] ...: parts without a name of their own; the same number is the same part.": any(
            branch["kind"] == "expression" for _, branch in branches
        ),
        "share: of the sum above it.": summed,
    }
    said = [note for note, applies in notes.items() if applies]
    return block("How it came about", columns, align, rows, said, quiet=len(columns) - 1 if apart else 0)


def _row(branch: Branch, depth: int, look: Look, *, summed: bool, apart: bool) -> Row:
    """Return one number; an input as it is written."""
    record = branch["input"]
    value = few_digits(record["value"]) if record else short(branch["value"])
    share = ["" if branch["share"] is None else percent(branch["share"])] if summed else []
    beside = [*(origin_lines(record) if record else [""] * len(ORIGIN)), _path(branch)] if apart else []
    text = _said(branch, depth, look, apart=apart)
    return row(value, unit_of((record or branch)["unit"]), *share, text, *beside)


def walk(branch: Branch, depth: int = 0) -> Iterator[tuple[int, Branch]]:
    """Yield each number of a tree with its depth, and what a sum does not show as one."""
    yield depth, branch
    for part in branch["parts"]:
        yield from walk(part, depth + 1)
    if branch["more"]:
        name = f"{branch['more']['count']} more, together"
        value, share = branch["more"]["value"], branch["more"]["share"]
        rest: Branch = {**branch, "name": name, "label": name, "kind": "rest", "value": value, "share": share}
        yield depth + 1, {**rest, "formula": "", "formula_words": "", "input": None, "parts": [], "elsewhere": False}


def _said(branch: Branch, depth: int, look: Look, *, apart: bool) -> str:
    """Return the words of one number: what it is, and how it came about or where it comes from."""
    indent = ("\N{MIDDLE DOT} " if look.unicode else ". ") if look.form == "md" else "  "
    record = branch["input"]
    text = indent * depth + called(branch["label"], _path(branch), look)
    if record:
        source = "" if apart else ", ".join(filter(None, origin_lines(record)))
        rates = any(part["input"] for part in branch["parts"])
        text += f": {source}" if source else ""
        return f"{text}; {formula_words(branch, look)}" if rates else text
    text += f" = {formula_words(branch, look)}" if branch["formula_words"] else ""
    return text + (" (opened elsewhere)" if branch["elsewhere"] else "")


def called(label: str, path: str, look: Look) -> str:
    """Return a label, with its path where all is asked for."""
    return f"{label} [{path}]" if look.verbose and path else label


def _path(branch: Branch) -> str:
    """Return what can be asked for, or set; a part without a name cannot."""
    return branch["name"] if branch["kind"] in ("input", "figure") else ""


def formula_words(branch: Branch | Use, look: Look) -> str:
    """Return a formula in words, no longer than fits unless all is asked for."""
    text = str(branch["formula_words"])
    if look.unicode:
        text = text.replace(" * ", " \N{MULTIPLICATION SIGN} ")
    most = _FORMULA if look.form == "plain" else _WRAPPED
    return text if look.verbose or len(text) <= most else text[: most - 3] + "..."


def origin_lines(record: Origin) -> list[str]:
    """Return where an input comes from: source, evidence, date and range."""
    low, high = record["low"], record["high"]
    ends = "" if low is None or high is None else f"{few_digits(low)} to {few_digits(high)}"
    return [record["source"] or _BY.get(record["by"], ""), record["evidence"] or "", record["date"] or "", ends]


def unit_of(unit: str | None) -> str:
    """Return a unit; a share has none."""
    return "" if unit in (None, "1") else str(unit)
