"""The price decks year by year: no digit changes unseen, every price is of the right size, every deck quotes."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from few import few

from recyc_cli import quote
from recyc_cli.catalog.documents.document import leaves, with_numbers
from recyc_cli.catalog.documents.newest_deck import is_current, main_metals, spans, within
from recyc_cli.catalog.open_library import open_library
from recyc_cli.model.money.black_mass import paid_price
from recyc_cli.model.money.market_price import delivered_price
from recyc_cli.scenario.build.followed import followed_deck
from recyc_cli.scenario.request import Request
from recyc_cli.scenario.resolve import resolve
from recyc_cli.units import CURRENCIES

if TYPE_CHECKING:
    from recyc_cli.catalog.documents.document import Document

YEARS = ("2019", "2020", "2021", "2022", "2023", "2024", "2025")
QUARTERS = (*(f"{year}-q{quarter}" for year in (2024, 2025) for quarter in (1, 2, 3, 4)), "2026-q1")
MONTHS = ("2023-12", "2025-09", "2025-10", "2025-11", "2025-12", "2026-01", "2026-02", "2026-03", "2026-05")
INTERNATIONAL = (*YEARS, *QUARTERS, *MONTHS)
CHINESE = (*YEARS, *QUARTERS[4:], "2026-05")
EXVAT = tuple(f"china-{period}-exvat" for period in CHINESE)
TAXED = tuple(f"china-{period}" for period in CHINESE)
ALL = (*INTERNATIONAL, *EXVAT, *TAXED, "everbatt-2023")
LIBRARY = open_library()


@cache
def deck(name: str) -> Document:
    return LIBRARY.document("prices", name)


def numbers(name: str) -> dict[str, float]:
    """Return every number of a deck in its canonical unit, what follows others at its price."""
    resolved = resolve(Request(chemistry="nmc622", route="direct", prices=name))
    return {path: leaf for path, leaf in leaves(followed_deck(resolved)) if isinstance(leaf, float)}


def test_every_deck_is_named_here() -> None:
    assert set(LIBRARY.names("prices")) == set(ALL)


# What a price can be in any of these years [USD/t]: a slip of a factor of ten, or of one currency for another, falls
# outside nearly everywhere; the extremes are those of the months of 2019 to May 2026.
PLAUSIBLE = {
    "metals.nickel": (11_000, 34_000),
    "metals.cobalt": (21_000, 82_000),
    "metals.copper": (5_000, 14_000),
    "metals.aluminum": (1_400, 4_000),
    "metals.manganese": (1_500, 7_600),
    "metals.lead": (1_600, 2_500),
    "metals.lithium_carbonate": (5_000, 80_000),
    "reagents.lithium_carbonate": (5_000, 80_000),
    "reagents.lithium_hydroxide": (8_000, 140_000),
    "reagents.nickel_sulfate": (4_000, 13_000),
    "reagents.cobalt_sulfate": (5_000, 32_000),
    "reagents.manganese_sulfate": (450, 2_900),
    "reagents.cobalt_oxide": (11_000, 60_000),
    "reagents.manganese_oxide": (1_000, 5_300),
    "products.steel.price": (180, 500),
    "products.graphite.price": (100, 1_000),
    "products.nmc111.price": (11_500, 60_000),
    "products.nmc532.price": (12_000, 60_000),
    "products.nmc622.price": (12_000, 60_000),
    "products.nmc811.price": (14_000, 60_000),
    "products.nca.price": (14_000, 60_000),
    "products.lco.price": (15_000, 75_000),
    "products.lmo.price": (2_500, 22_000),
    "products.lfp.price": (3_000, 25_000),
}
PER_USD = {
    "EUR": (0.8, 1.05), "CNY": (6.2, 7.4), "GBP": (0.65, 0.95), "JPY": (100, 165), "KRW": (1050, 1500), "INR": (65, 99),
    "PLN": (3.4, 5.0), "CHF": (0.75, 1.05), "SEK": (8, 11.5), "THB": (29, 38), "SGD": (1.25, 1.45), "IDR": (13e3, 18e3),
    "CAD": (1.2, 1.45), "AUD": (1.25, 1.65),
}  # fmt: skip


@pytest.mark.parametrize("name", [name for name in ALL if name != "everbatt-2023"])
def test_prices_are_of_the_right_size(name: str) -> None:
    found = numbers(name)
    outside = {
        path: found[path] * 1000.0 for path, (low, high) in PLAUSIBLE.items() if not low <= found[path] * 1000.0 <= high
    }
    assert not outside
    assert all(0.4 <= value <= 1.3 for path, value in found.items() if path.endswith(".payable"))
    assert 590.0 <= found["cepci"] <= 820.0


@pytest.mark.parametrize("name", ALL)
def test_a_deck_has_a_rate_for_every_currency(name: str) -> None:
    rates = deck(name).tree["fx"]
    assert set(rates) == set(CURRENCIES[1:]) == set(PER_USD)
    assert not {code: rate for code, rate in rates.items() if not PER_USD[code][0] <= rate <= PER_USD[code][1]}


def test_a_slip_of_the_unit_would_be_seen() -> None:
    """970,000 for 97,000 RMB/t of lithium carbonate stood in print in 2024; so did kilograms for tonnes."""
    low, high = PLAUSIBLE["metals.lithium_carbonate"]
    for slip in (970_000 / 1.13 / 7.1957, 97_000.0, 11.07):
        assert not low <= slip <= high


@pytest.mark.parametrize("name", ALL)
def test_a_value_lies_in_its_range_and_the_range_is_no_slip(name: str) -> None:
    for path, record in deck(name).records.items():
        if record.low is not None and record.high is not None and record.value > 0.0:
            assert record.low <= record.value <= record.high, path
            assert record.low <= 0.0 or record.high / record.low < 16.0, path


@pytest.mark.parametrize("name", ALL)
def test_every_number_of_a_deck_has_a_date(name: str) -> None:
    assert not [path for path, record in deck(name).records.items() if not record.date]


@pytest.mark.parametrize("year", INTERNATIONAL)
def test_metals_lithium_currencies_and_index_are_of_the_deck_s_own_year(year: str) -> None:
    records = deck(year).records
    months = {"metals.manganese"}  # quoted until December 2025 only
    own = [path for path in records if path.startswith(("metals.", "fx.")) and (year in YEARS or path not in months)]
    own += ["cepci"] if year in YEARS and year != "2025" else []
    dates = {path: records[path].date for path in own}
    # a month may have its quarter's mean
    assert not [path for path, date in dates.items() if not (within(date, year) or within(year, date))]


def test_the_default_is_the_newest_deck_that_stands_on_its_own_quarter() -> None:
    """The rule, whatever deck it leads to: five metals, each cited, none an estimate, all of one calendar quarter."""
    method = LIBRARY.document("methods", "recyc").tree
    metals = main_metals(method)
    assert len(metals) == 5
    usual = deck(method["prices"])
    assert is_current(usual, metals)
    assert all(usual.records[f"metals.{metal}"].evidence == "market" for metal in metals)
    market = usual.tree["market"]
    current = [name for name in ALL if deck(name).tree["market"] == market and is_current(deck(name), metals)]
    assert usual.name == max(current, key=lambda name: spans(deck(name).tree["year"]))
    assert set(current) == {*QUARTERS, *MONTHS}


@pytest.mark.parametrize("path", ["metals.copper", "metals.cobalt"])
@pytest.mark.parametrize("change", [{"evidence": "estimate"}, {"date": "2025"}, {"date": "2026-03-31"}, {"date": ""}])
def test_a_deck_with_one_older_or_estimated_metal_is_not_current(path: str, change: dict[str, str]) -> None:
    metals = main_metals(LIBRARY.document("methods", "recyc").tree)
    newest = deck("2026-05")
    assert not is_current(with_numbers(newest, {path: newest.records[path]._replace(**change)}), metals)


@pytest.mark.parametrize("name", INTERNATIONAL)
def test_a_powder_is_quoted_in_its_deck_s_own_time_or_follows_its_salts(name: str) -> None:
    """From 2024 on, when the tables begin; older decks borrow what was printed nearest."""
    if name < "2024-q":
        return
    paths = [
        f"products.{powder}.price" for powder in ("nmc111", "nmc532", "nmc622", "nmc811", "nca", "lfp", "lco", "lmo")
    ]
    records = deck(name).records
    assert not [path for path in paths if path in records and not within(records[path].date, name)]


# --- Quotes on every deck ---


@cache
def report(chemistry: str, prices: str, **keywords: Any) -> dict[str, Any]:
    return quote(chemistry=chemistry, route="hydro", region="china", prices=prices, **keywords).to_dict()


def warned(quoted: dict[str, Any]) -> str:
    return " ".join(note["message"] for note in quoted["warnings"] if note["code"] == "prices-older")


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("chemistry", ["nmc622", "lfp"])
def test_every_deck_quotes(chemistry: str, name: str) -> None:
    quoted = report(chemistry, name)
    assert quoted["totals"]["recovery_value"] > 0.0
    assert quoted["totals"]["cost"] > 0.0
    assert "2018-2022 (" in warned(quoted) or name == "everbatt-2023"


def test_a_borrowed_price_is_named_with_its_year_even_a_later_one() -> None:
    said = warned(report("lfp", "2022"))
    assert said.startswith("deck 2022 has no figure of 2022 for some numbers: they are of 2018-2022 (")
    assert "2024 (China payables, iron phosphate residue" in said
    assert "steel" not in said  # has a figure of its own year
    assert "2021 (Korea payables)" in warned(
        quote(chemistry="lfp", route="hydro", region="korea", prices="2022").to_dict()
    )


@pytest.mark.parametrize("name", ["2023", "2024", "2025", "2025-q2", *MONTHS[1:]])
def test_china_pays_a_share_of_what_the_salts_bring(name: str) -> None:
    """One share of nickel and cobalt, on what the deck says their sulfates fetch: cobalt's was far below its metal."""
    scenario = quote(chemistry="nmc622", route="hydro", region="china", prices=name).resolved.scenario
    paid, sold = scenario.market.payables, scenario.market.products
    assert paid["ni"] == paid["co"]
    assert 0.62 <= paid["ni"] <= 0.79
    for element, product in (("ni", "nickel"), ("co", "cobalt")):
        salt = sold[product].price * sold[product].payable
        assert paid_price(element, scenario.market) == salt
    assert paid["li"] < sold["lithium_carbonate"].payable


# --- Value-added tax ---


def delivered(chemistry: str, name: str) -> float:
    """Return the price of a pack at its buyer's gate [USD/t]."""
    scenario = quote(chemistry=chemistry, route="hydro", prices=name).resolved.scenario
    return float(delivered_price(scenario.streams[0], scenario.market))


@pytest.mark.parametrize("year", CHINESE)
def test_a_deck_with_tax_is_the_one_without_and_a_rate(year: str) -> None:
    """16 % to the end of March 2019, 13 % since: 13.75 % over that year."""
    with_tax, without = report("nmc622", f"china-{year}"), report("nmc622", f"china-{year}-exvat")
    rate = 1.1375 if year == "2019" else 1.13
    for name in ("contained_value", "recovery_value"):
        assert with_tax["totals"][name] == pytest.approx(without["totals"][name] * rate, rel=1e-12)
    taxed, untaxed = (delivered("nmc622", f"china-{year}{which}") for which in ("", "-exvat"))
    assert taxed == pytest.approx(untaxed * rate, rel=1e-12)  # at the buyer's gate: the way has no tax
    for dear, plain in zip(with_tax["products"], without["products"], strict=True):
        assert dear["price_per_kg"] == pytest.approx(plain["price_per_kg"] * rate, rel=1e-12)
    reagents = [
        sum(line["amount"] for line in quoted["lines"] if line["item"] == "sodium_hydroxide")
        for quoted in (with_tax, without)
    ]
    assert reagents[0] == pytest.approx(reagents[1] * rate, rel=1e-12)
    assert deck(f"china-{year}").records["vat.rate"].date in ("2019", "2019-04-01")
    assert "fastmarkets-vat-2019" in with_tax["sources"]
    assert "fastmarkets-vat-2019" not in without["sources"]


def test_tax_can_be_set() -> None:
    base, other = (report("lfp", "china-2024", overrides=(f"prices.vat.rate={rate}",)) for rate in (0.0, 0.16))
    assert other["totals"]["recovery_value"] == pytest.approx(1.16 * base["totals"]["recovery_value"], rel=1e-12)
    plain = report("lfp", "china-2024-exvat")["totals"]["recovery_value"]
    assert base["totals"]["recovery_value"] == pytest.approx(plain, rel=1e-12)


def test_lithium_with_tax_is_the_printed_quote() -> None:
    """122,000 RMB/t in 2021 and 90,000 in 2024, as the ministry printed them."""
    for year, printed, rate in (("2021", 122_000.0, 6.4508), ("2024", 90_000.0, 7.1957)):
        lithium = next(item for item in report("lfp", f"china-{year}")["contained"] if item["element"] == "li")
        assert lithium["price_per_kg"] / 5.3233 * rate * 1000.0 == pytest.approx(printed, rel=1e-3)


# --- Currencies ---


@pytest.mark.parametrize("code", [code for code in CURRENCIES if code != "USD"])
def test_a_quote_in_any_currency(code: str) -> None:
    rate = deck("2024").tree["fx"][code]
    dollars, other = report("nmc622", "2024"), report("nmc622", "2024", currency=code)
    for name in ("recovery_value", "cost", "margin", "capital"):
        assert other["totals"][name] == pytest.approx(dollars["totals"][name] * rate, rel=1e-9)
    assert other["basis"]["amounts"] == f"{code} per t of pack as delivered"


@pytest.mark.parametrize("region", LIBRARY.names("regions"))
@pytest.mark.parametrize("name", few(INTERNATIONAL, 13))
def test_every_region_is_paid_by_every_deck(name: str, region: str) -> None:
    quoted = quote(chemistry="nmc622", route="shred", region=region, prices=name).to_dict()
    assert 0.0 < quoted["totals"]["feed_price"] < quoted["totals"]["contained_value"]
