"""Corrections of where mass goes: legs, slag, iron phosphate, exact units, and the fates that close every balance.

Figures of the quirk list are rounded, so each is met within half of its last digit unless a reason stands beside it.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from few import few

sys.path.insert(0, str(Path(__file__).parent))
from switches import CHEMISTRIES, FORMS, ROUTES, effect, number, quantity, reading, report, table, waste

CLOSED = 1e-9
TO_RECOVERY, TO_CATHODE_MAKER = "freight: preprocessor to recovery plant", "freight: recycler to cathode maker"
PACKED = 1.1
NITROGEN = 50.0
PREPROCESSING, RECOVERY = "preprocessing", "recovery"


def sold(quoted: dict[str, Any]) -> dict[str, float]:
    return {item["product"]: item["kg_per_t"] for item in quoted["products"] if item["stage"] == RECOVERY}


# --- Q13d: a route pays the legs it drives ---


def test_pyro_ships_its_own_products_and_no_black_mass() -> None:
    quoted = report("pyro", "own-legs=on")
    made = sold(quoted)
    assert reading(quoted, TO_RECOVERY) == 0.0
    assert quantity(quoted, TO_CATHODE_MAKER) == pytest.approx(
        PACKED * (made["cobalt"] / 58.9 * 154.9 + made["nickel"] / 58.7 * 154.7)
    )
    assert effect("own-legs", "cost", "pyro") < effect("own-legs", "cost", "direct") < 0.0


def test_direct_ships_its_cathode_and_hydro_what_it_always_did() -> None:
    quoted = report("direct", "own-legs=on")
    assert quantity(quoted, TO_CATHODE_MAKER) == pytest.approx(PACKED * sold(quoted)["nmc622"])
    assert effect("own-legs", "cost", "hydro") == 0.0


def black_mass_leg(*corrections: str, **case: Any) -> float:
    lines = report("pyro", *corrections, **case)["lines"]
    return float(sum(line["amount"] for line in lines if line["item"].endswith("preprocessor to recovery plant")))


def test_pyro_pays_nothing_for_a_leg_it_does_not_drive() -> None:
    assert black_mass_leg(method="recyc") == 0.0


def test_nor_with_that_correction_alone() -> None:
    assert black_mass_leg("own-legs=on") == 0.0


# --- Q18: flux ---


@pytest.mark.parametrize("form", FORMS)
def test_slag_gains_the_flux_that_waste_water_loses(form: str) -> None:
    on, off = (report("pyro", f"flux-in-slag={state}", form=form) for state in ("on", "off"))
    flux = quantity(off, "sand") + 0.56 * quantity(off, "limestone")
    assert quantity(off, "sand") == pytest.approx(1.5 * quantity(off, "limestone"))
    assert waste(on, "slag") - waste(off, "slag") == pytest.approx(flux)
    assert waste(off, "waste_water") - waste(on, "waste_water") == pytest.approx(flux)


# --- Q20: iron phosphate ---

LEACHED = ("iron-phosphate-leaching=on", "exact-units=on", "fates=on")
LFP = {"chemistry": "lfp", "form": "black-mass"}


def in_lfp(mass: float) -> float:
    return mass / 1000.0 / number(table("chemistries/lfp")["black-mass"]["cathode"])


@pytest.mark.parametrize(
    ("reagent", "expected"), [("sulfuric_acid", 0.3109), ("hydrogen_peroxide", 0.1078), ("soda_ash", 0.3359)]
)
def test_reagents_of_iron_phosphate(reagent: str, expected: float) -> None:
    # A unit of the last digit, not half: the acid's figure takes 98.08 g/mol, our atomic masses give 98.072.
    assert in_lfp(quantity(report("hydro", *LEACHED, **LFP), reagent)) == pytest.approx(expected, abs=1e-4)


def test_peroxide_costs_sixteen_cents_per_kilogram_of_lfp() -> None:
    moved = effect("iron-phosphate-leaching", "hydrogen_peroxide", "hydro", **LFP)
    assert in_lfp(moved * 1000.0) == pytest.approx(0.16, abs=0.005)
    overlay = table("stages/hydro")["when"]["iron-phosphate-leaching"]["campaigns"]["iron-phosphate"]["reagents"]
    assert number(overlay["hydrogen_peroxide"]["cathode"]["fe"]) == pytest.approx(0.3045, abs=0.00005)


def test_iron_phosphate_leaves_as_one_residue_with_the_carbon() -> None:
    made, fed = sold(report("hydro", *LEACHED, **LFP)), table("chemistries/lfp")["black-mass"]
    carbon = 1000.0 * (number(fed["graphite"]) + number(fed["carbon_black"]))
    assert in_lfp(made["iron_phosphate_residue"] - carbon) == pytest.approx(0.9560, abs=0.00005)
    assert in_lfp(made["lithium_carbonate"]) / 0.9 == pytest.approx(0.2342, abs=0.00005)
    assert made.get("graphite", 0.0) == 0.0
    assert "iron_phosphate_residue" not in sold(report("hydro", **LFP))


@pytest.mark.parametrize("chemistry", CHEMISTRIES)
def test_iron_phosphate_alone_has_that_campaign(chemistry: str) -> None:
    moved = [effect("iron-phosphate-leaching", "cost", route, chemistry=chemistry) != 0.0 for route in ROUTES]
    assert moved == [False, chemistry == "lfp", False]


# --- Q23: exact molar masses ---


@pytest.mark.parametrize("chemistry", few(CHEMISTRIES, 4))
@pytest.mark.parametrize("route", ROUTES)
def test_exact_units_move_no_reagent_by_one_percent(chemistry: str, route: str) -> None:
    on, off = (report(route, f"exact-units={state}", chemistry=chemistry)["lines"] for state in ("on", "off"))
    pairs = [
        (new["quantity"], old["quantity"])
        for new, old in zip(on, off, strict=True)
        if old["price_unit"] and old["quantity"]
    ]
    assert any(new != old for new, old in pairs)
    for new, old in pairs:
        assert new == pytest.approx(old, rel=0.01)


# --- Q30 to Q32: the workbook loses mass or counts it twice; fates do neither ---


def closed(balance: dict[str, float], whole: float) -> bool:
    return abs(balance["closure_kg"]) <= CLOSED * whole


FEEDS = [(form, "none") for form in FORMS] + [("pack", "module"), ("pack", "cell")]


@pytest.mark.parametrize("chemistry", few(CHEMISTRIES, 4))
@pytest.mark.parametrize(("form", "level"), FEEDS)
def test_every_balance_of_recyc_closes(chemistry: str, form: str, level: str) -> None:
    for route in ROUTES:
        quoted = report(route, chemistry=chemistry, form=form, disassemble=level, method="recyc")
        balance = quoted["mass_balance"]
        assert closed(balance, balance["in_kg"])
        assert [element for element, own in balance["elements"].items() if not closed(own, own["in_kg"])] == []
        assert [row for row in quoted["wastes"] + quoted["products"] if row["kg_per_t"] < 0.0] == []
        assert "mass-open" not in {note["code"] for note in quoted["warnings"]}


def lost(route: str, **case: Any) -> float:
    return float(report(route, **case)["mass_balance"]["closure_kg"])


@pytest.mark.parametrize(
    ("form", "route", "expected"), [("pack", "hydro", 64), ("pack", "direct", 1), ("black-mass", "hydro", 147)]
)
def test_the_workbook_loses_a_twentieth_of_the_reagents(form: str, route: str, expected: float) -> None:
    quoted = report(route, form=form)
    reagents = sum(
        line["quantity"]
        for line in quoted["lines"]
        if line["stage"] == RECOVERY and line["group"] == "materials" and line["price_unit"]
    )
    # The workbook's preprocessing states no gas: nitrogen, and the 98 % of what burns that is no dust, are missing too.
    gas = 0.0 if form == "black-mass" else NITROGEN + 49.0 * waste(quoted, "flue_dust", PREPROCESSING)
    missing = lost(route, form=form) - gas
    assert missing == pytest.approx(expected, abs=0.5)
    assert missing == pytest.approx(0.05 * reagents)
    assert "mass-open" in {note["code"] for note in quoted["warnings"]}


@pytest.mark.parametrize("form", FORMS)
def test_pyro_closes_in_the_workbook_only_with_solvents_and_limestone_as_its_gas(form: str) -> None:
    fed = table("chemistries/nmc622")["cell" if form == "scrap-cell" else form]
    solvents = 1000.0 * sum(number(fed.get(name, 0.0)) for name in ("ec", "dmc"))
    assert lost("pyro", form=form) == pytest.approx(solvents + 0.44 * quantity(report("pyro", form=form), "limestone"))


@pytest.mark.parametrize("form", ["pack", "module", "cell", "scrap-cell", "scrap-electrode"])
def test_the_workbook_burns_all_binder_and_still_hands_a_twentieth_on(form: str) -> None:
    fed = table("chemistries/nmc622")["cell" if form == "scrap-cell" else form]
    binder = 1000.0 * (number(fed["pvdf"]) + number(fed["anode_binder"]))
    dust = [waste(report("hydro", f"fates={state}", form=form), "flue_dust", PREPROCESSING) for state in ("off", "on")]
    assert (dust[0] - dust[1]) / 0.02 == pytest.approx(0.05 * binder)  # dust is 2 % of what burns
