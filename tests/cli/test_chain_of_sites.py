"""A chain over two sites: each seat's account in its own place, and what both leave together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from recyc_cli import compare, quote
from recyc_cli.errors import RecycError

if TYPE_CHECKING:
    from collections.abc import Callable

CENT = 0.01
"""The price between the sites is written in cents per tonne of black mass, of which there is less than a tonne."""


def over(chain: str, chemistry: str = "nmc622", **keywords: Any) -> Any:
    return compare([chemistry], chain=chain, **keywords).to_dict()


def in_all(report: Any) -> Any:
    (found,) = [note["values"] for note in report["warnings"] if note["code"] == "chain-in-all"]
    return found


@pytest.mark.parametrize("chemistry", ["nmc622", "lfp"])
@pytest.mark.parametrize("region", ["singapore", "germany"])
def test_two_sites_in_one_place_are_the_chain_of_that_place(chemistry: str, region: str) -> None:
    both = in_all(over(f"shred@{region},hydro@{region}", chemistry))
    whole = quote(chemistry=chemistry, route="hydro", region=region).result.margin
    assert both["left"] == pytest.approx(whole, abs=CENT)


def test_each_account_is_that_of_its_seat_in_its_place() -> None:
    report = over("shred@singapore,hydro@laos")
    first, last = report["quotes"]
    assert [q["scenario"]["region"] for q in (first, last)] == ["singapore", "laos"]
    assert last["scenario"]["seat"] == "refiner"  # whoever shreds alone is a chain by itself
    alone = quote(chemistry="nmc622", route="shred", region="singapore").to_dict()["totals"]["margin"]
    assert first["totals"]["margin"] == pytest.approx(alone, rel=1e-12)
    told = in_all(report)
    assert told["left"] == pytest.approx(first["totals"]["margin"] + last["totals"]["margin"], rel=1e-12)
    sold = next(p["value"] for p in first["products"] if p["product"] == "black_mass")
    bought = sum(line["amount"] for line in last["lines"] if line["item"] == "black_mass")
    assert bought == pytest.approx(sold, abs=CENT)
    legs = [line["amount"] for line in last["lines"] if "recovery plant" in line["item"]]
    assert told["way"] == pytest.approx(sum(legs), rel=1e-12)
    assert told["way"] > 0.0


def test_places_may_be_plants_spokes_and_their_hub() -> None:
    first, last = over("shred@li-cycle-spoke,hydro@li-cycle-hub")["quotes"]
    assert [q["scenario"]["plant"] for q in (first, last)] == ["li-cycle-spoke", "li-cycle-hub"]


def test_feeds_and_decks_may_be_several() -> None:
    report = compare(["nmc622", "lfp"], chain="shred@singapore,hydro@laos", prices=["2024", "2025"]).to_dict()
    assert len(report["quotes"]) == 8
    assert len([note for note in report["warnings"] if note["code"] == "chain-in-all"]) == 4


@pytest.mark.parametrize(
    ("chain", "keywords", "code"),
    [
        ("shred@singapore", {}, "E156"),
        ("shred,hydro", {}, "E156"),
        ("shred@singapore,hydro@laos,hydro@us", {}, "E156"),
        ("shred@singapore,hydro@laos", {"region": "us"}, "E156"),
        ("pyro@singapore,hydro@laos", {}, "E132"),
        ("shred@atlantis,hydro@laos", {}, "E101"),
    ],
)
def test_what_is_no_chain_is_refused(chain: str, keywords: dict[str, Any], code: str) -> None:
    with pytest.raises(RecycError) as refused:
        over(chain, **keywords)
    assert refused.value.code == code


def test_the_screen_says_what_both_leave(recyc: Callable[..., Any]) -> None:
    ran = recyc("compare", "nmc622", "--chain", "shred@singapore,hydro@laos")
    assert ran.code == 0
    assert "NMC622 over both sites:" in ran.err
    assert "laos" in ran.out.lower()
