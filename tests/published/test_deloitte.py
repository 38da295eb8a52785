"""What the metals in a cell were worth in China in 2021, against Deloitte China's figures.

Deloitte China (2022), on the recycling of power batteries: 9,294 RMB/t for LFP and 42,899 RMB/t for NMC cells, which at
the report's 6.45 RMB/USD are 1,441 and 6,651 USD/t.

The report states neither bill, grade, recovery nor tax. Of 360 combinations (six sets of prices, four of recoveries,
four bills of cells and packs, three or four NMC grades) ten come within 6 % of both numbers at once, and all ten use
Chinese prices of 2021: the year and the market are identified, the rest is not. The reading used here is the nearest of
those that count all of the metal for one grade: the cells of EverBatt 2019, NMC622, lithium, nickel, cobalt and
manganese in full at the Chinese averages of 2021 without value-added tax. It was picked with the two numbers known.

The tolerance is 5 %: the ways of reading the report that remain open (tax, recovery, bill) move the two numbers by that
much against each other, while the years next to it are far outside: 2020 gives 520 and 4,356 USD/t, 2022 gives 5,697
and 14,987.
"""

from __future__ import annotations

import pytest

from recyc_cli import quote

TOLERANCE = 0.05
DELOITTE = {"nmc622-everbatt-2019": 6651.0, "lfp-everbatt-2019": 1441.0}
"""[USD/t cell]"""


def contained(chemistry: str, **keywords: str) -> dict[str, float]:
    """Return the value of each element a tonne of cells holds, and their sum as reported [USD/t]."""
    feed = {"chemistry": chemistry, "form": "cell", "route": "hydro", "region": "china"}
    report = quote(**{**feed, "prices": "china-2021-exvat", **keywords}).to_dict()
    values = {item["element"]: item["value"] for item in report["contained"]}
    return {**values, "total": report["totals"]["contained_value"]}


@pytest.mark.parametrize(("chemistry", "published"), DELOITTE.items())
def test_contained_value_is_deloittes(chemistry: str, published: float) -> None:
    assert contained(chemistry)["total"] == pytest.approx(published, rel=TOLERANCE)


@pytest.mark.parametrize("chemistry", DELOITTE)
def test_it_counts_lithium_nickel_cobalt_and_manganese_alone(chemistry: str) -> None:
    """No credit for copper or aluminium fits into Deloitte's numbers; they are listed beside the sum."""
    values = contained(chemistry)
    total = values.pop("total")
    assert sum(values.get(element, 0.0) for element in ("li", "ni", "co", "mn")) == pytest.approx(total, rel=1e-12)
    assert sum(values.values()) > 1.1 * total


@pytest.mark.parametrize("keywords", [{"route": "pyro"}, {"route": "direct"}, {"region": "us"}])
def test_it_is_the_feeds_own(keywords: dict[str, str]) -> None:
    """What a cell holds does not depend on where or how it is recycled."""
    for chemistry in DELOITTE:
        assert contained(chemistry, **keywords)["total"] == contained(chemistry)["total"]


def test_another_years_prices_are_far_off() -> None:
    """The check can fail: the international averages of 2024 miss both numbers by more than 30 %."""
    for chemistry, published in DELOITTE.items():
        assert contained(chemistry, prices="2024")["total"] < 0.7 * published
