"""One word has one meaning, and every module tells a stranger in one sentence what it does."""

from __future__ import annotations

import ast
import re
from collections import defaultdict

from package_syntax import functions, is_folder, modules, nodes

FIRST_LINE = 90
"""A module's first line is at most as long."""
VERB = re.compile(r"(`recyc[^`]*` )?[A-Za-z]+s,? ")
"""How it begins: with what the module, or the command that it is, does."""
SAME_QUESTION = "a command of the shell and the call of the library that answer the same question"
SAME_ANSWER = "each way of computing gives the same answer of its own kind of feed"
SHARED = {
    "quote": SAME_QUESTION,
    "compare": SAME_QUESTION,
    "explain": SAME_QUESTION,
    "replay": SAME_QUESTION,
    "breakeven": SAME_QUESTION,
    "finance": SAME_QUESTION,
    "blend": SAME_QUESTION,
    "outlook": SAME_QUESTION,
    "sweep": SAME_QUESTION,
    "sensitivity": SAME_QUESTION,
    "simulate": SAME_QUESTION,
    "comply": SAME_QUESTION,
    "certificate": SAME_QUESTION,
    "evaluate": SAME_ANSWER,
    "draw": "every form of output draws a page",
}
"""Names of public functions that stand in several modules, and why that is one meaning."""
HISTORY = {"asked", "told", "found", "broken", "opened", "works", "behind", "cautions", "remark"}
"""Words that say what happened to a thing, not what it is; no function is named so."""


def outside_the_model(name: str) -> bool:
    """Tell whether a module is held to account here: the model's functions have a test of their own."""
    return not name.startswith("model")


def first_line(tree: ast.Module) -> str:
    return (ast.get_docstring(tree) or "").partition("\n")[0]


def public_functions() -> dict[str, set[str]]:
    """Return the modules in which each public function at the top of a module stands."""
    places = defaultdict(set)
    for name, tree in modules().items():
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and outside_the_model(name):
                places[node.name].add(name)
    return places


def test_a_module_says_in_one_sentence_what_it_does() -> None:
    lines = {name: first_line(tree) for name, tree in modules().items()}
    assert {name: line for name, line in lines.items() if not line.endswith(".") or len(line) > FIRST_LINE} == {}
    assert {name: line for name, line in lines.items() if not VERB.match(line)} == {}


def test_a_folder_says_what_it_may_import() -> None:
    folders = {name: ast.get_docstring(tree) or "" for name, tree in modules().items() if name and is_folder(name)}
    assert [name for name, text in folders.items() if "May import" not in text] == []


def test_a_public_name_has_one_meaning() -> None:
    several = {name: places for name, places in public_functions().items() if len(places) > 1}
    assert {name: sorted(places) for name, places in several.items() if name not in SHARED} == {}


def test_no_exception_outlives_its_need() -> None:
    named = defaultdict(set)
    for name, tree in modules().items():
        for node in tree.body:
            if isinstance(node, ast.FunctionDef):
                named[node.name].add(name)
    assert [name for name in SHARED if len(named[name]) < 2] == []


def test_no_function_is_named_for_its_history() -> None:
    assert [
        f"{name}: {node.name}"
        for name, node in functions()
        if outside_the_model(name) and node.name.lstrip("_") in HISTORY
    ] == []


def test_no_page_is_told_a_second_time_for_programs() -> None:
    """Records are read off the cells of a page (`render.page.records`), not made beside it."""
    assert [
        f"{name}: {node.name}" for name, node in functions() if name.startswith("render") and "_records" in node.name
    ] == []


def test_a_resolved_request_is_called_resolved() -> None:
    wrong = [
        f"{name}: {node.name}({argument.arg})"
        for name, node in functions()
        for argument in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
        if argument.annotation is not None and ast.unparse(argument.annotation) == "Resolved"
        if argument.arg != "resolved"
    ]
    assert wrong == []


def test_a_comprehension_has_at_most_two_loops() -> None:
    several = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
    wrong = [
        f"{name}:{node.lineno}"
        for name, tree in modules().items()
        for node in nodes(tree)
        if isinstance(node, several) and len(node.generators) > 2
    ]
    assert wrong == []
