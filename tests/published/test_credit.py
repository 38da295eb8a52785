"""What products spare of virgin material, against what others publish; never in the figures without credit."""

from __future__ import annotations

from typing import Any

import pytest

from recyc_cli import quote

ON = ("avoided-burdens=on",)
GALLON, SHORT_TON = 3.785411784, 907.18474
LI_CYCLE = {"ghg_kg": 0.74, "water_l": 0.97, "nox_g": 0.92, "sox_g": 0.92}
"""Company's own, per tonne of battery material against primary; Deloitte 2022 carries them."""
OURS = {"ghg_kg": 0.65, "water_l": 0.70, "nox_g": 0.71, "sox_g": 0.94}
"""NMC622 packs, hydro, U.S.: a told disagreement. The water of acid and soda alone is above Li-Cycle's 3 %."""
MACHALA = (0.58, 0.81)
"""GHG below mining: mixed used batteries and production scrap (Nat. Commun. 2025, abstract, from memory)."""


def report(*corrections: str, **asked: Any) -> dict[str, Any]:
    case = {"chemistry": "nmc622", "route": "hydro", "region": "us", **asked}
    return quote(**case, corrections=corrections).to_dict()


def test_it_is_switched_on_by_name() -> None:
    assert "credit" not in report()
    assert "credit" in report(*ON)


@pytest.mark.parametrize("route", ["hydro", "pyro", "direct", "reuse"])
def test_it_enters_no_figure_without_credit(route: str) -> None:
    off, on = report(route=route), report(*ON, route=route)
    for key in ("totals", "impacts", "stages", "cathode", "products"):
        assert on[key] == off[key], key


def test_what_is_spared_is_the_sum_of_the_products() -> None:
    found = report(*ON)
    credit = found["credit"]
    for key, amount in credit["spared"].items():
        assert amount == pytest.approx(sum(each["impacts"][key] for each in credit["products"]), rel=1e-12)
        assert credit["net"][key] == pytest.approx(found["impacts"][key] - amount, rel=1e-12, abs=1e-9)


def test_carbon_costs_what_the_place_asks() -> None:
    """64.76 EUR/t were paid in 2024 at 0.9242 EUR per USD; the margin knows nothing of it."""
    found = report(*ON, region="germany")
    carbon = found["credit"]["carbon"]
    assert carbon["price_per_t"] == pytest.approx(64.76 / 0.9242, rel=1e-9)
    assert carbon["caused"] == pytest.approx(found["impacts"]["ghg_kg"] / 1000.0 * 64.76 / 0.9242, rel=1e-9)
    assert carbon["net"] == pytest.approx(carbon["caused"] - carbon["spared"], rel=1e-9)
    assert found["totals"] == report(region="germany")["totals"]


def test_a_kilogram_of_nickel_spares_what_greet_says() -> None:
    """18,703.4 gal of water per short ton of nickel in salt."""
    (nickel,) = (each for each in report(*ON)["credit"]["products"] if each["product"] == "nickel")
    assert nickel["impacts"]["water_l"] / nickel["kg_per_t"] == pytest.approx(
        18703.4097399 * GALLON / SHORT_TON, rel=1e-9
    )


def test_less_what_is_spared_hydro_is_ahead_of_pyro() -> None:
    """It burdens more and spares more still, of energy and of greenhouse gas."""
    hydro, pyro = report(*ON), report(*ON, route="pyro")
    for key in ("total_energy_mj", "ghg_kg"):
        assert hydro["impacts"][key] > pyro["impacts"][key]
        assert hydro["credit"]["net"][key] < pyro["credit"]["net"][key] < 0.0


def test_graphite_and_black_mass_are_credited_with_nothing() -> None:
    assert "graphite" not in {each["product"] for each in report(*ON)["credit"]["products"]}


def test_against_what_is_published() -> None:
    """Every burden lies below virgin, as Li-Cycle says; by less, but for SOx. GHG is within Machala's two figures."""
    below = report(*ON)["credit"]["below_virgin"]
    assert {key: below[key] for key in OURS} == pytest.approx(OURS, abs=0.02)  # two digits are told
    assert MACHALA[0] <= below["ghg_kg"] <= MACHALA[1]
    assert all(below[key] < LI_CYCLE[key] for key in ("ghg_kg", "water_l", "nox_g"))
