"""Workbooks from the command line: the same bytes every time, and text that stays text."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import openpyxl
import pytest
from few import few, slowly

from recyc_cli.scenario.build.composition import substances

if TYPE_CHECKING:
    from collections.abc import Callable

QUOTE = ("quote", "nmc622", "--route", "hydro", "--packs", "30", "-q")
EVIL = "=cmd|' /C calc'!A0"
MARKUP = "<b>&amp;</b>\x1b[31m @SUM(1)"


def book(recyc: Callable[..., Any], *argv: str) -> Any:
    ran = recyc(*argv, "-o", "out.xlsx")
    assert ran.code == 0, ran.err
    return openpyxl.load_workbook("out.xlsx")


@pytest.mark.parametrize(
    "argv",
    [
        ("quote", "nmc622", "--route", "shred", "--packs", "30", "-q"),
        slowly((("compare", "nmc622", "--route", "hydro", "--route", "pyro", "-q"),)),
    ],
)
def test_the_same_bytes_twice(recyc: Callable[..., Any], argv: tuple[str, ...]) -> None:
    substances.cache_clear()  # the second time its numbers are older than all others
    book(recyc, *argv)
    first = Path("out.xlsx").read_bytes()
    book(recyc, *argv)
    assert Path("out.xlsx").read_bytes() == first


def test_the_account_is_formulas_down_to_the_inputs(recyc: Callable[..., Any]) -> None:
    found = book(recyc, *QUOTE)
    assert found.sheetnames == ["Quote", "Ledger", "Inputs", "Sources", "Calculation", "Figures"]
    typed = [cell for row in found["Inputs"].iter_rows(min_row=4, min_col=2, max_col=2) for cell in row]
    assert {cell.data_type for cell in typed} == {"n"}
    ledger = [row[8] for row in found["Ledger"].iter_rows(min_row=4) if row[0].value]
    assert {cell.data_type for cell in ledger} == {"f"}
    # A quantity times a price, both to be seen beside it.
    assert any(cell.value == f"=$E${cell.row}*$G${cell.row}" for cell in ledger)


def test_quotes_side_by_side_have_sheets_of_their_own(recyc: Callable[..., Any]) -> None:
    """Excel takes names of 31 letters, and NMC for nmc: what sets the columns apart may lie beyond."""
    argv = ("compare", "nmc622", "--plant", "li-cycle-hub,brunp", "--route", "hydro-to-cathode", "-q", "--no-range")
    names = [name.casefold() for name in book(recyc, *argv).sheetnames]
    assert len(names) == len(set(names)) == 1 + 2 * 2 + 3


def test_every_input_has_unit_and_source(recyc: Callable[..., Any]) -> None:
    found = book(recyc, *QUOTE)
    ids = {row[0] for row in found["Sources"].iter_rows(min_row=4, values_only=True)}
    for row in found["Inputs"].iter_rows(min_row=4, values_only=True):
        path, value, unit, evidence, source = row[0], row[1], row[2], row[7], row[8]
        assert isinstance(value, (int, float)), path
        assert unit, path
        assert source in ids or evidence == "asked for", path


def test_a_replayed_workbook_is_the_one_that_was_quoted(recyc: Callable[..., Any]) -> None:
    book(recyc, *QUOTE, "--save", "offer.json", "--dated", "2026-11-24")
    first = Path("out.xlsx").read_bytes()
    book(recyc, "replay", "offer.json", "-q")
    assert Path("out.xlsx").read_bytes() == first


EVILS = (EVIL, MARKUP, "+1+1", "-2", "@x", "https://example.org", "{=1}", "'quoted")


def decks(evils: tuple[str, ...]) -> None:
    """Write decks whose every text is one of these, and their sources."""
    folder = Path("presets")
    (folder / "prices").mkdir(parents=True)
    sources = ""
    for at, escaped in enumerate(map(json.dumps, evils)):
        sources += f"[mine-{at}]\ntitle = {escaped}\npublisher = {escaped}\nurl = {escaped}\n"
        (folder / "prices" / f"mine-{at}.toml").write_text(
            f'title = {escaped}\nextends = "2024"\n[metals]\n'
            f'nickel = {{ value = {17000 + at}, unit = "USD/t", source = "mine-{at}", note = {escaped} }}\n'
        )
    (folder / "sources.toml").write_text(sources)


def check_texts(found: Any, *evils: str) -> None:
    """Hold that these are all in a workbook, as texts alone."""
    cells = [cell for sheet in found for row in sheet.iter_rows() for cell in row]
    texts = {str(cell.value) for cell in cells if cell.data_type == "s"}
    formulas = [cell.value for cell in cells if cell.data_type == "f"]
    assert not any("cmd" in formula or "@" in formula or "example" in formula for formula in formulas)
    assert all(not sheet._hyperlinks for sheet in found)  # noqa: SLF001 - openpyxl tells them nowhere else
    missing = [evil for evil in evils if not any(evil.replace("\x1b", "") in text for text in texts)]
    assert missing == []


@pytest.mark.parametrize("evil", few(EVILS, 8))
def test_text_is_never_a_formula(recyc: Callable[..., Any], evil: str) -> None:
    decks((evil,))
    quote = ("quote", "nmc622", "--route", "shred", "--packs", "30", "-q", "--prices", "mine-0")
    copy = ("replay", "offer.json", "--customer", "-q")
    for argv in ((*quote, "--save", "offer.json", "--reference", evil), copy, ("presets", "show", "prices/mine-0")):
        check_texts(book(recyc, *argv), evil)


@pytest.mark.parametrize("places", [range(1, len(EVILS), 4), slowly(range(len(EVILS)))])
def test_nor_side_by_side(recyc: Callable[..., Any], places: range) -> None:
    decks(EVILS)
    columns = (word for at in places for word in ("--prices", f"mine-{at}"))
    compared = book(recyc, "compare", "nca", "--route", "shred", *columns, "-q", "--no-range")
    check_texts(compared, *(EVILS[at] for at in places))
    check_texts(book(recyc, "sources"), *EVILS)


def test_records_keep_numbers_as_numbers(recyc: Callable[..., Any]) -> None:
    rows = list(book(recyc, "presets", "show", "prices/2024")["Records"].iter_rows(values_only=True))
    values = [row[rows[0].index("value")] for row in rows[1:]]
    assert sum(isinstance(value, (int, float)) for value in values) > 50


def test_a_workbook_is_a_file(recyc: Callable[..., Any]) -> None:
    ran = recyc(*QUOTE, "--format", "xlsx")
    assert (ran.code, ran.out) == (2, "")
    assert "-o FILE.xlsx" in ran.err


def test_charts_are_described_and_told_apart_without_colour(recyc: Callable[..., Any]) -> None:
    for argv in (("quote", "nmc622", "--route", "hydro"), ("compare", "nmc622", "--route", "hydro,pyro")):
        assert recyc(*argv, "-q", "-o", "drawn.xlsx").code == 0
        with ZipFile("drawn.xlsx") as file:
            drawings = [file.read(name).decode() for name in file.namelist() if name.startswith("xl/drawings/drawing")]
            charts = [file.read(name).decode() for name in file.namelist() if name.startswith("xl/charts/chart")]
        assert all(' descr="' in each for each in drawings)
        for chart in charts:
            series = re.findall(r"<c:ser>.*?</c:ser>", chart, re.DOTALL)
            patterns = ["".join(re.findall(r'<c:spPr>.*?prst="(\w+)"', each)) for each in series]
            assert len(set(patterns)) == len(series) > 1
