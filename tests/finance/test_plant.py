"""A plant over its life: equal to its quote where it should be, and consistent with itself."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from few import few

import recyc_cli
from recyc_cli import finance, quote
from recyc_cli.errors import RecycErrors
from recyc_cli.model.money.lifetime.worth import net_present_value, times

if TYPE_CHECKING:
    from recyc_cli.report.shapes.studies.finance import FinanceReport

REGIONS = sorted(path.stem for path in Path(recyc_cli.__file__).parents[1].glob("presets/regions/*.toml"))
AT_ONCE: dict[str, Any] = {"build": (), "ramp": ()}
CASES = [
    {"chemistry": "nmc622", "route": "hydro"},
    {"chemistry": "nmc622", "route": "hydro", "region": "china", "load": 0.7},
    {"chemistry": "lfp", "route": "direct", "region": "germany", "currency": "EUR"},
    {"chemistry": "nmc811", "route": "pyro", "disassemble": "module"},
    {"chemistry": "nmc622", "route": "shred", "region": "korea"},
    {"chemistry": "nmc622", "route": "hydro", "seat": "shredder"},
    {"chemistry": "nmc622", "route": "hydro", "seat": "refiner"},
    {"chemistry": "nmc622", "route": "hydro", "feed_price": -300.0},
    {"chemistry": "lfp", "route": "reuse", "soh": 0.85},
    {"chemistry": "nmc622", "route": "hydro", "form": "cell", "method": "everbatt-2023"},
]


PLANT: dict[str, Any] = {"chemistry": "nmc622", "route": "hydro", "region": "china"}


@cache
def planned() -> FinanceReport:
    return finance(**PLANT).to_dict()


def one_rate(case: dict[str, Any]) -> dict[str, Any]:
    """Return a case whose quote charges one rate of interest: on fixed capital and on what is tied up."""
    rate = float(quote(**case).resolved.scenario.method.capital["interest"])
    return {**case, "overrides": [f"method.operating.working_capital_interest={rate!r}"]}


@pytest.mark.parametrize("case", few(CASES, 2), ids=lambda case: " ".join(map(str, case.values())))
def test_levelised_cost_is_the_quotes_where_life_rate_and_ramp_are(case: dict[str, Any]) -> None:
    case = one_rate(dict(case))
    told = quote(**case).to_dict()["totals"]
    plant = finance(**case, **AT_ONCE, carbon_price=0.0).to_dict()
    assert plant["levelised_cost"]["per_t"] == pytest.approx(told["cost"], rel=1e-9)
    assert plant["before_tax"]["npv"] >= 0.0 if told["margin"] >= 0.0 else plant["before_tax"]["npv"] < 0.0


def test_the_break_even_of_the_quote_is_the_limit_before_tax() -> None:
    case = one_rate({"chemistry": "nmc622", "route": "hydro", "region": "korea"})
    told = quote(**case).to_dict()["totals"]
    plant = finance(**case, **AT_ONCE, carbon_price=0.0, tax=0.0).to_dict()
    assert plant["gate_fee_for_irr"]["feed_price"] == pytest.approx(told["breakeven_feed_price"], rel=1e-9)


def test_at_each_limit_nothing_is_left() -> None:
    plant = planned()
    capital, limits = plant["capital"]["fixed_capital"], plant["gate_fee_for_irr"]
    at_price = finance(**PLANT, feed_price=limits["feed_price"]).to_dict()
    at_factor = finance(**PLANT, overrun=plant["capital_at_most"]).to_dict()
    at_size = finance(**PLANT, throughput_t_per_year=plant["smallest_plant_t_per_year"]).to_dict()
    for report in (at_price, at_factor, at_size):
        assert abs(report["npv"]) < 1e-6 * capital
    assert at_price["irr"] == pytest.approx(limits["irr"], abs=1e-8)


def test_a_fee_for_a_wanted_return_gives_it() -> None:
    case: dict[str, Any] = {"chemistry": "lfp", "route": "hydro", "region": "germany"}
    fee = finance(**case, fee_for_irr=0.12).to_dict()["gate_fee_for_irr"]["gate_fee"]
    assert finance(**case, feed_price=-fee).to_dict()["irr"] == pytest.approx(0.12, abs=1e-8)


def test_the_report_adds_up() -> None:
    plant = finance(chemistry="nmc622", route="hydro", region="china", inflation=0.02, mid_year=True).to_dict()
    years, terms = plant["cash_flow"], plant["terms"]
    at = times([year["year"] for year in years], mid_year=True)
    assert plant["npv"] == pytest.approx(sum(year["discounted"] for year in years), rel=1e-12)
    assert plant["npv"] == net_present_value([year["after_tax"] for year in years], at, terms["discount"])
    assert sum(year["working_capital"] for year in years) == pytest.approx(
        years[-1]["working_capital"] + sum(year["working_capital"] for year in years[:-1])
    )
    assert sum(year["depreciation"] for year in years) == pytest.approx(-sum(year["capital"] for year in years))
    for year in years:
        parts = ("revenue", "feed", "running", "fixed", "carbon")
        assert year["operating"] == pytest.approx(sum(year[name] for name in parts))
        whole = sum(year[name] for name in ("operating", "capital", "working_capital", "tax"))
        assert year["after_tax"] == pytest.approx(whole)
    assert (terms["flows"], terms["timing"]) == ("nominal", "mid-year")


def test_money_in_another_currency_is_the_same_plant() -> None:
    dollars, euros = planned(), finance(**PLANT, currency="EUR").to_dict()
    assert euros["irr"] == pytest.approx(dollars["irr"], abs=1e-9)
    assert euros["smallest_plant_t_per_year"] == pytest.approx(dollars["smallest_plant_t_per_year"], rel=1e-9)
    assert euros["npv"] / dollars["npv"] == pytest.approx(euros["capital"]["total"] / dollars["capital"]["total"])


def test_a_price_of_carbon_may_be_in_another_currency() -> None:
    case: dict[str, Any] = {"chemistry": "nmc622", "route": "pyro", "prices": "2024"}
    euros = finance(**case, carbon_price=(65.0, "EUR")).to_dict()["terms"]["carbon_price"]
    rate = quote(**case).resolved.documents["prices"].tree["fx"]["EUR"]
    assert euros == pytest.approx(65.0 / rate, rel=1e-12)


def test_decks_follow_each_other_and_each_is_told_alone() -> None:
    case: dict[str, Any] = {"chemistry": "nmc622", "route": "hydro", "region": "us", "ramp": ()}
    path = finance(**case, prices=["2022", "2023", "2024"])
    report = path.to_dict()
    alone = {deck: finance(**case, prices=deck).to_dict() for deck in ("2022", "2023", "2024")}
    assert [(deck["prices"], deck["npv"]) for deck in report["decks"]] == [
        (deck, pytest.approx(plant["npv"])) for deck, plant in alone.items()
    ]
    revenue = [year["revenue"] for year in report["cash_flow"] if year["phase"] == "work"]
    firsts = [plant["cash_flow"][-1]["revenue"] for plant in alone.values()]
    assert revenue[:4] == pytest.approx([*firsts, firsts[-1]])


@pytest.mark.parametrize("case", few(CASES[:5], 2), ids=lambda case: " ".join(map(str, case.values())))
def test_at_the_cost_of_its_main_product_nothing_is_left_before_tax(case: dict[str, Any]) -> None:
    plant = finance(**case)
    report = plant.to_dict()
    main = report["levelised_cost"]["main_product"]
    assert main is not None
    years, rate = report["cash_flow"], report["terms"]["discount"]
    tonnes = [year.sold for year in plant.working]
    made = [next(mass for name, mass, _ in each if name == main["product"]) for each in tonnes]
    idle = [0.0] * (len(years) - len(made))
    dearer = [year["before_tax"] + (main["per_t"] - main["price"]) * mass
        for year, mass in zip(years, [*idle, *made], strict=True)]  # fmt: skip
    assert abs(net_present_value(dearer, times([year["year"] for year in years], mid_year=False), rate)) < 1.0
    assert 0.0 < main["share"] <= 1.0
    sold = sum(value for _, _, value in plant.working[-1].sold)
    assert sold == pytest.approx(plant.working[-1].revenue, rel=1e-9)


def test_a_contract_ends_with_its_term() -> None:
    case: dict[str, Any] = {"chemistry": "nmc622", "route": "hydro", "ramp": (), "life": 20}
    with_it, without = (finance(**case, contract=name).to_dict() for name in ("glencore-ace", None))
    sold, usual = (
        [year["revenue"] for year in report["cash_flow"] if year["phase"] == "work"] for report in (with_it, without)
    )
    assert with_it["terms"]["contract_term"] == 15.0
    assert sold[15:] == usual[15:]
    assert all(mine != other for mine, other in zip(sold[:15], usual[:15], strict=True))


@pytest.mark.parametrize("region", few(REGIONS, 6))
def test_every_region_knows_tax_and_depreciation(region: str) -> None:
    terms = finance(chemistry="lfp", route="hydro", region=region).to_dict()["terms"]
    assert 0.0 < terms["tax"] < 0.4
    assert terms["depreciation"]


def test_a_region_that_knows_no_tax_depreciation_or_carbon_price_asks(tmp_path: Path) -> None:
    text = (Path(recyc_cli.__file__).parents[1] / "presets/regions/us.toml").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith(("tax_rate", "depreciation", "carbon_price"))]
    (tmp_path / "regions").mkdir()
    (tmp_path / "regions/island.toml").write_text("\n".join(lines).replace("usa", "isl"), "utf-8")
    case: dict[str, Any] = {"chemistry": "lfp", "route": "hydro", "region": "island", "preset_dirs": [str(tmp_path)]}
    with pytest.raises(RecycErrors) as asked:
        finance(**case)
    assert [(error.code, error.where) for error in asked.value.errors] == [
        ("E171", "--tax"),
        ("E171", "--carbon-price"),
        ("E171", "--depreciation"),
    ]
    known = finance(**case, tax=0.2, depreciation="straight-10", carbon_price=0.0).to_dict()["terms"]
    assert (known["tax"], known["carbon_price"]) == (0.2, 0.0)


@pytest.mark.parametrize(
    ("given", "where"),
    [
        ({"life": 0}, "--life"),
        ({"life": 7.5}, "--life"),
        ({"life": float("nan")}, "--life"),
        ({"discount": -1.0}, "--discount"),
        ({"discount": -2.0}, "--discount"),
        ({"inflation": -1.5}, "--inflation"),
        ({"fee_for_irr": -1.0}, "--fee-for-irr"),
        ({"tax": 1.2}, "--tax"),
        ({"bonus": -0.1}, "--bonus"),
        ({"overrun": 0.0}, "--overrun"),
        ({"build": (0.5, 0.4)}, "--build"),
        ({"ramp": (0.0,)}, "--ramp"),
        ({"depreciation": "macrs-4"}, "--depreciation"),
        ({"losses": "gone"}, "--losses"),
        ({"estimate_class": 6}, "--estimate-class"),
        ({"carbon_price": -5.0}, "--carbon-price"),
    ],
)
def test_terms_that_no_plant_can_have_are_told(given: dict[str, Any], where: str) -> None:
    with pytest.raises(RecycErrors) as refused:
        finance(chemistry="lfp", route="hydro", **given)
    assert ("E170", where) in [(error.code, error.where) for error in refused.value.errors]


def test_the_same_bytes_for_the_same_plant() -> None:
    texts = {json.dumps(finance(chemistry="lfp", route="hydro").to_dict()) for _ in range(2)}
    assert len(texts) == 1
