"""No preset is known by its name: what is built in stands in `presets/`, and code asks the presets what holds of it."""

from __future__ import annotations

import ast
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from package_syntax import modules, nodes

from recyc_cli.analysis.compare.compare import compare
from recyc_cli.catalog.open_library import builtin_library
from recyc_cli.cli.input.options import CHEMISTRIES
from recyc_cli.errors import RecycErrors
from recyc_cli.scenario.fill_in import defaults

if TYPE_CHECKING:
    from collections.abc import Iterator

PRESETS = Path(__file__).parents[2] / "presets"
LETTER = 1
"""A word of one letter is no name of an element: `s`, `p` and `f` are those of a plural, a quantile, a format."""
KINDS = ("routes", "chemistries", "regions", "prices", "plants", "vehicles", "stages", "methods", "applications")
WORDS = ("basis", "date", "evidence", "source", "unit")
"""Keys of a record, read out of decks by how a group hands them down: no products."""
OWN = {
    "black_mass": "the fate that hands a stage's feed on to the next one, whoever sells it",
    "cathode": "the component that a chemistry composes of its own formula, and the making of it",
    "collection": "the stage in which freight and packaging are accounted, whatever the route",
    "disassembly": "the stage in which packs are opened, whatever the route",
    "reuse": "the stage in which a facility of a second life is accounted, whatever its route; a field of a scenario",
    "vehicle": "a keyword of a quote; a second use is called so too",
    "recyc": "the name of the program, in every report",
    "lead": "by how much one way leads another, in a break-even",
    "co": "carbon monoxide, an emission",
}
"""Names that code gives itself: why each is no preset's."""
WRITTEN = {
    "report.names": "how ids are written: words, which decide nothing",
    "catalog.checks.shapes.ways": "the stage of the first plant, by which a route and a plant are in two halves",
    "cli.commands.quotes.outlook": "the first year of an outlook, which decks are named after too",
    "cli.presets.check_presets": "a year as an example, which decks are named after too",
    "render.pages.screen.more": "where the title of a column is broken into two lines",
    "scenario.keywords": "the region and the method of a request that names none: defaults of keywords",
}
"""Modules that may name presets, and why."""


@cache
def built_in() -> dict[str, str]:
    """Return the names of built-in presets, products, elements and reagents, each with its kind."""
    names = {path.stem: kind for kind in KINDS for path in (PRESETS / kind).glob("*.toml")}
    materials = tomllib.loads((PRESETS / "materials.toml").read_text("utf-8"))
    tables = [materials, *(tomllib.loads(path.read_text("utf-8")) for path in (PRESETS / "prices").glob("*.toml"))]
    for table in tables:
        for kind in ("products", "elements", "reagents", "components", "metals"):
            names |= {name: kind for name in table.get(kind, {}) if name not in WORDS}
    return names


def literals(tree: ast.Module) -> Iterator[ast.Constant]:
    """Yield the texts of a module but for its docstrings."""
    bodies = (node.body for node in nodes(tree) if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)))
    told = {id(line.value) for body in bodies for line in body if isinstance(line, ast.Expr)}
    for node in nodes(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node


def named(name: str, tree: ast.Module) -> list[str]:
    """Return the built-in names that stand in a module as texts or in a path, each with its place."""
    return [
        f"{name}:{each.lineno} {word} ({built_in()[word]})"
        for each in literals(tree)
        for word in ([] if " " in each.value else each.value.split("."))
        if len(word) > LETTER and word in built_in() and word not in OWN
    ]


def test_no_code_knows_a_preset_by_its_name() -> None:
    found = [place for name, tree in modules().items() if name not in WRITTEN for place in named(name, tree)]
    assert found == []


@pytest.mark.parametrize("name", WRITTEN)
def test_every_module_that_may_name_them_does(name: str) -> None:
    assert named(name, modules()[name])


def test_the_test_finds_a_name() -> None:
    tree = ast.parse('"""About hydro."""\nif route == "hydro": masses = {"cobalt": metals["nickel"]}')
    assert named("here", tree) == ["here:2 hydro (stages)", "here:2 cobalt (metals)", "here:2 nickel (metals)"]


@cache
def texts() -> set[str]:
    """Return the texts of the modules that know no preset."""
    return {str(each.value) for name, tree in modules().items() if name not in WRITTEN for each in literals(tree)}


@pytest.mark.parametrize("name", OWN)
def test_every_exception_is_needed(name: str) -> None:
    assert name in texts()
    assert name in built_in()


def test_what_assays_are_read_as_stands_in_the_presets() -> None:
    importing = PRESETS.parent / "recyc_cli" / "importing"
    words = tomllib.loads((importing / "assay" / "words.toml").read_text("utf-8"))
    rules = tomllib.loads((importing / "assay" / "black_mass.toml").read_text("utf-8"))
    materials = tomllib.loads((PRESETS / "materials.toml").read_text("utf-8"))
    cathode, parts = rules["cathode"], rules["components"]
    elements = {cathode["ion"], *cathode["metals"], *cathode["pair"].values(), *cathode["dopant"].values()}
    elements |= {cathode["anion"]["element"], parts["binder"]["element"], parts["carbon"]["element"]}
    elements |= {*parts["metals"].values(), *words["subjects"]["part_of"].values()}
    components = {*parts["metals"], parts["binder"]["component"], parts["carbon"]["component"]}
    components |= {parts["carbon"]["beside"], parts["rest"], *words["subjects"]["part_of"]}
    assert elements <= materials["atomic_mass"].keys()
    symbols = {*words["subjects"]["symbols"].split()}
    assert {*words["compounds"].values()} <= symbols
    assert not {*words["atomic_mass"]} & materials["atomic_mass"].keys()
    assert components <= materials["components"].keys()
    assert {*words["names"]} - symbols == {*words["subjects"]["part_of"], "moisture"}


def test_the_help_of_a_comparison_says_what_the_default_method_says() -> None:
    usual = defaults("recyc", builtin_library())["chemistries"]
    assert CHEMISTRIES.help.endswith(f"[{' '.join(usual)}]")


METHOD = """title = "Ours"
extends = "recyc"
[defaults]
route = "pyro"
routes = ["pyro", "direct"]
chemistries = ["lco"]
"""


def method(folder: Path, text: str = METHOD) -> dict[str, Any]:
    """Write a method of one's own, and return the keywords that ask for it."""
    (folder / "methods").mkdir()
    (folder / "methods" / "ours.toml").write_text(text, "utf-8")
    return {"preset_dirs": [str(folder)], "method": "ours"}


def test_a_method_says_what_is_compared(tmp_path: Path) -> None:
    columns = [(each.request.chemistry, each.request.route) for each in compare(**method(tmp_path)).quotes]
    assert columns[:2] == [("lco", "pyro"), ("lco", "direct")]
    assert {chemistry for chemistry, _ in columns} == {"lco"}


def test_a_method_that_names_no_route_there_is_is_told(tmp_path: Path) -> None:
    asked = method(tmp_path, METHOD.replace('"direct"', '"drect"'))
    with pytest.raises(RecycErrors) as told:
        compare(**asked)
    assert "defaults.routes" in str(told.value.errors[0].where)
