"""Numbers that know their formula: the same values as floats, to the last bit, and exact derivatives."""

from __future__ import annotations

import itertools
import json
import math
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from few import examples, few
from hypothesis import given, settings
from hypothesis import strategies as st

from recyc_cli.analysis.explain.formula import formula
from recyc_cli.analysis.quote import answer
from recyc_cli.analysis.traced_quote import TracedQuote, traced_quote, values
from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.model.numbers import arithmetic
from recyc_cli.model.numbers.derivatives import gradient, partials
from recyc_cli.model.numbers.traced import COMPARISONS, OPERATIONS, Leaf, Traced, nodes, plain
from recyc_cli.scenario.request import Request

sys.path.insert(0, str(Path(__file__).parent))
import drawing

EDGES = [0.0, -0.0, 1e-12, 0.1 + 0.2, 1.0, 3.0, 3.0 + 1e-12, 6.000000000000001, -2.5, 1e6 + 0.5]
ROUTES = ("pyro", "hydro", "direct", "reuse", "reuse-ma-2024", "shred", "hydro-to-cathode")
SEATS = ("chain", "holder", "shredder", "refiner")


def leaf(value: float, path: str = "x") -> Leaf:
    return Leaf(path, value, "1")


def printed(request: Request, *, trace: bool) -> str:
    """The report to the byte, or why there is none."""
    try:
        return json.dumps(values(answer(request, trace=trace).to_dict()))
    except (RecycError, RecycErrors) as error:
        return str(error)


def same(**keywords: Any) -> bool:
    """Hold a traced run against one of floats; whether there was a quote at all."""
    try:
        request = Request(**keywords)
    except RecycErrors:
        return False
    floats = printed(request, trace=False)
    assert printed(request, trace=True) == floats, keywords
    return floats.startswith("{")


@examples(7, 73, drawing.scenarios(), st.sampled_from(SEATS), st.sampled_from(("USD", "EUR", "CNY")))
def test_tracing_changes_no_result(keywords: dict[str, Any], seat: str, currency: str) -> None:
    same(**keywords, seat=seat, currency=currency)


VARIANTS: list[dict[str, Any]] = [
    {"feed_price": 500.0, "distance_km": 300.0, "damaged": 0.1, "mass_t": 12, "soh": 0.8},
    {"feed_price": 500.0, "distance_km": 300.0, "currency": "EUR", "kwh": 500.0, "new_pack_price": 90.0},
    {"feed_price": 20.0, "feed_basis": "kWh", "currency": "CNY", "packs": 30, "vat": "included"},
    {"feed_price": 0.3, "feed_basis": "value", "mode": "ship"},
    {"overrides": ("region.wage=10EUR/h", "prices.metals.nickel=15000EUR/t"), "currency": "EUR"},
    {"overrides": ("prices.metals.cobalt=150000CNY/t",), "price_overrides": ("copper=8000USD/t",), "vat": "13%"},
    {"form": "black-mass", "moisture": 0.1, "incoterm": "cif", "mass_t": 40.0, "currency": "EUR"},
    {"prices": "china-2021-exvat", "region": "china", "currency": "CNY"},
    {"region": "korea", "contract": "glencore-ace", "corrections": ("labor-scale=off",)},
    {"throughput_t_per_year": 10_000},
    {"plant": "brunp"},
    {"plant": "li-cycle-hub", "currency": "EUR", "form": "black-mass"},
    {"chemistry": None, "vehicle": "nissan-leaf-40", "packs": 12, "soh": 0.8},
    {"profile": "conservative", "region": "india"},
    {"prices": "china-2024", "region": "china", "currency": "GBP"},
    {"as_of": "2023-06", "currency": "JPY"},
    {"application": "telecom", "soh": 0.75},
    {"application": "home", "soh": 0.9, "pass_rate": 0.9, "recycle": "pyro"},
    *({"business": name, "currency": "EUR"} for name in ("alliance", "closed-loop", "informal", "third-party")),
    {"chemistry": None, "mix": {"nmc622": 0.3, "nmc811": 0.7}, "disassemble": "cell"},
    {"chemistry": "lmfp"},  # one of its fates is 0, and no other component goes there
    {"chemistry": None, "mix": [("nmc622", "pack", 0.25), ("nmc622", "cell", 0.25), ("nca", "black-mass", 0.5)]},
]


@drawing.sampled(12)
@pytest.mark.parametrize("route", ROUTES)
def test_nor_does_it_with_any_option(route: str, every: int) -> None:
    variants = VARIANTS[ROUTES.index(route) % every :: every]
    quoted = [same(**{"chemistry": "nmc622", "route": route, **variant}) for variant in variants]
    assert sum(quoted) > len(variants) / 2


@pytest.mark.slow
@pytest.mark.parametrize("chemistry", drawing.CHEMISTRIES)
def test_nor_for_any_feed_route_and_seat(chemistry: str) -> None:
    quoted = 0
    for route, form, seat, method in itertools.product(ROUTES, drawing.FORMS, SEATS, drawing.METHODS):
        for level in drawing.LEVELS if form == "pack" else ("none",):
            quoted += same(
                chemistry=chemistry, route=route, form=form, seat=seat, method=method, disassemble=level, soh=0.95
            )
    assert quoted > 100


@pytest.mark.parametrize("op", OPERATIONS)
def test_operations_do_what_floats_do(op: str) -> None:
    for a, b in itertools.product(EDGES, EDGES):
        try:
            wanted = repr(OPERATIONS[op](a, b))
        except ArithmeticError as fault:
            with pytest.raises(type(fault)):
                OPERATIONS[op](leaf(a), leaf(b))
            continue
        for x, y in ((leaf(a), leaf(b)), (leaf(a), b), (a, leaf(b))):
            assert repr(plain(OPERATIONS[op](x, y))) == wanted, (a, op, b)


def test_so_do_the_functions() -> None:
    for x in EDGES:
        assert plain(arithmetic.ceil(leaf(x))) == arithmetic.ceil(x)
        assert repr(plain(-leaf(x))) == repr(-x)
        for y in EDGES:
            assert repr(plain(arithmetic.maximum(leaf(x), y))) == repr(arithmetic.maximum(x, y))
            assert repr(plain(arithmetic.minimum(x, leaf(y)))) == repr(arithmetic.minimum(x, y))
            assert plain(arithmetic.where(leaf(x) > y, leaf(x), 1.0)) == arithmetic.where(x > y, x, 1.0)
            shared = arithmetic.share_of(leaf(x), leaf(y)), arithmetic.only_if(leaf(x) > y, leaf(x))
            wanted = arithmetic.share_of(x, y), arithmetic.only_if(x > y, x)
            assert [repr(plain(each)) for each in shared] == [repr(each) for each in wanted]
            assert plain(arithmetic.ratio(leaf(x), leaf(y), 7.0)) == arithmetic.ratio(x, y, 7.0)


def test_a_traced_number_decides_nothing() -> None:
    for undecided in (leaf(1.0), leaf(1.0) > 0.5, leaf(1.0) == 1.0):
        with pytest.raises(TypeError, match="decides nothing"):
            bool(undecided)
    with pytest.raises(TypeError):
        hash(leaf(1.0))
    assert arithmetic.plain(leaf(2.0)) == 2.0


def quoted(**keywords: Any) -> TracedQuote:
    return traced_quote(**{"chemistry": "nmc622", "route": "hydro", **keywords})


@pytest.mark.parametrize(
    "keywords",
    few([{}, {"currency": "EUR"}, {"route": "reuse"}, {"prices": "china-2021-exvat"}, {"plant": "brunp"}], 2),
)
def test_a_leaf_is_what_its_record_says(keywords: dict[str, Any]) -> None:
    """Conversions are part of the formula, so no number had to be taken as it stands."""
    for path, found in quoted(**keywords).leaves.items():
        assert found.path == path
        if found.record is not None:
            assert (found.value, found.unit) == (found.record.value, found.record.unit), path


def test_conversions_are_part_of_the_formula() -> None:
    traced = quoted(currency="EUR", overrides=("region.wage=80CNY/h",))
    wage = [leaf.path for leaf, _ in gradient(traced.numbers["region.wage"])]
    assert sorted(wage) == ["prices.fx.CNY", "prices.fx.EUR", "region.wage"]
    assert traced.leaves["region.wage"].record.source == "user"


def test_the_formula_gives_the_value() -> None:
    """Worked out again from the leaves alone, every node has its value."""
    apply = {**OPERATIONS, "neg": lambda x: -x, "max": max, "min": min, "ceil": lambda x: -(-x // 1.0)}
    apply["where"] = lambda condition, yes, no: yes if condition else no
    apply["ratio"] = lambda part, whole, nothing: part / whole if whole else nothing
    traced = quoted(route="reuse")
    again: dict[int, Any] = {}
    for node in traced.nodes:
        given = [again[arg.index] if isinstance(arg, Traced) else arg for arg in node.args]
        again[node.index] = node.value if isinstance(node, Leaf) else apply[node.op](*given)
        assert again[node.index] == node.value
    assert all(name in traced.names for name in ("totals.margin", "lines.reuse.utilities.electricity.amount"))


def test_every_number_of_the_report_has_a_formula() -> None:
    """But for nothing, and a whole; what notes tell is as it was, they are words."""

    def constants(tree: Any, path: str = "") -> Any:
        if isinstance(tree, dict):
            for key, value in tree.items():
                yield from constants(value, f"{path}.{key}")
        elif isinstance(tree, list):
            for value in tree:
                yield from constants(value, path)
        elif type(tree) is float and tree not in (0.0, 1.0):
            yield path

    assert {path for path in constants(quoted().report) if not path.startswith(".warnings.")} == set()


@given(st.sampled_from([op for op in (*OPERATIONS, "max", "min") if op not in COMPARISONS]), *[st.floats(0.5, 4.0)] * 2)
@settings(max_examples=200)
def test_partials_are_slopes(op: str, a: float, b: float) -> None:
    """Held against central differences: their error is h^2 / 6 times a third derivative below 3000, plus rounding."""
    h = 1e-5

    def of(x: Any, y: Any) -> Any:
        return {"max": arithmetic.maximum, "min": arithmetic.minimum}.get(op, OPERATIONS.get(op))(x, y)  # type: ignore[misc]

    if op in ("max", "min") and abs(a - b) < 2 * h:
        return
    slopes = partials(of(leaf(a), leaf(b)))
    differences = [(of(a + h, b) - of(a - h, b)) / (2 * h), (of(a, b + h) - of(a, b - h)) / (2 * h)]
    assert all(math.isclose(x, y, rel_tol=1e-6, abs_tol=1e-6) for x, y in zip(slopes, differences, strict=True))


def test_nothing_passes_through_a_whole_number() -> None:
    x = leaf(2.3)
    assert dict_of(arithmetic.ceil(x) * x) == {"x": 3.0}
    assert dict_of(arithmetic.where(x > 2.0, x * 2.0, x * 5.0)) == {"x": 2.0}
    assert dict_of(leaf(0.0) ** 0.6) == {"x": 0.0}


def dict_of(output: Traced) -> dict[str, float]:
    return {found.path: slope for found, slope in gradient(output)}


def test_parts_are_shared() -> None:
    """As long a formula as was worked out, however often its parts are used."""
    x: Any = leaf(1.0)
    total = x
    for _ in range(200):
        total = total + total
    assert len(nodes([total])) == 201
    assert dict_of(total) == {"x": 2.0**200}


def evaluated(text: str, known: dict[str, float]) -> float:
    """Work out a formula as it is printed."""
    text = re.sub(r"\[[^]]*\]|\bn\d+\b", lambda found: repr(known[found[0]]), text)
    text = text.replace("^", "**").replace(", else", " else")
    return float(eval(text, {"ceil": arithmetic.ceil, "max": max, "min": min}))  # noqa: S307 - our own formula


@drawing.sampled(36)
@pytest.mark.parametrize("keywords", [{}, {"route": "reuse"}, {"route": "direct", "method": "everbatt-2023"}])
def test_formulas_say_what_was_worked_out(keywords: dict[str, Any], every: int) -> None:
    """A formula as it is printed, read again with the values of its parts, gives the number."""
    traced = quoted(**keywords)
    tried = 0
    for node in [node for node in traced.nodes if not isinstance(node, Leaf)][::every]:
        written = formula(node, lambda each: f"n{each.index}" if traced.name_of(each) else "")
        known = {part.name: part.node.value for part in written.parts}
        if "sum of" in written.text:
            tried += written.is_sum
            assert not written.is_sum or math.isclose(
                math.fsum(known.values()), node.value, rel_tol=1e-12, abs_tol=1e-9
            )
            continue
        value = evaluated(written.text, known)
        assert math.isclose(value, node.value, rel_tol=1e-9, abs_tol=1e-12), (written.text, traced.name_of(node))
        tried += 1
    assert tried > 1000 / every
