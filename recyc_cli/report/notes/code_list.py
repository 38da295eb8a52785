"""Reads what is told of each code of an error or a note: cause, example, what to do."""

# ruff: noqa: PTH118, PTH120 (pathlib costs start-up)
from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, Final, NotRequired, TypedDict

from recyc_cli.catalog.files.toml_file import load_toml
from recyc_cli.errors import BUG, BUG_EXIT, DATA, USAGE
from recyc_cli.report.notes.telling import full, note, without_values

if TYPE_CHECKING:
    from recyc_cli.report.shapes.studies.codes import CodeReport

FOLDER = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(__file__))), "guide", "codes")
SCHEMA: Final = "recyc.code/1"
ERRORS, NOTES = ("usage", "data"), ("notes",)
"""Files of the folder, by the kind of code that they tell."""


class Entry(TypedDict):
    """What a file of the folder tells of a code."""

    title: str
    means: str
    files: NotRequired[dict[str, str]]
    """What the example reads, by name."""
    example: NotRequired[str]
    do: list[tuple[str, str]]
    """What to do, and the command for it."""
    stays: NotRequired[bool]
    """Whether the first command still has the note."""
    tries: NotRequired[list[tuple[str, str]]]
    """Whose numbers, and the options that say them: the example is quoted with each, to show how much it matters."""
    such_as: NotRequired[dict[str, str | float]]
    """Values for the words of a note whose example is no quote."""


def code_report(word: str) -> CodeReport | None:
    """Return what is told of a code, in any case; None where there is no such code.

    >>> told = code_report("e101")
    >>> told["code"], told["kind"], told["exit_code"]
    ('E101', 'error', 2)
    """
    for kind, files in (("error", ERRORS), ("note", NOTES)):
        for name in files:
            known = entries(name)
            code = next((each for each in known if each.lower() == word.strip().lower()), None)
            if code:
                return _report(code, kind, known[code])
    return None


@cache
def entries(name: str) -> dict[str, Entry]:
    """Return all that a file of the folder tells, by code."""
    return load_toml(os.path.join(FOLDER, f"{name}.toml"), f"{name}.toml")


def _report(code: str, kind: str, entry: Entry) -> CodeReport:
    """Return the report of a code."""
    usual = BUG_EXIT if code == BUG else USAGE if code.startswith("E1") else DATA
    return {
        "schema": SCHEMA,
        "code": code,
        "kind": kind,
        "exit_code": usual if kind == "error" else None,
        "title": entry["title"],
        "says": without_values(code) if kind == "note" else None,
        "means": entry["means"],
        "example": entry.get("example"),
        "files": [{"name": name, "text": text} for name, text in entry.get("files", {}).items()],
        "do": [{"what": what, "command": command} for what, command in entry["do"]],
        "tries": [options for _, options in entry.get("tries", [])],
        "whose": {options: whose for whose, options in entry.get("tries", [])},
        "told": full(note(code, **entry["such_as"])) if "such_as" in entry else None,
        "scenario": None,
        "basis": None,
        "matters": [],
    }
