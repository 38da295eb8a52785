"""`everbatt-2023` against worked cases of the workbook: every output, to 1e-9 of its value."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import reading

from recyc_cli.model.cathode.cathode import cathode

DATA = json.loads((Path(__file__).parent / "everbatt-2023-calibration.json").read_text())
CASES = DATA["cases"]
ROUTES = ("pyro", "hydro", "direct")
EXACT = 1e-9


def same(ours: float, theirs: float, where: str) -> None:
    """The file states 12 digits; differences of large numbers get an absolute floor far below its last digit."""
    assert ours == pytest.approx(theirs, rel=EXACT, abs=1e-12), where


def name(case: dict[str, Any]) -> str:
    return "-".join(str(case[key]) for key in ("chemistry", "feed", "throughput_t", "location"))


def ran(case: dict[str, Any], route: str) -> tuple[Any, Any]:
    return reading.run(case["chemistry"], case["feed"], case["location"], case["throughput_t"], route)


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("case", CASES, ids=name)
def test_route(case: dict[str, Any], route: str) -> None:
    _, result = ran(case, route)
    theirs, feed = case[route], result.plant_feed
    plants = ("preprocessing", "recovery")
    ours = reading.groups(result, plants, feed)
    for group, amount in theirs["breakdown"].items():
        same(ours[group], amount, f"breakdown {group}")
    same(sum(ours.values()), theirs["cost"], "cost")
    same(result.feed_price / feed, theirs["feedstock_price"], "feed price")
    same(sum(reading.value(result, stage, feed) for stage in plants), theirs["revenue"], "revenue")
    sold = {(item.product, item.stage): item for item in result.sold}
    for product in theirs["products"]:
        stage = "preprocessing" if product["source"] == "preprocessing" else "recovery"
        if product["kg_per_kg"] == 0.0:
            continue
        item = sold.pop((reading.PRODUCTS[product["name"]], stage))
        same(item.mass / feed, product["kg_per_kg"], product["name"])
        same(item.value / feed, product["usd_per_kg"], product["name"])
    assert not [key for key, item in sold.items() if key[1] in plants and item.mass > 0], (
        "a product more than the workbook's"
    )
    rows = [
        sum(values)
        for values in zip(*(result.impacts[stage] for stage in plants if stage in result.impacts), strict=True)
    ]
    mine = reading.impacts(rows, 1 / feed)
    for row, amount in theirs["impacts"].items():
        same(mine[reading.row(row)], amount, row)


def check_plant(ours: dict[str, Any], theirs: dict[str, Any], masses: dict[str, str]) -> None:
    for part in ("capital", "usd_per_yr"):
        for key, amount in theirs[part].items():
            same(ours[part][key], amount, f"{part} {key}")
    for key, amount in theirs["materials_kg_per_kg"].items():
        same(ours["materials"][reading.REAGENTS[key]], amount, key)
    for key, amount in theirs[masses["wastes"]].items():
        same(ours["wastes"][reading.WASTES[key]], amount, key)


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("case", CASES, ids=name)
def test_recovery_plant(case: dict[str, Any], route: str) -> None:
    _, result = ran(case, route)
    ours, theirs = reading.plant(result, "recovery"), case[route]["recovery_plant"]
    same(ours["feed_t"], theirs["feed_t"], "feed")
    check_plant(ours, theirs, {"wastes": "waste_kg_per_kg"})
    for key, amount in theirs["energy_MJ_per_kg"].items():
        same(ours["energy"][key], amount, key)


@pytest.mark.parametrize("case", CASES, ids=name)
def test_preprocessing_plant(case: dict[str, Any]) -> None:
    _, result = ran(case, "hydro")
    theirs = case["preprocessing"]
    if case["feed"] == "black_mass":
        # Black mass skips the plant. The workbook still sizes one and gives it no feed; we do not build it.
        assert theirs["cost_per_kg"] == 0.0
        assert "preprocessing" not in result.impacts
        return
    ours = reading.plant(result, "preprocessing")
    check_plant(ours, theirs, {"wastes": "waste_kg_per_kg"})
    same(ours["cost_per_kg"] + min(result.feed_price / result.plant_feed, 0.0), theirs["cost_per_kg"], "cost")
    for group, amount in theirs["breakdown_per_kg"].items():
        same(reading.groups(result, ("preprocessing",), result.plant_feed)[group], amount, group)
    feed = result.plant_feed
    sold = {item.product: item for item in result.sold if item.stage == "preprocessing"}
    for product in theirs["products"]:
        if product["name"] == "Black mass":
            recovery = next(account for account in result.accounts if account.plant.stage == "recovery")
            same(recovery.flows.feed / feed, product["kg_per_kg"], "black mass")
        elif product["kg_per_kg"]:
            same(sold[reading.PRODUCTS[product["name"]]].mass / feed, product["kg_per_kg"], product["name"])
            same(sold[reading.PRODUCTS[product["name"]]].value / feed, product["usd_per_kg_feed"], product["name"])
    revenue = reading.value(result, "preprocessing", feed)
    same(revenue, theirs["revenue_integrated_per_kg"], "integrated revenue")
    black_mass = next(product for product in theirs["products"] if product["name"] == "Black mass")
    same(revenue + black_mass["usd_per_kg_feed"], theirs["revenue_standalone_per_kg"], "stand-alone revenue")
    account = next(account for account in result.accounts if account.plant.stage == "preprocessing")
    same(
        account.production.r_and_d,
        0.01 * theirs["revenue_standalone_per_kg"] * 1000 * account.rate,
        "R&D on black mass",
    )


@pytest.mark.parametrize("case", CASES, ids=name)
def test_transport(case: dict[str, Any]) -> None:
    theirs = case["collection_transport"]
    for route in ROUTES:
        _, result = ran(case, route)
        feed = result.plant_feed
        same(
            reading.groups(result, ("collection",), feed)["other_variable"]
            + reading.groups(result, ("collection",), feed)["materials"],
            theirs["cost_per_kg"],
            "cost",
        )
        mine = reading.impacts(result.impacts["collection"], 1 / feed)
        for row, amount in theirs["impacts_per_kg"].items():
            same(mine[reading.row(row)], amount, row)
        hauls = {haul.leg: haul for haul in result.hauls}
        for segment, leg in reading.LEGS.items():
            expected, haul = theirs["segments"][segment], hauls.get(leg)
            same(haul.gross / feed if haul else 0.0, expected["kg_per_kg"], segment)
            same((haul.freight + haul.packaging) / feed if haul else 0.0, expected["cost_per_kg"], segment)
            same(haul.impacts[-1] / feed if haul else 0.0, expected["ghg_g"], segment)
        assert theirs["segments"]["cathode_to_manufacturer"]["cost_per_kg"] == 0.0


@pytest.mark.parametrize("case", CASES, ids=name)
def test_disassembly(case: dict[str, Any]) -> None:
    _, result = ran(case, "hydro")
    theirs, feed = case["disassembly"], result.plant_feed
    cost = sum(reading.groups(result, ("disassembly",), feed).values())
    same(cost, theirs["pack_to_module_cost_per_kg_feed"] + theirs["module_to_cell_cost_per_kg_feed"], "cost")
    revenue = reading.value(result, "disassembly", feed)
    same(
        revenue, theirs["pack_to_module_revenue_per_kg_feed"] + theirs["module_to_cell_revenue_per_kg_feed"], "revenue"
    )
    if case["feed"] in ("module", "cell_from_pack"):  # elsewhere the sheet tells packs that nobody opens
        same(result.delivered_rate, theirs["pack_tonnes"], "packs")
        recovered = {item.product: item.mass for item in result.sold if item.stage == "disassembly"}
        per_pack = theirs["pack_kg"] / 1000.0
        kinds = theirs["recovered_kg_per_pack"]
        names = {"Copper": "copper", "Aluminum": "aluminum", "Plastics": "plastics", "Steel": "steel",
                 "Electronic part": "electronics", "Insulation": "insulation"}  # fmt: skip
        levels = ("from_pack", "from_module") if case["feed"] == "cell_from_pack" else ("from_pack",)
        for key, product in names.items():
            expected = sum(kinds[level].get(key, 0.0) for level in levels)
            same(recovered.get(product, 0.0) * per_pack, expected, key)


@pytest.mark.parametrize("case", DATA["cathode_cases"], ids=name)
def test_cathode(case: dict[str, Any]) -> None:
    for origin, theirs in case["cathode_impacts_per_kg"].items():
        resolved, result = ran(case, "direct" if origin == "virgin" else origin)
        made = cathode(resolved.scenario, result)
        rows = made.virgin if origin == "virgin" else made.recycled
        if not theirs or all(amount is None for amount in theirs.values()):
            assert rows is None, origin
            continue
        assert rows is not None, origin
        mine = reading.impacts(rows, 1.0)
        for row, amount in theirs.items():
            same(mine[reading.row(row)], amount, f"{origin} {row}")
