"""The workbook of a plant follows its inputs: LibreOffice computes it anew, and recyc answers the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from books import PLANT

from recyc_cli import finance
from recyc_cli.analysis.finance.traced_finance import traced_finance
from recyc_cli.analysis.traced_quote import values

if TYPE_CHECKING:
    from office import Books

CHANGED: dict[str, Any] = {
    **PLANT, "overrides": ["region.wage=9 USD/h"], "price_overrides": ["nickel=25000USD/t"],
    "discount": 0.11, "tax": 0.15, "overrun": 1.3,
}  # fmt: skip


def test_traced_numbers_are_the_plain_ones_to_the_last_bit() -> None:
    plant = finance(**PLANT, inflation=0.02, bonus=0.3)
    traced, whole = values(traced_finance(plant).report), plant.to_dict()
    for part in ("npv", "cash_flow", "after_tax", "before_tax"):
        assert traced[part] == whole[part]
    for name in ("per_t", "without_feed_per_t"):
        assert traced["levelised_cost"][name] == whole["levelised_cost"][name]


@pytest.mark.parametrize(("name", "case"), [("plain", PLANT), ("edited", CHANGED)])
def test_the_cash_flow_and_what_it_is_worth_follow(books: Books, name: str, case: dict[str, Any]) -> None:
    report = finance(**case).to_dict()
    front = {str(row[0]): row[1:3] for row in books[f"plant-{name}"]["Plant"].iter_rows(values_only=True) if row[0]}
    told = {words.split(",")[0]: cells for words, cells in front.items()}
    parts = (report["before_tax"], report["after_tax"])
    assert told["left over"] == pytest.approx([each["npv"] for each in parts], rel=1e-9)
    assert told["return a year (IRR)"] == pytest.approx([each["irr"] for each in parts], abs=1e-7)
    rows = list(books[f"plant-{name}"]["Cash flow"].iter_rows(min_row=4, values_only=True))
    left = [row[15] for row in rows if isinstance(row[0], (int, float))]
    assert left == pytest.approx([year["after_tax"] for year in report["cash_flow"]], rel=1e-9, abs=1e-6)
