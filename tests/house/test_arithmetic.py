"""The economics stands in the model: no other room multiplies or divides what it does not name here, with the reason.

What turns the numbers of presets and people into those that the model takes (units, currencies, tax, dates) stands in
catalog and scenario; what draws and orders the answers of its programs, in engine.
"""

from __future__ import annotations

import ast
import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from package_syntax import modules, nodes

from recyc_cli.model.numbers.arithmetic import only_if, share_of
from recyc_cli.model.numbers.series import Series
from recyc_cli.model.numbers.sourced import sourced
from recyc_cli.model.numbers.traced import Leaf, plain
from recyc_cli.report.provenance import without_inputs

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOM = "model."
"""Where it stands."""
STATISTICS = "statistics of draws"
DRAWN = "a number drawn as a multiple of the one in the presets"
ALLOWED = {
    "analysis.breakeven.breakeven": "units and currencies of what a person asks for",
    "analysis.compare.compare": "a list with one basis for each price",
    "analysis.compare.reuse_range": "ends of a number's range, in its unit and the request's currency",
    "analysis.explain.difference": "signs of the lines of two ledgers, as exact fractions",
    "analysis.explain.elasticity": "derivatives of the model as moves of a figure",
    "analysis.explain.explain": "derivatives of the model as moves of a figure",
    "analysis.explain.tree": "parts of a sum that is shown, as percentages",
    "analysis.explain.units": "powers of units",
    "analysis.finance.terms": "units and currencies of what a person asks for",
    "analysis.roots": "steps of a search",
    "analysis.saved.what_moved": "units of the numbers of two presets",
    "analysis.sweep.points": "how many points there are",
    "analysis.sweep.sweep": "how many points there are",
    "analysis.sweep.way": "units of what a person asks for",
    "analysis.sweep.zeros": "steps of a search",
    "batch.quoting": "rows of a part of a file",
    "batch.sql.expressions": "places of a template",
    "batch.writing.parts": "paths of files",
    "catalog.checks.plausible": "units and currencies of a number that is held against what is usual",
    "catalog.checks.spread_checks": "how wide a range is",
    "catalog.documents.document": "units and currencies of a record",
    "catalog.documents.reader": "units of a record",
    "catalog.documents.record": "arithmetic that a record is written in: 98/14",
    "catalog.documents.tax": "a percentage that a person writes",
    "catalog.spreads.correlations": "how numbers that are drawn hang together",
    "catalog.spreads.joint": "how numbers that are drawn hang together",
    "catalog.spreads.replay": "months of a price history: means, deviations, how they hang together",
    "catalog.spreads.spread": "ranges of a number, in its unit and over a horizon",
    "catalog.trade.contained": "the unit of a price: a kilogram of what is contained in one of what is sold",
    "catalog.trade.units": "units of prices",
    "cli.commands.batches.blend": "thousands of what a person asks for",
    "cli.commands.quotes.saving": "days of a time that a person asks for",
    "cli.commands.quotes.simulate": "a power that a person writes",
    "cli.input.numbers_of_text": "units of what a person asks for",
    "cli.input.plant_values": "equal shares of years",
    "cli.input.several": "steps of a range",
    "cli.input.values": "units of what a person asks for, masses of a mix as its shares",
    "cli.input.vary": "steps of a range",
    "cli.presets.check_presets": "numbers of all numbers, as a percentage",
    "cli.presets.diff_presets": "units of two numbers, and how far they are apart as a percentage",
    "cli.presets.place_preset": "paths of files",
    "cli.presets.spread_words": "units of the numbers listed",
    "engine.cells": "places in an array",
    "engine.draws.case": DRAWN,
    "engine.draws.drivers": STATISTICS,
    "engine.draws.life": DRAWN,
    "engine.draws.likely.named": DRAWN,
    "engine.draws.likely.rows": STATISTICS,
    "engine.draws.likely.stored": DRAWN,
    "engine.draws.moved": "derivatives of the model as moves of a figure",
    "engine.draws.replayed": DRAWN,
    "engine.draws.sampler": DRAWN,
    "engine.draws.sobol": STATISTICS,
    "engine.draws.statistics": STATISTICS,
    "engine.draws.together": DRAWN,
    "engine.float_program": "how many operands there are",
    "engine.groups": "places in an array",
    "engine.prepare": "numbers that stand in for a row's while a quote is traced",
    "engine.shared": "bytes of memory",
    "importing.assay.assay_file": "units and repeats of an assay, per mass with its water or without",
    "importing.assay.chemistry_of_assay": "atoms of a compound that an assay finds the elements of",
    "importing.lots.cells": "units of what stands in a file",
    "importing.lots.lot_records": "units of what stands in a file",
    "importing.lots.reading": "signs of a column, how far two words are alike",
    "importing.masses.fractions": "masses by the percent or the formula that a file states them in, without water",
    "importing.passports.chemistry_names": "atoms of the metals of a passport",
    "importing.passports.health": "a state of health by two capacities of a passport",
    "importing.passports.keywords_of": "shares of several chemistries, so that they sum to what is left",
    "importing.passports.limits": "a density that a passport is held against",
    "importing.passports.materials": "units and sums of the masses of a passport",
    "importing.passports.quantities": "units of a passport, an energy by voltage and charge",
    "importing.prices.gather": "means of the days and months of a file",
    "importing.prices.history": "means of the days of a file",
    "importing.prices.hydrates": "atoms of a salt with its water over those without",
    "importing.prices.periods": "means of months",
    "importing.prices.price_units": "units of prices of a file",
    "importing.prices.usable": "units, water and contents of prices of a file",
    "importing.workbook_reader": "memory of the machine",
    "render.chart.cells": "places of a picture",
    "render.chart.number_grid": "blanks of a picture",
    "render.chart.rows": "places of a picture",
    "render.chart.sankey": "places of a picture",
    "render.chart.scale": "places of a picture, steps of its scale",
    "render.chart.side_bars": "steps of a scale",
    "render.chart.svg": "room of a text",
    "render.chart.text_lines": "places of a picture",
    "render.forms.as_screen": "characters of a bar",
    "render.xlsx.book_file": "lines of a cell",
    "render.xlsx.formulas": "places of a formula",
    "render.xlsx.sheet": "lines of a cell",
    "report.notes.bid_notes": "the unit of a record",
    "report.notes.notes": "steps to the next whole unit of equipment",
    "render.pages.explain.tree": "spaces before a line",
    "render.pages.finance.tables": "amounts in millions or as they are",
    "render.pages.quote.detail": "what is spared, written by the kilogram of a product",
    "render.pages.sweep.onward": "whether steps of a sweep are even",
    "render.pages.simulation.histogram": "marks of a picture",
    "render.pages.simulation.sure": "draws of all draws",
    "render.pages.sweep.reading": "whether steps are even, spaces of a picture",
    "render.pages.sweep.screen": "how many tables there are",
    "report.preset_list": "units of the numbers listed",
    "scenario.build.followed": "currencies of what a deck said before anybody changed it",
    "scenario.build.purchases": "months of a deck among those of a lag",
    "scenario.build.trace_rows": "units of a record; the load of a plant by what a person says it is fed and built for",
    "scenario.currency": "currencies and tax of what a person states",
    "scenario.overrides": "units and tax of what a person states",
    "scenario.request": "the load of a plant by what a person says it is fed and built for",
    "scenario.resolve": "currencies of the presets",
    "scenario.trace_inputs": "units and currencies of a record, as steps of a trace",
    "scenario.varied_number": "units, currencies and tax of a number that is varied",
    "units": "units",
}
"""Modules that multiply or divide, and what."""


def constant(node: ast.expr) -> bool:
    """Tell whether a number is written out, or goes by the name of a constant."""
    match node:
        case ast.Constant() | ast.List() | ast.JoinedStr():
            return True
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name.isupper()
        case ast.UnaryOp(operand=inside):
            return constant(inside)
        case ast.BinOp(left=left, right=right):
            return constant(left) and constant(right)
    return False


def products(tree: ast.Module) -> Iterator[str]:
    """Yield the products, quotients and powers of two variables."""
    for node in nodes(tree):
        match node:
            case ast.BinOp(left=left, op=ast.Mult() | ast.Div() | ast.Pow(), right=right):
                if not constant(left) and not constant(right):
                    yield ast.unparse(node)
            case ast.AugAssign(op=ast.Mult() | ast.Div() | ast.Pow(), value=value) if not constant(value):
                yield ast.unparse(node)


def outside() -> dict[str, list[str]]:
    """Return the products of each module that is to have none."""
    found = {name: list(products(tree)) for name, tree in modules().items() if not name.startswith(ROOM)}
    return {name: each for name, each in found.items() if each}


def test_no_room_but_the_model_reckons_itself() -> None:
    assert {name: each for name, each in outside().items() if name not in ALLOWED} == {}


def test_every_exception_is_needed() -> None:
    assert set(ALLOWED) - set(outside()) == set()


def test_the_test_finds_a_product() -> None:
    found = list(products(ast.parse("a = mass * price\nb = mass / TONNE\nc = 2.0 * mass\nmass /= held['ni']")))
    assert sorted(found) == ["mass * price", "mass /= held['ni']"]


def test_the_model_adds_one_number_after_the_other() -> None:
    """`add_up`, not `sum`, which newer versions of Python round otherwise."""
    wrong = [
        f"{name}:{node.lineno}"
        for name, tree in modules().items()
        for node in ast.walk(tree)
        if name.startswith(ROOM) and isinstance(node, ast.Call) and getattr(node.func, "id", "") == "sum"
    ]
    assert wrong == []


NUMBERS: dict[str, Any] = {
    "float": float,
    "sourced": lambda value: sourced(value, 1),
    "traced": lambda value: Leaf("a.path", value, "1"),
    "series": lambda value: Series([value, value]),
    "array": lambda value: np.array([value, value]),
}


def values(number: Any) -> list[float]:
    """Return the values behind a number of any kind."""
    return [float(value) for value in (number.values if isinstance(number, Series) else np.ravel(plain(number)))]


@pytest.mark.parametrize("kind", NUMBERS)
def test_a_share_of_nothing_is_no_number_whatever_the_kind(kind: str) -> None:
    part, whole, nothing = (NUMBERS[kind](value) for value in (1.0, 4.0, 0.0))
    assert set(values(share_of(part, whole))) == {0.25}
    assert all(map(math.isnan, values(share_of(part, nothing))))
    assert set(values(only_if(whole > nothing, part))) == {1.0}
    assert all(map(math.isnan, values(only_if(nothing > whole, part))))


def test_a_report_has_null_where_there_is_no_number() -> None:
    told = without_inputs({"share": math.nan, "of": [sourced(math.nan, 1), 2.0, "text", None]}, [])
    assert told == {"share": None, "of": [None, 2.0, "text", None]}
