"""Black mass in China by month: the metals of the month and one share paid for a family and half-year.

The shares are taken on every other month of each half-year and tried on the rest, of which they know nothing.
"""

from __future__ import annotations

import sys
from pathlib import Path
from statistics import mean, median

import pytest

from recyc_cli.catalog.open_library import open_library

sys.path.insert(0, str(Path(__file__).parent))
from china_by_month import SPECIFICATIONS, half_year, months, share

LIBRARY = open_library()
TRIED = 0.15
BATTERIES = {"powder.nmc523": "china.ni", "powder.lco": "families.lithium-cobalt-oxide.china.co"}
"""Powder of batteries -> its share among the payables."""
MISSES = {
    ("powder.nmc523-electrode", "2026-05"): -0.22,
    ("powder.lfp-electrode", "2025-12"): 0.17,
    ("powder.lfp-electrode", "2026-05"): -0.40,
}
"""Months that one share does not meet within 15 %: LFP's share fell to 0.48 in March 2026 and stood at 0.79 in May."""


def halves() -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for month in months():
        groups.setdefault(half_year(month), []).append(month)
    return groups


def errors(powder: str, first: int) -> dict[str, float]:
    """Return the error of each second month from the first or the second on, at the mean share of the first ones."""
    found = {}
    for group in halves().values():
        fitted = mean(share(month, powder) for month in group[::2])
        found |= {month: fitted / share(month, powder) - 1.0 for month in group[first::2]}
    return found


@pytest.mark.parametrize("powder", SPECIFICATIONS)
def test_one_share_for_a_half_year_meets_the_months_it_was_not_fitted_to(powder: str) -> None:
    """Median error within 15 %: it is 1.8 to 4.4 %, on the months fitted 1.5 to 3.1 %."""
    fitted, tried = (errors(powder, first) for first in (0, 1))
    middle = [median(map(abs, each.values())) for each in (fitted, tried)]
    assert middle[1] <= TRIED
    far = {(powder, month): round(error, 2) for month, error in tried.items() if abs(error) > TRIED}
    assert far == {key: miss for key, miss in MISSES.items() if key[0] == powder}


@pytest.mark.parametrize("table", ["2024-h1", "2024-h2", "2025-h1", "2025-h2", "2026-h1", "2024", "2025"])
def test_the_payables_are_the_means_of_the_months(table: str) -> None:
    records = LIBRARY.document("payables", table).records
    mine = [month for month in months() if table in (half_year(month), month[:4])]
    for powder, path in BATTERIES.items():
        assert records[path].value == pytest.approx(mean(share(month, powder) for month in mine), abs=0.002)
    phosphate = records["families.iron-phosphate.china.li"].value * 2_250 / 2_075
    assert phosphate == pytest.approx(mean(share(month, "powder.lfp-electrode") for month in mine), abs=0.002)


@pytest.mark.parametrize("table", ["2024-h1", "2024-h2", "2025-h1", "2025-h2", "2026-h1", "2024", "2025"])
def test_the_toll_is_the_mean_of_the_months(table: str) -> None:
    """Without 13 % of VAT, at the year's rate: 0.5 % for the means of a year, which weigh days."""
    record = LIBRARY.document("payables", table).records["tolls.china.pack"]
    mine = [row for month, row in months().items() if table in (half_year(month), month[:4])]
    expected = mean(row["toll.pack"] for row in mine) / 1.13 / mean(row["cny_per_usd"] for row in mine)
    assert record.value == pytest.approx(expected, rel=0.01)
