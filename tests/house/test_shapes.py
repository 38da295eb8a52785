"""A report has a type: no signature that others call takes or gives one as a table of anything.

mypy then sees a mistyped key: test_typed_programs.py.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from package_syntax import Function, imports, modules, nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOMS = ("report", "render", "analysis", "cli.commands", "cli.output", "cli.presets")
"""Where reports are made, drawn and handed on; what the command line reads is none."""
INSIDE = tuple(f"{room}." for room in ROOMS)
LOOSE = ("dict[str, Any]", "dict[str, object]", "Mapping[str, Any]", "Mapping[str, object]", "Any", "object")
"""What stands for a table of anything, or for anything."""
NOT_REPORTS = {
    "analysis.blend.blend.blend": "lots as they are given: the keywords of a quote, whole or in part",
    "analysis.simulation.drawn_quotes.scenarios_of": "the keywords of a quote as they are given, whole or in part",
    "analysis.simulation.drawn_quotes.traced": "the keywords of a quote as they are given, whole or in part",
    "analysis.sweep.axis.apart": "the keywords of a quote as they are given, whole or in part",
    "analysis.sweep.axis.request": "the keywords of a quote as they are given, whole or in part",
    "analysis.sweep.axis.set_word": "the keywords of a quote as they are given, whole or in part",
    "render.chart.svg.tag": "attributes of SVG",
    "render.forms.as_csv.csv_lines": "whatever stands in a cell",
    "render.forms.as_csv.csv_table": "whatever stands in a cell",
    "render.forms.as_csv.safe": "whatever stands in a cell",
    "render.forms.as_json.dump": "whatever JSON has",
    "render.forms.html.parts.text": "text of any kind",
    "render.page.cells_of": "an entry of any report, of which named fields stand in cells",
    "render.page.listed_rows": "whatever stands in a cell",
    "render.page.listing": "records of a page, whose columns the page names",
    "render.page.measure": "a number of a report, traced or not",
    "render.page.sources_and_notes": "records of a page, whose columns the page names",
    "render.page.records": "records of a page, whose columns the page names",
    "render.text.clean": "text of any kind",
    "render.xlsx.sheet.chart": "a chart as the library of workbooks takes it",
    "render.xlsx.sheet.chart_beside": "a chart as the library of workbooks takes it",
    "render.xlsx.sheet.line": "whatever stands in a cell",
    "render.xlsx.sheet.put": "whatever stands in a cell",
    "render.xlsx.sheets.figures": "a report walked as a whole, for the paths of its numbers",
    "report.axes.request_place": "the keywords of a quote as they are given, whole or in part",
    "report.provenance.without_inputs": "the ends of a report walked as a whole",
    "report.walk.figure_at": "a report of any kind, walked as a whole",
    "report.walk.values_by_path": "a report of any kind, walked as a whole",
    "report.walk.with_ends": "a report of any kind, walked as a whole",
    "report.schema.misfit": "data of a file, which are held against the schema",
}
"""Functions that take or give something else than a report, and what."""
CASTS = {
    "analysis.compare.comparison": 1,
    "analysis.explain.explain": 1,
    "analysis.offer.price_at_margin": 1,
    "analysis.saved.save": 3,
    "analysis.saved.saved_file": 1,
    "cli.presets.show_numbers": 1,
    "report.offers.customer": 3,
    "report.blocks.scenario": 1,
    "report.computed": 2,
    "report.in_full": 1,
    "report.provenance": 1,
    "report.walk": 1,
}
"""How often a module states a type that mypy cannot see: keys read off a table, a tree walked as a whole, JSON read."""


def shared() -> Iterator[tuple[str, Function]]:
    """Yield the public functions and methods of modules that another folder imports, by name."""
    used = {
        other for name, others in imports().items() for other in others if name.rpartition(".")[0] != folder_of(other)
    }
    for name, tree in modules().items():
        if f"{name}.".startswith(INSIDE) and name in used:
            for node in tree.body:
                inside = node.body if isinstance(node, ast.ClassDef) else [node]
                yield from (
                    (f"{name}.{each.name}", each)
                    for each in inside
                    if isinstance(each, Function) and not each.name.startswith("_")
                )


def folder_of(name: str) -> str:
    return name.rpartition(".")[0]


def loose_names(tree: ast.Module) -> set[str]:
    """Return what stands for a table of anything in a module: the types themselves, and names it gives to them."""
    aliases = set(LOOSE)
    for node in nodes(tree):
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None:
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if isinstance(target, ast.Name) and ast.unparse(node.value).strip("'\"") in LOOSE:
                aliases.add(target.id)
    return aliases


def words_of(annotation: ast.expr) -> Iterator[str]:
    """Yield an annotation and all that it is made of."""
    for node in ast.walk(annotation):
        if isinstance(node, (ast.Subscript, ast.Name)):
            yield ast.unparse(node)


def test_no_shared_signature_is_loose() -> None:
    loose = []
    for name, node in shared():
        names = loose_names(modules()[next(each for each in modules_of(name))])
        arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        said = [argument.annotation for argument in arguments] + [node.returns]
        loose += [name] if any(names & {*words_of(each)} for each in said if each is not None) else []
    assert sorted(set(loose) - NOT_REPORTS.keys()) == []
    assert sorted(NOT_REPORTS.keys() - set(loose)) == []


def modules_of(name: str) -> Iterator[str]:
    """Yield the module that a function, or a method, stands in."""
    yield from (module for module in (folder_of(name), folder_of(folder_of(name))) if module in modules())


def test_casts_are_few_and_known() -> None:
    calls = {
        name: sum(isinstance(node, ast.Call) and getattr(node.func, "id", "") == "cast" for node in nodes(tree))
        for name, tree in modules().items()
        if f"{name}.".startswith(INSIDE)
    }
    assert {name: count for name, count in calls.items() if count} == CASTS
