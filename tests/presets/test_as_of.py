"""Prices as they were known on a day, number by number."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from recyc_cli import quote
from recyc_cli.catalog.documents.document import with_corrections
from recyc_cli.catalog.documents.newest_deck import ends, spans
from recyc_cli.catalog.open_library import open_library
from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.scenario.request import Request
from recyc_cli.scenario.resolve import resolve

if TYPE_CHECKING:
    from pathlib import Path

    from recyc_cli.catalog.documents.document import Document


def known(day: str | None, **keywords: Any) -> Document:
    """Return the deck in force."""
    request = {"chemistry": "nmc622", "route": "hydro", "as_of": day, **keywords}
    return resolve(Request(**request)).documents["prices"]


@pytest.mark.parametrize(
    ("day", "base"),
    [
        ("2019", "2019"),  # 2019 was over by then
        ("2019-12-31", "2019"),
        ("2020-11", "2019"),
        ("2023", "2023-12"),
        ("2024-01", "2023-12"),  # the month nearest before the day, not the year
        ("2023-06", "2022"),
        ("2023-06-30", "2022"),
        ("2024-12-30", "2024-q3"),  # of the year that runs, the quarter nearest before the day
        ("2025-09", "2025-09"),
        ("2025-11-30", "2025-10"),
        ("2025-06-30", "2025-q1"),
        ("2025-06", "2025-q2"),
        ("2025-q2", "2025-q2"),
        ("2025-12-31", "2025-12"),  # the month, not the quarter or the year that end with it
        ("2025-12", "2025-12"),
        ("2026-01", "2026-01"),
        ("2030", "2026-05"),
    ],
)
def test_it_stands_on_the_newest_deck_whose_period_had_ended(day: str, base: str) -> None:
    assert known(day).name == base


def test_a_month_is_over_at_its_end() -> None:
    assert known("2026-01-30").name == "2025-12"
    assert known("2026-01-31").name == "2026-01"


def test_a_quote_printed_since_takes_the_place_of_the_average_of_a_year() -> None:
    """May 2023: sulfates and two cathodes were quoted, the metals' average of the year was not known."""
    deck = known("2023-06")
    records = deck.records
    assert records["metals.nickel"].date == "2022"
    assert records["reagents.nickel_sulfate"].date == "2023-05-22"
    assert records["products.nmc622.price"].value == pytest.approx(244_000 / 1.13 / 7.04)
    assert deck.tree["products"]["nmc622"]["price"] == pytest.approx(244 / 1.13 / 7.04)
    assert records["products.nca.price"].date == "2022"


def test_a_number_changes_on_the_day_it_was_printed_and_not_before() -> None:
    for day, date in (("2023-05-21", "2022-10"), ("2023-05-22", "2023-05-22")):
        assert known(day).records["products.lfp.price"].date == date


LIBRARY = open_library()


@cache
def of_market(market: str) -> list[Document]:
    found = (LIBRARY.document("prices", name) for name in LIBRARY.names("prices"))
    return [with_corrections(deck, deck.overlays) for deck in found if deck.tree["market"] == market]


@pytest.mark.parametrize("day", ["2020", "2021-03", "2022-06-30", "2023-06", "2024-11", "2025-07-01", "2026-01"])
@pytest.mark.parametrize("asked", ["2024", "china-2024-exvat", "china-2024"])
def test_each_number_is_the_newest_that_was_known(asked: str, day: str) -> None:
    """What stands although it is dated later is borrowed: no deck of the market holds an earlier one."""
    deck, last = known(day, prices=asked), ends(day)
    assert all(ends(record.date) <= last for path, record in deck.records.items() if path.startswith("metals."))
    for path, record in deck.records.items():
        if f"places.US.{path}" in deck.records:
            continue  # what is paid there stands in the place of the deck's
        held = {spans(other.records[path].date) for other in of_market(deck.tree["market"]) if path in other.records}
        dates = {date for date in held if date[0] <= last}
        assert spans(record.date) == max(dates) if dates else ends(record.date) > last, path


def test_the_market_is_that_of_the_deck_asked_for() -> None:
    assert known("2023-06", prices="china-2024").name == "china-2022"
    assert known("2023-06", prices="china-2021-exvat").name == "china-2022-exvat"
    assert known("2023-06", prices="2019").name == "2022"


def test_tax_and_payables_come_with_the_deck() -> None:
    resolved = resolve(Request(chemistry="lfp", route="hydro", region="china", prices="china-2024", as_of="2023-06"))
    assert resolved.documents["prices"].tree["vat"]["included"] is True
    assert resolved.names["payables"] == "2022"


def test_the_report_says_so() -> None:
    report = quote(chemistry="lfp", route="hydro", as_of="2023-06").to_dict()
    assert (report["scenario"]["prices"], report["scenario"]["as_of"]) == ("2022", "2023-06")
    assert report["basis"]["price_date"] == "as of 2023-06"
    (said,) = (note["message"] for note in report["warnings"] if note["code"] == "prices-older")
    assert said.startswith("as of 2023-06, deck 2022 stands with numbers of ")
    assert quote(chemistry="lfp", route="hydro").to_dict()["scenario"]["as_of"] is None


def test_corrections_and_the_user_s_numbers_are_laid_over_it() -> None:
    deck = known("2023-06", overrides=("prices.metals.nickel=1USD/kg",))
    assert deck.tree["metals"]["nickel"] == 1.0
    assert known("2023-06").tree["products"]["nmc622"]["payable"] == 0.85
    assert "payable" not in known("2023-06", corrections=("cathode-realisation=off",)).tree["products"]["nmc622"]


def test_an_amount_in_another_currency_keeps_it(tmp_path: Path) -> None:
    (tmp_path / "prices").mkdir()
    text = 'title = "Mine"\nextends = "2022"\nyear = "2023-04"\nvat.included = false\n'
    text += '[metals]\nnickel = { value = 157500, unit = "CNY/t", '
    (tmp_path / "prices" / "mine.toml").write_text(text + 'source = "recyc-estimate", date = "2023-04-30" }\n')
    deck = known("2023-06", preset_dirs=(str(tmp_path),))
    assert deck.name == "mine"
    assert deck.tree["metals"]["nickel"] == pytest.approx(157.5 / 6.729)
    assert known("2023-03", preset_dirs=(str(tmp_path),)).tree["metals"]["nickel"] == pytest.approx(25.86726)


def test_everything_resolves_twice_alike() -> None:
    first, again = (quote(chemistry="nmc622", route="direct", as_of="2024-06").to_dict() for _ in range(2))
    assert first == again


@pytest.mark.parametrize("day", ["2018", "2019-06", "2019-12-30"])
def test_before_the_first_deck_was_known_it_is_refused(day: str) -> None:
    with pytest.raises(RecycError, match="2019 to 2026-05") as caught:
        known(day)
    assert (caught.value.code, caught.value.exit_code) == ("E135", 2)


@pytest.mark.parametrize("day", ["", "2023-6", "2023-02-30", "2023-06-30T12:00", "2018-2022", "-1", "yesterday", 2023])
def test_what_is_no_date_is_refused(day: object) -> None:
    with pytest.raises(RecycErrors) as caught:
        Request(chemistry="lfp", route="hydro", as_of=day)
    assert caught.value.errors[0].code == "E122"


def test_the_reference_knows_one_deck_and_no_day() -> None:
    with pytest.raises(RecycError, match="no prices as of a day"):
        known("2023-06", method="everbatt-2023")


def test_a_market_whose_decks_have_no_year_is_refused(tmp_path: Path) -> None:
    (tmp_path / "prices").mkdir()
    (tmp_path / "prices" / "mine.toml").write_text('title = "Mine"\nextends = "2024"\nmarket = "mine"\nyear = ""\n')
    with pytest.raises(RecycError, match="its decks have no year"):
        known("2023-06", prices="mine", preset_dirs=(str(tmp_path),))


def paid(day: str | None, **keywords: Any) -> Document:
    """Return the payables in force."""
    request = {"chemistry": "nmc622", "route": "hydro", "as_of": day, **keywords}
    return resolve(Request(**request)).documents["payables"]


@pytest.mark.parametrize(
    ("day", "region", "date"),
    [
        ("2021-12-30", "china", "2021"),  # borrowed: nobody dated one so early
        ("2022-01-30", "china", "2021"),
        ("2022-01", "china", "2022-01"),
        ("2023-05-30", "china", "2022-01"),
        ("2023-05-31", "china", "2023-05-31"),
        ("2023-08-15", "korea", "2021"),
        ("2023-08-16", "korea", "2023-08-16"),
        ("2024-01", "korea", "2024-01"),
        ("2023-12-26", "europe", "2021"),
        ("2023-12-27", "europe", "2023-12-27"),
        ("2024-06", "china", "2024-06"),
        ("2025-06-30", "china", "2024-12"),  # a month is known when it is over
        ("2025-07-01", "china", "2025-06"),
        ("2026-01-08", "china", "2025-12"),
    ],
)
def test_payables_are_those_of_the_day_for_each_region(day: str, region: str, date: str) -> None:
    assert paid(day).records[f"{region}.ni"].date == date


@pytest.mark.parametrize("day", ["2021-12", "2023-06", "2024-11", "2025-08", "2026-01"])
def test_each_payable_is_the_newest_that_was_known(day: str) -> None:
    tables = [LIBRARY.document("payables", name) for name in LIBRARY.names("payables")]
    dated = [table for table in tables if table.tree.get("year")]
    for path, record in paid(day).records.items():
        held = {ends(table.records[path].date) for table in dated if path in table.records}
        known_by_then = {date for date in held if "" < date <= ends(day)}
        if known_by_then:
            assert ends(record.date) == max(known_by_then), path


def test_a_trade_quoted_for_the_first_time_is_taken_from_that_day_on() -> None:
    """The table of June 2025 has none of the United States, which borrow Europe's until a quote of 16 July."""
    asked = {"chemistry": "nmc622", "route": "shred", "region": "us"}
    before, after = (resolve(Request(**asked, as_of=day)) for day in ("2025-07-15", "2025-07-16"))
    assert (before.names["payables"], after.names["payables"]) == ("2025-06", "2025-06")
    assert (before.borrowed, after.borrowed) == (("us", "europe"), ("us", "us"))
    assert after.scenario.market.payables["ni"] == 0.76


def test_the_report_says_of_which_day_a_payable_is() -> None:
    asked = {"chemistry": "nmc622", "route": "hydro", "region": "china"}
    for day, date in (("2023-05", "2023-05-31"), ("2023-05-30", "2022-01")):
        notes = quote(**asked, as_of=day).to_dict()["warnings"]
        (said,) = (note["message"] for note in notes if note["code"] == "prices-older")
        assert f"{date} (China payables)" in said


def test_the_user_s_payables_take_part(tmp_path: Path) -> None:
    (tmp_path / "payables").mkdir()
    text = 'title = "Mine"\nextends = "2022"\nyear = "2023-04"\n[korea]\nni = { value = 0.66, unit = "1", '
    (tmp_path / "payables" / "mine.toml").write_text(text + 'source = "recyc-estimate", date = "2023-04-30" }\n')
    asked = {"region": "korea", "preset_dirs": (str(tmp_path),)}
    assert paid("2023-06", **asked).tree["korea"]["ni"] == 0.66
    assert paid("2023-06", **asked, overrides=("payables.korea.ni=0.5",)).tree["korea"]["ni"] == 0.5
    assert paid("2023-03", **asked).tree["korea"]["ni"] == 0.65
