"""A break-even is where a quote says it is: zero margin within 1e-9 of the cost, both sides of a step, none or all."""

from __future__ import annotations

import sys
from copy import copy
from functools import cache, partial
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from few import examples, few, slowly
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from recyc_cli import breakeven, quote
from recyc_cli.analysis.breakeven.varied_quote import Side
from recyc_cli.analysis.roots import crossings, grid_points
from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.model.numbers.arithmetic import ceil, maximum, minimum, share_of, where
from recyc_cli.model.numbers.series import Series
from recyc_cli.scenario.request import Request
from recyc_cli.scenario.resolve import resolve
from recyc_cli.scenario.varied_number import varied

if TYPE_CHECKING:
    from recyc_cli.analysis.breakeven.breakeven import Breakeven
    from recyc_cli.model.records.result import Result

sys.path.insert(0, str(Path(__file__).parent))
from drawing import feeds, places, sampled

# A market of its own, where the two routes lie close and hydro loses: on newer decks it earns.
HYDRO: dict[str, Any] = {"chemistry": "nmc622", "route": "hydro", "prices": "2024"}
DIRECT: dict[str, Any] = {"chemistry": "nmc622", "route": "direct", "prices": "2024"}
hydro = cache(partial(Side, HYDRO, "t"))
NEW_PACK: dict[str, Any] = {**DIRECT, "chemistry": "nmc622-everbatt-2023", "feed_price": 580.0}
"""It fills a furnace near the default size, where equipment comes in whole units; at a feed price of its own the steps
are the plant's, and not the market's."""
WHOLE_UNITS: dict[str, Any] = {**NEW_PACK, "corrections": ("sized-to-need=off",)}
PRICES = ("nickel", "cobalt", "prices.metals.lithium_carbonate", "aluminum", "sulfuric_acid", "graphite")
PLACES = ("region.wage", "region.electricity", "region.natural_gas", "region.freight", "payables.europe.ni")
OTHERS = ("feed_price", "gate_fee", "throughput", "distance", "damaged", "method.capital.osbl", "equipment.dryer.a")
NUMBERS = (*PRICES, *PLACES, *OTHERS)
PATHS = tuple(
    f"{prefix}.{path}" for prefix, document in resolve(Request(**HYDRO)).documents.items() for path in document.records
)


def at(found: Breakeven, keywords: dict[str, Any], value: float) -> Result:
    """Quote as a user would who types the value found."""
    return quote(**found.number.request(keywords, value)).result


@examples(4, 48, keywords=places(), feed=feeds(), name=st.sampled_from(NUMBERS))
def test_a_root_quoted_again_breaks_even(keywords: dict[str, Any], feed: dict[str, Any], name: str) -> None:
    asked = keywords | feed
    try:
        found = breakeven(name, **asked)
    except (RecycError, RecycErrors) as error:
        assert error.errors[0].code in {"E104", "E124", "E127", "E128", "E129", "E131"}  # noqa: PT017 - not every draw fits
        reject()
    values = [root.value for root in found.roots]
    assert values == sorted(values)
    for root in found.roots:
        result = at(found, asked, root.value)
        if root.kind == "root":
            assert abs(result.margin) <= 1e-9 * abs(result.cost)
        else:
            assert root.below * root.above < 0.0
            assert result.margin == pytest.approx(root.below, rel=1e-9)


TAXED: tuple[dict[str, Any], ...] = (
    {"currency": "CNY", "prices": "china-2023", "region": "china"},
    {"currency": "CNY", "prices": "china-2023", "region": "china", "vat": "included"},
    {"currency": "CNY", "prices": "2024", "vat": "included"},
    {"currency": "CNY", "prices": "2024", "vat": "excluded"},
    {"currency": "EUR", "prices": "2024", "vat": "19%"},
)


@pytest.mark.parametrize(("name", "asked"), few(product(("nickel", "feed_price"), TAXED), 2))
def test_a_root_breaks_even_with_tax_or_without(name: str, asked: dict[str, Any]) -> None:
    """A number found is in the words of who asks: with tax where he says so, and said to him so in the range."""
    asked = {**asked, "chemistry": "nmc622", "route": "hydro"}
    found = breakeven(name, **asked)
    assert [root.kind for root in found.roots] == ["root"]
    result = at(found, asked, found.roots[0].value)
    assert abs(result.margin) <= 1e-9 * abs(result.cost)
    told = found.number.of(f"{asked['currency']}/kg", "--from") if "vat" in asked else 1000.0
    assert told == pytest.approx(1000.0, rel=1e-12)


def test_a_number_of_the_deck_is_with_tax_where_it_is_said() -> None:
    """The deck has nickel at 152,442 CNY/t without the 13 %."""
    words = ({}, {"vat": "excluded"}, {"vat": "included"}, {"vat": "25%"})
    now = [breakeven("nickel", **TAXED[0], chemistry="nmc622", route="hydro", **word).number.value for word in words]
    assert now == pytest.approx([now[0], now[0], 1.13 * (now[0] or 0.0), 1.25 * (now[0] or 0.0)], rel=1e-12)


@examples(2, 24, keywords=places(), feed=feeds(mixed=False))
def test_feed_price_agrees_with_the_models_own(keywords: dict[str, Any], feed: dict[str, Any]) -> None:
    asked = keywords | feed
    try:
        base = quote(**asked)
    except (RecycError, RecycErrors):
        reject()
    closed = base.result.breakeven_feed_price
    for name, sign in (("feed_price", 1.0), ("gate_fee", -1.0)):
        found = breakeven(name, start=-1e6, end=1e6, **asked)
        assert [root.kind for root in found.roots] == ["root"]
        assert found.roots[0].value * sign == pytest.approx(closed, rel=1e-9, abs=1e-9 * abs(base.result.cost))


@examples(15, 175, path=st.sampled_from(PATHS), factors=st.lists(st.floats(0.7, 1.4), min_size=1, max_size=3))
def test_many_values_at_once_are_single_quotes(path: str, factors: list[float]) -> None:
    side = copy(hydro())
    number = varied(path, side.base.resolved, 1000.0, 0.0)
    side.vary(number)
    low, high = number.room or (-float("inf"), float("inf"))
    xs = [min(max((number.value or 0.1) * factor, low), high) for factor in factors]
    for x, margin in zip(xs, side.margins(xs), strict=True):
        margin_of_quote, cost = side.margin_and_cost(x)
        if margin_of_quote == margin_of_quote:  # noqa: PLR0124 - false for NaN
            assert margin == pytest.approx(margin_of_quote, abs=1e-12 * abs(cost))


@sampled(21)
def test_most_numbers_take_many_values(every: int) -> None:
    side = copy(hydro())
    singly = []
    for path in PATHS[::every]:
        side.vary(varied(path, side.base.resolved, 1000.0, 0.0))
        singly += [path] if side.singly else []
        side.singly = False
    assert {path.rsplit(".", 1)[0] for path in singly} <= {"prices.fx"}


TYING = ("prices.products.nickel.payable", "prices.products.nmc622.price", "throughput")


@pytest.mark.parametrize(("name", "per"), [case for name in TYING for case in ((name, "t"), slowly((name, "kwh")))])
def test_a_tie_means_equal_margins(name: str, per: str) -> None:
    found = breakeven(name, against_route="direct", per=per, **HYDRO)
    assert found.roots
    for root in found.roots:
        first, second = (at(found, keywords, root.value) for keywords in (HYDRO, DIRECT))
        if root.kind == "root":
            assert first.margin == pytest.approx(second.margin, abs=1e-9 * first.cost)


def test_two_chemistries_tie() -> None:
    found = breakeven("lfp", against="lfp", **DIRECT)
    (root,) = found.roots
    assert found.number.path == "prices.products.lfp.price"
    first, second = at(found, DIRECT, root.value), at(found, DIRECT | {"chemistry": "lfp"}, root.value)
    assert first.margin == pytest.approx(second.margin, abs=1e-9 * first.cost)
    assert root.margin == pytest.approx(first.margin)
    assert root.against == pytest.approx(second.margin)
    assert breakeven("lfp", against="lfp", per="kwh", **DIRECT).roots[0].value != pytest.approx(root.value)


def test_a_number_of_one_side_only() -> None:
    found = breakeven("stages.direct.reference_feed", against_route="direct", **HYDRO)
    assert found.second is not None
    assert found.first.varied is None
    assert found.second.varied is not None


def test_a_step_shows_both_sides() -> None:
    found = breakeven("throughput", start=9_000.0, end=10_000.0, margin=-1_600.0, **WHOLE_UNITS)
    (step,) = found.roots
    assert step.kind == "step"
    assert 9_600.0 < step.value < 9_800.0
    assert step.below > -1_600.0 > step.above
    assert at(found, WHOLE_UNITS, step.value).margin == step.below
    assert at(found, WHOLE_UNITS, step.value * (1.0 + 1e-12)).margin == pytest.approx(step.above)


def test_all_of_several_in_order() -> None:
    found = breakeven("throughput", **WHOLE_UNITS)
    assert [root.kind for root in found.roots] == ["root", "step", "root", "step", "root"]
    assert found.to_dict()["direction"] == "turns"
    assert "5 values" in found.to_dict()["message"]


def test_none_is_said_with_both_ends() -> None:
    report = breakeven("stages.hydro.fates.cathode.li.lithium_carbonate", **HYDRO).to_dict()
    assert report["roots"] == []
    assert [end["value"] for end in report["at_ends"]] == [0.0, 1.0]
    assert all(end["margin"] < 0.0 for end in report["at_ends"])
    assert report["direction"] == "rises"
    assert report["message"].startswith("no break-even: the margin stays negative")


def test_a_number_that_changes_nothing() -> None:
    for report in (breakeven("soh", **HYDRO).to_dict(), breakeven("nickel", against_route="hydro", **HYDRO).to_dict()):
        assert (report["roots"], report["direction"]) == ([], "flat")
        assert "does not change" in report["message"]


@pytest.mark.parametrize("vary", few(["nickel", "feed_price", "gate_fee", "region.electricity"], 2))
def test_money_that_varies_is_in_the_currency_asked_for(vary: str) -> None:
    dollars, euros = (breakeven(vary, currency=code, **HYDRO) for code in ("USD", "EUR"))
    rate = dollars.first.base.resolved.documents["prices"].tree["fx"]["EUR"]
    assert (euros.number.unit, euros.first.money) == (dollars.number.unit.replace("USD", "EUR"), "EUR/t")
    found = [[root.value for root in each.roots] for each in (dollars, euros)]
    assert found[1] == pytest.approx([value * rate for value in found[0]], rel=1e-9)
    ends = [(each.values[0], each.values[-1]) for each in (dollars, euros)]
    assert ends[1] == pytest.approx([end * rate for end in ends[0]], rel=1e-12)


def test_a_range_and_a_margin_in_another_currency() -> None:
    asked = {"start": (10_000.0, "EUR/t"), "end": (90_000.0, "CNY/t"), "margin": (-400.0, "EUR/t")}
    found = breakeven("nickel", **asked, **HYDRO, vat="excluded")
    rates = found.first.base.resolved.documents["prices"].tree["fx"]
    ends = (found.values[0], found.values[-1])
    assert ends == pytest.approx((10_000.0 / rates["EUR"], 90_000.0 / rates["CNY"]), rel=1e-12)
    assert found.target == pytest.approx(-400.0 / rates["EUR"], rel=1e-12)


def test_a_range_in_another_unit() -> None:
    found = breakeven("nickel", start=(20.0, "USD/kg"), end=(80.0, "USD/kg"), **HYDRO)
    assert (found.values[0], found.values[-1]) == (20_000.0, 80_000.0)
    assert found.roots[0].value == pytest.approx(breakeven("nickel", **HYDRO).roots[0].value, rel=1e-12)


def test_a_price_that_follows_another_gets_its_own() -> None:
    found = breakeven("prices.products.nickel.price", **HYDRO)
    assert found.number.unit == "USD/kg"
    assert abs(at(found, HYDRO, found.roots[0].value).margin) < 1e-6


@pytest.mark.parametrize(
    ("keywords", "code"),
    [
        ({"vary": "nikel"}, "E104"),
        ({"vary": "region.wag"}, "E104"),
        ({"vary": "region.title"}, "E104"),
        ({"vary": "nickel", "start": 3.0, "end": 2.0}, "E134"),
        ({"vary": "nickel", "start": float("nan")}, "E134"),
        ({"vary": "nickel", "end": float("inf")}, "E134"),
        ({"vary": "payables.europe.mn", "start": 1.0, "end": 1.0}, "E134"),
        ({"vary": "nickel", "start": (1.0, "USD/kWh")}, "E105"),
        ({"vary": "nickel", "start": (1.0, "USD/kgg")}, "E105"),
        ({"vary": "throughput", "start": -5.0}, "E122"),
        ({"vary": "soh", "end": 1.5}, "E122"),
        ({"vary": "nickel", "per": "kg"}, "E121"),
        ({"vary": "nickel", "margin": float("nan")}, "E122"),
        ({"vary": "nickel", "per": "kwh", "form": "black-mass"}, "E130"),
        ({"vary": "nickel", "against": "lfpp"}, "E101"),
        ({"vary": "nickel", "against_route": "hydo"}, "E101"),
    ],
)
def test_refused(keywords: dict[str, Any], code: str) -> None:
    with pytest.raises((RecycError, RecycErrors)) as caught:
        breakeven(**HYDRO, **keywords)
    assert caught.value.errors[0].code == code


def test_values_without_a_result_are_left_out() -> None:
    report = breakeven("method.plant.life", start=0.0, end=20.0, **HYDRO).to_dict()
    assert report["at_ends"][0]["margin"] is None
    assert "no-result" in {warning["code"] for warning in report["warnings"]}


@examples(30, 170, st.lists(st.floats(-9.0, 9.0).map(lambda x: round(x, 2)), min_size=1, max_size=5, unique=True))
def test_crossings_of_a_polynomial(roots: list[float]) -> None:
    def polynomial(xs: list[float]) -> list[float]:
        values = []
        for x in xs:
            value = 1.0
            for root in roots:
                value *= x - root
            values.append(value)
        return values

    xs = grid_points(-10.0, 10.0, 3_001)
    found = [bracket.low for bracket in crossings(polynomial, xs, polynomial(xs))]
    assert found == pytest.approx(sorted(roots), abs=1e-12)


@settings(max_examples=100)
@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=5), st.floats(-1e3, 1e3))
def test_a_series_does_what_floats_do(values: list[float], other: float) -> None:
    def reading(x: Any) -> list[Any]:
        bounded = maximum(minimum(x, other), -2.0) + ceil(x / 7.0) + where(x > other, x * 2.0, 1.0 - x)
        return [bounded, -x, other / (x * x + 1.0), 2.0 ** minimum(x / 1e6, 1.0), share_of(other, x * x + 1.0)]

    many = reading(Series(values))
    for index, value in enumerate(values):
        assert [item.values[index] for item in many] == reading(value)


def test_a_series_is_nan_where_a_float_fails() -> None:
    values = Series([0.0, -1.0, 4.0])
    assert [str(x) for x in (1.0 / values).values] == ["nan", "-1.0", "0.25"]
    assert [str(x) for x in (values**0.5).values] == ["0.0", "nan", "2.0"]
    with pytest.raises(TypeError):
        bool(values > 1.0)
