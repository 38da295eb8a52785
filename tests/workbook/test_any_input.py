"""The structure of a quote hangs on no number: its trace, worked out with any input changed, is the quote with it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from again import answered, differing, missing, numbers, sampled, settable, worked_out

from recyc_cli.analysis.traced_quote import TracedQuote, traced_quote
from recyc_cli.model.numbers.traced import Leaf, Traced

CASES: dict[str, dict[str, Any]] = {
    "hydro": {"chemistry": "nmc622", "route": "hydro"},
    "lfp": {"chemistry": "lfp", "route": "hydro", "packs": 30.0},
    "direct": {"chemistry": "lfp", "route": "direct", "disassemble": "cell"},
    "pyro": {"chemistry": "nca", "route": "pyro", "kwh": 500.0},
    "to-cathode": {"chemistry": "nmc811", "route": "hydro-to-cathode"},
    "shred": {"chemistry": "lmo", "route": "shred"},
    "reuse": {"chemistry": "nmc622", "route": "reuse"},
    "reference": {"chemistry": "nmc111", "route": "direct", "disassemble": "module", "method": "everbatt-2023"},
    "mix": {"mix": {"lfp": 0.3, "nmc811": 0.7}, "route": "hydro", "currency": "EUR", "mass_t": 40.0},
    "black-mass": {"chemistry": "nmc622", "route": "hydro", "form": "black-mass", "feed_price": -150.0},
    "refiner": {"chemistry": "nmc532", "route": "hydro", "seat": "refiner", "contract": "glencore-ace"},
    "holder": {"chemistry": "lmo", "route": "hydro", "seat": "holder", "feed_price": 0.3, "feed_basis": "value"},
    "shredder": {"chemistry": "nmc622", "route": "direct", "seat": "shredder", "business": "alliance"},
    "plant": {"chemistry": "nmc622", "plant": "li-cycle-hub"},
}
CHANGES = {
    "0": lambda value: 0.0 * value,
    "double": lambda value: 2.0 * value or 0.1,
    "half": lambda value: 0.5 * value or 0.1,
}
FEW, MANY = 2, 43
"""Inputs of each case that the quick tests change, and the slow proof."""


def changed(traced: TracedQuote, case: dict[str, Any], leaves: list[Leaf], change: str) -> tuple[list[str], list[str]]:
    """Change inputs one at a time; return what differs, and the inputs that recyc refuses so."""
    order, base = traced.nodes, dict(numbers(traced.report))
    wrong, refused = [], []
    for leaf in leaves:
        value = CHANGES[change](leaf.value)
        report = answered(case, {leaf.path: value})
        if report is None:
            refused.append(leaf.path)
            continue
        again = worked_out(order, {leaf.path: value})
        found = {path: missing(again[x.index]) if isinstance(x, Traced) else x for path, x in base.items()}
        wrong += [f"{leaf.path}={value!r} {text}" for text in differing(found, dict(numbers(report)))]
    return wrong, refused


@pytest.mark.parametrize("name", CASES)
def test_a_few_inputs(name: str) -> None:
    case = CASES[name]
    traced = traced_quote(**case)
    for change in CHANGES:
        wrong, _ = changed(traced, case, sampled(settable(traced.nodes), FEW, name + change), change)
        assert wrong == []


# Of these nothing is no answer: recyc refuses a 0 (E340, or a state of health below the least), and a sheet shows the
# error of a division. Units, molar masses, sizes by which others are measured, the level of a plant's own capital.
REFUSED = re.compile(
    r"""application\.cycles | chemistries\.[^.]+\.(design|returning)\..*_(mass|energy) | equipment\..*\.largest
    | impacts\.characterization\.carbon_co2 | materials\.atomic_mass\..* | prices\.(cepci|fx\..*)
    | method\.(capital\.cepci | plant\.(days_per_year|hours_per_day|life) | rounding\.short_ton)
    | region\.(diesel_heating_value|equipment_factor|plant_factor\..*) | load
    | plant\.(investment\..*\.capacity | throughput\..*)
    | stages\.(cathode\.precursors\..*\.mass | .*\.reference_feed | collection\.payload\..*)
    | stages\.disassembly\.floor\..*
    | stages\.collection\.soh\..*
    | stages\.reuse\.(cycle_life\..* | facility\.size | health\.spread | price\..* | test\.use)""",
    re.VERBOSE,
)


WHOLE = re.compile(r"stages\..*\bfates\..*|chemistries\.[^.]+\.(pack|module|cell|scrap-electrode|black-mass)\.[^.]+")
"""Shares of a whole: refused where the others leave no room, or too much."""


@pytest.mark.slow
@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("name", CASES)
def test_many_inputs(name: str, change: str) -> None:
    case = CASES[name]
    traced = traced_quote(**case)
    wrong, refused = changed(traced, case, sampled(settable(traced.nodes), MANY, f"{name} {change}"), change)
    assert wrong == []
    refused = [path for path in refused if not WHOLE.fullmatch(path)]
    assert [path for path in refused if not REFUSED.fullmatch(path)] == []
    assert change == "0" or {path for path in refused if ".soh." not in path} <= {
        "application.threshold"
    }  # one below the other
