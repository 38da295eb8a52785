"""Seats: what is a price at one is a cost at the next, so the seats sum to the chain."""

from __future__ import annotations

from typing import Any

import pytest
from few import examples
from hypothesis import example, given, settings
from hypothesis import strategies as st

from recyc_cli import quote
from recyc_cli.errors import RecycError, RecycErrors

CHEMISTRIES = ("nmc111", "nmc532", "nmc622", "nmc811", "nca", "lco", "lmo", "lfp")
CLOSED = 1e-9


def totals(**keywords: Any) -> dict[str, Any]:
    return quote(**keywords).to_dict()["totals"]


@examples(
    8,
    117,
    chemistry=st.sampled_from(CHEMISTRIES),
    route=st.sampled_from(("hydro", "direct")),
    region=st.sampled_from(("us", "korea", "china")),
    form=st.sampled_from(("pack", "cell", "scrap-cell", "scrap-electrode")),
    throughput=st.floats(500.0, 200_000.0),
)
def test_shredder_and_refiner_sum_to_the_chain(
    chemistry: str, route: str, region: str, form: str, throughput: float
) -> None:
    case: dict[str, Any] = {"chemistry": chemistry, "route": route, "region": region, "form": form}
    case["throughput_t_per_year"] = throughput
    reports = {seat: quote(seat=seat, **case).to_dict() for seat in ("chain", "shredder", "refiner")}
    chain, shredder, refiner = (reports[seat]["totals"] for seat in ("chain", "shredder", "refiner"))
    size = abs(chain["recovery_value"]) + abs(chain["cost"])
    for key in ("margin", "capital"):
        assert shredder[key] + refiner[key] == pytest.approx(chain[key], rel=CLOSED, abs=CLOSED * size)
    ghg = [reports[seat]["impacts"]["ghg_kg"] for seat in ("shredder", "refiner", "chain")]
    assert ghg[0] + ghg[1] == pytest.approx(ghg[2], rel=CLOSED)
    for report in reports.values():
        balance = report["mass_balance"]
        assert abs(balance["closure_kg"]) <= CLOSED * balance["in_kg"]
        for element in balance["elements"].values():
            assert abs(element["closure_kg"]) <= CLOSED * max(element["in_kg"], 1.0)


@given(
    one=st.sampled_from(CHEMISTRIES),
    other=st.sampled_from(CHEMISTRIES),
    form=st.sampled_from(("pack", "cell", "scrap-cell")),
    share=st.floats(0.01, 0.99),
)
@settings(max_examples=3)
@example(one="nmc532", other="nmc532", form="pack", share=0.5)
def test_the_seats_of_mixed_forms_close_and_break_even(one: str, other: str, form: str, share: float) -> None:
    """The shredder buys all that is delivered and hands on the black mass in it; the refiner buys all black mass."""
    case: dict[str, Any] = {"route": "hydro", "mix": [(one, "black-mass", share), (other, form, 1.0 - share)]}
    reports = {seat: quote(seat=seat, **case).to_dict() for seat in ("chain", "shredder", "refiner")}
    chain, shredder, refiner = (report["totals"] for report in reports.values())
    size = abs(chain["recovery_value"]) + abs(chain["cost"])
    for key in ("margin", "capital"):
        assert shredder[key] + refiner[key] == pytest.approx(chain[key], rel=CLOSED, abs=CLOSED * size)
    for seat, report in reports.items():
        balance = report["mass_balance"]
        for each in (balance, *balance["elements"].values()):
            assert abs(each["closure_kg"]) <= CLOSED * max(each["in_kg"], 1.0)
        assert sum(stage["cost"] for stage in report["stages"]) == pytest.approx(report["totals"]["cost"], rel=CLOSED)
        there = totals(seat=seat, feed_price=report["totals"]["breakeven_feed_price"], **case)
        assert abs(there["margin"]) <= CLOSED * size
    assert reports["shredder"]["mass_balance"]["in_kg"] >= 1000.0
    bought = next(line["quantity"] for line in reports["refiner"]["lines"] if line["item"] == "black_mass")
    assert bought > 1000.0 * share


@pytest.mark.parametrize("disassemble", ["none", "module", "cell"])
def test_seats_sum_for_opened_packs_too(disassemble: str) -> None:
    case: dict[str, Any] = {"chemistry": "nmc622", "route": "hydro", "disassemble": disassemble}
    chain, shredder, refiner = (totals(seat=seat, **case)["margin"] for seat in ("chain", "shredder", "refiner"))
    assert shredder + refiner == pytest.approx(chain, rel=CLOSED)


@examples(8, 117, chemistry=st.sampled_from(CHEMISTRIES), region=st.sampled_from(("us", "korea", "china")))
def test_each_seat_breaks_even_where_it_says(chemistry: str, region: str) -> None:
    case: dict[str, Any] = {"chemistry": chemistry, "route": "hydro", "region": region}
    shredder = totals(seat="shredder", **case)
    there = totals(seat="shredder", feed_price=shredder["breakeven_feed_price"], **case)
    assert abs(there["margin"]) <= CLOSED * there["cost"]
    refiner = quote(seat="refiner", **case).to_dict()
    mass = next(line for line in refiner["lines"] if line["item"] == "black_mass")["quantity"] / 1000.0
    missing = (refiner["totals"]["breakeven_feed_price"] - refiner["totals"]["feed_price"]) * mass
    assert missing == pytest.approx(refiner["totals"]["margin"], rel=1e-9, abs=1e-9 * refiner["totals"]["cost"])
    there = totals(seat="refiner", feed_price=refiner["totals"]["breakeven_feed_price"], **case)
    assert abs(there["margin"]) <= CLOSED * there["cost"]


def test_shredding_alone_sells_what_the_shredder_sells() -> None:
    case: dict[str, Any] = {"chemistry": "nmc622", "region": "korea"}
    seat = quote(route="hydro", seat="shredder", **case).to_dict()
    alone = quote(route="shred", **case).to_dict()
    assert alone["black_mass"] == seat["black_mass"]
    assert alone["totals"]["recovery_value"] == pytest.approx(seat["totals"]["recovery_value"], rel=1e-12)
    # Both buy the discharger and the shredder that the reference has no cost of.
    assert alone["totals"]["capital"] == pytest.approx(seat["totals"]["capital"], rel=1e-12)
    free = quote(route="hydro", seat="shredder", corrections=("built-plants=off",), **case).to_dict()
    spoke = quote(route="shred", corrections=("built-plants=off",), **case).to_dict()
    assert spoke["totals"]["capital"] > free["totals"]["capital"]


def test_the_shred_route_is_the_shredders_already() -> None:
    told = quote(chemistry="nmc622", route="shred", seat="shredder").to_dict()["warnings"]
    (message,) = (warning["message"] for warning in told if warning["code"] == "seat-is-chain")
    assert message == "the shredder does all of the work here: its account is that of the chain"
    with pytest.raises(RecycError) as refused:
        quote(chemistry="nmc622", route="pyro", seat="shredder")
    assert "no black mass changes hands" in str(refused.value)


@pytest.mark.parametrize("chemistry", CHEMISTRIES)
@pytest.mark.parametrize("region", ["us", "korea", "china"])
def test_nobody_pays_for_more_metal_than_the_assay_holds(chemistry: str, region: str) -> None:
    """A price that holds the way may be less than that at the maker's gate: black mass without nickel, in Korea."""
    found = quote(chemistry=chemistry, route="shred", region=region)
    carriage = found.resolved.scenario.market.carriage
    for item in found.result.sold:
        held = carriage * item.mass if item.product == "black_mass" else 0.0
        assert 0.0 <= item.value + held <= item.price * item.mass * (1.0 + 1e-12)


@pytest.mark.parametrize(
    "case",
    [
        {"route": "hydro", "form": "black-mass", "seat": "refiner"},
        {"route": "pyro", "form": "black-mass", "seat": "refiner", "feed_price": 0.3, "feed_basis": "value"},
        {"route": "shred", "seat": "shredder"},
    ],
    ids=["hydro", "pyro", "shred"],
)
def test_a_seat_that_does_all_the_work_is_the_chain(case: dict[str, Any]) -> None:
    seat = quote(chemistry="nmc622", **case).to_dict()
    chain = quote(chemistry="nmc622", **{**case, "seat": "chain"}).to_dict()
    told = [warning for warning in seat.pop("warnings") if warning not in chain["warnings"]]
    chain.pop("warnings")
    assert seat == chain
    assert [warning["code"] for warning in told] == ["seat-is-chain"]


@pytest.mark.parametrize(
    ("case", "why", "hint"),
    [
        ({"route": "pyro", "seat": "refiner"}, "no black mass changes hands", "chain or holder"),
        ({"route": "hydro", "form": "black-mass", "seat": "shredder"}, "has left the shredder", "--seat refiner"),
        ({"route": "shred", "seat": "refiner"}, "ends with black mass", "--seat shredder"),
    ],
    ids=["pyro", "black mass", "shred"],
)
def test_a_seat_that_is_not_there_is_told_why(case: dict[str, Any], why: str, hint: str) -> None:
    with pytest.raises(RecycError) as caught:
        quote(chemistry="nmc622", **case)
    assert why in caught.value.message
    assert hint in caught.value.hint


def test_payables_above_one_are_said() -> None:
    report = quote(chemistry="nmc622", route="shred", region="china", prices="china-2021-exvat").to_dict()
    assert "payable-above-one" in {warning["code"] for warning in report["warnings"]}


def test_holder_sees_the_price_less_what_handing_over_costs() -> None:
    holder, chain = (quote(chemistry="nmc622", route="hydro", seat=seat).to_dict() for seat in ("holder", "chain"))
    assert holder["totals"]["recovery_value"] == chain["totals"]["feed_price"]
    assert sum(item["value"] for item in holder["products"]) == holder["totals"]["recovery_value"]
    assert holder["totals"]["margin"] < chain["totals"]["feed_price"]
    assert holder["totals"]["breakeven_feed_price"] is None
    fee = totals(chemistry="lfp", route="hydro", seat="holder", feed_price=-300.0)
    assert fee["recovery_value"] == 0.0
    assert fee["margin"] < -300.0


@pytest.mark.parametrize(
    ("case", "code"),
    [
        ({"route": "pyro", "seat": "shredder"}, "E132"),
        ({"route": "hydro", "form": "black-mass", "seat": "shredder"}, "E132"),
        ({"route": "hydro", "seat": "refiner", "method": "everbatt-2023"}, "E127"),
        ({"route": "shred", "form": "black-mass"}, "E128"),
        ({"route": "hydro", "form": "black-mass", "feed_price": 5.0, "feed_basis": "kWh"}, "E133"),
        ({"route": "hydro", "seat": "refiner", "feed_price": 0.3, "feed_basis": "value"}, "E133"),
        ({"route": "hydro", "damaged": 1.5}, "E122"),
        ({"route": "hydro", "distance_km": -3.0}, "E122"),
        ({"route": "hydro", "contract": "glencore"}, "E101"),
        ({"route": "hydro", "business": "informl"}, "E101"),
    ],
)
def test_what_makes_no_sense_is_refused(case: dict[str, Any], code: str) -> None:
    with pytest.raises((RecycError, RecycErrors)) as caught:
        quote(chemistry="nmc622", **case)
    assert [error.code for error in caught.value.errors] == [code]
