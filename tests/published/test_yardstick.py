"""What the metals in a cell were worth from year to year, against a calculation made apart from this project's code.

The yardstick: a tonne of the cells of EverBatt 2019 (ANL-19/16, table 4), 98 % of nickel, cobalt and manganese and 90 %
of lithium recovered, metals at their annual averages on the world market, lithium as Chinese battery-grade carbonate
without value-added tax. It was worked out by hand from the same printed averages, so what it proves is the arithmetic:
bill, formula, molar masses, unit and exchange rate of every deck; not that the averages are right. Those of lithium in
2019, 2022, 2023 and 2025 are estimates (their ranges stand in the decks).

The tolerance is 1 %. Half of it is rounding: the bill has three digits, so a tonne's cathode is known to 0.2 %, and
Li2CO3 per Li is 5.3228 to 5.3236 by the atomic masses taken. The other half is 2019, whose first quarter was taxed at
16 %: the yardstick takes 13 % off the whole year, the deck 13.75 %, which is 0.7 % of the lithium.
"""

from __future__ import annotations

from itertools import pairwise
from statistics import fmean

import pytest

from recyc_cli import quote

RECOVERED = {"ni": 0.98, "co": 0.98, "mn": 0.98, "li": 0.90}
YARDSTICK = {
    "2019": (674, 3981),
    "2020": (430, 3521),
    "2021": (1276, 6197),
    "2022": (4833, 12966),
    "2023": (2458, 7630),
    "2024": (844, 4317),
    "2025": (709, 4097),
}
"""Year -> LFP, NMC622 [USD/t cell]."""
CELLS = ("lfp-everbatt-2019", "nmc622-everbatt-2019")


QUARTERS = {"2025": ("2025-q1", "2025-q2", "2025-q3")}
"""Of a year whose yardstick knows the metals of January to September only; cobalt was a fifth dearer over it all."""


def recovered_value(cell: str, year: str) -> float:
    """Return what nickel, cobalt, manganese and lithium recovered from a tonne of cells are worth [USD/t]."""
    lithium = _recovered(cell, year)["li"]
    quarters = [_recovered(cell, deck) for deck in QUARTERS.get(year, (year,))]
    return lithium + fmean(sum(values.values()) - values["li"] for values in quarters)


def _recovered(cell: str, deck: str) -> dict[str, float]:
    """Return what each element recovered from a tonne of cells is worth [USD/t]."""
    held = quote(chemistry=cell, form="cell", route="hydro", prices=deck).to_dict()["contained"]
    return {item["element"]: float(item["value"]) * RECOVERED.get(item["element"], 0.0) for item in held}


@pytest.mark.parametrize(("year", "values"), YARDSTICK.items())
def test_every_year_gives_the_yardstick(year: str, values: tuple[float, float]) -> None:
    for cell, expected in zip(CELLS, values, strict=True):
        assert recovered_value(cell, year) == pytest.approx(expected, rel=0.01), cell


def test_lithium_made_lfp_worth_recycling_for_two_years_only() -> None:
    """What every holder of LFP asks: dearest in 2022, more than three times 2021, and below 2021 again in 2024."""
    worth = {year: recovered_value("lfp-everbatt-2019", year) for year in YARDSTICK}
    assert max(worth, key=worth.__getitem__) == "2022"
    assert worth["2022"] > 3.0 * worth["2021"]
    assert worth["2024"] < worth["2021"] < worth["2023"]
    assert min(worth, key=worth.__getitem__) == "2020"


@pytest.mark.parametrize("cell", CELLS)
def test_no_other_year_fits(cell: str) -> None:
    """The check can fail: no two years are within 3 % of each other, three tolerances."""
    worth = sorted(recovered_value(cell, year) for year in YARDSTICK)
    assert all(higher > 1.03 * lower for lower, higher in pairwise(worth))
