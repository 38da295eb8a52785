"""One question, one answer: no run, no order of words and no way of naming a feed changes a quote."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from few import examples
from hypothesis import strategies as st

from recyc_cli import quote
from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.model.evaluate import evaluate

sys.path.insert(0, str(Path(__file__).parent))
import drawing
import reading_off

if TYPE_CHECKING:
    from recyc_cli.model.records.result import Result

EXACT = 1e-12
"""Sums in another order."""
MIX = {"nca": 0.3, "nmc811": 0.45, "lco": 0.25}


def check_same(ours: Result, theirs: Result) -> None:
    """Masses and burdens to rounding; what may cancel, to the rounding of what it is the difference of."""
    one, other = reading_off.figures(ours), reading_off.figures(theirs)
    assert one.keys() == other.keys()
    money = EXACT * (abs(theirs.value) + abs(theirs.cost))
    floors = {"total margin": money, "total breakeven_feed_price": money}
    for name, amount in other.items():
        floor = 1e-9 if name.endswith("closure") else floors.get(name, 0.0)
        assert one[name] == pytest.approx(amount, rel=EXACT, abs=floor), name


@examples(3, 23, drawing.scenarios())
def test_the_same_question_gets_the_same_bytes(keywords: dict[str, Any]) -> None:
    first, second = (json.dumps(quote(**keywords).to_dict()) for _ in range(2))
    assert first == second


@examples(2, 18, drawing.scenarios(), st.sampled_from(("EUR", "USD")))
def test_a_quote_leaves_nothing_behind_for_the_next(keywords: dict[str, Any], currency: str) -> None:
    """Other numbers, another currency and arrays in between change no preset that is kept in memory."""
    first = json.dumps(quote(**keywords).to_dict())
    quote(**{**keywords, "currency": currency, "overrides": ["prices.metals.cobalt=70USD/kg", "region.wage=99USD/h"]})
    drawing.ran(keywords, {"prices.metals.nickel": 1.0, "method.capital.osbl": 0.9})
    assert json.dumps(quote(**keywords).to_dict()) == first


@pytest.mark.parametrize("seat", ["chain", "holder", "shredder", "refiner"])
@pytest.mark.parametrize("route", ["hydro", "direct", "hydro-to-cathode", "shred", "reuse"])
def test_who_asks_for_money_alone_gets_the_same(route: str, seat: str) -> None:
    """To the last bit; what is left out are the burdens, which a quote of them has."""
    try:
        resolved, whole = drawing.ran({"chemistry": "nmc622", "route": route, "seat": seat})
    except (RecycError, RecycErrors):
        return  # nobody has that seat there
    alone = evaluate(resolved.scenario.for_money())
    assert [line[:6] for line in alone.lines] == [line[:6] for line in whole.lines]
    assert (alone.value, alone.cost, alone.margin) == (whole.value, whole.cost, whole.margin)
    assert alone.breakeven_feed_price == whole.breakeven_feed_price
    assert {row for rows in alone.impacts.values() for row in rows} == {0.0}
    assert seat == "holder" or any(row for rows in whole.impacts.values() for row in rows)


@pytest.mark.parametrize("arguments", [("nmc622",), ("--mix", "nca=0.3,nmc811=0.45,lco=0.25", "--disassemble", "cell")])
def test_another_process_prints_the_same_bytes(arguments: tuple[str, ...]) -> None:
    """Whatever the seed of Python's hashes, on which the order of its sets depends."""
    command = [sys.executable, "-m", "recyc_cli", "quote", *arguments, "--route", "direct", "--format", "json", "-q"]
    runs = [
        subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout
        for seed in ("0", "1", "4242")
    ]
    assert runs[0]
    assert runs[1:] == runs[:-1]


@examples(3, 30, drawing.places(), st.sampled_from(drawing.LEVELS), st.permutations(sorted(MIX)))
def test_the_order_of_a_mix_does_not_matter(place: dict[str, Any], level: str, order: list[str]) -> None:
    feed = {**place, "disassemble": level}
    _, ours = drawing.ran({**feed, "mix": {name: MIX[name] for name in order}})
    _, theirs = drawing.ran({**feed, "mix": MIX})
    check_same(ours, theirs)


@examples(
    3,
    25,
    drawing.places(),
    st.permutations([("nmc532", "pack", 0.2), ("nmc622", "black-mass", 0.5), ("nca", "cell", 0.3)]),
)
def test_the_order_of_mixed_forms_does_not_matter(place: dict[str, Any], parts: list[tuple[str, str, float]]) -> None:
    _, ours = drawing.ran({**place, "mix": parts})
    _, theirs = drawing.ran({**place, "mix": sorted(parts)})
    check_same(ours, theirs)


@examples(4, 36, drawing.places(), st.sampled_from(drawing.FORMS), st.integers(1, 99))
def test_a_chemistry_mixed_with_itself_is_itself(place: dict[str, Any], form: str, percent: int) -> None:
    """One cathode, however many names it comes under. Packs stay closed: two halls to open them cost more than one."""
    shares = {"nmc": percent / 100, "nmc622": 1.0 - percent / 100}
    _, ours = drawing.ran({**place, "form": form, "mix": shares})
    _, theirs = drawing.ran({**place, "form": form, "chemistry": "nmc622"})
    check_same(ours, theirs)


@examples(3, 30, drawing.places(), st.sampled_from(drawing.CHEMISTRIES), st.floats(0.1, 0.9))
def test_forms_of_one_chemistry_are_one_chemistry(place: dict[str, Any], chemistry: str, share: float) -> None:
    """Cells and rejected cells of one kind differ in freight and feed price, not in what a plant does with them.

    Of one kind are new ones: makers reject no cells of packs that come back.
    """
    place = {**place, "corrections": [*place.get("corrections", ()), "returning-packs=off"]}
    mix = [(chemistry, "cell", share), (chemistry, "scrap-cell", 1.0 - share)]
    _, ours = drawing.ran({**place, "mix": mix})
    _, theirs = drawing.ran({**place, "form": "cell", "chemistry": chemistry})
    for plant, same in zip(ours.accounts, theirs.accounts, strict=True):
        assert plant.capital.fixed_capital == pytest.approx(same.capital.fixed_capital, rel=EXACT)
    assert ours.value == pytest.approx(theirs.value, rel=EXACT)
    assert ours.contained_value == pytest.approx(theirs.contained_value, rel=EXACT)
