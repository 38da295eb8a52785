"""Workbooks as LibreOffice computes them: every figure that of the JSON, also after an input was changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from again import FLOOR, RELATIVE, answered
from office import Books, edited, recalculate, table

from recyc_cli import compare, quote
from recyc_cli.analysis.traced_quote import retraced_side_by_side, traced_quote
from recyc_cli.render.xlsx.formulas import NONE
from recyc_cli.render.xlsx.sheets import figures
from recyc_cli.render.xlsx.workbook import comparison_workbook, quote_workbook

if TYPE_CHECKING:
    from collections.abc import Callable
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
MOVED, MORE_MOVED = {"hydro": 1.0, "edge": 1.0, "reference-pyro": 1000.0}, {"reuse": 1.0}
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


@pytest.fixture(scope="module")
def books(made_once: Callable[..., Path], tool: Callable[..., str]) -> Books:
    """Return the workbooks that are looked at each time, recalculated in one run of LibreOffice."""

    def written(place: Path) -> list[Path]:
        return [*quoted(place, CASES), *changed(place, EDITS, MOVED), *side_by_side(place)]

    soffice = tool("soffice")
    folder = made_once("books", lambda place: recalculate(soffice, place, written(place)))
    return Books(folder / "recalculated")


@pytest.fixture(scope="module")
def more_books(made_once: Callable[..., Path], tool: Callable[..., str]) -> Books:
    """Return the workbooks of a long proof, and beside them the one that some changes are of."""

    def written(place: Path) -> list[Path]:
        return [*quoted(place, {**MORE, "hydro": CASES["hydro"]}), *changed(place, MORE_EDITS, MORE_MOVED)]

    soffice = tool("soffice")
    folder = made_once("more", lambda place: recalculate(soffice, place, written(place)))
    return Books(folder / "recalculated")


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


def differing(book: Any, report: dict[str, Any]) -> list[str]:
    """Return the figures that differ from the report's; what is n/a in the one is missing from the other."""
    found = {path: None if value == NONE else value for path, value in table(book["Figures"]).items()}
    wanted = dict(figures(report))
    assert {path for path, value in found.items() if value is not None} == set(wanted)
    return [
        f"{path}: {found[path]!r}, not {value!r}"
        for path, value in wanted.items()
        if not isinstance(found[path], (int, float)) or abs(found[path] - value) > max(RELATIVE * abs(value), FLOOR)
    ]


@pytest.mark.parametrize("name", CASES)
def test_every_figure_is_that_of_the_json(books: Books, name: str) -> None:
    assert differing(books[name], quote(**CASES[name]).to_dict()) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", MORE)
def test_every_figure_of_more_quotes_is_that_of_the_json(more_books: Books, name: str) -> None:
    assert differing(more_books[name], quote(**MORE[name]).to_dict()) == []


def assert_moved(books: Books, name: str, case: dict[str, Any]) -> None:
    changes = {**case, "throughput_t_per_year": SPEED, "price_overrides": (f"nickel={NICKEL}USD/t",)}
    report = quote(**changes).to_dict()
    assert report["totals"]["margin"] != quote(**case).to_dict()["totals"]["margin"]
    assert differing(books[f"{name}-edited"], report) == []


@pytest.mark.parametrize("name", MOVED)
def test_still_right_after_inputs_were_changed(books: Books, name: str) -> None:
    assert_moved(books, name, CASES[name])


@pytest.mark.slow
@pytest.mark.parametrize("name", MORE_MOVED)
def test_more_are_still_right_after_inputs_were_changed(more_books: Books, name: str) -> None:
    assert_moved(more_books, name, MORE[name])


@pytest.mark.parametrize("name", EDITS)
def test_still_right_after_any_input_was_changed(books: Books, name: str) -> None:
    case, changes = EDITS[name]
    assert differing(books[name], answered(CASES[case], changes) or {}) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", MORE_EDITS)
def test_more_are_still_right_after_any_input_was_changed(more_books: Books, name: str) -> None:
    case, changes = MORE_EDITS[name]
    assert differing(more_books[name], answered({**CASES, **MORE}[case], changes) or {}) == []


@pytest.mark.parametrize("suffix", ["", "-edited"])
def test_a_comparison_shares_its_inputs(books: Books, suffix: str) -> None:
    sheet = books[f"side{suffix}"]["Comparison"]
    rows = {str(row[0]).strip(): row[1:] for row in sheet.iter_rows(values_only=True) if row[0]}
    prices = (f"nickel={NICKEL}USD/t",) if suffix else ()
    quotes = compare(**SIDE, price_overrides=prices).to_dict()["quotes"]
    for index, totals in enumerate(each["totals"] for each in quotes):
        for words, key in (("recovery value", "recovery_value"), ("cost", "cost"), ("margin", "margin")):
            assert rows[words][index] == pytest.approx(totals[key], rel=RELATIVE, abs=FLOOR)


def assert_no_errors(books: Books, cases: dict[str, dict[str, Any]]) -> None:
    names = books.names()
    assert set(cases) < set(names)
    for name in names:
        book = books[name]
        for sheet in book:
            wrong = [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "e"]
            assert wrong == [], f"{name} {sheet.title}"


def test_no_cell_is_an_error(books: Books) -> None:
    assert_no_errors(books, CASES)


@pytest.mark.slow
def test_nor_of_more_books(more_books: Books) -> None:
    assert_no_errors(more_books, MORE)


def test_values_stored_beside_formulas_are_those_of_the_json(tmp_path: Path) -> None:
    import openpyxl

    path = tmp_path / "quote.xlsx"
    path.write_bytes(quote_workbook(traced_quote(**CASES["hydro"])))
    stored = table(openpyxl.load_workbook(path, data_only=True)["Figures"])
    assert stored == dict(figures(quote(**CASES["hydro"]).to_dict()))
