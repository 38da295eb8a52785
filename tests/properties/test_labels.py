"""What numbers are called: every input has words of its own, formulas read with units, sums add up."""

from __future__ import annotations

import math
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any

import pytest
from few import few, slowly

from recyc_cli.analysis.explain.explain import explain
from recyc_cli.analysis.explain.find_figure import find_figure
from recyc_cli.analysis.explain.formula import formula
from recyc_cli.analysis.explain.units import Measures
from recyc_cli.analysis.explain.wording import Wording
from recyc_cli.analysis.labels import Labels, captured
from recyc_cli.analysis.phrases import FIGURES, INPUTS, REQUEST
from recyc_cli.analysis.traced_quote import traced_quote
from recyc_cli.catalog.documents.document import owner_of
from recyc_cli.catalog.open_library import open_library
from recyc_cli.errors import RecycError, RecycErrors

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from recyc_cli.analysis.traced_quote import TracedQuote

LIBRARY = open_library()
NEWEST = LIBRARY.document("methods", "recyc").tree["prices"]
CHEMISTRIES, ROUTES = LIBRARY.names("chemistries"), LIBRARY.names("routes")
MORE: list[dict[str, Any]] = [
    {"chemistry": "nmc622", "route": "hydro", "form": "cell", "method": "everbatt-2023"},
    {"chemistry": "nmc622", "route": "hydro", "contract": "glencore-ace", "form": "black-mass"},
    {"chemistry": "lfp", "route": "hydro", "prices": "china-2023", "region": "china"},
    {"chemistry": "lfp", "route": "hydro", "region": "india"},
    {"chemistry": "lfp", "route": "hydro", "prices": "everbatt-2023", "mass_t": 40.0},
    {"chemistry": "nmc622", "route": "hydro", "plant": "li-cycle-spoke"},
    {"chemistry": "lfp", "route": "hydro", "seat": "shredder", "damaged": 0.1, "mode": "rail", "feed_price": 100.0},
    {"mix": {"lfp": 0.3, "nmc811": 0.7}, "route": "hydro", "currency": "EUR", "kwh": 500.0},
    {"mix": [("lfp", "pack", 0.3), ("lfp", "cell", 0.7)], "route": "hydro"},
    {"vehicle": "nissan-leaf-40", "route": "reuse", "soh": 0.8, "distance_km": 420.0, "packs": 12},
    {"chemistry": "lfp", "route": "reuse", "new_pack_price": 100.0},
    {"chemistry": "lfp", "route": "hydro", "form": "black-mass", "moisture": 0.05},
    {"chemistry": "lfp", "route": "hydro", "pack_mass_kg": 400.0, "pack_energy_kwh": 55.0, "packs": 3},
]


@cache
def traced(chemistry: str, route: str) -> TracedQuote | None:
    """A quote of a chemistry by a route that suits it, in a form it has."""
    for form in ("pack", "cell"):
        try:
            return traced_quote(chemistry=chemistry, route=route, form=form)
        except (RecycError, RecycErrors):
            continue
    return None


@cache
def other(index: int) -> TracedQuote:
    """A quote that asks for more."""
    return traced_quote(**MORE[index])


def first(found: Iterator[TracedQuote | None]) -> TracedQuote:
    return next(each for each in found if each is not None)


def by_chemistry(chemistry: str) -> TracedQuote:
    return first(traced(chemistry, route) for route in ROUTES)


def by_route(route: str) -> TracedQuote:
    return first(traced(chemistry, route) for chemistry in ("nmc622", "lead-acid", *CHEMISTRIES))


def check(quote: TracedQuote) -> None:
    """Every input's label is not its path, has no ids in it, and is no other number's."""
    labels = Labels(quote)
    called: dict[str, str] = {}
    for path in quote.leaves:
        label = labels.of(path).text
        assert label != path
        assert "_" not in label, path
        assert label not in called, (path, called[label])
        called[label] = path
    for name, node in quote.names.items():
        same = called.get(labels.of(name).text)
        assert same is None or quote.numbers[same].index == node.index, (name, same)


@pytest.mark.parametrize("chemistry", few(CHEMISTRIES, 10))
def test_inputs_of_every_chemistry(chemistry: str) -> None:
    check(by_chemistry(chemistry))


@pytest.mark.parametrize("route", few(ROUTES, 3))
def test_inputs_of_every_route(route: str) -> None:
    check(by_route(route))


@pytest.mark.parametrize(
    "index", few(range(len(MORE)), 4), ids=["-".join(map(str, case.values()))[:40] for case in MORE]
)
def test_inputs_of_other_quotes(index: int) -> None:
    check(other(index))


def test_no_phrase_is_idle() -> None:
    """Each pattern fits a number that ships with the program: quotes are asked until none is left."""
    idle = {phrase for phrases in INPUTS.values() for phrase in phrases}
    names = {pattern for pattern, _, _ in FIGURES}
    seen: set[str] = set()
    for quote in chain(map(other, range(len(MORE))), map(by_route, reversed(ROUTES))):
        if not idle and not names:
            break
        documents = quote.quote.resolved.documents
        for path in quote.leaves:
            prefix, rest = owner_of(documents, path)
            kind, words = documents[prefix].kind if prefix else REQUEST, rest.split(".")
            words = words[2:] if words[0] == "campaigns" else words
            idle -= {phrase for phrase in INPUTS.get(kind, ()) if captured(words, phrase[0]) is not None}
        for name in quote.names.keys() - seen:
            groups = [name.split(".")[:length] for length in range(1, name.count(".") + 2)]
            names -= {pattern for pattern in names if any(captured(words, pattern) is not None for words in groups)}
        seen |= quote.names.keys()
    assert not idle
    assert not names


def test_words_of_the_presets(tmp_path: Path) -> None:
    """A label or a title of a preset is what its number is called; what nobody named is told by its groups."""
    labels = Labels(by_route("hydro"))
    assert labels.of("prices.metals.nickel").text == f"price of nickel, deck {NEWEST}"
    assert labels.of("equipment.furnace_saggar.largest").text == "largest unit of furnace and saggar handling system"
    assert (
        labels.of("stages.collection.legs.to_plant.distance").text == "distance, collection point to plant, collection"
    )
    assert labels.of("method.capital.interest").text == "interest (capital), method recyc"
    own = tmp_path / "chemistries" / "own.toml"
    own.parent.mkdir()
    own.write_text(
        'title = "Own"\nextends = "lfp"\nsource = "recyc-estimate"\n[components.filler]\nlabel = "Filler: ceramic"\n'
        "[cell]\nfiller = { value = 0.001, unit = 'kg/kg', low = 0, high = 0.002, evidence = 'estimate' }\n"
    )
    quote = traced_quote(chemistry="own", route="pyro", form="cell", preset_dirs=[str(tmp_path)])
    assert Labels(quote).of("chemistries.own.cell.filler").text == "share of filler in a cell, OWN"


@pytest.mark.parametrize("rows", [2, slowly(12)])
def test_words_can_be_asked_for(rows: int) -> None:
    """What a table calls an input is understood as the input, in any case."""
    quote = by_route("hydro")
    for row in explain("margin", chemistry="nmc622", route="hydro").to_dict()["depends"][:rows]:
        assert find_figure(quote, row["label"].upper()) == row["path"]


READS = {
    "result.delivered_rate": "throughput of the first plant * 1,000 kg/t / feed * load of the plant",
    "lines.recovery.utilities.electricity.price": "price of electricity * 3.6 MJ/kWh",
    "totals.margin": "recovery value - cost",
    "totals.margin_pct": "margin / max(recovery value, 0) * 100 %",
    "stages.recovery.impacts.ghg_kg": "GHG per t / 1,000 g/kg",
    "preprocessing.flows.amount.cathode": "share of cathode in a pack as delivered * 1,000 kg/t",
    "lines.recovery.nickel.price": "price of nickel * payable of nickel sold",
}


def test_formulas_in_words() -> None:
    quote = by_route("hydro")
    wording = Wording(Labels(quote), Measures(quote))
    for name, reads in READS.items():
        node = quote.names[name]
        assert wording.formula(formula(node, quote.name_of)) == reads


def branches(tree: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield tree
    for part in tree["parts"]:
        yield from branches(part)


@pytest.mark.parametrize("depth", [None, slowly(3), slowly(9)])
def test_shares_of_a_sum_add_up(depth: int | None) -> None:
    """The parts of a sum, and what is not shown of them, are the whole."""
    report = explain("margin", chemistry="lfp", route="hydro", depth=depth).to_dict()
    sums = 0
    for row in branches(report["tree"]):
        shares = [part["share"] for part in row["parts"]]
        if shares and None not in shares:
            rest = (row["more"] or {"share": 0.0})["share"]
            assert math.isclose(math.fsum([*shares, rest]), 1.0, rel_tol=1e-9)
            sums += 1
    assert sums > 3


def test_an_expression_has_one_number() -> None:
    """The same number in brackets is the same part wherever it is read, and each is first read in its turn."""
    report = explain("stages.recovery.capital.isbl", chemistry="nmc622", route="hydro", depth=4).to_dict()
    seen: dict[str, float] = {}
    for row in branches(report["tree"]):
        if row["kind"] == "expression":
            number = row["label"].split("]")[0]
            assert seen.setdefault(number, row["value"]) == row["value"]
    assert "[1" in seen
    assert len(seen) > 5


def test_inputs_of_a_second_life_are_named_as_one_says_them() -> None:
    labels = Labels(by_route("reuse"))
    assert labels.of("stages.reuse.labor.assemble").what == "hours to assemble"
    assert labels.of("stages.reuse.health.last").what == "health at the end of the second life"
    assert labels.of("stages.collection.soh.2016-2020").what == "state of health of packs built 2016-2020"
