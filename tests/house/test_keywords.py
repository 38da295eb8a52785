"""A keyword of a quote is written once, as a row of the table; elsewhere its name stands where its value is used."""

from __future__ import annotations

import ast
import inspect
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from package_syntax import PACKAGE, modules, nodes

from recyc_cli import breakeven, compare, explain, finance, quote
from recyc_cli.analysis.saved.save import freeze
from recyc_cli.analysis.traced_quote import traced_quote
from recyc_cli.catalog.vocabulary import LEVELS
from recyc_cli.cli.commands.quotes.breakeven import OWN
from recyc_cli.cli.input.options import GROUPS
from recyc_cli.model.money import disassembly
from recyc_cli.scenario import keyword_types
from recyc_cli.scenario.keywords import CHOICE, KEYWORDS, LIST, MONEY, NUMERIC, SHARES, TOLD, VARYING, Keyword

if TYPE_CHECKING:
    from collections.abc import Iterator

FILES = 3
"""Files that may hold the name of a keyword as a string, beside the table."""
TABLES = {"Figure", "Field"}
"""Rows of other tables, whose words are their own: the figures of a report, the fields of presets that are listed."""
OTHER_WORDS = ("catalog", "model", "importing", "render", "report.blocks", "report.offers", "report.shapes")
"""Where the words are those of presets, or keys of a report: below the table, and where a report is made and drawn."""


def names() -> set[str]:
    """Return what keywords are called: their names, and those of the options of a number, which vary and are traced."""
    numbers = (option.name for row in KEYWORDS if row.kind in NUMERIC for option in row.options)
    return {row.name for row in KEYWORDS}.union(numbers)


def uses(tree: ast.Module) -> Iterator[ast.expr]:
    """Yield the strings by which a value is read or written: `given["soh"]`, `given.get("soh")`, `"soh" in given`.

    Those that name the row of another table are none of a keyword's either.
    """
    for node in nodes(tree):
        if isinstance(node, ast.Subscript):
            yield node.slice
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("get", "pop"):
            yield from node.args[:1]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TABLES:
            yield from (each for each in ast.walk(node) if isinstance(each, ast.Constant))
        elif isinstance(node, ast.Compare) and isinstance(node.ops[0], (ast.In, ast.NotIn)):
            yield node.left
        elif isinstance(node, ast.FunctionDef):
            yield from (key for each in ast.walk(node) if isinstance(each, ast.Dict) for key in each.keys if key)


def test_a_keywords_name_stands_in_few_files() -> None:
    files: dict[str, set[str]] = {name: set() for name in names()}
    for module, tree in modules().items():
        if module.startswith((*OTHER_WORDS, "scenario.keyword")):
            continue
        used = set(map(id, uses(tree)))
        for node in nodes(tree):
            if isinstance(node, ast.Constant) and node.value in files and id(node) not in used:
                files[node.value].add(module)
    assert {name: sorted(held) for name, held in files.items() if len(held) > FILES} == {}


def typed(row: Keyword) -> str:
    """Return the type that a keyword has by its kind."""
    if row.kind == LIST:
        return "Sequence[str]"
    if row.kind in (MONEY, SHARES):
        return {MONEY: "Paid" if row.signed else "Money", SHARES: "Mix"}[row.kind]
    if not row.axis:
        return "float | None" if row.kind in NUMERIC else "str"
    if row.kind in NUMERIC:
        return "Part" if row.default is None else "Number"
    return "Name" if row.default is None else "Word"


def held(row: Keyword) -> str:
    """Return the type of a keyword's value in a request."""
    kinds = {LIST: "Sequence[str]", SHARES: "Shares"} | dict.fromkeys(NUMERIC, "float")
    return kinds.get(row.kind, "str") + (" | None" if row.default is None else "")


def test_types_and_table_say_the_same() -> None:
    annotated = keyword_types._Keywords.__annotations__  # noqa: SLF001 - the one test of it
    assert {name: hint.__forward_arg__ for name, hint in annotated.items()} == {
        row.name: typed(row) for row in KEYWORDS
    }
    assert keyword_types.Values.__annotations__ == {row.name: held(row) for row in KEYWORDS}


@pytest.mark.parametrize("function", [quote, traced_quote, compare, breakeven, explain])
def test_functions_take_the_typed_keywords(function: object) -> None:
    (keywords,) = (each for each in inspect.signature(function).parameters.values() if each.kind == each.VAR_KEYWORD)
    assert keywords.annotation == ("Unpack[ColumnKeywords]" if function is compare else "Unpack[Keywords]")
    assert inspect.signature(finance).parameters["keywords"].annotation == "Unpack[PlantKeywords]"
    assert inspect.signature(freeze).parameters["asked"].annotation == "Keywords"


def test_the_table_is_whole() -> None:
    assert [row.told for row in TOLD] == list(range(1, len(TOLD) + 1))
    assert len({row.name for row in KEYWORDS}) == len(KEYWORDS)
    assert all(bool(row.choices) == (row.kind == CHOICE) for row in KEYWORDS)
    assert all(bool(row.unit) == (row.kind in NUMERIC) for row in KEYWORDS)
    assert {each.name for row in KEYWORDS for each in row.options if each.help and each.group not in GROUPS} == set()
    assert tuple(disassembly.LEVELS) == LEVELS
    said = set(re.findall(r"\w+", str(quote.__doc__)))
    assert {row.name for row in KEYWORDS} - said == set()
    assert set(VARYING) == set(OWN[0].help.partition(",")[0].split())


ROW = """
    Keyword("paint", CHOICE, "green", 30, option("paint", "COLOUR", "green or blue [green]"),
        choices=("green", "blue"), word="painted"),
    Keyword("rust", SHARE, None, 31, option("rust", "SHARE", "how rusty", "share"), unit="1", words="rust",
        text="{:.12g}", span=(0.1, 1.0)),
"""
PROGRAM = """
import sys, types
from pathlib import Path
path, rows, *argv = sys.argv[1:]
text = Path(path).read_text("utf-8").replace("\\n)  # fmt: skip\\nROWS", rows + ")  # fmt: skip\\nROWS")
import recyc_cli.scenario
table = types.ModuleType("recyc_cli.scenario.keywords")
sys.modules[table.__name__] = recyc_cli.scenario.keywords = table
exec(compile(text, path, "exec"), vars(table))
from recyc_cli.cli.app import run_command
sys.exit(run_command(argv))
"""


def with_rows(*argv: str) -> subprocess.CompletedProcess[str]:
    """Run a command with two more rows in the table."""
    command = [sys.executable, "-c", PROGRAM, str(PACKAGE / "scenario" / "keywords.py"), ROW, *argv]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        ("quote --help", "--paint COLOUR"),
        ("quote lfp --route hydro --paint blue --format json", '"paint": "blue"'),
        ("quote lfp --route hydro --paint bleu", "did you mean blue?"),
        ("quote lfp --route hydro --rust 20% --format csv-long", "scenario,rust,,,0.2,1,"),
        ("quote lfp --route hydro --rust 20% --format csv", ",rust,load,"),
        ("quote lfp --route hydro --rust 2", "rust must be above 0 and at most 1, not 2"),
        ("compare lfp --route hydro --paint green,blue --format json", '"word": "painted"'),
        ("compare lfp --route hydro --rust 0.1 --rust 0.2 --format json", '"rust": "0.2"'),
        ("breakeven lfp --route hydro --vary rust --rust 0.5 --format json", '"rust"'),
        ("explain lfp --route hydro --why-not paint=blue --format json", '"schema": "recyc.explain/1"'),
    ],
)
def test_a_new_option_is_a_row_of_the_table(argv: str, said: str) -> None:
    ran = with_rows(*argv.split())
    assert said in " ".join((ran.stdout + ran.stderr).split("\n"))
