"""The workbooks of a purchase, of a plant and of an outlook: their cells follow an input that is changed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from recomputed import Recomputed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LOTS = """lot,material,form,mass,feed price USD/t,Al %
A17,NMC 622,black mass,400t,2500,1.2
B2,NCA,black mass,500t,900,2.9
"""
PLANT = ("finance", "nmc622", "--route", "hydro", "--region", "china", "-q")


def test_a_purchase_follows_what_is_bought_and_asked(recyc: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "lots.csv").write_text(LOTS, encoding="utf-8")
    asked = ("blend", str(tmp_path / "lots.csv"), "--seat", "refiner", "--region", "china", "--route", "hydro",
        "--capacity", "1kt/yr", "--limit", "al=2%", "--budget", "9M", "-q")  # fmt: skip
    report = json.loads(recyc(*asked, "--json").out)
    path = str(tmp_path / "plan.xlsx")
    assert recyc(*asked, "-o", path).code == 0
    as_it_is = Recomputed(path)
    assert as_it_is.beside("Plan", "profit, by") == pytest.approx(report["profit"], rel=1e-12)
    assert as_it_is.beside("Plan", "spent on") == pytest.approx(report["spent"], rel=1e-12)
    assert as_it_is.beside("Plan", "al at most", 3) == pytest.approx(0.02, rel=1e-9)
    other = Recomputed(path, **{"lots.A17.buy": 100.0, "lots.B2.buy": 300.0, "lots.B2.feed_price": 1000.0})
    assert other.beside("Plan", "in all", 3) == 400.0
    assert other.beside("Plan", "spent on") == pytest.approx(100.0 * 2500.0 + 300.0 * 1000.0)
    assert other.beside("Plan", "al at most", 3) == pytest.approx((1.2 + 3.0 * 2.9) / 400.0)
    (tmp_path / "dear.csv").write_text(LOTS.replace(",900,", ",1000,"), encoding="utf-8")
    dear = json.loads(recyc(asked[0], str(tmp_path / "dear.csv"), *asked[2:], "--json").out)
    earned = [each["earned"] for each in dear["lots"]]
    whole = other.beside("Plan", "earned by")
    assert whole == pytest.approx(100.0 * earned[0] + 300.0 * earned[1], rel=1e-9)


def test_a_plant_follows_rates_and_prices(recyc: Callable[..., Any], tmp_path: Path) -> None:
    path = str(tmp_path / "plant.xlsx")
    assert recyc(*PLANT, "-o", path).code == 0
    for changed, option in (
        ({"finance.discount": 0.05}, ("--discount", "5%")),
        ({"finance.tax": 0.4, "finance.overrun": 1.3}, ("--tax", "40%", "--overrun", "1.3")),
        ({}, ()),
    ):
        report = json.loads(recyc(*PLANT, *option, "--json").out)
        book = Recomputed(path, **changed)
        told = [book.beside("Plant", "left over", column) for column in (2, 3)]
        assert told == pytest.approx([report["before_tax"]["npv"], report["after_tax"]["npv"]], rel=1e-9)
        assert book.beside("Plant", "all of it") == pytest.approx(report["levelised_cost"]["per_t"], rel=1e-9)


def test_an_outlook_follows_energies_and_what_a_tonne_holds(recyc: Callable[..., Any], tmp_path: Path) -> None:
    asked = ("outlook", "--region", "china", "--from", "2029", "--to", "2030", "--route", "hydro,shred", "-q")
    report = json.loads(recyc(*asked, "--json").out)
    path = str(tmp_path / "outlook.xlsx")
    assert recyc(*asked, "-o", path).code == 0
    year = report["years"][-1]
    book = Recomputed(path)
    gwh, mass, value, best = (book.beside("Outlook", "2030", column) for column in (2, 3, 4, 5))
    told = [year["gwh"], year["t"], year["value"], year["best"]]
    assert [gwh, mass, value, best] == pytest.approx(told, rel=1e-9)
    lfp = next(row for row in report["rows"] if (row["year"], row["chemistry"]) == (2030, "lfp"))
    held = next(each for each in report["quotes"] if each["chemistry"] == "lfp")
    more = Recomputed(path, **{"energy.2030.lfp": lfp["gwh"] + 1.0})
    assert more.beside("Outlook", "2030", 2) == pytest.approx(year["gwh"] + 1.0)
    gained = more.beside("Outlook", "2030", 4) - value
    assert gained == pytest.approx(1e6 * held["contained_value_per_kwh"], rel=1e-6)
