"""What a quote tells of where its figures come from is what they move with: all of it, and nothing else."""

from __future__ import annotations

import itertools
import json
import operator
import random
from typing import Any

import numpy as np
import pytest
from few import few, slowly

from recyc_cli import breakeven, compare, explain, quote
from recyc_cli.analysis.traced_quote import TracedQuote, traced_quote
from recyc_cli.catalog.open_library import builtin_library
from recyc_cli.catalog.vocabulary import FORMS, MODES, SEATS
from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.model.numbers.arithmetic import ceil
from recyc_cli.model.numbers.derivatives import inputs_of, partials
from recyc_cli.model.numbers.sourced import Sourced, sourced
from recyc_cli.model.numbers.traced import Functions, Leaf, Traced
from recyc_cli.report.provenance import names_of
from recyc_cli.scenario.resolved import Inputs, Resolved

Keywords = dict[str, Any]
ROUTES = sorted(builtin_library().names("routes"))
METHODS = sorted(builtin_library().names("methods"))
FEEDS: tuple[Keywords, ...] = (
    {"chemistry": "nmc622"},
    {"chemistry": "lfp"},
    {"chemistry": "lead-acid"},
    {"mix": {"lfp": 0.3, "nmc811": 0.7}},
    {"vehicle": "nissan-leaf-40"},
)
MORE: tuple[Keywords, ...] = (
    *({"form": form} for form in FORMS),
    *({"method": method} for method in METHODS),
    *({"business": name} for name in sorted(builtin_library().names("business"))),
    {"contract": "glencore-ace"},
    {"plant": "redwood-nevada"},
    {"feed_price": (50.0, "CNY"), "currency": "EUR", "region": "china", "vat": "included"},
    {"form": "black-mass", "moisture": 0.1, "incoterm": "cif"},
    {"feed_price": 0.3, "feed_basis": "value"},
    {"disassemble": "module", "damaged": 0.1},
)
CANCELLING = {"plant", "disassemble"}
"""Beside packs that are fitted, where an input may act and its slope come to nothing: a pack scaled to another mass
still weighs a tonne a tonne."""
CANCELLED = 1e-9
"""A sum of slopes is nothing where it is less than this of what its terms come to."""


@pytest.mark.parametrize(("route", "seat"), few(itertools.product(ROUTES, SEATS), 9))
def test_every_route_tells_the_sources_of_its_figures_from_every_seat_by_every_mode(route: str, seat: str) -> None:
    suits = builtin_library().document("routes", route).tree.get("suits") or ["layered-oxide"]
    feeds = [FEEDS[2]] if "lead-acid" in suits else [FEEDS[0], FEEDS[3], FEEDS[1], FEEDS[4]]
    for mode, feed in zip(MODES, itertools.cycle(feeds), strict=False):
        tells_the_sources_of_its_figures({"route": route, "seat": seat, "mode": mode, "distance_km": 500.0, **feed})


SOME = [
    (more, feed)
    for (i, more), (j, feed) in itertools.product(enumerate(MORE), enumerate(FEEDS))
    if j == 0 or (i + j) % 2 == 0
]
"""Of what may be asked and of feeds; a long proof takes every combination."""


@pytest.mark.parametrize(("more", "feed"), few(SOME, 8), ids=lambda each: "-".join(map(str, each.values())))
def test_whatever_is_asked_the_sources_of_the_figures_are_told(more: Keywords, feed: Keywords) -> None:
    start = MORE.index(more) + FEEDS.index(feed)
    routes = ROUTES[start % len(ROUTES) :] + ROUTES[: start % len(ROUTES)]
    alike = "contract" in more  # lead by it is paid as the market pays it
    if not any(tells_the_sources_of_its_figures({"route": route, **feed, **more}, alike=alike) for route in routes):
        assert feed != FEEDS[0], "what a feed of one chemistry is never answered is no axis"


@pytest.mark.slow
@pytest.mark.parametrize("more", MORE, ids=lambda more: "-".join(map(str, more.values())))
def test_the_sources_of_every_combination(more: Keywords) -> None:
    for route, seat, mode, feed in itertools.product(ROUTES, SEATS, MODES, FEEDS):
        tells_the_sources_of_its_figures({"route": route, "seat": seat, "mode": mode, **feed, **more}, alike=True)


EDGES = (0.0, -0.0, 1.0, 0.3, -2.5, 7.0)
OPERATIONS = (operator.add, operator.sub, operator.mul, operator.truediv, operator.pow, min, max)


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.__name__)
def test_a_number_remembers_what_its_trace_moves_with(operation: Any) -> None:
    for a, b in itertools.product(EDGES, EDGES):
        one, other = Leaf("a", a, "1"), Leaf("b", b, "1")
        for x, y, s, t in (
            (one, other, sourced(a, 1), sourced(b, 2)),
            (one, b, sourced(a, 1), b),
            (a, other, a, sourced(b, 2)),
        ):
            try:
                value = operation(a, b)
            except ZeroDivisionError:
                continue
            result = operation(s, t)
            assert repr(result) == repr(value), (a, b)
            if not isinstance(value, complex):
                made = {min: Functions.minimum, max: Functions.maximum}.get(operation, operation)(x, y)
                remembered = result.inputs if isinstance(result, Sourced) else 0
                assert remembered == inputs_of([made], {"a": 1, "b": 2})[made.index], (a, b, made)


def test_a_number_that_remembers_is_a_float_to_other_libraries() -> None:
    number = sourced(2.0, 1)
    assert json.dumps(-number) == "-2.0"
    assert (number * np.array([1.0, 0.0])).tolist() == (np.array([1.0, 0.0]) * number).tolist() == [2.0, 0.0]
    assert ceil(number / 3.0) == 1.0
    assert not isinstance(ceil(number), Sourced)


def test_one_or_two_numbers_of_a_table_are_named_and_of_more_their_innermost_table() -> None:
    resolved = Resolved()
    paths = ["wage", "fates.steel.steel", "fates.cathode.li", "fates.cathode.co", "fates.cathode.ni", "payable"]
    resolved.inputs = {"region": Inputs(["wage"]), "stages.hydro": Inputs(paths)}
    assert list(names_of(resolved, [0b0000001, 0b1000010, 0b0011000, 0b0111000, 0b0111101, 0])) == [
        ["region.wage"],
        ["stages.hydro.wage", "stages.hydro.payable"],
        ["stages.hydro.fates.cathode.li", "stages.hydro.fates.cathode.co"],
        ["stages.hydro.fates.cathode"],
        ["region.wage", "stages.hydro.fates"],
        [],
    ]


def test_a_line_of_nothing_rests_on_the_factor_that_is_nothing() -> None:
    lines = quote(chemistry="nmc622", route="hydro").to_dict()["lines"]
    rests_on = {(line["stage"], line["item"]): line["inputs"] for line in lines if line["amount"] == 0.0}
    assert rests_on["preprocessing", "feedstock"] == ["method.feed.in_plant"]
    assert rests_on["preprocessing", "payment for taking the feed"] == []


def test_freight_by_rail_names_the_numbers_of_rail() -> None:
    lines = quote(chemistry="nmc622", route="hydro", mode="rail", distance_km=500.0).to_dict()["lines"]
    by_rail = [line["inputs"] for line in lines if any("collection.modes.rail" in path for path in line["inputs"])]
    assert by_rail
    for inputs in by_rail:
        assert not [path for path in inputs if path.startswith("stages.collection.payload")]


def test_a_price_stated_for_the_feed_rests_on_no_payables() -> None:
    stated = quote(chemistry="nmc622", route="hydro", feed_price=100.0)
    assert not [path for path, _ in stated.records if path.startswith("payables.")]
    assert not [path for line in stated.to_dict()["lines"] for path in line["inputs"] if path.startswith("payables.")]


def tells_the_sources_of_its_figures(keywords: Keywords, *, alike: bool = False) -> bool:
    """Hold the sources told against the trace; return whether the quote was answered at all.

    Args:
        keywords: of the quote.
        alike: whether two numbers may happen to be alike, as what a contract and the market pay of a price: the share
            sold by contract then is an input of the figure, with slopes that come to nothing.
    """
    try:
        asked = quote(**keywords)
    except (RecycError, RecycErrors):
        return False
    report, traced = asked.to_dict(), traced_quote(**keywords)
    told, needed = report["sources"], {leaf.record.source for leaf in moving_figures(traced) if leaf.record is not None}
    assert needed <= set(told) if alike else needed == set(told), keywords
    assert told == traced.report["sources"]
    assert [path for path, _ in asked.records] == [path for path, _ in traced.quote.records]
    tells_the_inputs_of_its_lines(report, traced, keywords)
    return True


def tells_the_inputs_of_its_lines(report: dict[str, Any], traced: TracedQuote, keywords: Keywords) -> None:
    """Hold what is told of each line against the trace: every number it moves with, and no name that holds none."""
    amounts = [line["amount"] for line in traced.report["lines"]]
    seeds: dict[int, Any] = {}
    for unit, amount in zip(np.eye(len(amounts)), amounts, strict=True):
        if isinstance(amount, Traced):
            seeds[amount.index] = seeds.get(amount.index, 0.0) + unit
    slopes = [(f"{leaf.path}.", moves, acts) for leaf, moves, acts in moving(traced, seeds) if leaf.record is not None]
    for i, line in enumerate(report["lines"]):
        names = tuple(f"{name}." for name in line["inputs"])
        moved = [path for path, moves, _ in slopes if moves[i]]
        assert all(path.startswith(names) for path in moved), (keywords, line)
        exact = CANCELLING.isdisjoint(keywords) and not traced.quote.resolved.fits
        held = moved if exact else [path for path, _, acts in slopes if acts[i]]
        empty = [name for name in names if not any(path.startswith(name) for path in held)]
        assert not empty, (keywords, line, empty)
    assert [line["inputs"] for line in report["lines"]] == [line["inputs"] for line in traced.report["lines"]]


def moving_figures(traced: TracedQuote) -> list[Leaf]:
    """Return the inputs with a derivative of any figure: one pass back from all figures, each with a weight drawn."""
    weights, figures = random.Random(0), {node.index for node in _figures(traced.report)}  # noqa: S311
    seeds = {index: weights.uniform(0.5, 2.0) for index in sorted(figures)}
    return [leaf for leaf, moves, _ in moving(traced, seeds) if moves]


def moving(traced: TracedQuote, seeds: dict[int, Any]) -> list[tuple[Leaf, Any, Any]]:
    """Tell of each input which of some sums of figures have a derivative by it, and in which it acts step by step.

    Beside each slope stands what its terms come to without their signs, which tells rounding from a slope.

    Args:
        traced: the quote.
        seeds: `index` of a figure -> its weight in each of the sums, a number where there is one sum.
    """
    slopes = {index: (weights, weights) for index, weights in seeds.items()}
    for node in reversed(traced.nodes):
        slope, size = slopes.get(node.index, (0.0, 0.0))
        some = size if isinstance(size, float) else size.any()
        for argument, partial in zip(node.args, partials(node) if some else (), strict=False):
            if isinstance(argument, Traced) and partial:
                old, total = slopes.get(argument.index, (0.0, 0.0))
                slopes[argument.index] = (old + slope * partial, total + size * abs(partial))
    acting = [(node, *slopes[node.index]) for node in traced.nodes if isinstance(node, Leaf) and node.index in slopes]
    return [(leaf, abs(slope) > CANCELLED * size, size > 0.0) for leaf, slope, size in acting]


def _figures(tree: Any) -> list[Traced]:
    branches = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ()
    return [tree] if isinstance(tree, Traced) else [figure for branch in branches for figure in _figures(branch)]


@pytest.mark.parametrize(
    "asked",
    [
        lambda: compare(["nmc622"], ["hydro", "reuse"]),
        slowly(lambda: breakeven("soh", chemistry="lfp", route="reuse", against_route="hydro")),
        lambda: breakeven("feed_price", chemistry="nmc622", route="hydro", currency="EUR", region="germany"),
        slowly(lambda: breakeven("prices.metals.nickel", chemistry="nmc622", route="hydro", per="kwh")),
        slowly(lambda: breakeven("throughput", chemistry="nmc622", plant="redwood-nevada")),
        lambda: explain("margin", chemistry="nmc622", route="hydro"),
    ],
)
def test_reports_hold_plain_numbers(asked: Any) -> None:
    assert kinds(asked().to_dict()) <= {float, int, bool, str, type(None)}


def kinds(tree: Any) -> set[type]:
    """Return the kinds of what stands at the ends of a report."""
    if not isinstance(tree, (dict, list, tuple)):
        return {type(tree)}
    return {kind for branch in (tree.values() if isinstance(tree, dict) else tree) for kind in kinds(branch)}
