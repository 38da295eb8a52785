"""Reuse at the command line: what it prints, what it refuses and why."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from few import slowly

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

REUSE = ("quote", "nmc622", "--route", "reuse", "--soh", "0.8", "-q")
REFUSED = [
    (("quote", "lfp", "--route", "reuse", "--soh", "0.5"), "E142", "no application takes it"),
    (("quote", "lfp", "--route", "reuse", "--soh", "0.66"), "E142", "--application telecom"),
    ((*REUSE[:4], "--application", "vehicle", "--soh", "79%"), "E142", "below the 0.8 that vehicle asks for"),
    ((*REUSE, "--form", "cell"), "E141", "no second life"),
    ((*REUSE, "--form", "black-mass"), "E141", "pack or module"),
    ((*REUSE, "--form", "scrap-electrode"), "E141", "no second life"),
    (("quote", "--mix", "lfp=0.5,nmc622=0.5", "--route", "reuse"), "E143", "each chemistry apart"),
    ((*REUSE, "--disassemble", "module"), "E145", "opens packs itself"),
    ((*REUSE, "--damaged", "0.1"), "E144", "damaged packs are not reused"),
    ((*REUSE, "--seat", "refiner"), "E132", "there is no refiner"),
    ((*REUSE, "--method", "everbatt-2023"), "E127", "does not know route 'reuse'"),
    ((*REUSE, "--application", "telecon"), "E101", "did you mean telecom"),
    ((*REUSE, "--recycle", "hydo"), "E101", "did you mean hydro"),
    ((*REUSE, "--recycle", "reuse"), "E148", "does not recycle"),
    ((*REUSE, "--pass-rate", "0"), "E122", "above 0 and at most 1"),
    ((*REUSE, "--pass-rate", "120%"), "E122", "above 0 and at most 1"),
    ((*REUSE, "--new-pack-price", "0"), "E111", "not above zero"),
    ((*REUSE, "--new-pack-price", "100EUR/t"), "E111", "no unit of a price per energy"),
]


def data(recyc: Callable[..., Any], *argv: str) -> dict[str, Any]:
    ran = recyc(*argv, "--json")
    assert ran.code == 0, ran.err
    found: dict[str, Any] = json.loads(ran.out)
    return found


@pytest.mark.parametrize(("argv", "code", "says"), REFUSED, ids=[" ".join(argv) for argv, _, _ in REFUSED])
def test_refused(recyc: Callable[..., Any], argv: tuple[str, ...], code: str, says: str) -> None:
    ran = recyc(*argv)
    assert ran.code == 2
    assert f"error[{code}]" in ran.err
    assert says in ran.err
    assert not ran.out


def test_a_year_without_a_price_of_new_packs_borrows_the_nearest(recyc: Callable[..., Any], tmp_path: Path) -> None:
    folder = tmp_path / "mine" / "prices"
    folder.mkdir(parents=True)
    (folder / "old.toml").write_text('title = "Old"\nextends = "2024"\nyear = "1999"\n')
    (folder.parent / "stages").mkdir()
    (folder.parent / "stages" / "reuse.toml").write_text('extends = "reuse"\n[price]\nnew_pack_of = "deck"\n')
    argv = (*REUSE, "--region", "korea", "--preset-dir", str(tmp_path / "mine"), "--prices", "old")
    found = data(recyc, *argv)
    assert found["second_life"]["new_pack_price_per_kwh"] == pytest.approx(384), "all packs of 2015"
    said = "no price of new stationary packs for 1999: those of all packs of 2015 are used"
    assert said in {note["message"] for note in found["warnings"] if note["code"] == "new-pack-price"}
    assert data(recyc, *argv, "--new-pack-price", "100")["second_life"]["new_pack_price_per_kwh"] == pytest.approx(100)


def test_packs_are_of_the_day_whatever_the_deck(recyc: Callable[..., Any]) -> None:
    for deck in ("2019", "2026-01"):
        found = data(recyc, *REUSE, "--region", "korea", "--prices", deck)
        assert found["second_life"]["new_pack_price_per_kwh"] == pytest.approx(70)
        assert "new-pack-price" not in {note["code"] for note in found["warnings"]}


def test_new_packs_cost_what_they_do_in_the_region(recyc: Callable[..., Any]) -> None:
    """As all packs of 2025: 84 USD/kWh in China, 44 % more in North America, 56 % more in Europe, 108 in the world."""
    paid = {
        region: data(recyc, *REUSE, "--region", region)["second_life"]["new_pack_price_per_kwh"]
        for region in ("korea", "china", "us", "us-ca", "germany")
    }
    ratios = {region: price / paid["korea"] for region, price in paid.items()}
    asked = {
        "korea": 1.0,
        "china": 84 / 108,
        "us": 84 * 1.44 / 108,
        "us-ca": 84 * 1.44 / 108,
        "germany": 84 * 1.56 / 108,
    }
    assert ratios == pytest.approx(asked, rel=1e-12)
    told = {note["code"]: note["message"] for note in data(recyc, *REUSE, "--region", "china")["warnings"]}
    assert told["new-pack-region"].startswith("new packs in china are taken at 0.78 of the world's price")


@pytest.mark.parametrize("deck", ["2024", slowly("2025")])
def test_reuse_says_at_which_price_of_new_packs_it_breaks_even(recyc: Callable[..., Any], deck: str) -> None:
    """The price told is the one that `recyc breakeven` finds, and at that price nothing is left."""
    asked = ("lfp", "--route", "reuse", "--soh", "0.8", "--region", "korea", "--prices", deck, "-q")
    found = data(recyc, "quote", *asked)
    price = found["second_life"]["breakeven_new_pack_price_per_kwh"]
    solved = data(
        recyc, "breakeven", *asked, "--vary", "stages.reuse.new_packs.stationary.2025", "--from", "20", "--to", "300"
    )
    assert [root["value"] for root in solved["roots"]] == pytest.approx([price], rel=1e-6)
    there = data(recyc, "quote", *asked, "--new-pack-price", str(price))
    assert there["totals"]["margin"] == pytest.approx(0.0, abs=1e-6)
    assert "new packs" in {note["code"]: note["message"] for note in found["warnings"]}["new-pack-breakeven"]
    assert f"{price:.1f}" in recyc("quote", *asked, "--format", "plain", "--no-range").out


def test_options(recyc: Callable[..., Any]) -> None:
    given = ("--application", "telecom", "--pass-rate", "70%", "--new-pack-price", "90USD/kWh", "--recycle", "direct")
    found = data(recyc, *REUSE, *given)
    keys = ("soh", "application", "pass_rate", "new_pack_price", "recycle")
    assert [found["scenario"][key] for key in keys] == [0.8, "telecom", 0.7, 90.0, "direct"]
    assert found["second_life"]["pass_rate"] == 0.7
    assert found["second_life"]["recycling"] == "direct"
    assert [stage["stage"] for stage in found["stages"]] == ["collection", "reuse", "recycling"]
    bid = {"feed-price-of-recycling", "feed-price-of-reuse"}
    assert len({"reuse-unsuited", *bid} & {warning["code"] for warning in found["warnings"]}) == 2


def test_numbers_can_be_set(recyc: Callable[..., Any]) -> None:
    found = data(recyc, *REUSE, "--set", "application.threshold=75%", "--set", "stages.reuse.test.hours=6h/module")
    assert found["second_life"]["threshold_soh"] == 0.75


def test_products_and_groups_sum(recyc: Callable[..., Any]) -> None:
    found = data(recyc, *REUSE)
    totals = found["totals"]
    assert sum(item["value"] for item in found["products"]) == pytest.approx(totals["recovery_value"])
    assert sum(sum(stage["cost_groups"].values()) for stage in found["stages"]) == pytest.approx(totals["cost"])
    assert found["products"][0]["product"] == "repurposed_pack"
    assert abs(found["mass_balance"]["closure_kg"]) < 1e-9


def test_health_is_the_same_on_every_route_and_told_by_reuse(recyc: Callable[..., Any]) -> None:
    """Of what comes back, by its vintage; what is new, and the reference's packs, have all of it."""
    assert data(recyc, "quote", "lfp", "--route", "hydro", "-q")["scenario"]["soh"] == 0.816
    assert data(recyc, "quote", "lmo", "--route", "hydro", "-q")["scenario"]["soh"] == 0.7
    for new in (("--form", "scrap-cell"), ("--method", "everbatt-2023")):
        assert data(recyc, "quote", "lfp", "--route", "hydro", "-q", *new)["scenario"]["soh"] == 1.0
    found = data(recyc, "quote", "lfp", "--route", "reuse", "-q")
    assert found["scenario"]["soh"] == 0.816
    assert "soh-assumed" in {warning["code"] for warning in found["warnings"]}


def test_the_holder_sells_to_whoever_reuses(recyc: Callable[..., Any]) -> None:
    found = data(recyc, *REUSE, "--seat", "holder", "--feed-price", "900")
    assert found["totals"]["recovery_value"] == 900.0
    assert found["second_life"] is None


def test_compare_answers_reuse_or_recycle(recyc: Callable[..., Any]) -> None:
    asked = ("compare", "-q", "--no-range", "--prices", "2024", "--new-pack-price", "150USD/kWh")
    found = data(recyc, *asked)
    routes = ["pyro", "hydro", "direct", "hydro-to-cathode", "shred", "reuse"]
    assert [item["scenario"]["route"] for item in found["quotes"][:6]] == routes
    turns = found["reuse_turns_at_soh"]
    assert all(0.7 < turns[chemistry] < 0.95 for chemistry in ("nmc622", "lfp"))
    for form in ("plain", "table"):
        text = recyc(*asked, "-v", "--format", form).out
        assert f"reuse (stationary) beats shred above a state of health of {turns['lfp']:.3f}" in " ".join(text.split())
        assert max(map(len, text.splitlines())) <= 80


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (("--soh", "0.6"), "reuse left out: state of health 0.6 lies below"),
        (("--mix", "lfp=0.5,nmc622=0.5"), "reuse left out: a mix cannot be reused as one"),
        (("--form", "cell"), ""),
        (("--method", "everbatt-2023"), ""),
    ],
)
def test_compare_leaves_reuse_out(recyc: Callable[..., Any], argv: tuple[str, ...], says: str) -> None:
    found = data(recyc, "compare", *argv, "-q")
    assert "reuse" not in {item["scenario"]["route"] for item in found["quotes"]}
    told = [warning["message"] for warning in found["warnings"] if warning["code"] == "left-out"]
    told = [message for message in told if "reuse" in message]
    assert all(says in message for message in told)
    assert bool(told) == bool(says)


def test_a_named_route_is_refused_in_compare(recyc: Callable[..., Any]) -> None:
    assert recyc("compare", "lfp", "--route", "reuse", "--soh", "0.6").code == 2
    assert "left out" in recyc("compare", "lfp", "--route", "hydro", "--route", "reuse", "--soh", "0.6", "-v").err
    assert recyc("compare", "lpf").code == 2
