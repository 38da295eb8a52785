"""A sweep's points are quotes, its zeros are those of a break-even, and nothing of it depends on how it is asked."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from few import few

from recyc_cli import breakeven, quote, sweep
from recyc_cli.engine.outputs import COLUMNS
from recyc_cli.errors import RecycError

HYDRO: dict[str, Any] = {"chemistry": "nmc622", "route": "hydro", "prices": "2024"}
WRITTEN = 1e-9
"""A program adds in another order than a quote: the last digits of a cost of thousands differ."""
CASES = [
    ("nickel", "prices.metals.nickel", "USD/t", [9_000.0, 31_000.0], "hydro"),
    ("region.wage", "region.wage", "USD/h", [12.0, 60.0], "pyro"),
    ("throughput", "", "", [2_000.0, 60_000.0], "direct"),
    ("soh", "", "", [0.7, 0.95], "reuse"),
    ("stages.hydro.fates.cathode.li.lithium_carbonate", "", "", [0.7, 0.93], "hydro"),
]
KEYWORDS = {"throughput": "throughput_t_per_year", "soh": "soh"}


@pytest.mark.parametrize(("name", "path", "unit", "values", "route"), CASES, ids=[case[0] for case in CASES])
def test_a_point_is_a_quote(name: str, path: str, unit: str, values: list[float], route: str) -> None:
    asked = {**HYDRO, "route": route}
    rows = list(sweep({name: values}, figures=["margin", "cost", "capital", "ghg_kg"], **asked).rows())
    for row, value in zip(rows, values, strict=True):
        one = {KEYWORDS[name]: value} if name in KEYWORDS else {"overrides": [f"{path or name}={value} {unit}"]}
        report = quote(**asked, **one).to_dict()
        due = {key: report["totals"][key] for key in ("margin", "cost", "capital")}  # type: ignore[literal-required]
        due["ghg_kg"] = report["impacts"]["ghg_kg"]
        assert {key: row[key] for key in due} == pytest.approx(due, rel=WRITTEN, abs=WRITTEN * report["totals"]["cost"])
        assert row["refused"] is None


def test_two_axes_and_words_are_quotes_too() -> None:
    vary = {"prices": ["2022", "2024"], "nickel": [10_000.0, 20_000.0]}
    asked = {"chemistries": ["nmc622", "lfp"], "routes": ["hydro", "pyro"]}
    rows = list(sweep(vary, **asked).rows())
    assert len(rows) == 16
    order = product(asked["chemistries"], asked["routes"], vary["prices"], vary["nickel"])
    assert [(row["chemistry"], row["route"], row["prices"], row["nickel"]) for row in rows] == list(order)
    for row in rows:
        found = quote(
            chemistry=str(row["chemistry"]), route=str(row["route"]), prices=str(row["prices"]),
            price_overrides=[f"nickel={row['nickel']}USD/t"],
        )  # fmt: skip
        assert row["margin"] == pytest.approx(found.to_dict()["totals"]["margin"], abs=WRITTEN * 1e4)


@pytest.mark.parametrize("name", few(["nickel", "throughput", "region.electricity", "feed_price"], 2))
def test_zeros_are_those_of_a_break_even(name: str) -> None:
    found = breakeven(name, **HYDRO)
    low, high = found.values[0], found.values[-1]
    report = sweep({name: [low, (low + high) / 2.0, high]}, **HYDRO).to_dict()
    roots = [root.value for root in found.roots if root.kind == "root"]
    assert [zero["value"] for zero in report["zeros"] if zero["kind"] == "root"] == pytest.approx(roots, rel=1e-9)


def test_a_zero_is_solved_and_lies_on_the_contour_of_a_grid() -> None:
    report = sweep({"nickel": [10_000.0, 60_000.0], "lithium_carbonate": [10_000.0, 60_000.0]}, **HYDRO).to_dict()
    assert report["zeros"]
    for zero in report["zeros"]:
        other = next(iter(zero["at"].items()))
        prices = [f"{zero['axis']}={zero['value']!r}USD/t", f"{other[0]}={other[1]!r}USD/t"]
        totals = quote(**HYDRO, price_overrides=prices).to_dict()["totals"]
        assert abs(totals["margin"]) < WRITTEN * totals["cost"]
        assert (zero["margin_below"] or 0.0) * (zero["margin_above"] or 0.0) < 0.0


def test_a_value_that_cannot_be_is_a_row_with_its_code() -> None:
    rows = list(sweep({"soh": [0.8, 1.2, -0.1]}, **HYDRO).rows())
    assert [row["refused"] for row in rows] == [None, "E122", "E122"]
    assert [row["margin"] is None for row in rows] == [False, True, True]
    with pytest.raises(RecycError, match="unknown price deck"):
        sweep({"prices": ["2024", "20244"]}, chemistry="lfp")


def test_units_are_those_of_the_values() -> None:
    per_kg, per_t = (
        [row["margin"] for row in sweep({"nickel": values}, units={"nickel": unit}, **HYDRO).rows()]
        for values, unit in (([12.0, 20.0], "USD/kg"), ([12_000.0, 20_000.0], ""))
    )
    assert per_kg == pytest.approx(per_t, rel=WRITTEN)
    euros = sweep({"nickel": [12_000.0]}, currency="EUR", **HYDRO).to_dict()
    assert (euros["axes"][0]["unit"], euros["figures"][0]["unit"]) == ("EUR/t", "EUR/t")


def test_every_figure_of_a_row_can_be_swept() -> None:
    names = [name for name in COLUMNS if name != "recycled_by"]
    report = sweep({"soh": [0.8]}, figures=names, mass_t=12.0, **HYDRO).to_dict()
    assert [figure["name"] for figure in report["figures"]] == names
    assert all(figure["unit"] for figure in report["figures"])
    assert [name for name in names if not isinstance(report["rows"][0][name], float)] == []
