"""Every number has a spread or a reason for none; bad spreads are refused with the reason."""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, cast

import numpy as np
import pytest

from recyc_cli.analysis.quote import answer
from recyc_cli.catalog.check_folder import check_path
from recyc_cli.catalog.checks.spread_checks import spread_faults
from recyc_cli.catalog.checks.strict import each_once, strict_faults
from recyc_cli.catalog.documents.document import Record
from recyc_cli.catalog.open_library import library_of, open_library
from recyc_cli.catalog.spreads.joint import joint_of
from recyc_cli.catalog.spreads.spread import Spreads
from recyc_cli.catalog.spreads.subject import subject_of
from recyc_cli.catalog.vocabulary import KINDS, SINGLETONS
from recyc_cli.cli.presets.show_numbers import list_numbers
from recyc_cli.model.numbers.chance.correlation import least_eigenvalue
from recyc_cli.model.numbers.chance.distributions import drawn
from recyc_cli.model.numbers.traced import Leaf, nodes
from recyc_cli.scenario.fill_in import usual_spreads
from recyc_cli.scenario.request import Request
from recyc_cli.units import parse

if TYPE_CHECKING:
    from pathlib import Path

    from recyc_cli.catalog.spreads.joint import Joint
    from recyc_cli.report.shapes.lists import NumberRow

HORIZONS = (1, 3, 12, 24)
SERIES = {"nickel", "cobalt", "lithium_carbonate", "manganese", "copper", "aluminum", "lead"}
HEAD = 'extends = "usual"\ntitle = "Mine"\nunit = "1"\nsource = "recyc-estimate"\nevidence = "estimate"\n'
CLASS = '[classes.mine]\ntitle = "x"\ngroup = "x"\ndistribution = "lognormal"\nnumbers = ["regions.wage"]\n'
FAULTS = {
    "low above high": (
        f"{CLASS}spread.estimate = {{ value = 1, low = 1.2, high = 0.8 }}",
        ("E308", "low 1.2 lies above the value 1"),
    ),
    "a spread on a name": (
        CLASS.replace("regions.wage", "regions.country") + "spread.estimate = { value = 1, low = 0.8, high = 1.2 }",
        ("E313", "'regions.country' is a name or a word, no number"),
    ),
    "a number that is none": (
        CLASS.replace("wage", "wgae") + "spread.estimate = { value = 1, low = 0.8, high = 1.2 }",
        ("E313", "no preset has a number 'regions.wgae'"),
    ),
    "wider where measured": (
        (
            f"{CLASS}spread.measured = {{ value = 1, low = 0.5, high = 2 }}\n"
            "spread.estimate = { value = 1, low = 0.8, high = 1.2 }"
        ),
        ("E313", "narrower than measured"),
    ),
    "below nothing": (
        f"{CLASS}spread.estimate = {{ value = 1, low = -0.5, high = 2 }}",
        ("E313", "a spread has a low and a high above 0"),
    ),
    "an unknown form": (
        CLASS.replace("lognormal", "weibull") + "spread.estimate = { value = 1, low = 0.8, high = 1.2 }",
        ("E313", "unknown choice 'weibull'"),
    ),
    "a correlation beyond 1": (
        "[horizons.12.correlation]\nnickel.cobalt = { value = 1.2, low = 1, high = 1.3 }",
        ("E313", "must not lie above 1"),
    ),
    "no matrix": (
        (
            "[horizons.12.correlation]\nnickel.cobalt = { value = 0.99, low = 0, high = 1 }\n"
            "nickel.copper = { value = -0.99, low = -1, high = 0 }"
        ),
        ("E316", "no prices move so"),
    ),
    "two words for one pair": (
        "[horizons.12.correlation]\ncobalt.nickel = { value = 0.1, low = 0, high = 1 }",
        ("E313", "the other way round"),
    ),
    "shares more than all": (
        (
            f"{CLASS}spread.estimate = {{ value = 1, low = 0.8, high = 1.2 }}\n"
            "loads.nickel = { value = 0.9, low = 0, high = 1 }\nloads.cobalt = { value = 0.9, low = 0, high = 1 }"
        ),
        ("E313", "more than all of it"),
    ),
    "chances that are not whole": (
        CLASS.replace("lognormal", "discrete") + "spread.estimate = { value = 1, low = 0.8, high = 1.2 }\n"
        "outcomes.less = { value = 0.5, low = 0, high = 1 }\nchances.less = { value = 0.5, low = 0, high = 1 }",
        ("E313", "the chances sum to 0.5"),
    ),
    "a median outside its range": (
        "[percentiles]\nunit = '%'\nown_low = { value = 60, low = 0, high = 90 }",
        ("E313", "the value is the median"),
    ),
}


@pytest.mark.parametrize(("text", "said"), FAULTS.values(), ids=FAULTS)
def test_a_bad_spread_is_refused_with_the_reason(tmp_path: Path, text: str, said: tuple[str, str]) -> None:
    path = tmp_path / "spreads" / "mine.toml"
    path.parent.mkdir()
    path.write_text(f"{HEAD}{text}\n", encoding="utf-8")
    _, faults = check_path(str(path))
    assert {fault.code for fault in faults} == {said[0]}
    assert said[1] in faults[0].message


def test_the_nearest_table_is_told(tmp_path: Path) -> None:
    path = tmp_path / "spreads" / "mine.toml"
    path.parent.mkdir()
    path.write_text(f"{HEAD}{FAULTS['no matrix'][0]}\n", encoding="utf-8")
    _, (fault,) = check_path(str(path))
    assert "(not 0.990)" in fault.hint
    assert "(not -0.990)" in fault.hint


def test_the_built_in_spreads_have_no_faults() -> None:
    at_hand = open_library()
    assert [list(spread_faults(at_hand, each)) for each in at_hand.every("spreads") if "classes" in each.tree] == [[]]


def test_every_built_in_number_has_a_spread_or_a_reason() -> None:
    at_hand = open_library()
    kinds = [kind for kind in (*SINGLETONS, *KINDS) if kind != "sources"]
    documents = [document for kind in kinds for document in at_hand.every(kind)]
    spreads = usual_spreads(at_hand)
    assert [fault for fault in strict_faults(documents, {}, spreads) if fault.code == "E363"] == []
    hows = {spreads.spread(subject_of(d.kind, path), record).how for d, path, record in each_once(documents)}
    assert hows - {"unknown"} == {"own", "class", "series", "exact", "held"}


@cache
def joint() -> Joint:
    """Return the inputs of the margins of two feeds on two routes, drawn together."""
    quotes = []
    for route in ("hydro", "reuse"):
        traced = answer(Request(chemistry="nmc622", route=route, region="us"), trace=True)
        leaves = {node.path: float(node.value) for node in nodes([traced.result.margin]) if isinstance(node, Leaf)}  # type: ignore[list-item]
        quotes.append((traced.resolved.documents, leaves))
    return joint_of(usual_spreads(open_library()), quotes)


def test_most_inputs_of_a_quote_are_drawn() -> None:
    assert len(joint().inputs) > 300
    assert {"prices", "plant", "labour", "recoveries", "logistics", "second life"} <= joint().groups().keys()


def test_the_middle_of_all_draws_is_the_quote() -> None:
    values = joint().values(dict.fromkeys(joint().draws, 0.0))
    for each in joint().inputs:
        assert values[each.path] == pytest.approx(each.record.value * each.record.factor, rel=1e-9), each.path


def test_draws_keep_wholes_whole_and_shares_shares() -> None:
    rng, count = np.random.default_rng(2), 20_000
    values = joint().values({name: rng.standard_normal(count) for name in joint().draws})  # type: ignore[misc]
    assert all(np.isfinite(np.asarray(each)).all() for each in values.values())
    for whole in joint().parts:
        parts = [np.broadcast_to(np.asarray(values.get(path, part)), (count,)) for path, part in whole.parts]
        assert np.min(parts) >= 0.0
        total = np.sum(parts, axis=0)
        assert total.max() <= whole.total + 1e-9
        if whole.rest or whole.scaled:
            assert total == pytest.approx(whole.total, abs=1e-9)
    prices = np.log([np.asarray(values[f"prices.metals.{name}"]) for name in ("nickel", "cobalt")])
    assert np.corrcoef(prices)[0, 1] == pytest.approx(0.501, abs=3.0 / math.sqrt(count))


def test_what_the_user_states_stands() -> None:
    traced = answer(Request(chemistry="nmc622", route="hydro"), trace=True)
    wage = {"region.wage": 30.0, "region.water": 0.005}
    spreads = usual_spreads(open_library())
    inputs = joint_of(spreads, [(traced.resolved.documents, wage)], stated=["region.wage"]).inputs
    assert [each.path for each in inputs] == ["region.water"]


def record(value: float, evidence: str = "market", low: float | None = None, high: float | None = None) -> Record:
    return Record(value, "USD/h", parse("USD/h")[1], low, high, "", "", "x", evidence, "")


def test_a_class_widens_as_the_evidence_weakens() -> None:
    spreads = usual_spreads(open_library())
    of = [spreads.spread("regions.wage", record(20.0, each)) for each in ("measured", "market", "estimate", "")]
    widths = [each.high / each.low for each in of]
    assert widths == sorted(widths)
    assert widths[2] == widths[3]
    own = spreads.spread("regions.wage", record(20.0, "market", 15.0, 30.0))
    assert (own.how, own.low, own.high, own.shares) == ("own", 15.0, 30.0, pytest.approx((0.05, 0.95)))


def test_a_range_from_nothing_on_goes_not_below_it() -> None:
    spread = usual_spreads(open_library()).spread("stages.handover.storage", record(1.0, "estimate", 0.0, 3.0))
    assert spread.distribution is not None
    assert (spread.distribution.form, drawn(spread.distribution, -4.0)) == ("normal", 0.0)
    share = usual_spreads(open_library()).spread("stages.fates.steel.steel", record(0.9, "estimate", 0.8, 1.0))
    assert share.distribution is not None
    assert drawn(share.distribution, 4.0) == 1.0


def test_a_price_widens_with_the_horizon_and_leaves_its_days_aside() -> None:
    document = open_library().document("spreads", "usual")
    by_months = {months: Spreads(document, months) for months in HORIZONS}
    days = record(17_000.0, "market", 16_900.0, 17_100.0)._replace(unit="USD/t", canonical_unit="USD/kg")
    for name, sds in {
        "nickel": (0.078, 0.164, 0.272, 0.439),
        "lithium_carbonate": (0.098, 0.250, 0.780, 1.230),
    }.items():
        found = [by_months[months].spread(f"prices.metals.{name}", days) for months in HORIZONS]
        assert [each.distribution.above for each in found if each.distribution] == pytest.approx(sds)
        assert {each.how for each in found} == {"series"}
    assert {tuple(each.horizons) for each in by_months.values()} == {HORIZONS}
    acid = [by_months[months].spread("prices.reagents.sulfuric_acid", record(80.0)) for months in HORIZONS]
    assert len({each.high for each in acid}) == 1, "an old quote is as old at any horizon"
    power = [by_months[months].spread("regions.electricity", record(80.0)).high for months in HORIZONS]
    assert power == sorted(set(power))


@pytest.mark.parametrize("months", HORIZONS)
def test_the_shipped_correlations_are_some(months: int) -> None:
    from recyc_cli.catalog.spreads.correlations import matrix_of

    names, matrix = matrix_of(Spreads(open_library().document("spreads", "usual"), months).horizon)
    assert set(names) == SERIES
    assert least_eigenvalue(matrix) > 0.0


def test_correlations_are_halfway_between_a_month_and_a_year() -> None:
    document = open_library().document("spreads", "usual")
    known = {("nickel", "cobalt"): (0.328, 0.674), ("nickel", "lithium_carbonate"): (0.438, 0.822)}
    for (one, other), (month, year) in known.items():
        said = document.records[f"horizons.12.correlation.{one}.{other}"]
        assert (said.low, said.high) == (month, year)
        assert said.value == pytest.approx((month + year) / 2.0, abs=6e-4)


def test_the_user_names_a_class_of_his_own(tmp_path: Path) -> None:
    path = tmp_path / "spreads" / "usual.toml"
    path.parent.mkdir()
    narrow = "spread.estimate = { value = 1, low = 0.99, high = 1.01 }"
    path.write_text(f"{HEAD}{CLASS.replace('regions.wage', 'stages.reagents.lime.*')}{narrow}\n", encoding="utf-8")
    spreads = usual_spreads(library_of([str(tmp_path)]))
    assert spreads.place("stages.reagents.lime.p") == ("classes", "mine")
    assert spreads.place("stages.reagents.sand.p") == ("classes", "coefficients")


def test_a_listing_of_numbers_tells_their_spreads() -> None:
    numbers = cast("list[NumberRow]", list_numbers([], "regions/us", "")["rows"])
    rows = {row["path"]: row.get("spread", "") for row in numbers}
    assert rows["region.wage"] == "33.55 to 43.34, P10 to P90, lognormal, by class wages"
    assert rows["region.diesel"] == "3.15 to 4.2, P5 to P95, lognormal, own range"
    assert rows["region.diesel_heating_value"].startswith("no spread: ")
    assert not rows["region.country"]
