"""The margins before capital and before fixed cost: groups of the ledger lie between them, seats sum to the chain."""

from __future__ import annotations

from math import fsum
from typing import Any

import pytest
from few import examples
from hypothesis import strategies as st

from recyc_cli import quote
from recyc_cli.model.records.ledger import CAPITAL, FIXED, INTEREST

ROUTES = ("hydro", "pyro", "direct", "reuse")
ROUNDING = 1e-9
"""Of the amounts that are summed: value and cost are added up in another order than their lines."""
KEYS = ("margin", "cash_margin", "margin_before_fixed_cost")


def told(**keywords: Any) -> tuple[list[float], Any]:
    """Return the three margins of a quote, and its report."""
    report = quote(**keywords).to_dict()
    return [report["totals"][key] for key in KEYS], report  # type: ignore[literal-required]


def size(report: Any) -> float:
    return float(abs(report["totals"]["cost"]) + abs(report["totals"]["recovery_value"]))


def interest(report: Any) -> float:
    return fsum(line["amount"] for line in report["lines"] if line["item"] in INTEREST)


@examples(
    8,
    117,
    chemistry=st.sampled_from(("nmc111", "nmc622", "nmc811", "nca", "lfp")),
    route=st.sampled_from(ROUTES),
    region=st.sampled_from(("us", "korea", "china", "us-ca")),
    method=st.sampled_from(("recyc", "everbatt-2023")),
    throughput=st.floats(500.0, 100_000.0),
    feed_price=st.sampled_from((None, -800.0, 1_500.0)),
)
def test_the_groups_lie_between_the_margins(chemistry: str, route: str, method: str, **others: Any) -> None:
    case: dict[str, Any] = {"chemistry": chemistry, "route": route, "throughput_t_per_year": others["throughput"]}
    case |= {"region": others["region"], "feed_price": others["feed_price"]}
    case |= {"soh": 0.85} if route == "reuse" else {"method": method}
    (margin, cash, before_fixed), report = told(**case)
    groups, room = report["totals"]["cost_groups"], ROUNDING * size(report)
    assert margin == pytest.approx(cash - groups[CAPITAL] - interest(report), abs=room)
    of_feed = fsum(line["amount"] for line in report["lines"] if line["item"] == INTEREST[1])
    assert before_fixed == pytest.approx(margin + fsum(groups[name] for name in FIXED) + of_feed, abs=room)
    assert before_fixed >= cash - room
    assert groups[CAPITAL] > 0.0, "a plant without capital would hold none of this apart"


@pytest.mark.parametrize("disassemble", ["none", "module", "cell"])
def test_seats_sum_to_the_chain(disassemble: str) -> None:
    case: dict[str, Any] = {"chemistry": "nmc622", "route": "hydro", "disassemble": disassemble}
    chain, shredder, refiner = (told(seat=seat, **case)[0] for seat in ("chain", "shredder", "refiner"))
    assert [mine + other for mine, other in zip(shredder, refiner, strict=True)] == pytest.approx(chain, rel=ROUNDING)


def test_a_facility_for_reuse_has_them_too() -> None:
    (margin, cash, before_fixed), report = told(chemistry="lfp", route="reuse", soh=0.85)
    [facility] = [stage for stage in report["stages"] if stage["stage"] == "reuse"]
    own = fsum(line["amount"] for line in report["lines"] if line["stage"] == "reuse" and line["item"] in INTEREST)
    assert own > 0.0
    assert cash - margin >= facility["cost_groups"][CAPITAL] + own
    assert before_fixed - margin >= fsum(facility["cost_groups"][name] for name in FIXED)


def test_a_holder_has_no_capital() -> None:
    (margin, cash, before_fixed), report = told(chemistry="nmc622", route="hydro", seat="holder")
    assert cash == margin
    assert before_fixed == margin + report["totals"]["cost_groups"]["labor"]
