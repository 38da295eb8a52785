"""The model says what it computes: equation, unit, where it comes from, and a number that the suite works out again.

Every public function, method and property of `model/` has a doctest whose answer holds a digit; what answers with text
or a truth computes nothing and is passed over. What is no mere arithmetic (`numbers`) and no record (`records`) has an
equation, a sign of operation between its words; names a unit in brackets, and a `Source:` whose parts, separated by
`; `, each begin with one of

- an id of `presets/sources.toml`; of `everbatt-2023` the sheets too, in backticks, which are sheets of the workbook,
- `method recyc, correction NAME`, which the method of that name makes,
- a function of the model in backticks, `production_cost.production`, that the formula is a sum, a quotient, a slope or
  a solution of. That function states one of the first two itself, or is arithmetic.

Whether the equation is right is not a test's to say here: that is what the doctest and `tests/reference` do.
"""

from __future__ import annotations

import ast
import re
import tomllib
from doctest import DocTestParser
from functools import cache
from typing import TYPE_CHECKING

from package_syntax import PACKAGE, Function, modules

if TYPE_CHECKING:
    from collections.abc import Iterator

PRESETS = PACKAGE.parent / "presets"
WORKBOOK = "everbatt-2023"
SHEETS = {
    "BatPaC IO", "CM Rec Par.", "Cath. Prod. Par.", "Col&Trans Par.", "Disassembly", "GREET IO", "Geographic Par.",
    "Input", "Man Par.", "Mat. Conv Par.", "Materials", "Preproc. Par.", "Unit Ops",
}  # fmt: skip
"""Sheets of the workbook whose cells the project took numbers from."""
ARITHMETIC = ("model.numbers.", "model.records.")
WITHOUT_NUMBER = {"str", "bool", "tuple[str, ...]"}
"""Answers that are text or a truth."""
WITHOUT_SOURCE = {
    "flows.feedstock.parse_formula": "reads a text",
    "flows.feedstock.dot": "the sum that a linear form is",
    "flows.impacts.zero": "rows of numbers, added and multiplied",
    "flows.impacts.plus": "rows of numbers, added and multiplied",
    "flows.impacts.sum_of_rows": "rows of numbers, added and multiplied",
    "flows.impacts.scaled": "rows of numbers, added and multiplied",
    "flows.stage.add": "a sum",
    "money.sales.unit_value": "the terms of a contract as its preset states them",
    "money.sales.recovery": "a share by its definition",
    "second_life.grading.pass_share": "mathematics of the normal distribution",
    "second_life.grading.passed_soh": "mathematics of the normal distribution",
}
"""Functions that come from nowhere, and why."""
RUNS = "runs others, which have the equations"
CHOOSES = "chooses among numbers, and computes none"
WITHOUT_EQUATION = {
    "cathode.making.recovered": CHOOSES,
    "compliance.masses_of_chain.masses_of_chain": RUNS,
    "compliance.rates.counted": CHOOSES,
    "evaluate.evaluate": RUNS,
    "flows.feedstock.parse_formula": "reads a text",
    "flows.impacts.zero": CHOOSES,
    "flows.mass_balance.of_chain": RUNS,
    "money.black_mass.paid_shares": CHOOSES,
    "money.quality.deductions_of": RUNS,
    "money.sales.priced_elements": CHOOSES,
    "recycling.evaluate": RUNS,
    "recycling.run_chain": RUNS,
    "seats.result_of_seat": CHOOSES,
}
"""Functions without an equation, and why."""
OPERATION = re.compile(r" (?:[=+/*^-]|\*\*|x) | d\(|exp\(")


@cache
def documented() -> dict[str, str]:
    """Return the docstrings of the model's public functions that compute a number, by name: `model.seats.f`."""
    return {
        f"{module}.{name}": ast.get_docstring(node) or ""
        for module, tree in modules().items()
        if module.startswith("model.")
        for name, node in _public(tree)
        if node.returns is None or ast.unparse(node.returns) not in WITHOUT_NUMBER
    }


def _public(tree: ast.Module | ast.ClassDef) -> Iterator[tuple[str, Function]]:
    for node in tree.body:
        if isinstance(node, Function) and not node.name.startswith("_"):
            yield node.name, node
        elif isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield from ((f"{node.name}.{name}", method) for name, method in _public(node))


def formulas() -> list[str]:
    """Return the names of those that are more than arithmetic."""
    return sorted(name for name in documented() if not name.startswith(ARITHMETIC))


def sources_of(name: str) -> list[str]:
    """Return the parts of the `Source:` of a function."""
    stated = re.search(r"^Source: ((?:.+\n?)+)", documented()[name], re.MULTILINE)
    return [] if stated is None else " ".join(stated[1].split()).removesuffix(".").split("; ")


@cache
def ids() -> frozenset[str]:
    return frozenset(tomllib.loads((PRESETS / "sources.toml").read_text("utf-8")))


@cache
def corrections() -> frozenset[str]:
    made = tomllib.loads((PRESETS / "methods" / "recyc.toml").read_text("utf-8"))["corrections"]
    return frozenset(name for name, correction in made.items() if correction["on"])


def stands_in_presets(source: str) -> bool:
    """Tell whether a part of a `Source:` is a known source, a sheet of the workbook, or a correction that is made."""
    name, _, place = source.partition(", ")
    if name == "method recyc":
        return place.removeprefix("correction ") in corrections()
    sheets = set(re.findall(r"`([^`]+)`", place))
    return name in ids() and (name != WORKBOOK or (bool(sheets) and sheets <= SHEETS))


def follows(source: str) -> bool:
    """Tell whether a part of a `Source:` names a function of the model that is arithmetic or states its own source."""
    named = [name for name in documented() if source == f"`{'.'.join(name.split('.')[-2:])}`"]
    return len(named) == 1 and (
        named[0].startswith(ARITHMETIC) or any(stands_in_presets(part) for part in sources_of(named[0]))
    )


def test_a_doctest_asserts_a_number() -> None:
    answers = {
        name: [example.want for example in DocTestParser().get_examples(text)] for name, text in documented().items()
    }
    assert [name for name, wants in answers.items() if not any(re.search(r"\d", want) for want in wants)] == []


def test_a_unit_stands_in_brackets() -> None:
    texts = {name: documented()[name].partition(">>>")[0] for name in formulas()}
    assert [name for name, text in texts.items() if not re.search(r"\[[^\]]+\]", text)] == []


def test_an_equation_is_stated() -> None:
    texts = {name.removeprefix("model."): documented()[name].partition(">>>")[0] for name in formulas()}
    assert {name for name, text in texts.items() if not OPERATION.search(text)} == WITHOUT_EQUATION.keys()


def test_the_source_is_known() -> None:
    stated = {name: sources_of(name) for name in formulas() if name.removeprefix("model.") not in WITHOUT_SOURCE}
    assert [name for name, sources in stated.items() if not sources] == []
    parts = [(name, source) for name, sources in stated.items() for source in sources]
    assert [(name, source) for name, source in parts if not stands_in_presets(source) and not follows(source)] == []


def test_what_has_no_source_is_there_and_says_none() -> None:
    assert {
        name for name in WITHOUT_SOURCE if f"model.{name}" not in formulas() or sources_of(f"model.{name}")
    } == set()
