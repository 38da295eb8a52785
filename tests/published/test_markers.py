"""What others have published, against what the default method says: no number of ours was fitted to any of these.

Each test names its source, the question we put to the model to meet it, and why the tolerance is what it is. Where a
published number is met only in part, the test holds the part that is true and its text says what is not.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from few import few

from recyc_cli import quote
from recyc_cli.model.evaluate import evaluate
from recyc_cli.model.flows.feedstock import amounts
from recyc_cli.model.records.ledger import COST
from recyc_cli.scenario.request import Request
from recyc_cli.scenario.resolve import resolve

Report = dict[str, Any]
NICKEL_COBALT = ("nmc111", "nmc532", "nmc622", "nmc811", "nca")
CAR_BATTERIES = (*NICKEL_COBALT, "lmo", "lfp")
"""LCO is a cathode of phones and laptops."""
ROUTES = ("pyro", "hydro", "direct")
REGIONS = ("us", "us-ca", "korea", "china")
DECKS = ("2020", "2021", "2024", "china-2021-exvat")
LEVELS = ("none", "module", "cell")
AS_DESIGNED = ("returning-packs=off",)
"""New packs of EverBatt 2023 in the place of those that come back."""
FIRST_CARS = ("nmc111", "lmo")
"""Of which so lean packs come back, 80 to 103 kWh/t, that what a tonne loses or earns is twice as much per kWh."""

LANDER = (-21.43, 21.91)
"""[USD/kWh]"""


SMALL_MISSES = {("us-ca", "nmc532"): 1.02}
"""What lies outside in a plant of 10,000 t/yr by pyro, told with its share of the range's end."""


@cache
def energy(chemistry: str, corrections: tuple[str, ...]) -> float:
    """Return what a tonne of packs holds, by which a report divides its margin [kWh/t]."""
    report = quote(chemistry=chemistry, route="hydro", corrections=corrections).to_dict()
    held = float(report["basis"]["kwh_per_t"])
    assert report["totals"]["margin_per_kwh"] == report["totals"]["margin"] / held
    return held


def per_kwh(chemistry: str, throughput: float, **keywords: Any) -> float:
    """Return the margin of a pack, reckoned for its money alone, as the quote says it [USD/kWh]."""
    asked = Request(chemistry=chemistry, throughput_t_per_year=throughput, **keywords)
    margin = evaluate(resolve(asked).scenario.for_money()).margin
    return float(margin) / energy(chemistry, keywords.get("corrections", ()))


@pytest.mark.parametrize("deck", DECKS)
@pytest.mark.parametrize("region", few(REGIONS, 4))
@pytest.mark.parametrize("route", ROUTES)
def test_profit_of_a_large_plant_lies_in_landers_range(route: str, region: str, deck: str) -> None:
    """Lander et al. 2021, iScience 24, 102787, abstract: recycling car packs earns from -21.43 to +21.91 USD/kWh.

    https://research.birmingham.ac.uk/en/publications/financial-viability-of-electric-vehicle-lithium-ion-battery-recyc

    Theirs is the range over countries, routes and commercial packs, transport and disassembly included, at prices of
    2020 and 2021. Ours: every chemistry of cars, opened or not, in plants of 20,000 t/yr and more, at the prices of
    their years and of 2024, equipment in the dollars of the same year. A range needs no tolerance. NMC111 and LMO are
    inside as new packs; what the packs of the first cars do is the next test's. Smaller plants fall below it more
    often: see the one after.
    """
    case: dict[str, Any] = {"route": route, "region": region, "prices": deck}
    for chemistry in CAR_BATTERIES:
        packs = AS_DESIGNED if chemistry in FIRST_CARS else ()
        for level in LEVELS:
            for throughput in (20_000.0, 100_000.0):
                profit = per_kwh(chemistry, throughput, disassemble=level, corrections=packs, **case)
                assert LANDER[0] <= profit <= LANDER[1], (chemistry, level, throughput)


def test_lean_packs_of_the_first_cars_leave_landers_range() -> None:
    """Lander's is per kWh of the nameplate, ours of a lean pack: a disagreement, told with its size.

    LMO that comes back (80 kWh/t) loses up to 1.70 times the lowest, in California by direct recycling at the prices of
    2020. NMC111 (103 kWh/t) earned 1.15 of the highest while its feed cost a share of its black mass; at what a
    shredder pays for it it earns a sixth of that.
    """
    worst = per_kwh("lmo", 20_000.0, route="direct", region="us-ca", prices="2020", disassemble="cell")
    assert worst / LANDER[0] == pytest.approx(1.70, abs=0.05)


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("route", ROUTES)
def test_profit_on_nickel_and_cobalt_lies_in_landers_range_at_the_default_size(route: str, region: str) -> None:
    """The same range (Lander et al. 2021) in the plant of 10,000 t/yr that a quote takes when none is named.

    Every pack with nickel and cobalt is inside, NMC111 as a new one: as lean as it comes back (103 kWh/t) it loses up
    to 28 USD/kWh in California by pyro. LMO and LFP are not everywhere inside, because a plant costs as much for what
    sells for little.
    """
    for chemistry in NICKEL_COBALT:
        packs = AS_DESIGNED if chemistry in FIRST_CARS else ()
        for level in LEVELS:
            profit = per_kwh(
                chemistry, 10_000.0, route=route, region=region, prices="2024", disassemble=level, corrections=packs
            )
            told = SMALL_MISSES.get((region, chemistry), 1.0) if route == "pyro" else 1.0
            assert LANDER[0] * told <= profit <= LANDER[1], (chemistry, level)


CHINESE_HYDRO = {"lfp": 11_300.0, "nmc622": 14_400.0}
"""[CNY/t pack]"""
OF_THE_PAGE = {"lfp": 0.41, "nmc622": 0.50}


def processing_cost(chemistry: str) -> float:
    """Return what it costs to treat a tonne of packs in China, without buying or collecting them [CNY/t]."""
    report = quote(chemistry=chemistry, route="hydro", region="china", currency="CNY").to_dict()
    return sum(
        float(line["amount"])
        for line in report["lines"]
        if line["kind"] == COST and line["stage"] != "collection" and line["group"] != "feedstock"
    )


@pytest.mark.parametrize(("chemistry", "published"), CHINESE_HYDRO.items())
def test_processing_in_china_costs_half_of_what_a_trade_page_says(chemistry: str, published: float) -> None:
    """A told disagreement. A Chinese page, undated, prices of 2022 and 2023: 11,300 (LFP) and 14,400 CNY/t (NMC).

    http://zhazhu.cn/g87603754.html: what processing a tonne of packs costs, beside 18,000 and 38,000 for the packs.

    It names neither year nor size, and cannot hold beside what is charged: since September 2025 1,900 CNY/t of packs
    and 5,800 per t of LFP electrode powder, value-added tax in both, are some 4,000 CNY/t of LFP packs without it. The
    dated fees win (test_built_plants); ours, in the plant of 10,000 t/yr, is 0.41 of the page for LFP and 0.50 for NMC.
    0.12: what the prices of reagents and wages may still move.
    """
    assert processing_cost(chemistry) / published == pytest.approx(OF_THE_PAGE[chemistry], abs=0.12)


def test_nickel_and_cobalt_cost_3000_yuan_more_to_process() -> None:
    """The same page: 3,100 CNY/t between the two. What is the same in both, size and shredder, cancels: 30 %."""
    dearer = processing_cost("nmc622") - processing_cost("lfp")
    assert dearer == pytest.approx(CHINESE_HYDRO["nmc622"] - CHINESE_HYDRO["lfp"], rel=0.30)


ARGUS = {"nmc811": 10_653.0, "nmc532": 9_442.0, "lco": 18_868.0, "lfp": 1_991.0}
"""[USD/t scrap]"""
JANUARY_2024 = (
    "nickel=16111.67USD/t",
    "cobalt=28691.42USD/t",
    "manganese=2023.91USD/t",
    "lithium_carbonate=85840.71CNY/t",
)
"""Metals: IMF, mean of the month. Lithium carbonate: MIIT, 97,000 RMB/t in January and February, 13 % VAT off."""
COATED_ALUMINUM = ("cathode", "carbon_black", "pvdf", "aluminum")


def cathode_sheet(chemistry: str) -> float:
    """Return what the metal in a tonne of cathode offcuts is worth: our electrode scrap without its anode [USD/t]."""
    prices = [f"prices.metals.{item}" for item in JANUARY_2024]
    request = Request(chemistry=chemistry, form="scrap-electrode", route="hydro", overrides=prices, vat="excluded")
    shares = resolve(request).documents[f"chemistries.{chemistry}"].tree["scrap-electrode"]
    sheet = {name: share if name in COATED_ALUMINUM else 0.0 for name, share in shares.items()}
    whole = sum(sheet.values())
    prefix = f"chemistries.{chemistry}.scrap-electrode"
    scenario = resolve(request, {f"{prefix}.{name}": share / whole for name, share in sheet.items()}).scenario
    return evaluate(scenario).contained_value


@pytest.mark.parametrize(("chemistry", "published"), ARGUS.items())
def test_metal_in_cathode_scrap_is_worth_the_argus_index(chemistry: str, published: float) -> None:
    """Argus, 2 January 2024: production scrap of NMC811 10,653, NMC523 9,442, LCO 18,868 and LFP 1,991 USD/t.

    https://argusmedia.com/en/news-and-insights/latest-market-news/2524083-viewpoint-finding-a-viable-model-for-battery-recycling

    The index is "the weighted value of component parts"; the parts and weights are not published. Read as offcuts of
    coated aluminium foil, in the proportions of our own electrode, with lithium, nickel, cobalt and manganese at the
    prices of that month, all four come within 13 % (+5, +13, -7, +10). The tolerance of 20 % is for the weights, for a
    month's mean against one day, and for the lithium price, which the trade quotes with and without 13 % of tax. Our
    form `scrap-electrode` also holds the anode's half, so a tonne of it is worth 0.58 to 0.65 of the index.
    """
    assert cathode_sheet(chemistry) == pytest.approx(published, rel=0.20)


SPECIFICATION = {"ni": (15.0, 25.0), "co": (5.0, 15.0), "li": (3.0, 5.0), "al": (0.0, 2.0), "cu": (0.0, 2.0)}
"""[% by mass]"""


def of_black_mass(**case: Any) -> dict[str, float]:
    """Return what preprocessing's black mass holds [% by mass]."""
    (black_mass,) = quote(route="hydro", **case).result.accounts[0].flows.black_mass
    held = amounts(black_mass.components, black_mass.chemistry)
    return {element: held[element] / held["mass"] * 100.0 for element in SPECIFICATION}


@pytest.mark.parametrize(("form", "packs"), [("pack", AS_DESIGNED), ("cell", AS_DESIGNED), ("cell", ())])
@pytest.mark.parametrize("chemistry", ["nmc532", "nmc622"])
def test_black_mass_is_what_the_market_calls_black_mass(chemistry: str, form: str, packs: tuple[str, ...]) -> None:
    """Fastmarkets, specification of NMC black mass, April 2024: Ni 15-25, Co 5-15, Li 3-5, Al and Cu up to 2 %.

    https://www.fastmarkets.com/insights/amendment-to-black-mass-payable-indicators

    A range needs no tolerance. What preprocessing makes of the two grades in the middle meets it; that of NMC811 and
    NCA holds more nickel than the specification, that of NMC111 less, as their formulas have it.
    """
    found = of_black_mass(chemistry=chemistry, form=form, corrections=packs)
    for element, (low, high) in SPECIFICATION.items():
        assert low <= found[element] <= high, element


@pytest.mark.parametrize(("chemistry", "aluminum"), [("nmc532", 2.50), ("nmc622", 2.22)])
def test_black_mass_of_whole_packs_that_come_back_holds_too_much_aluminum(chemistry: str, aluminum: float) -> None:
    """The same specification: of whole packs that come back all is inside but aluminium, 1.25 and 1.11 of its 2 %."""
    found = of_black_mass(chemistry=chemistry, form="pack")
    outside = [name for name, (low, high) in SPECIFICATION.items() if not low <= found[name] <= high]
    assert outside == ["al"]
    assert found["al"] == pytest.approx(aluminum, abs=0.01)


def test_a_kilogram_of_lithium_is_so_much_carbonate() -> None:
    """Fastmarkets, launch of inferred black mass prices, December 2023: 5.323 kg Li2CO3 per kg Li, to its last digit.

    https://www.fastmarkets.com/insights/launch-of-daily-south-korea-europe-black-mass-inferred-prices
    """
    market = resolve(Request(chemistry="lfp", route="hydro")).scenario.market
    assert market.elements["li"].compound == pytest.approx(5.323, abs=0.001)


SIZES = (1_000.0, 2_500.0, 5_000.0, 10_000.0, 20_000.0, 50_000.0, 100_000.0)
"""[t/yr]"""


def by_size(chemistry: str, region: str) -> list[float]:
    """Return the margin of packs in hydro plants of each size [USD/kWh]."""
    return [per_kwh(chemistry, size, route="hydro", region=region, prices="2024") for size in SIZES]


@pytest.mark.parametrize("region", REGIONS)
def test_a_hydro_plant_breaks_even_only_on_nickel_and_cobalt(region: str) -> None:
    """WMG 2020: a hydrometallurgical plant needs 2,500 to 3,000 t/yr to break even, if the feed contains Ni and Co.

    https://warwick.ac.uk/sustainability/waytosustainable/powered-by-economy/battery-recycling

    The condition holds, in China too: packs of NMC622 pay from some size on, packs of LFP at none up to 50,000 t/yr (at
    100,000 by 1 to 2 USD/kWh outside China). The size does not: at prices of 2024, feed paid for as the market does, it
    takes 20,000 t/yr in China and 50,000 in the United States; theirs is for the United Kingdom at prices of 2020.
    """
    nickel, iron = by_size("nmc622", region), by_size("lfp", region)
    assert max(nickel) > 0.0 > nickel[0]
    assert max(iron[:-1]) < 0.0
    assert iron[-1] < 2.5


MACHALA = 0.58
"""Least saving of recycled over mined material."""


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("chemistry", [*NICKEL_COBALT, "lco"])
def test_a_relithiated_cathode_saves_what_recycling_can(chemistry: str, region: str) -> None:
    """Machala et al. 2025, Nature Communications 16: recycled material takes at least 58 % less GHG, water and energy.

    https://econpapers.repec.org/article/natnatcom/v_3a16_3ay_3a2025_3ai_3a1_3ad_3a10.1038_5fs41467-025-56063-x.htm

    Theirs are the salts of Redwood Materials' plant, reductive calcination and leaching, against mined ones. Ours: a
    kilogram of relithiated cathode against one from virgin material, all burdens of collection and shredding on it; a
    lower bound needs no tolerance. It holds for every layered oxide. It does not hold for LFP, nor for the salts of our
    hydro route: those of cells save 48 to 61 % of the GHG and, without LCO, 38 to 49 % of the water.
    """
    found = quote(chemistry=chemistry, form="cell", route="direct", region=region).to_dict()["cathode"]
    for row in ("ghg_kg", "water_l", "total_energy_mj"):
        assert found["recycled"][row] <= (1.0 - MACHALA) * found["virgin"][row], row
