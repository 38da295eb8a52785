"""The workbook of a plant follows its inputs: LibreOffice computes it anew, and recyc answers the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from office import Books, edited, recalculate

from recyc_cli import finance
from recyc_cli.analysis.finance.traced_finance import traced_finance
from recyc_cli.analysis.traced_quote import values
from recyc_cli.render.xlsx.plant_book import plant_workbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CASE: dict[str, Any] = {"chemistry": "nmc622", "route": "hydro", "region": "china"}
CHANGES = {"prices.metals.nickel": 25_000.0, "region.wage": 9.0, "finance.discount": 0.11, "finance.tax": 0.15,
           "finance.overrun": 1.3}  # fmt: skip
CHANGED: dict[str, Any] = {
    **CASE, "overrides": ["region.wage=9 USD/h"], "price_overrides": ["nickel=25000USD/t"],
    "discount": 0.11, "tax": 0.15, "overrun": 1.3,
}  # fmt: skip


def test_traced_numbers_are_the_plain_ones_to_the_last_bit() -> None:
    plant = finance(**CASE, inflation=0.02, bonus=0.3)
    traced, whole = values(traced_finance(plant).report), plant.to_dict()
    for part in ("npv", "cash_flow", "after_tax", "before_tax"):
        assert traced[part] == whole[part]
    for name in ("per_t", "without_feed_per_t"):
        assert traced["levelised_cost"][name] == whole["levelised_cost"][name]


@pytest.fixture(scope="module")
def books(made_once: Callable[..., Path], tool: Callable[..., str]) -> Books:
    soffice = tool("soffice")
    folder = made_once("plants", lambda place: recalculate(soffice, place, written(place)))
    return Books(folder / "recalculated")


def written(folder: Path) -> list[Path]:
    plain = folder / "plain.xlsx"
    plain.write_bytes(plant_workbook(traced_finance(finance(**CASE))))
    return [plain, edited(plain, folder / "edited.xlsx", CHANGES)]


@pytest.mark.parametrize(("name", "case"), [("plain", CASE), ("edited", CHANGED)])
def test_the_cash_flow_and_what_it_is_worth_follow(books: Books, name: str, case: dict[str, Any]) -> None:
    report = finance(**case).to_dict()
    front = {str(row[0]): row[1:3] for row in books[name]["Plant"].iter_rows(values_only=True) if row[0]}
    told = {words.split(",")[0]: cells for words, cells in front.items()}
    parts = (report["before_tax"], report["after_tax"])
    assert told["left over"] == pytest.approx([each["npv"] for each in parts], rel=1e-9)
    assert told["return a year (IRR)"] == pytest.approx([each["irr"] for each in parts], abs=1e-7)
    rows = list(books[name]["Cash flow"].iter_rows(min_row=4, values_only=True))
    left = [row[15] for row in rows if isinstance(row[0], (int, float))]
    assert left == pytest.approx([year["after_tax"] for year in report["cash_flow"]], rel=1e-9, abs=1e-6)


def test_no_cell_of_it_is_an_error(books: Books) -> None:
    for name in books.names():
        for sheet in books[name]:
            for row in sheet.iter_rows(values_only=True):
                assert not [cell for cell in row if isinstance(cell, str) and cell.startswith("#")]
