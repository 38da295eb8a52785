"""Books that LibreOffice computes anew: of which quotes, comparisons and plants, and what is changed in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from office import edited

from recyc_cli import compare, finance
from recyc_cli.analysis.finance.traced_finance import traced_finance
from recyc_cli.analysis.traced_quote import retraced_side_by_side, traced_quote
from recyc_cli.render.xlsx.plant_book import plant_workbook
from recyc_cli.render.xlsx.workbook import comparison_workbook, quote_workbook

if TYPE_CHECKING:
    from pathlib import Path

CASES: dict[str, dict[str, Any]] = {
    "hydro": {"chemistry": "nmc622", "route": "hydro"},
    "reference-pyro": {"chemistry": "nca", "route": "pyro", "form": "cell", "method": "everbatt-2023"},
    # 10 x 10,240 / 320 / 20 x 0.75 is 12 to the last bit: a capacity at the edge of a step
    "edge": {"chemistry": "nmc622", "route": "hydro", "throughput_t_per_year": 10_240.0},
    # an exponent of 0 in every scaling law: spreadsheets refuse 0^0 and take -A^2 for (-A)^2
    "no-scale": {"chemistry": "lfp", "route": "hydro", "overrides": ("method.labor.scale_exponent=0",)},
}
MORE: dict[str, dict[str, Any]] = {
    **{route: {"chemistry": "nmc622", "route": route} for route in ("pyro", "direct", "shred", "reuse")},
    "to-cathode": {"chemistry": "nmc811", "route": "hydro-to-cathode", "kwh": 500.0},
    "lfp": {"chemistry": "lfp", "route": "hydro", "region": "china", "throughput_t_per_year": 50_000.0, "packs": 30.0},
    "new": {"chemistry": "lfp-everbatt-2023", "route": "hydro", "region": "china"},
    "refiner": {"chemistry": "nmc532", "route": "hydro", "seat": "refiner", "contract": "glencore-ace"},
    "plant": {"chemistry": "nmc622", "plant": "li-cycle-hub"},
    # nothing over nothing in the closed form of an annuity, which is not taken there
    "no-interest": {"chemistry": "lfp", "route": "hydro", "overrides": ("method.capital.interest=0",)},
    "mix": {"mix": {"lfp": 0.3, "nmc811": 0.7}, "route": "hydro", "currency": "EUR", "mass_t": 40.0},
    "no-discount": {"chemistry": "lfp", "route": "reuse", "overrides": ("stages.reuse.price.discount=0",)},
    "reference-hydro": {"chemistry": "lco", "route": "hydro", "disassemble": "cell", "method": "everbatt-2023"},
    "reference-direct": {"chemistry": "nmc111", "route": "direct", "disassemble": "module", "method": "everbatt-2023"},
    "black-mass": {"chemistry": "nmc622", "route": "hydro", "form": "black-mass", "feed_price": -150.0},
    "holder": {"chemistry": "lmo", "route": "hydro", "seat": "holder", "feed_price": 0.3, "feed_basis": "value"},
    "shredder": {"chemistry": "nmc622", "route": "direct", "seat": "shredder", "business": "alliance"},
}
"""Other numbers in formulas of the same kinds, for a long proof; each time `test_any_input.py` computes theirs."""
SIDE: dict[str, Any] = {"chemistries": ["nmc622", "lfp"], "routes": ["hydro", "pyro"], "region": ["us", "china"]}
NICKEL, SPEED = 12_345.0, 23_456.0
MOVED, MORE_MOVED = {"hydro": 1.0}, {"edge": 1.0, "reference-pyro": 1000.0, "reuse": 1.0}
"""Quotes whose nickel and throughput are moved, and 1,000 where a deck prices a kilogram."""
GRAPHITE = ("graphite", "iron_phosphate_residue")
# Inputs set to other numbers, one book each: shares of nothing, products that are no more, a price without a metal, no
# cathode to spread a cost over, a switch of the method turned, other steps of whole units.
EDITS: dict[str, tuple[str, dict[str, float]]] = {
    "no-prices": ("hydro", {f"prices.metals.{name}": 0.0 for name in ("nickel", "cobalt", "manganese", "copper")}),
    "booked-at-the-gate": ("reference-pyro", {"method.feed.in_plant": 0.25}),
    "other-steps": ("edge", {"equipment.crusher.largest": 3.0, "method.plant.hours_per_day": 11.0}),
}
MORE_EDITS: dict[str, tuple[str, dict[str, float]]] = {
    "no-cobalt": ("hydro", {"stages.hydro.fates.cathode.co.cobalt": 0.0, "chemistries.nmc622.cathode.co": 0.0}),
    "no-black-mass": ("hydro", {"stages.preprocessing.fates.cathode.black_mass": 0.0}),
    "no-cathode": (
        "to-cathode",
        {"chemistries.nmc811.pack.cathode": 0.0, "chemistries.nmc811.pack.steel": 0.460646052545},
    ),
    "no-energy": ("new", {"chemistries.lfp-everbatt-2023.design.pack_energy": 0.0, "method.capital.interest": 0.0}),
    "unpaid": ("refiner", {"prices.metals.nickel": 0.0, "prices.products.cobalt.payable": 0.0}),
    "graphite": (
        "lfp",
        {f"stages.hydro.campaigns.iron-phosphate.fates.graphite.{name}": 0.5 for name in GRAPHITE},
    ),
    "booked-inside": ("plant", {"method.feed.in_plant": 1.0}),
    "another-route": ("reuse", {"prices.products.graphite.price": 20.0, "region.wage": 5.0}),
}
"""As `MORE`: the fewest books are enough to see that a spreadsheet takes the formulas as `again.py` does."""
PLANT: dict[str, Any] = {"chemistry": "nmc622", "route": "hydro", "region": "china"}
PLANT_CHANGES = {"prices.metals.nickel": 25_000.0, "region.wage": 9.0, "finance.discount": 0.11, "finance.tax": 0.15,
                 "finance.overrun": 1.3}  # fmt: skip


def written(folder: Path) -> list[Path]:
    """Write the workbooks that are looked at each time."""
    return [*quoted(folder, CASES), *changed(folder, EDITS, MOVED), *side_by_side(folder), *plants(folder)]


def more_written(folder: Path) -> list[Path]:
    """Write the workbooks of a long proof, and beside them those that some changes are of."""
    quotes = {name: {**CASES, **MORE}[name] for name in (*MORE, "hydro", "edge", "reference-pyro")}
    return [*quoted(folder, quotes), *changed(folder, MORE_EDITS, MORE_MOVED)]


def quoted(folder: Path, cases: dict[str, dict[str, Any]]) -> list[Path]:
    """Write a workbook of each case."""
    files = []
    for name, case in cases.items():
        path = folder / f"{name}.xlsx"
        path.write_bytes(quote_workbook(traced_quote(**case)))
        files.append(path)
    return files


def changed(folder: Path, edits: dict[str, tuple[str, dict[str, float]]], moved: dict[str, float]) -> list[Path]:
    """Write workbooks whose inputs a user changed: some of each, and price and throughput of a few."""
    files = [edited(folder / f"{case}.xlsx", folder / f"{name}.xlsx", new) for name, (case, new) in edits.items()]
    for name, per_kg in moved.items():
        changes = {"prices.metals.nickel": NICKEL / per_kg, "throughput": SPEED}
        files.append(edited(folder / f"{name}.xlsx", folder / f"{name}-edited.xlsx", changes))
    return files


def side_by_side(folder: Path) -> list[Path]:
    """Write a workbook of a comparison, and it with another price of nickel."""
    found, side = compare(**SIDE), folder / "side.xlsx"
    report = found.to_dict()
    side.write_bytes(comparison_workbook(retraced_side_by_side(found.quotes, report["quotes"]), report))
    return [side, edited(side, folder / "side-edited.xlsx", {"prices.metals.nickel": NICKEL})]


def plants(folder: Path) -> list[Path]:
    """Write a workbook of a plant, and it with other inputs."""
    plain = folder / "plant-plain.xlsx"
    plain.write_bytes(plant_workbook(traced_finance(finance(**PLANT))))
    return [plain, edited(plain, folder / "plant-edited.xlsx", PLANT_CHANGES)]
