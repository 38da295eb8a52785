"""Cathode beside virgin cathode, in a quote and in a comparison; what a route is not made for is left out, and said."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from recyc_cli import compare
from recyc_cli.render.numbers import change
from recyc_cli.render.pages.side_rows import cathode_rows

if TYPE_CHECKING:
    from collections.abc import Callable

ROUTES = ("--route", "hydro", "--route", "hydro-to-cathode")


def test_a_comparison_shows_cathode_against_virgin(recyc: Callable[..., Any]) -> None:
    ran = recyc("compare", "nmc622", *ROUTES, "--format", "plain", "-v")
    assert ran.code == 0
    head, _, table = ran.out.partition("cathode per kg")
    assert "cathode per kg" not in head
    assert [line.split()[0] for line in table.splitlines() if line.startswith("  h")] == [*ROUTES[1::2]]
    assert "Claimed for hydro-to-cathode: up to 50 % lower cost" in ran.out


@pytest.mark.parametrize("more", [("--currency", "INR", "--packs", "1000"), ("--packs", "10"), ()])
def test_no_column_loses_its_cathode_in_a_table_that_is_parted(
    recyc: Callable[..., Any], more: tuple[str, ...]
) -> None:
    """A cathode in every column of a document that makes one, and virgin beside no other."""
    report = json.loads(recyc("compare", "nmc622", *more, "--json").out)
    lines = recyc("compare", "nmc622", *more, "--format", "md").out.splitlines()
    for words, beside, side in (
        ("cathode, kg CO2e/kg", "  virgin ", "recycled"),
        (
            f"cathode, {report['quotes'][0]['scenario']['currency']}/kg",
            "  virgin, a plant as small as this",
            "cost_per_kg",
        ),
    ):
        told = [
            [cell.strip() for line in lines if line.startswith(f"| {start}") for cell in line.split("|")[2:-1]]
            for start in (words, beside)
        ]
        made = [quote["cathode"][side] is not None for quote in report["quotes"]]
        assert made.count(True) == 4
        for cells in told:
            assert [cell != "n/a" for cell in cells] == made


def test_nothing_of_it_where_no_route_is_one_to_cathode(recyc: Callable[..., Any]) -> None:
    assert "against virgin" not in recyc("compare", "nmc622", "--route", "hydro", "--format", "plain").out


def test_what_a_route_does_not_suit_is_left_out_and_said(recyc: Callable[..., Any]) -> None:
    ran = recyc("compare", *ROUTES, "--format", "json")
    report = json.loads(ran.out)
    pairs = [(quote["scenario"]["chemistry"], quote["scenario"]["route"]) for quote in report["quotes"]]
    assert pairs == [("nmc622", "hydro"), ("nmc622", "hydro-to-cathode"), ("lfp", "hydro")]
    told = [warning["message"] for warning in report["warnings"] if warning["code"] == "left-out"]
    assert len(told) == 1
    assert told[0].startswith("hydro-to-cathode left out for LFP: nickel, cobalt and manganese are precipitated")


def test_a_quote_tells_both_costs(recyc: Callable[..., Any]) -> None:
    out = recyc("quote", "nmc622", "--route", "hydro-to-cathode", "-v", "--format", "plain").out
    assert "Making NMC622 cathode" in out
    assert "Claimed: 49 % lower carbon (third-party assessment, NMC622) [ascend-lca-2024]" in out


def test_csv_has_the_costs_with_their_unit(recyc: Callable[..., Any]) -> None:
    lines = recyc("quote", "nmc622", *ROUTES[2:], "--format", "csv-long").out.splitlines()
    for item in ("cost_per_kg", "virgin_cost_per_kg", "market_price_per_kg", "virgin_cost_items.labor"):
        assert any(line.startswith(f"cathode,{item},") and "USD/kg" in line for line in lines), item


def test_the_decks_price_of_new_powder_stands_beside_the_costs(recyc: Callable[..., Any]) -> None:
    """NMC622 at 120,900 RMB/t with VAT in 2024: half of what a small plant in the U.S. makes it for."""
    report = json.loads(recyc("quote", "nmc622", "--route", "hydro", "--prices", "2024", "--json", "-q").out)
    assert report["cathode"]["market_price_per_kg"] == 120.9 / 1.13 / 7.1957
    told = recyc("quote", "nmc622", "--route", "hydro", "--prices", "2024", "-v", "--format", "plain", "--no-range").out
    assert "new powder, price of the deck" in told
    side = recyc("compare", "nmc622", *ROUTES, "--prices", "2024", "--format", "md", "-v", "--no-range").out
    lines = side.splitlines()
    assert sum("new powder, price of the deck" in line and line.count("14.87") == 2 for line in lines) == 1


def test_the_change_against_new_powder_stands_apart_from_that_against_a_small_virgin_plant() -> None:
    """A plant that makes powder at more than it sells for is not praised by a dearer one of its own size."""
    report = compare(["nmc622"], ["direct"]).to_dict()
    made = report["quotes"][0]["cathode"]
    assert made is not None
    told = {line.texts[0].strip(): line.texts[1] for line in cathode_rows(report["quotes"], "USD")}
    assert told["against new powder"] == change((made["cost_per_kg"] or 0.0) / (made["market_price_per_kg"] or 1.0) - 1)
    assert told["against that virgin"] == change(-(made["saving"]["cost"] or 0.0))
