"""A program says of every row what a single quote says: amounts, products, burdens, names and refusals."""

from __future__ import annotations

import math
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from few import examples, slowly
from hypothesis import strategies as st

from recyc_cli import breakeven, quote
from recyc_cli.engine import prepare
from recyc_cli.engine.float_program import FloatProgram
from recyc_cli.engine.numpy_program import NumpyProgram, Scratch, slots_of
from recyc_cli.engine.outputs import Choice
from recyc_cli.engine.prepare import prepared
from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.model.flows.impacts import ROWS
from recyc_cli.model.per_what import units_in_tonne
from recyc_cli.report.figures import FIGURES
from recyc_cli.scenario.request import Request
from recyc_cli.scenario.resolve import resolve

sys.path.insert(0, str(Path(__file__).parent))
from lots import KINDS, LIBRARY, Lots

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from recyc_cli.model.numbers.program import Filled
    from recyc_cli.report.answer import Answer

Numbers = dict[str, float]
Keywords = dict[str, Any]
CLOSE = 1e-12
"""Of the cost for an amount, of itself for a product or a burden: rounding alone parts the two."""
MANY, ROWS_OF_ONE = 50, 4


def everything(answer: Answer) -> dict[str, Any]:
    """Return all that a quote says, by name."""
    result = answer.result
    units = units_in_tonne(answer.resolved.scenario.streams)
    found: dict[str, Any] = {f"total {figure.id}": figure.read(result, *units) for figure in FIGURES}
    found |= {f"amount {i} {line.stage} {line.item}": line.amount for i, line in enumerate(result.lines)}
    for i, item in enumerate(result.sold):
        found |= {f"product {i} {item.stage} {item.product}": item.mass, f"amount {i} of {item.product}": item.value}
    for stage, rows in result.impacts.items():
        found |= {f"burden {stage} {name}": row for name, row in zip(ROWS, rows, strict=True)}
    found |= {f"product held {item.element}": item.mass for item in result.held}
    if result.second is not None:
        routes = tuple(name for name, _ in result.second.recycled.margins)
        found["best"] = Choice(result.second.recycled.taken, routes)
    return {name: value for name, value in found.items() if value is not None}


def said_of(answer: Answer) -> tuple[Numbers, str]:
    """Return the numbers of a quote, and the best of the routes that recycle in the end."""
    found = everything(answer)
    best = found.pop("best", None)
    assert best is None or answer.result.second is not None
    return found, "" if answer.result.second is None else answer.result.second.recycled.best


def by_numpy(filled: Filled, rows: list[Numbers]) -> list[tuple[Numbers, str]]:
    """Compute rows as columns: their outputs, and the code of each that is refused."""
    program = NumpyProgram(filled.program)
    columns = {name: np.array([row[name] for row in rows]) for name in program.inputs}
    into, refused = np.empty((len(program.outputs), len(rows))), np.zeros(len(rows), np.int16)
    program.run(columns, slots_of([filled], [len(rows)]), list(into), refused, Scratch(4))
    codes = ("", *program.codes)
    return [(dict(zip(program.outputs, into[:, i].tolist(), strict=True)), codes[refused[i]]) for i in range(len(rows))]


def disagreements(group: Lots, count: int) -> Iterator[str]:
    """Yield where a program differs from single quotes, by either reading."""
    rows = list(group.drawn(count))
    try:
        filled = prepared(group.settings, group.rows, everything, LIBRARY)
    except (RecycError, RecycErrors) as refused:
        yield from (f"{refused} for all: {group}" for row in rows if not answer_to(group.keywords(row))[1])
        return
    read, table = FloatProgram(filled), by_numpy(filled, rows)
    for row, of_table in zip(rows, table, strict=True):
        keywords, of_row = group.keywords(row), read({name: row[name] for name in read.inputs})
        due, refused = answer_to(keywords)
        for outputs, code in (of_row, of_table):
            said = said_by(outputs, read.names) if not code else None
            found = [f"{code or 'an answer'} in the place of {refused or 'one'}"] if code != refused else []
            if due and said:
                found += apart(*due, *said)
            yield from (f"{fault}: {keywords}" for fault in found)


def answer_to(keywords: Mapping[str, Any]) -> tuple[tuple[Numbers, str] | None, str]:
    """Return what a single quote says, or the code of its refusal."""
    try:
        return said_of(quote(**keywords)), ""
    except (RecycError, RecycErrors) as error:
        return None, error.errors[0].code


def said_by(outputs: Mapping[str, float], names: Mapping[str, tuple[str, ...]]) -> tuple[Numbers, str]:
    """Return what a program says, the best route by its name."""
    numbers = dict(outputs)
    place = numbers.pop("best", None)
    return numbers, "" if place is None else names["best"][int(place)]


def apart(due: Numbers, best: str, found: Numbers, taken: str) -> Iterator[str]:
    """Yield the numbers that are not those of the quote, and the route that is not its best."""
    assert set(due) == set(found)
    if best != taken:
        yield f"{taken} in the place of {best}"
    scale = max(abs(due["total cost"]), abs(due["total recovery_value"]))
    for name, number in due.items():
        other = found[name]
        if math.isnan(number) or math.isnan(other):
            if math.isnan(number) != math.isnan(other):
                yield f"{name}: {other} for {number}"
            continue
        itself = name.startswith(("product", "burden"))
        size = abs(number) if itself else max(abs(number), scale * _per(name, due))
        if not abs(other - number) <= CLOSE * size:
            yield f"{name}: {other!r} for {number!r}"


def _per(name: str, due: Numbers) -> float:
    """Return how many of what the cost is per go into what an amount is per."""
    if name == "total margin_pct":
        return 100.0 / due["total recovery_value"] if due["total recovery_value"] > 0.0 else 1.0
    if name in ("total margin_per_kwh", "total margin_per_pack") and due["total margin"]:
        return abs(due[name] / due["total margin"])
    return 1.0


@examples(5, 49, st.sampled_from(sorted(KINDS)), st.integers(0, 10**6))
def test_a_program_is_the_quote_of_every_row(kind: str, seed: int) -> None:
    assert list(disagreements(Lots(kind, seed), 2)) == []


def test_a_break_even_by_a_program_is_that_of_one_quote_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = {"chemistry": "nmc622", "route": "hydro", "currency": "EUR", "feed_price": (1500.0, "USD")}
    by_program = breakeven("prices.fx.EUR", start=0.5, end=2.0, **asked).to_dict()
    curve = [(point["value"], point["margin"]) for point in by_program.pop("curve")]

    def refused(*_: object) -> None:
        raise RecycError("E340", "no program")

    monkeypatch.setattr(prepare, "prepared", refused)
    by_quotes = breakeven("prices.fx.EUR", start=0.5, end=2.0, **asked).to_dict()
    points = by_quotes.pop("curve")
    assert by_quotes == by_program
    assert [point["value"] for point in points] == [value for value, _ in curve]
    assert [point["margin"] for point in points] == pytest.approx([margin for _, margin in curve], rel=CLOSE)


@pytest.mark.slow
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_programs_of_many_groups_are_their_quotes(kind: str) -> None:
    assert [fault for seed in range(MANY) for fault in disagreements(Lots(kind, seed), ROWS_OF_ONE)][:3] == []


ALL_KINDS: tuple[Keywords, ...] = (
    {"chemistry": "nmc622", "route": "hydro"},
    {"chemistry": "lfp", "route": "reuse"},
    {"chemistry": "nmc811", "route": "direct", "method": "everbatt-2023"},
    {
        "mix": {"nmc532": 0.3, "nmc811": 0.7},
        "route": "hydro",
        "currency": "EUR",
        "disassemble": "cell",
        "seat": "refiner",
    },
)
SPOILT = (0.0, 0.0, 0.0, 1.0, 3.0, 1.0 / 3.0)


@pytest.mark.slow
@pytest.mark.parametrize("asked", ALL_KINDS, ids=lambda asked: str(asked["route"]))
def test_every_number_of_the_presets_may_differ_by_row(asked: Keywords) -> None:
    documents = resolve(Request(**asked), library=LIBRARY).documents
    standing = {
        f"{prefix}.{path}": item.value for prefix, each in documents.items() for path, item in each.records.items()
    }
    asked = {**asked, "vat": "excluded"}  # as decks have what is in CNY
    read = FloatProgram(prepared(asked, dict.fromkeys(standing, ""), everything, LIBRARY))
    dice, found = random.Random(5), []  # noqa: S311
    for _ in range(50):
        row = dict(standing)
        for path in dice.sample(sorted(row), dice.choice((1, 1, 2, 3, 8))):
            row[path] = dice.choice((0.0, row[path] * dice.choice(SPOILT)))
        overrides = tuple(f"{path}={value!r}" for path, value in row.items())
        due, refused = answer_to({**asked, "overrides": overrides})
        outputs, code = read(row)
        assert code == refused, {path: value for path, value in row.items() if value != standing[path]}
        found += [*apart(*due, *said_by(outputs, read.names))] if due else []
    assert found == []


class Weighed(Lots):
    """Lots of a mix, wet or dry, of which the mass, the moisture and the shares differ by row."""

    def __init__(self, settled: Keywords, seed: int) -> None:
        self._given = {"route": "hydro", "mass_t": 40.0, "moisture": 0.0, **settled}
        super().__init__("forms", seed)
        for name, near in (("mass_t", 40.0), ("moisture", 0.1 * (seed % 2))):
            self.rows[name], self._near[name] = "", near

    def _settled(self) -> Keywords:
        return dict(self._given)

    def _vary_presets(self, documents: Mapping[str, Any]) -> None:
        """Vary none of them."""


@pytest.mark.parametrize("seeds", [2, slowly(4)])
@pytest.mark.parametrize("other", [("nmc532", "pack"), ("nmc622", "black-mass"), ("lfp", "cell")], ids=" ".join)
@pytest.mark.parametrize("basis", ["wet", "dry", ""])
def test_masses_of_mixed_forms_are_wet_or_dry_by_row(other: tuple[str, str], basis: str, seeds: int) -> None:
    settled: Keywords = {"mix": [("nmc532", "black-mass", 0.5), (*other, 0.5)], "mass_basis": basis}
    found = [each for seed in range(seeds) for each in disagreements(Weighed(settled, seed), 5)]
    assert not found, found[:3]
