"""Published plants and textbook cases through the command's own cash flow."""

from __future__ import annotations

from typing import Any

import pytest

from recyc_cli.analysis.finance.returns import rates_of_return
from recyc_cli.model.money.lifetime.cash_flow import CARRIED, USED, Plan, Row, cash_flow
from recyc_cli.model.money.lifetime.depreciation import straight_line
from recyc_cli.model.money.lifetime.plant_year import PlantYear
from recyc_cli.model.money.lifetime.worth import levelised_cost, modified_return, net_present_value, payback, times

MACRS = {
    5: (0.2, 0.32, 0.192, 0.1152, 0.1152, 0.0576),
    7: (0.1429, 0.2449, 0.1749, 0.1249, 0.0893, 0.0892, 0.0893, 0.0446),
}
AMOUNTS = dict.fromkeys(("revenue", "feed", "running", "fixed", "carbon", "working_capital"), 0.0)


def year(tonnes: float = 1.0, **amounts: float) -> PlantYear:
    return PlantYear(**{**AMOUNTS, "tonnes": tonnes, **amounts})


def flow(capital: float, years: list[PlantYear], **terms: Any) -> list[Row]:
    usual: dict[str, Any] = {"build": (), "schedule": straight_line(float(len(years)), len(years)), "bonus": 0.0}
    usual |= {"overrun": 1.0, "tax": 0.0, "losses": CARRIED, "carbon_price": 0.0, "inflation": 0.0}
    return cash_flow(Plan(capital=capital, years=years, **(usual | terms)))


def at(rows: list[Row]) -> list[float]:
    return times([row.year for row in rows], mid_year=False)


def worth(rows: list[Row], rate: float) -> float:
    return net_present_value([row.after_tax for row in rows], at(rows), rate)


def kwinana(first: float, **terms: Any) -> list[Row]:
    """Neometals 2019: 66 of capital at the end of year 1, 502 net over ten years, a first year of part load."""
    full = (502.0 + 66.0) / (first + 9.0)
    return flow(66.0, [year(revenue=full * first), *[year(revenue=full)] * 9], **{"build": (1.0,), **terms})


@pytest.mark.parametrize(
    ("first", "npv", "irr", "back"),
    [(0.50, 218.87, 0.7132, 1.60), (0.55, 219.78, 0.7267, 1.56), (0.60, 220.69, 0.7404, 1.52)],
)
def test_neometals_kwinana_2019_is_met_by_one_free_number(first: float, npv: float, irr: float, back: float) -> None:
    rows = kwinana(first)
    flows = [row.after_tax for row in rows]
    assert worth(rows, 0.12) == pytest.approx(npv, abs=0.005)  # as printed, two decimals
    assert rates_of_return(flows, at(rows)) == [pytest.approx(irr, abs=5e-5)]
    assert payback(flows) == pytest.approx(back, abs=0.005)
    assert abs(worth(rows, 0.12) / 220.0 - 1.0) < 0.01
    assert abs(irr - 0.72) < 0.021
    assert payback(flows) < 2.0


def test_neometals_kwinana_2019_is_missed_by_a_flat_flow_from_year_0() -> None:
    rows = kwinana(1.0, build=())
    assert worth(rows, 0.12) == pytest.approx(254.9, abs=0.05)
    assert rates_of_return([row.after_tax for row in rows], at(rows)) == [pytest.approx(0.86, abs=0.005)]
    assert abs(worth(rows, 0.12) / 220.0 - 1.0) > 0.1


@pytest.mark.parametrize(("rate", "cost"), [(0.08, 2641.9), (0.10, 2754.6), (0.12, 2871.7)])
def test_primobius_2021_levelised_cost(rate: float, cost: float) -> None:
    rows = flow(150e6, [year(18_250.0, running=1417.0 * 18_250.0)] * 10)
    assert levelised_cost(rows, at(rows), rate) == pytest.approx(cost, abs=0.05)


@pytest.mark.parametrize(
    ("deck", "left", "rates"),
    [
        ("2022", 159.8, [0.422]),
        ("2023", 54.9, [0.119]),
        ("2024", -5.5, []),
        ("2025", -11.8, []),
        ("2026", 27.8, [0.013]),
    ],
)
def test_primobius_2023_pays_at_the_lithium_of_its_time_alone(deck: str, left: float, rates: list[float]) -> None:
    """377 million EUR of capital, 15 flat years, no tax: what each deck leaves of contained metals at list price."""
    rows = flow(377.0, [year(revenue=left)] * 15)
    found = rates_of_return([row.after_tax for row in rows], at(rows))
    assert found == pytest.approx(rates, abs=1e-3), deck  # of the printed 54.9, whose last digit is 0.2 % of it


def test_a_gate_fee_of_the_textbook() -> None:
    rows = flow(100.0, [year(fixed=5.0)] * 10)
    assert levelised_cost(rows, at(rows), 0.1) == pytest.approx(21.274539488, abs=1e-9)


@pytest.mark.parametrize(
    ("schedule", "npv", "irr", "flows"),
    [
        (MACRS[5], 61.864709, 0.23767928, "27.9000 30.4200 27.7320 26.1192 26.1192 24.9096 23.7 23.7 23.7 23.7"),
        (MACRS[7], 60.776685, 0.23268126,
         "26.7009 28.8429 27.3729 26.3229 25.5753 25.5732 25.5753 24.6366 23.7 23.7"),
        (straight_line(10.0, 10), 58.529831, 0.22374649, " ".join(["25.8"] * 10)),
    ],
)  # fmt: skip
def test_after_tax(schedule: Any, npv: float, irr: float, flows: str) -> None:
    rows = flow(100.0, [year(revenue=30.0)] * 10, schedule=schedule, tax=0.21, losses=USED)
    assert [row.after_tax for row in rows] == pytest.approx([-100.0, *map(float, flows.split())], abs=5e-5)
    assert worth(rows, 0.10) == pytest.approx(npv, abs=5e-7)
    assert rates_of_return([row.after_tax for row in rows], at(rows)) == [pytest.approx(irr, abs=5e-9)]


@pytest.mark.parametrize(
    ("flows", "rates"),
    [
        ([-100.0, 39.0, 59.0, 55.0, 20.0], [0.28094842116]),
        ([-70_000.0, 12_000.0, 15_000.0, 18_000.0, 21_000.0, 26_000.0], [0.086630948037]),
        ([-1000.0, 2500.0, -1540.0], [0.1, 0.4]),
        ([-1.0, 3.0, -3.0], []),
        ([100.0, 100.0], []),
    ],
)
def test_rates_of_the_textbooks(flows: list[float], rates: list[float]) -> None:
    assert rates_of_return(flows, [float(i) for i in range(len(flows))]) == pytest.approx(rates, abs=1e-11)


def test_worth_and_modified_return_of_the_textbooks() -> None:
    assert net_present_value([-1e4, 3000.0, 4200.0, 6800.0], [1.0, 2.0, 3.0, 4.0], 0.1) == pytest.approx(1188.443412)
    flows = [-120_000.0, 39_000.0, 30_000.0, 21_000.0, 37_000.0, 46_000.0]
    made = modified_return(flows, [float(i) for i in range(6)], 0.1, 0.12)
    assert made == pytest.approx(0.126094130366, abs=1e-12)


def test_an_independent_library_agrees() -> None:
    pyxirr = pytest.importorskip("pyxirr")
    for seed in range(40):
        flows = [-100.0 - seed, *(((seed * 37 + i * 53) % 41) - 3.0 for i in range(1, 13))]
        years = [float(i) for i in range(len(flows))]
        assert net_present_value(flows, years, 0.07) == pytest.approx(pyxirr.npv(0.07, flows), rel=1e-12)
        assert modified_return(flows, years, 0.09, 0.11) == pytest.approx(pyxirr.mirr(flows, 0.09, 0.11), rel=1e-12)
        rates = rates_of_return(flows, years)
        if len(rates) == 1:
            assert rates[0] == pytest.approx(pyxirr.irr(flows), abs=1e-9)


def test_the_scan_alone_agrees_with_an_independent_library(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    irr = pytest.importorskip("pyxirr").irr
    monkeypatch.setitem(sys.modules, "pyxirr", None)
    alone = 0
    for seed in range(40):
        flows = [-100.0 - seed, *(((seed * 29 + i * 47) % 43) - 2.0 for i in range(1, 13))]
        rates = rates_of_return(flows, [float(i) for i in range(len(flows))])
        if len(rates) == 1:
            alone += 1
            assert rates[0] == pytest.approx(irr(flows), abs=1e-9)
    assert alone > 30


def test_the_scan_alone_gives_the_librarys_number(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    flows, years = [-100.0, 39.0, 59.0, 55.0, 20.0], [0.0, 1.0, 2.0, 3.0, 4.0]
    [whole] = rates_of_return(flows, years)
    monkeypatch.setitem(sys.modules, "pyxirr", None)
    assert rates_of_return(flows, years) == [pytest.approx(whole, abs=1e-9)]


def test_losses_carried_used_and_lost() -> None:
    years = [year(revenue=amount) for amount in (10.0, 60.0, 60.0)]
    taxes = {
        losses: [row.tax for row in flow(90.0, years, tax=0.5, losses=losses)] for losses in ("carried", "used", "lost")
    }
    assert taxes["carried"] == pytest.approx([0.0, 0.0, -5.0, -15.0])
    assert taxes["used"] == pytest.approx([0.0, 10.0, -15.0, -15.0])
    assert taxes["lost"] == pytest.approx([0.0, 0.0, -15.0, -15.0])


def test_stock_in_nominal_money_costs_its_inflation() -> None:
    years = [year(revenue=30.0, working_capital=4.0)] * 8
    real, nominal = flow(100.0, years), flow(100.0, years, inflation=0.03)
    assert worth(nominal, 1.08 * 1.03 - 1.0) < worth(real, 0.08)


def test_what_is_tied_up_comes_back() -> None:
    rows = flow(
        10.0, [year(working_capital=5.0), year(working_capital=8.0), year(working_capital=8.0)], build=(0.4, 0.6)
    )
    assert [row.working_capital for row in rows] == [0.0, -5.0, -3.0, 0.0, 8.0]
    assert [row.capital for row in rows] == pytest.approx([-4.0, -6.0, 0.0, 0.0, 0.0])


def test_nominal_flows_at_a_nominal_rate_are_worth_the_real_ones_before_tax() -> None:
    years = [year(revenue=30.0)] * 8
    real, nominal = flow(100.0, years), flow(100.0, years, inflation=0.03)
    assert worth(nominal, 1.08 * 1.03 - 1.0) == pytest.approx(worth(real, 0.08), rel=1e-12)
    costs = [levelised_cost(rows, at(rows), rate) for rows, rate in ((real, 0.08), (nominal, 1.08 * 1.03 - 1.0))]
    assert costs[0] == pytest.approx(costs[1], rel=1e-12)
