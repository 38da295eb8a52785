"""`everbatt-2023` against the workbook's arithmetic: every chemistry, feed, location and route, each output to 1e-9.

The arithmetic itself (`workbook.py`) is held against the worked cases of the workbook first.
"""

from __future__ import annotations

import json
import random
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import reading
import workbook
from workbook_tables import ROWS

if TYPE_CHECKING:
    from collections.abc import Iterator

CALIBRATION = json.loads((Path(__file__).parent / "everbatt-2023-calibration.json").read_text())["cases"]
ROUTES = ("pyro", "hydro", "direct")
THROUGHPUTS = (1000, 2000, 5000, 10_000, 20_000, 37_500, 50_000, 100_000)
ON_A_STEP = (3200, 6400, 12_800, 32_000, 64_000)  # capacities that fall on a whole tenth before rounding up
EXACT, FLOOR = 1e-9, 1e-15  # share of a number; what rounding may leave of a 0

Combination = tuple[str, str, float, str]
GRID: list[Combination] = list(product(reading.CHEMISTRIES, reading.FEEDS, THROUGHPUTS, reading.REGIONS))
SAMPLE = random.Random(2023).sample(GRID, 60)  # noqa: S311


def flat(node: Any, path: str = "") -> Iterator[tuple[str, float]]:
    """Numbers of a case by their path; products by plant and name."""
    if isinstance(node, dict):
        for key, child in node.items():
            yield from flat(child, f"{path}/{key}")
    elif isinstance(node, list):
        for item in node:
            yield from flat(item, f"{path}/{item.get('source', 'preprocessing')}/{item['name']}")
    elif isinstance(node, int | float):
        yield path, float(node)


def differences(ours: dict[str, float], theirs: dict[str, float]) -> list[str]:
    """Where ours strays from theirs. What one of them does not name is 0 there."""
    return [
        f"{path}: {ours.get(path, 0.0)!r} is not {theirs.get(path, 0.0)!r}"
        for path in dict.fromkeys((*theirs, *ours))
        if not abs(ours.get(path, 0.0) - theirs.get(path, 0.0)) <= max(EXACT * abs(theirs.get(path, 0.0)), FLOOR)
    ]


# --- The model's result in the shape of a case ---


def named(names: dict[str, str], amounts: dict[str, float]) -> dict[str, float]:
    """Amounts under the workbook's names, and under our own what it has no name for."""
    theirs = {ours: name for name, ours in names.items()}
    return {theirs.get(key, key): amount for key, amount in amounts.items()}


def plant(result: Any, stage: str) -> dict[str, Any]:
    read = reading.plant(result, stage)
    keys = ("flue_dust", "solid", "water") if stage == "preprocessing" else ("Flue Dust", "Slag", "Waste(water)")
    wastes = {key: reading.WASTES[key] for key in (*keys, *(("Waste(solid)",) if stage == "recovery" else ()))}
    kept = {key: read[key] for key in ("feed_t", "capital", "usd_per_yr")}
    return kept | {
        "materials_kg_per_kg": named(reading.REAGENTS, read["materials"]),
        "energy_MJ_per_kg": read["energy"],
        "waste_kg_per_kg": named(wastes, read["wastes"]),
        "cost_per_kg": read["cost_per_kg"],
    }


def products(result: Any, stage: str, value: str) -> dict[str, dict[str, float]]:
    theirs, feed = {ours: name for name, ours in reading.PRODUCTS.items()}, result.plant_feed
    return {
        theirs[item.product]: {"kg_per_kg": item.mass / feed, value: item.value / feed}
        for item in result.sold
        if item.stage == stage
    }


def impacts(rows: list[float], feed: float) -> dict[str, float]:
    names = {reading.row(row): row for row in ROWS}
    return {names[row]: amount for row, amount in reading.impacts(rows, 1 / feed).items()}


def route(result: Any) -> dict[str, Any]:
    stages, feed = ("preprocessing", "recovery"), result.plant_feed
    groups = reading.groups(result, stages, feed)
    rows = zip(*(result.impacts[stage] for stage in stages if stage in result.impacts), strict=True)
    recovery = plant(result, "recovery")
    del recovery["cost_per_kg"]
    return {
        "cost": sum(groups.values()),
        "breakdown": groups,
        "feedstock_price": result.feed_price / feed,
        "revenue": sum(reading.value(result, stage, feed) for stage in stages),
        "products": {
            "preprocessing": products(result, "preprocessing", "usd_per_kg"),
            "cm_recovery": products(result, "recovery", "usd_per_kg"),
        },
        "impacts": impacts([sum(values) for values in rows], feed),
        "recovery_plant": recovery,
    }


def preprocessing(result: Any) -> dict[str, Any]:
    feed, read = result.plant_feed, plant(result, "preprocessing")
    groups = reading.groups(result, ("preprocessing",), feed)
    payment = groups.pop("feedstock_payment")
    sold = products(result, "preprocessing", "usd_per_kg_feed")
    revenue = reading.value(result, "preprocessing", feed)
    whole = read["usd_per_yr"]["r_and_d"] / 0.01 / 1000 / read["feed_t"]  # the sheet values the black mass too
    recovery = next(account for account in result.accounts if account.plant.stage == "recovery")
    sold["Black mass"] = {"kg_per_kg": recovery.flows.feed / feed, "usd_per_kg_feed": whole - revenue}
    for key in ("feed_t", "energy_MJ_per_kg"):
        del read[key]
    return read | {
        "cost_per_kg": read["cost_per_kg"] + payment,
        "breakdown_per_kg": groups,
        "products": {"preprocessing": sold},
        "revenue_integrated_per_kg": revenue,
        "revenue_standalone_per_kg": whole,
    }


def transport(result: Any) -> dict[str, Any]:
    feed, segments = result.plant_feed, {}
    theirs = {ours: name for name, ours in reading.LEGS.items()}
    for haul in result.hauls:
        segments[theirs[haul.leg]] = {
            "kg_per_kg": haul.gross / feed,
            "cost_per_kg": (haul.freight + haul.packaging) / feed,
            "ghg_g": haul.impacts[-1] / feed,
        }
    cost = sum(reading.groups(result, ("collection",), feed).values())
    return {"cost_per_kg": cost, "impacts_per_kg": impacts(result.impacts["collection"], feed), "segments": segments}


def disassembly(result: Any) -> dict[str, Any]:
    """Both steps together: the model keeps one account of them."""
    feed, groups = result.plant_feed, reading.groups(result, ("disassembly",), result.plant_feed)
    names = {
        "copper": "Copper", "aluminum": "Aluminum", "plastics": "Plastics", "steel": "Steel",
        "electronics": "Electronic part", "insulation": "Insulation",
    }  # fmt: skip
    recovered = {names[item.product]: item.mass / feed for item in result.sold if item.stage == "disassembly"}
    return {
        "labor": groups.pop("labor"),
        "depreciation": groups.pop("annualized_capital"),
        "overheads": sum(groups.values()),
        "revenue": reading.value(result, "disassembly", feed),
        "recovered": recovered,
        "pack_tonnes": result.delivered_rate if recovered else 0.0,
    }


def opened(sheet: dict[str, Any], tonnes: float) -> dict[str, Any]:
    """The sheet's two steps put together, per kg of plant feed."""
    steps = ("pack_to_module", "module_to_cell")
    parts = {"pack_to_module": "from_pack", "module_to_cell": "from_module"}
    done = [step for step in steps if sheet[f"{step}_cost_per_kg_feed"]]
    per_feed = sheet.get("pack_tonnes", 0.0) / tonnes
    sums = dict.fromkeys(("direct_labor", "depreciation", "variable_overhead", "gsa", "r_and_d"), 0.0)
    recovered: dict[str, float] = {}
    for step in done:
        sums = {item: value + sheet["per_kg_pack"][step][item] * per_feed for item, value in sums.items()}
        for name, mass in sheet["recovered_kg_per_pack"][parts[step]].items():
            recovered[name] = recovered.get(name, 0.0) + mass / sheet["pack_kg"] * per_feed
    return {
        "labor": sums.pop("direct_labor"),
        "depreciation": sums.pop("depreciation"),
        "overheads": sum(sums.values()),
        "revenue": sum(sheet[f"{step}_revenue_per_kg_feed"] for step in steps),
        "recovered": recovered,
        "pack_tonnes": sheet.get("pack_tonnes", 0.0),
    }


def of_model(chemistry: str, feed: str, tonnes: float, location: str) -> dict[str, float]:
    """Quote a combination on each route; the sheets that all routes share are read from each of them."""
    case: dict[str, Any] = {}
    for name in ROUTES:
        _, result = reading.run.__wrapped__(chemistry, feed, location, tonnes, name)  # the grid would fill the cache
        case[name] = route(result)
        case[f"collection_transport {name}"] = transport(result)
        case[f"disassembly {name}"] = disassembly(result)
        if name != "pyro" and feed != "black_mass":
            case[f"preprocessing {name}"] = preprocessing(result)
    return dict(flat(case))


def of_workbook(chemistry: str, feed: str, tonnes: float, location: str) -> dict[str, float]:
    sheet = workbook.case(chemistry, feed, tonnes, location)
    segments = sheet["collection_transport"]["segments"].values()
    for segment in segments:
        del segment["miles"]
    shared = {
        "collection_transport": sheet["collection_transport"],
        "disassembly": opened(sheet["disassembly"], tonnes),
    }
    case: dict[str, Any] = {}
    for name in ROUTES:
        case[name] = sheet[name]
        case |= {f"{part} {name}": value for part, value in shared.items()}
        if name != "pyro" and feed != "black_mass":
            case[f"preprocessing {name}"] = sheet["preprocessing"]
    return dict(flat(case))


# --- Tests ---


@pytest.mark.parametrize(
    "case",
    CALIBRATION,
    ids=lambda case: "-".join(str(case[key]) for key in ("chemistry", "feed", "throughput_t", "location")),
)
def test_arithmetic_gives_the_worked_cases(case: dict[str, Any]) -> None:
    ours = dict(flat(workbook.case(case["chemistry"], case["feed"], case["throughput_t"], case["location"])))
    theirs = dict(flat({key: value for key, value in case.items() if isinstance(value, dict)}))
    skipped = case["feed"] == "black_mass"  # the sheet still sizes a preprocessing plant, and gives it no feed
    theirs = {path: value for path, value in theirs.items() if not (skipped and path.startswith("/preprocessing"))}
    unread: tuple[str, ...] = (
        "/disassembly/cells",
        "/disassembly/cost_per_kg_pack",
        "/disassembly/revenue_per_kg_pack",
    )
    if "/disassembly/pack_kg" not in ours:  # the sheet also tells packs that nobody opens
        unread = (
            *unread,
            "/disassembly/pack_kg",
            "/disassembly/pack_tonnes",
            "/disassembly/per_kg",
            "/disassembly/rec",
        )
    theirs = {path: value for path, value in theirs.items() if not path.startswith(unread)}
    named_by_it = {path: amount for path, amount in ours.items() if path in theirs}
    assert not differences(named_by_it, theirs)


@pytest.mark.parametrize("combination", SAMPLE, ids=str)
def test_sample(combination: Combination) -> None:
    assert not differences(of_model(*combination), of_workbook(*combination))


@pytest.mark.parametrize("tonnes", ON_A_STEP)
@pytest.mark.parametrize("feed", ["cell", "black_mass"])
def test_capacity_on_a_step_stays_there(feed: str, tonnes: float) -> None:
    combination = ("NMC(622)", feed, tonnes, "U.S.")
    assert not differences(of_model(*combination), of_workbook(*combination))


@pytest.mark.slow
@pytest.mark.parametrize("location", reading.REGIONS)
@pytest.mark.parametrize("feed", reading.FEEDS)
@pytest.mark.parametrize("chemistry", reading.CHEMISTRIES)
def test_whole_grid(chemistry: str, feed: str, location: str) -> None:
    for tonnes in THROUGHPUTS:
        combination = (chemistry, feed, tonnes, location)
        assert not differences(of_model(*combination), of_workbook(*combination)), combination
