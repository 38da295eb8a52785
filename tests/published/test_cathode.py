"""Cathode: recipes against chemistry, costs against the reference's builder and list prices, GHG against claims.

Each test names its source and why the tolerance is what it is. Nothing of ours was fitted to the figures met here but
the two named as such: the cost curve of a line, and the Chinese lithium payable.
"""

from __future__ import annotations

from typing import Any

import pytest

from recyc_cli import quote
from recyc_cli.model.money.market_price import delivered_price
from recyc_cli.scenario.request import Request
from recyc_cli.scenario.resolve import resolve

LAYERED = ("nmc111", "nmc532", "nmc622", "nmc811", "nca", "lco")
ATOM = {"li": 6.94, "ni": 58.693, "co": 58.933, "mn": 54.938, "fe": 55.845, "p": 30.974, "al": 26.982, "o": 15.999}
SALT = {
    "lithium_carbonate": ("li", 2, 73.888), "lithium_hydroxide": ("li", 1, 23.947),
    "nickel_sulfate": ("ni", 1, 154.749),
    "cobalt_sulfate": ("co", 1, 154.989), "cobalt_oxide": ("co", 3, 240.795), "manganese_sulfate": ("mn", 1, 150.994),
    "manganese_oxide": ("mn", 2, 157.873), "iron_sulfate": ("fe", 1, 151.90), "phosphoric_acid": ("p", 1, 97.994),
}  # fmt: skip
"""Precursor -> element, atoms of it, molar mass [g/mol]."""


def cathode(chemistry: str, route: str = "hydro", **keywords: Any) -> dict[str, Any]:
    found: dict[str, Any] = quote(chemistry=chemistry, route=route, **keywords).to_dict()["cathode"]
    return found


def at_line(chemistry: str, tonnes: float, *corrections: str) -> dict[str, Any]:
    """Return the cathode block of a plant that makes so much cathode, at the reference's prices [t/yr]."""
    one = cathode(chemistry, prices="everbatt-2023")["kg_per_t"]
    size = tonnes / one * 1000.0
    return cathode(chemistry, prices="everbatt-2023", throughput_t_per_year=size, corrections=corrections)


def supplied(chemistry: str) -> dict[str, float]:
    """Return what a recipe brings of each element over what the formula holds [mol/mol]."""
    resolved = resolve(Request(chemistry=chemistry, route="hydro"))
    tree = resolved.documents[f"chemistries.{chemistry}"].tree
    whole = sum(moles * ATOM[element] for element, moles in tree["cathode"].items())
    brought: dict[str, float] = {}
    for name, mass in tree["precursors"].items():
        if name in SALT:
            element, atoms, molar = SALT[name]
            brought[element] = brought.get(element, 0.0) + mass / molar * atoms * whole
    return {element: moles / tree["cathode"][element] for element, moles in brought.items()}


@pytest.mark.parametrize("chemistry", [*LAYERED, "lmo"])
def test_a_recipe_brings_what_the_formula_holds(chemistry: str) -> None:
    """GREET 2022's recipes: every metal within 0.2 %, NCA, whose figures have three digits, within 2.5 %."""
    assert set(supplied(chemistry)) == set(supplied(chemistry)) & {"li", "ni", "co", "mn"}
    for element, ratio in supplied(chemistry).items():
        assert ratio == pytest.approx(1.0, abs=0.025 if chemistry == "nca" else 0.002), element


def test_the_recipe_of_lfp_does_not() -> None:
    """GREET 2022's hydrothermal LFP takes LiOH, FeSO4 and H3PO4 as 3 to 1 to 1, but for 0.59 mol of LFP only.

    So iron and phosphorus are short by 41 %, and the virgin cost of LFP is too low by as much of its materials. It is
    kept as published; LFP has no route to cathode but relithiation, which takes nothing of the recipe.
    """
    ratio = supplied("lfp")
    assert ratio["fe"] == pytest.approx(0.589, abs=0.001)
    assert ratio["p"] == pytest.approx(ratio["fe"], rel=1e-3)
    assert ratio["li"] == pytest.approx(3.0 * ratio["fe"], rel=1e-3)


BUILDER = {
    "nmc111": (21.2788, 42.9, 35.9), "nmc532": (18.8092, 40.1, 33.1), "nmc622": (19.5809, 41.0, 34.0),
    "nmc811": (20.3995, 41.9, 34.9), "nca": (22.3114, 44.1, 37.1), "lco": (36.7851, 55.4, 50.2),
}  # fmt: skip
"""EverBatt 2023, `Cath. Prod. Par.`: raw materials, and the whole cost in lines of 1000 and 1750 t/yr [USD/kg]."""
CONSUMABLES = 1.03


@pytest.mark.parametrize("chemistry", LAYERED)
def test_precursors_of_virgin_cathode_cost_what_the_reference_says(chemistry: str) -> None:
    """EverBatt 2023's builder at its own prices; 0.1 % for the oxygen of NCA, which it leaves out (Q26)."""
    materials = at_line(chemistry, 1000.0)["virgin_cost_items"]["materials"] / CONSUMABLES
    assert materials == pytest.approx(BUILDER[chemistry][0], rel=1e-3)


@pytest.mark.parametrize("chemistry", LAYERED)
def test_virgin_cathode_costs_about_what_the_reference_builds_it_for(chemistry: str) -> None:
    """EverBatt 2023's builder, U.S., lines of 1000 and 1750 t/yr: within 15 %.

    The equipment is fitted to the builder's; capital, labour and overheads are not: ours follow the cost block of every
    other plant (Towler & Sinnott), the builder's are Peters & Timmerhaus's, with fixed capital 3.9 times the equipment
    for our 6.7, but heavier overheads. Ours is dearer by up to 15 %, most for LCO, which they make from oxide without
    co-precipitation. Both are in equipment dollars of 2020, as the builder's are; brought to the years of its prices,
    which this method does otherwise, equipment is 12 % dearer and LCO in the smaller line 17 % above theirs.
    """
    for tonnes, published in zip((1000.0, 1750.0), BUILDER[chemistry][1:], strict=True):
        cost = at_line(chemistry, tonnes, "equipment-price-year=off")["virgin_cost_per_kg"]
        assert published <= cost <= 1.15 * published, tonnes


LIST = {"nmc111": 25.5, "nmc532": 24.0, "nmc622": 25.0, "nmc811": 26.0, "nca": 26.0, "lco": 50.0}
"""BatPaC 5.0 [USD/kg]."""


@pytest.mark.parametrize("chemistry", LAYERED)
def test_virgin_cathode_of_large_plants_costs_about_its_list_price(chemistry: str) -> None:
    """BatPaC 5.0 lists 24 to 26 USD/kg for nickel cathodes, 50 for LCO; ours lies between 0.9 and 1.25 of it.

    A list price is that of large Asian makers; ours is a U.S. plant of 25,000 t/yr at EverBatt's prices, whose nickel,
    cobalt and lithium are means of 2018 to 2022. Precursors alone stay below the list; a plant of 2,500 t/yr does not.
    """
    large, small = at_line(chemistry, 25_000.0), at_line(chemistry, 2_500.0)
    assert 0.9 <= large["virgin_cost_per_kg"] / LIST[chemistry] <= 1.25
    assert large["virgin_cost_items"]["materials"] < LIST[chemistry]
    assert small["virgin_cost_per_kg"] > LIST[chemistry] * (1.0 if chemistry == "lco" else 1.3)


def test_cathodes_rank_by_cost_as_by_list_price() -> None:
    """BatPaC 5.0: NMC532 below 622, 811, NCA, LCO. NMC111 does not fit: 25.5 listed, cobalt makes it dearer here."""
    costs = [at_line(chemistry, 25_000.0)["virgin_cost_per_kg"] for chemistry in ("nmc532", "nmc622", "nmc811", "nca")]
    assert costs == sorted(costs)
    assert at_line("lco", 25_000.0)["virgin_cost_per_kg"] > costs[-1]


def test_hydro_to_cathode_saves_the_carbon_of_the_third_party_assessment() -> None:
    """Ascend Elements' third-party assessment of NMC622 (2024): 49 % below virgin. Ours: within ten points.

    https://rethinkresearch.biz/articles/ascend-elements-identifies-key-to-enabling-battery-recycling

    Their grid, allocation and feed are not public; ours carries all burdens of a new pack, or of black mass, on its
    cathode, U.S. grid. A pack that comes back has a quarter less cathode to carry them: 39 %, a miss of 0.8 of theirs.
    """
    new = cathode("nmc622-everbatt-2023", "hydro-to-cathode")["saving"]["ghg"]
    assert new == pytest.approx(0.49, abs=0.10)
    assert cathode("nmc622", "hydro-to-cathode")["saving"]["ghg"] / 0.49 == pytest.approx(0.80, abs=0.01)
    assert cathode("nmc622", "hydro-to-cathode", form="black-mass")["saving"]["ghg"] == pytest.approx(0.49, abs=0.10)


@pytest.mark.parametrize("chemistry", LAYERED)
@pytest.mark.parametrize("region", ["us", "us-ca", "korea", "china"])
def test_the_claim_of_90_percent_is_not_met(chemistry: str, region: str) -> None:
    """Said in 2023 and 2025, a target for 2030 elsewhere. The power and gas of calcination alone forbid it here."""
    assert cathode(chemistry, "hydro-to-cathode", region=region)["saving"]["ghg"] < 0.65


def test_the_claim_of_half_the_cost_takes_scale() -> None:
    """ "Up to 50 %" (Shanghai Metals Market, September 2025): dearer than virgin in a small U.S. plant, never half."""
    saving = [
        cathode("nmc622", "hydro-to-cathode", throughput_t_per_year=size, prices="2024")["saving"]["cost"]
        for size in (10_000.0, 30_000.0, 100_000.0)
    ]
    assert saving == sorted(saving)
    assert saving[0] < 0.0 < saving[-1] < 0.5


@pytest.mark.parametrize("chemistry", ["nmc532", "nmc622", "nmc811", "nca"])
def test_the_less_is_taken_apart_the_less_carbon(chemistry: str) -> None:
    """EverBatt 2023's order for pyro, hydro and direct, with hydro-to-cathode between hydro and direct."""
    found = [cathode(chemistry, route) for route in ("direct", "hydro-to-cathode", "hydro", "pyro")]
    burdens = [block["recycled"]["ghg_kg"] for block in found]
    assert burdens == sorted(burdens)
    assert burdens[-1] < found[0]["virgin"]["ghg_kg"]
    assert found[1]["cost_per_kg"] < found[2]["cost_per_kg"]


QUOTED = {
    "2024-04-26": (111_500.0, 4_500.0, "2024-q2", -0.056),
    "2025-06-19": (60_600.0, 2_250.0, "2025-q2", 0.052),
    "2025-09-11": (75_250.0, 2_700.0, "2025-q3", -0.117),
}
"""Day -> Li2CO3, LFP electrode powder per 1 % of Li [RMB/t with VAT; Shanghai Metals Market], deck, error."""
VAT, CNY = 1.13, 7.1957


def paid_per_point(region: str, carbonate: float, prices: str = "2024") -> float:
    """Return what LFP black mass is paid for each per cent of lithium in a tonne of it [RMB/t with VAT]."""
    price = f"lithium_carbonate={carbonate / VAT / CNY}USD/t"
    found = quote(
        chemistry="lfp",
        form="black-mass",
        route="hydro",
        region=region,
        currency="CNY",
        price_overrides=[price],
        prices=prices,
    )
    scenario = found.resolved.scenario
    lithium = next(item["kg_per_t"] for item in found.to_dict()["contained"] if item["element"] == "li")
    return float(delivered_price(scenario.streams[0], scenario.market) * VAT / (lithium / 10.0))


@pytest.mark.parametrize("day", QUOTED)
def test_lfp_black_mass_is_priced_by_its_lithium_in_china(day: str) -> None:
    """Shanghai Metals Market, LFP electrode powder, mid price; ours is battery powder, paid 2,075 for its 2,250.

    https://news.metal.com/newscontent/102731157 ; /103387673 ; /103526224

    The day is missed by what the deck's half-year, a mean of other tables, lies beside it: 0.716, 0.734 and 0.596 of
    the carbonate for 0.758, 0.698 and 0.674 on the day. What battery powder fetched of electrode powder is of 19 June
    2025. One point: the rates of the day and of the deck.
    """
    carbonate, electrode, deck, miss = QUOTED[day]
    paid = paid_per_point("china", carbonate, deck)
    assert paid / (electrode * 2_075.0 / 2_250.0) - 1.0 == pytest.approx(miss, abs=0.01)


def test_korea_pays_little_for_lithium_and_europe_nothing() -> None:
    """Fastmarkets, January and April 2024: lithium is inside nickel and cobalt, about 4 % of it where it is not."""
    assert paid_per_point("korea", 90_000.0) == pytest.approx(0.04 * 90_000.0 * 10.0 * 5.3233 / 1000.0, rel=0.01)
    assert paid_per_point("us", 90_000.0) == 0.0
