"""What holds of a second life whatever the numbers are."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from few import few

from recyc_cli import compare, quote
from recyc_cli.analysis.compare.reuse_range import margin_range
from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.model.evaluate import evaluate
from recyc_cli.model.records.ledger import COST, VALUE, total
from recyc_cli.model.second_life.grading import pass_share
from recyc_cli.report.provenance import records_of
from recyc_cli.scenario.request import Request
from recyc_cli.scenario.resolve import resolve

if TYPE_CHECKING:
    from recyc_cli.model.records.result import Result

HEALTHS = [0.7, 0.72, 0.75, 0.8, 0.85, 0.9, 0.95, 1.0]
CHEMISTRIES = ["nmc622", "lfp", "nca", "lmo", "lco"]


def result(leaves: dict[str, Any] | None = None, **asked: Any) -> Result:
    return evaluate(resolve(Request(**{"chemistry": "nmc622", "route": "reuse", **asked}), leaves).scenario)


@pytest.mark.parametrize(
    "path",
    [
        "stages.collection.soh.2016-2020",
        "stages.reuse.health.spread",
        "stages.reuse.new_packs.stationary.2024",
        "stages.reuse.price.discount",
        "stages.reuse.labor.handle",
        "stages.reuse.test.hours",
        "application.threshold",
        "region.wage",
        "prices.metals.nickel",
    ],
)
def test_arrays_say_what_floats_say(path: str) -> None:
    resolved = resolve(Request(chemistry="nmc622", route="reuse", soh=None))
    prefix = max((key for key in resolved.documents if path.startswith(f"{key}.")), key=len)
    at: Any = resolved.documents[prefix].tree
    for key in path.removeprefix(f"{prefix}.").split("."):
        at = at[key]
    values = np.array([0.9, 1.0, 1.06]) * at
    many = result({path: values})
    for place, value in enumerate(values):
        one = result({path: float(value)})
        for name in ("value", "cost", "margin", "breakeven_feed_price"):
            found = np.broadcast_to(getattr(many, name), values.shape)[place]
            assert found == pytest.approx(getattr(one, name), rel=1e-12, abs=1e-9), name
        assert len(one.lines) == len(many.lines)
        ghg = sum(rows[-1] for rows in many.impacts.values())
        expected = sum(rows[-1] for rows in one.impacts.values())
        assert np.broadcast_to(ghg, values.shape)[place] == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(("form", "chemistry"), few(product(("pack", "module"), CHEMISTRIES), 3))
def test_more_health_is_never_worth_less(form: str, chemistry: str) -> None:
    """At a given price of the feed, as what is bid rises with health, and where a kWh fetches more than repurposing."""
    case = {"chemistry": chemistry, "form": form, "feed_price": 500.0, "new_pack_price": 600.0, "prices": "2024"}
    results = [result(soh=soh, **case) for soh in HEALTHS]
    sales = [found.sold[0].value for found in results]
    assert sales == sorted(sales)
    margins = [found.margin for found in results]
    assert margins == sorted(margins)


@pytest.mark.parametrize("chemistry", CHEMISTRIES)
def test_dearer_new_packs_make_used_ones_dearer(chemistry: str) -> None:
    """At a given price of the feed, which buyers for reuse bid as a share of a new one's."""
    case = {"chemistry": chemistry, "feed_price": 500.0}
    margins = [result(new_pack_price=price, **case).margin for price in (50.0, 70.0, 115.0, 200.0)]
    assert margins == sorted(margins)
    assert margins[0] < margins[-1]


def test_more_modules_pass_at_a_lower_threshold() -> None:
    shares = [pass_share(0.8, threshold, 0.04) for threshold in (0.6, 0.7, 0.75, 0.8, 0.9)]
    assert shares == sorted(shares, reverse=True)
    assert pass_share(0.8, 0.8, 0.04) == 0.5


@pytest.mark.parametrize("chemistry", CHEMISTRIES)
@pytest.mark.parametrize("route", ["reuse", "reuse-ma-2024"])
def test_lines_sum_and_mass_closes(chemistry: str, route: str) -> None:
    found = result(chemistry=chemistry, route=route, soh=0.82)
    assert total(found.lines, VALUE) == found.value == pytest.approx(sum(item.value for item in found.sold))
    assert total(found.lines, COST) == found.cost
    assert abs(found.balance.closure) < 1e-9
    assert found.sold[0].mass + found.sold[1].mass == pytest.approx(found.balance.entering, rel=1e-12)
    assert all(abs(balance.closure) < 1e-9 for balance in found.elements.values())
    assert {line.stage for line in found.lines} == set(found.impacts)


@pytest.mark.parametrize("price", [-500.0, 0.0, 1500.0])
def test_break_even(price: float) -> None:
    at = result(soh=0.8, feed_price=price).breakeven_feed_price
    assert result(soh=0.8, feed_price=at).margin == pytest.approx(0.0, abs=1e-8)


def test_money_scales_with_the_currency() -> None:
    packs = {"chemistry": "nmc622", "route": "reuse", "soh": 0.8, "prices": "2024"}  # at 0.9242 EUR per USD
    usd = quote(**packs, new_pack_price=100.0, feed_price=400.0).result.margin
    eur = quote(**packs, new_pack_price=(100.0, "USD"), feed_price=(400.0, "USD"), currency="EUR").result.margin
    own = quote(**packs, new_pack_price=92.42, feed_price=369.68, currency="EUR").result.margin
    assert [eur, own] == pytest.approx([usd * 0.9242] * 2, rel=1e-12)


def test_recycling_is_the_best_or_the_named_route() -> None:
    best = quote(chemistry="lfp", route="reuse", soh=0.8).to_dict()
    margins = best["second_life"]["recycling_margins"]
    assert set(margins) == {"pyro", "hydro", "direct"}
    assert margins[best["second_life"]["recycling"]] == max(margins.values())
    for name, margin in margins.items():
        named = quote(chemistry="lfp", route="reuse", soh=0.8, recycle=name).to_dict()
        assert named["second_life"]["recycling_margins"] == {name: margin}
        assert named["totals"]["margin"] <= best["totals"]["margin"]
        alone = quote(chemistry="lfp", route=name, feed_price=0.0)
        assert alone.result.margin == pytest.approx(margin, rel=1e-12)


def test_recycling_is_booked_by_its_shares() -> None:
    found = quote(chemistry="nmc622", route="reuse", soh=0.75, recycle="hydro")
    alone = quote(chemistry="nmc622", route="hydro", feed_price=0.0).result
    second = found.result.second
    assert second is not None
    share, worth = second.grade.share, second.discount * 0.8  # four of five come back
    value = sum(line.amount for line in found.result.lines if line.stage == "recycling" and line.kind == VALUE)
    assert value == pytest.approx(alone.value * (1 - share + share * worth))
    assert total(found.result.lines, COST, "recycling") == pytest.approx(alone.cost * (1 - share + share * worth))
    assert second.discount == pytest.approx(1.09**-second.grade.years)


@pytest.mark.parametrize("share", [0.0, 0.02, 0.05, 0.2, 0.4])
@pytest.mark.parametrize("region", ["us", "china"])
def test_packs_go_to_whoever_bids_more(region: str, share: float) -> None:
    """The recycler's price against a share of a new pack's; one that is given is paid as it is."""
    bought = quote(
        chemistry="nmc622", route="reuse", region=region, overrides=[f"stages.reuse.price.purchase_share={share!r}"]
    )
    recyclers = quote(chemistry="nmc622", route="hydro", region=region).result.feed_price
    second = bought.result.second
    assert second is not None
    assert second.bids[0] == pytest.approx(recyclers, rel=1e-12)
    assert bought.result.feed_price == max(second.bids)
    assert quote(chemistry="nmc622", route="reuse", region=region, feed_price=-50.0).result.feed_price == -50.0


TURNS = [
    {"new_pack_price": 140.0},
    {"new_pack_price": 150.0, "application": "home"},
    {"new_pack_price": 150.0, "feed_price": 900.0},
    {"feed_price": 0.0, "new_pack_price": 100.0},
]


@pytest.mark.parametrize("asked", few(TURNS, 2))
def test_where_the_answer_turns(asked: dict[str, Any]) -> None:
    turning = compare(["nmc622"], **asked).to_dict()["reuse_turns_at_soh"]["nmc622"]

    def ahead(soh: float) -> float:
        margins = {
            item.resolved.names["route"]: item.result.margin for item in compare(["nmc622"], soh=soh, **asked).quotes
        }
        return margins.pop("reuse") - max(margins.values())

    assert ahead(turning - 2e-9) < 0.0 < ahead(turning + 2e-9)


def test_no_turning_is_said() -> None:
    found = compare(["lfp"], ["hydro", "reuse"], prices="2024").to_dict()
    assert found["reuse_turns_at_soh"] == {"lfp": None}
    assert "better at every state of health" in found["notes"][0]
    found = compare(["lfp"], new_pack_price=1.0).to_dict()
    assert found["reuse_turns_at_soh"] == {"lfp": None}
    assert found["notes"][0].startswith("LFP: recycling")


LEADS = {"new_pack_price": 150.0, "feed_price": 300.0}
"""What makes a second life lead by its middle value."""


@pytest.mark.parametrize("chemistry", ["nmc622", "lfp"])
def test_a_second_life_that_its_range_does_not_let_win_has_no_mark(chemistry: str) -> None:
    """It leads, but its own low and high span nothing at all: the mark falls to the next, and that is said."""
    found = compare([chemistry], **LEADS).to_dict()
    margins = [each["totals"]["margin"] for each in found["quotes"]]
    routes = [each["scenario"]["route"] for each in found["quotes"]]
    leading = margins.index(max(margins))
    assert routes[leading] == "reuse"
    (marked,) = {found["best"]["margin"]["quote"], *(table["best"] for table in found["tables"])}
    assert margins[marked] == sorted(margins)[-2]
    assert any("reuse has the highest margin, but its own range" in note for note in found["notes"])


def test_a_second_life_far_enough_ahead_is_marked() -> None:
    found = compare(["lfp"], new_pack_price=600.0, feed_price=300.0).to_dict()
    assert found["best"]["margin"]["route"] == "reuse"
    assert not any("own range" in note for note in found["notes"])


def test_second_lives_among_themselves_are_marked_as_they_come() -> None:
    """Whatever is not known of them is not known of all."""
    found = compare(["lfp"], ["reuse"], region=["us", "china"]).to_dict()
    margins = [each["totals"]["margin"] for each in found["quotes"]]
    assert margins[found["best"]["margin"]["quote"]] == max(margins)


def test_a_range_is_what_its_estimates_span_one_by_one() -> None:
    """The root of the sum of squares, each side on its own: found again with a quote at each end of each range."""
    base = quote(chemistry="lfp", route="reuse")
    base.to_dict()
    margin, down, up = float(base.result.margin), 0.0, 0.0
    for path, record in records_of(base):
        own = path.startswith(("application.", "stages.reuse.", "stages.collection.soh."))
        if not own or record.low is None or record.high is None:
            continue
        moved = [0.0]
        for end in (record.low, record.high):
            try:
                moved.append(result({path: end * record.factor}, chemistry="lfp").margin - margin)
            except (RecycError, RecycErrors):  # a threshold above the health of the pack
                moved.append(0.0)
        down, up = down + min(moved) ** 2, up + max(moved) ** 2
    reach = margin_range(base)
    assert reach.low == pytest.approx(margin - down**0.5, rel=0.02)
    assert reach.high == pytest.approx(margin + up**0.5, rel=0.02)


@pytest.mark.parametrize("asked", [{"new_pack_price": 110.0, "region": "china"}, {"new_pack_price": 160.0}])
def test_where_a_second_life_begins_to_pay(asked: dict[str, Any]) -> None:
    """Its own margin changes sign there, to neighbouring floats."""
    (turn,) = compare(["lfp"], ["hydro", "reuse"], soh=0.8, **asked).to_dict()["reuse_turns"]
    assert turn["ahead"]
    assert turn["pays_from_soh"] is not None

    def margin(soh: float) -> float:
        return float(compare(["lfp"], ["reuse"], soh=soh, **asked).quotes[0].result.margin)

    if turn["pays_from_soh"] > 0.7:
        assert margin(turn["pays_from_soh"] - 2e-9) < 0.0 < margin(turn["pays_from_soh"] + 2e-9)
    assert margin(1.0) > 0.0
