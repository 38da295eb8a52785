"""`recyc explain CODE`: every code is told, its example has it, and what is said to mend it does."""

from __future__ import annotations

import ast
import json
import re
import shlex
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from few import few

import recyc_cli
from recyc_cli.catalog.open_library import open_library
from recyc_cli.report.notes.code_list import ERRORS, NOTES, entries
from recyc_cli.report.notes.wording.words import WORDS

if TYPE_CHECKING:
    from collections.abc import Callable

TOLD_ERRORS = {code: entry for name in ERRORS for code, entry in entries(name).items()}
TOLD_NOTES = {code: entry for name in NOTES for code, entry in entries(name).items()}
TOLD = TOLD_ERRORS | TOLD_NOTES
SHOWN = [code for code, entry in TOLD.items() if "example" in entry]
PLACEHOLDER = re.compile(r"(?<![\w=])[A-Z]{4,}\b")


MADE_THERE = re.compile(r"E\d{3}|\bnote\(")


@cache
def syntax() -> list[ast.AST]:
    """Return what stands in the files of the program that say a code of an error, or make a note."""
    texts = (path.read_text("utf-8") for path in Path(recyc_cli.__file__).parent.rglob("*.py"))
    return [node for text in texts if MADE_THERE.search(text) for node in ast.walk(ast.parse(text))]


ASIDE = ("-v", "-o", "aside.html")
"""What shows notes on an offer, which are for its maker alone, on stderr."""


def raised() -> set[str]:
    """Return every code of an error that stands in the program: a constant of its own."""
    texts = (node.value for node in syntax() if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return {text for text in texts if re.fullmatch(r"E\d{3}", text)}


def noted() -> set[str]:
    """Return every code that a note is made with."""
    calls = (node for node in syntax() if isinstance(node, ast.Call) and isinstance(node.func, ast.Name))
    firsts = (call.args[0] for call in calls if call.func.id == "note" and call.args)  # type: ignore[attr-defined]
    return {str(first.value) for first in firsts if isinstance(first, ast.Constant)}


def lay(entry: dict[str, Any]) -> None:
    """Write the files that an example reads."""
    for name, text in entry.get("files", {}).items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text.lstrip("\n"), encoding="utf-8")


def runnable(entry: dict[str, Any]) -> list[str]:
    commands = [command for _, command in entry["do"]]
    return [command for command in commands if command.startswith("recyc ") and not PLACEHOLDER.search(command)]


def words(command: str) -> list[str]:
    return shlex.split(command)[1:]


def test_every_code_is_told_and_no_other() -> None:
    assert raised() == set(TOLD_ERRORS)
    assert noted() == {code.partition("/")[0] for code in WORDS} == set(TOLD_NOTES)


def test_most_codes_are_shown_and_mended_by_commands() -> None:
    assert len(SHOWN) >= 0.9 * len(TOLD)
    assert sum(bool(runnable(entry)) for entry in TOLD.values()) >= 0.8 * len(TOLD)


RAN: set[str] = set()
"""What was run: many codes advise the same, and without files of their own it does the same."""


@pytest.mark.parametrize("whole", [False, pytest.param(True, marks=pytest.mark.slow)])
@pytest.mark.parametrize("code", few(SHOWN, 12))
def test_an_example_has_its_code_and_what_is_to_be_done_works(
    recyc: Callable[..., Any], code: str, *, whole: bool
) -> None:
    """What is advised first is done each time, the rest of it in a long proof."""
    entry = TOLD[code]
    lay(entry)
    if code in TOLD_NOTES:
        shown = json.loads(recyc(*words(entry["example"]), "--json", "-q").out).get("warnings", [])
        aside = "" if code in {note["code"] for note in shown} else recyc(*words(entry["example"]), *ASIDE).err
        assert code in {note["code"] for note in shown} or f"[{code}]" in aside
    else:
        assert f"error[{code}]" in recyc(*words(entry["example"])).err
    mends = code in TOLD_NOTES and not entry.get("stays")
    for at, command in enumerate(runnable(entry)[: None if whole else 1]):
        if mends and at == 0:
            ran = recyc(*words(command), "--json", "-q")
            assert ran.code == 0, f"{command}\n{ran.err}"
            told = {note["code"] for note in json.loads(ran.out)["warnings"]}
            assert code not in told, f"{command} is told {code} still"
        elif command not in RAN or "files" in entry:
            ran = recyc(*words(command))
            assert ran.code == 0, f"{command}\n{ran.err}"
            RAN.add(command)


@pytest.mark.parametrize("code", few((code for code in TOLD if code not in SHOWN), 3))
def test_commands_of_codes_without_an_example_work(recyc: Callable[..., Any], code: str) -> None:
    for command in runnable(TOLD[code]):
        assert recyc(*words(command)).code == 0, command


@pytest.mark.parametrize("code", few(TOLD, 4))
def test_it_is_told_in_every_form(recyc: Callable[..., Any], code: str) -> None:
    plain = recyc("explain", code.lower())
    assert (plain.code, plain.err) == (0, "")
    assert plain.out.startswith(f"{code} ")
    told = json.loads(recyc("explain", code, "--json").out)
    assert (told["schema"], told["code"]) == ("recyc.code/1", code)
    assert told["kind"] == ("note" if code in TOLD_NOTES else "error")
    for text in (TOLD[code]["means"], *(step["what"] for step in told["do"])):
        assert " ".join(text.split()) in " ".join(plain.out.split())


@pytest.mark.parametrize("code", few(TOLD_NOTES, 4))
def test_a_note_is_told_in_words_of_an_example(recyc: Callable[..., Any], code: str) -> None:
    told = json.loads(recyc("explain", code, "--json").out)
    assert told["told"], "quote its example, or give it values by such_as"


def test_how_much_a_note_matters_is_what_its_commands_quote(recyc: Callable[..., Any]) -> None:
    told = json.loads(recyc("explain", "payables-older", "--json").out)
    assert [row["given"] for row in told["matters"]] == ["", *told["tries"]]
    for row in told["matters"]:
        totals = json.loads(recyc(*words(told["example"]), *row["given"].split(), "--json", "-q").out)["totals"]
        assert {name: totals[name] for name in ("feed_price", "margin", "breakeven_feed_price")} == {
            name: value for name, value in row.items() if name != "given"
        }
    screen = recyc("explain", "payables-older", "--format", "table").out
    assert "How much it matters: NMC622 packs by hydro, USD per tonne" in screen
    assert all(told["whose"][row["given"]] in screen for row in told["matters"][1:])


@pytest.mark.parametrize(
    ("code", "market"), [("payables-older", "us"), ("payables-borrowed", "southeast-asia")], ids=lambda word: word
)
def test_the_shares_that_a_note_is_weighed_by_are_those_of_a_market(code: str, market: str) -> None:
    """A range's two ends and another market's: numbers that the presets hold, none made up."""
    held = open_library().document("payables", "2026-01").records
    metals = ("ni", "co", "li")
    low, high = ([getattr(held[f"{market}.{metal}"], end) for metal in metals] for end in ("low", "high"))
    tried = [options.removeprefix("--payables ") for _, options in TOLD_NOTES[code]["tries"]]
    said = [[float(part.split("=")[1].rstrip("%")) / 100 for part in each.split(",")] for each in tried]
    assert said == [pytest.approx(low), pytest.approx(high), [held[f"china.{m}"].value for m in metals]]


def test_presets_of_ones_own_do_not_keep_a_note_untold(recyc: Callable[..., Any]) -> None:
    assert recyc("presets", "new", "chemistry", "--from", "lfp", "--as", "nmc622").code == 0
    told = recyc("explain", "payables-older")
    assert (told.code, told.err) == (0, "")


def test_files_and_records_of_a_code(recyc: Callable[..., Any]) -> None:
    lines = recyc("explain", "E304", "--format", "csv").out.splitlines()
    assert lines[0] == "code,kind,exit_code,title,says,means,example,what,command,presets"
    assert len(lines) == 1 + len(TOLD["E304"]["do"])
    for name in ("told.md", "told.html", "told.xlsx", "told.txt"):
        assert recyc("explain", "E304", "-o", name, "-q").code == 0
        assert Path(name).stat().st_size > 100


def test_an_error_leads_to_its_explanation(recyc: Callable[..., Any]) -> None:
    err = recyc("quote", "nmc622", "--region", "germny").err
    assert err.splitlines()[-1] == "  more:  recyc explain E101"
    lay(TOLD["E304"])
    assert recyc("presets", "check", "presets/prices/spot.toml").err.count("recyc explain E304") == 1, "once a code"


def test_a_chemistry_of_the_same_name_goes_before(recyc: Callable[..., Any]) -> None:
    for name in ("e332", "estimates"):
        assert recyc("explain", name).out.startswith(("E332 ", "estimates "))
        assert recyc("presets", "new", "chemistry", "--from", "lfp", "--as", name).code == 0
        assert "hydro route" in recyc("explain", name).out


def test_what_is_neither_is_refused_as_a_chemistry(recyc: Callable[..., Any]) -> None:
    ran = recyc("explain", "E998")
    assert ran.code == 2
    assert "unknown chemistry 'E998'" in ran.err


def test_texts_are_plain_and_short() -> None:
    for code, entry in TOLD.items():
        assert len(entry["title"]) <= 60, code
        assert entry["means"].endswith("."), code
        assert all(len(what) <= 78 for what, _ in entry["do"]), code
        assert set(entry) <= {"title", "means", "files", "example", "do", "stays", "tries", "such_as"}, code
