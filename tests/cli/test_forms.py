"""One page serves every form: a row that is added to it stands in all of them, and a form is a row and a file."""

from __future__ import annotations

import csv
import sys
from importlib import import_module
from io import BytesIO, StringIO
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from few import few

from recyc_cli import breakeven
from recyc_cli.catalog.open_library import open_library
from recyc_cli.render import look
from recyc_cli.render.page import Cell, row
from recyc_cli.render.pages import breakeven as breakeven_pages
from recyc_cli.render.pages.quote import account, customer
from recyc_cli.render.pages.screen import quote as screen
from recyc_cli.render.pages.side import comparison_page
from recyc_cli.render.render import page_of, render

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from recyc_cli.render.page import Block

SCREENS = ("table", "plain", "md", "html")


@pytest.fixture(scope="module")
def asked() -> dict[str, Any]:
    """Return a break-even: its page has records for programs and tables for people."""
    return breakeven(chemistry="nmc622", route="hydro", vary="nickel").to_dict()


def texts_of(book: bytes) -> set[object]:
    """Return all that stands in the cells of a workbook."""
    sheets = openpyxl.load_workbook(BytesIO(book)).worksheets
    return {cell.value for sheet in sheets for line in sheet.iter_rows() for cell in line}


def with_row(module: ModuleType, name: str, added: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a function of a page return its table with one row more."""
    make: Callable[..., Block] = getattr(module, name)

    def longer(*given: Any) -> Block:
        table = make(*given)
        return table._replace(rows=[*table.rows, added])

    monkeypatch.setattr(module, name, longer)


def test_a_row_added_to_a_page_stands_in_all_six_forms(asked: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    cells = [Cell(value, "short", "USD/t") for value in (-1.25, 1.25, 87.654)]
    with_row(breakeven_pages, "roots_found", row("platypus", Cell(4321.5, "one"), *cells), monkeypatch)
    for form in SCREENS:
        text = str(render(asked, look.Look(form, verbose=True)))
        assert "platypus" in text
        assert "4,321.5" in text
        assert "87.65" in text
    [line] = [
        each for each in csv.DictReader(StringIO(str(render(asked, look.Look("csv"))))) if each["item"] == "platypus"
    ]
    assert (line["section"], line["value"], line["margin"]) == ("roots", "4321.5", "87.654")
    assert line["margin_unit"] == "USD/t"
    book = render(asked, look.Look("xlsx"))
    assert isinstance(book, bytes)
    assert {"platypus", 4321.5, 87.654} <= texts_of(book)


@pytest.mark.parametrize("form", few([*SCREENS, "xlsx"], 3))
def test_a_row_added_to_an_account_stands_in_every_form_of_it(
    recyc: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    """The CSV of a quote is its JSON number by number, whatever its page shows."""
    with_row(account, "_feed", row("platypus", Cell(4321.4, "whole"), "USD"), monkeypatch)
    with_row(screen, "limits", row("platypus", "", Cell(4321.4, "whole")), monkeypatch)
    with_row(customer, "_offer", row("platypus", Cell(4321.4, "whole"), "USD"), monkeypatch)
    for more in ((), ("--margin", "8%", "--customer")):
        argv = ("quote", "nmc622", "--route", "hydro", "-q", *more)
        if form == "xlsx":
            assert recyc(*argv, "-o", "out.xlsx").code == 0
            with open("out.xlsx", "rb") as file:  # noqa: PTH123 - a file of the folder at hand
                assert {"platypus", 4321.4} <= texts_of(file.read())
        else:
            told = recyc(*argv, "--format", form).out
            assert "platypus" in told
            assert "4,321" in told


def test_a_sheet_shows_what_the_page_shows(comparison: dict[str, Any]) -> None:
    """Text on a screen and cells of a sheet are the same rows of the same page."""
    shown = {each.texts[0] for table in comparison_page(comparison, look.Look()).blocks for each in table.rows}
    sheets = [f"sheet {index}" for index in range(len(comparison["quotes"]))]
    [whole] = comparison_page({**comparison, "sheets": sheets}, look.Look("xlsx")).blocks
    assert whole.columns == ("", *sheets)
    assert shown <= {each.texts[0] for each in whole.rows}


def test_a_form_is_one_row_and_one_file(
    asked: dict[str, Any], recyc: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A form of a throw-away file is known to --format, its help, the suffix of -o and `render`."""

    def draw(report: Mapping[str, Any], how: look.Look) -> str:
        return "\n".join(page_of(report, how).head).upper() + "\n"

    import_module("recyc_cli.cli.input.options")  # its table lists the forms once: before there is one more
    module = ModuleType("recyc_cli.render.forms.as_shout")
    vars(module)["draw"] = draw
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setitem(look.FORMS, "shout", ((".loud",), "as_shout", ()))
    assert str(render(asked, look.Look("shout"))).startswith("NMC622 PACK, HYDRO ROUTE\n")
    argv = ("quote", "lfp", "--route", "direct", "-q")
    told = recyc(*argv, "--format", "shout").out
    assert told.startswith("LFP PACK, DIRECT ROUTE\n")
    assert recyc(*argv, "-o", "out.loud").code == 0
    assert "shout" in recyc(*argv, "--format", "whisper").err
    assert ".loud" in recyc(*argv, "-o", "out.other").err


LOTS, PASSPORT = Path(__file__).parent / "cases" / "lots" / "on-offer.csv", Path(__file__).parents[1] / "passports"
ASKED = [
    "quote nmc622 --route hydro --mass 3t",
    "compare lfp --route hydro,shred",
    "breakeven nmc622 --route hydro --vary nickel",
    "explain nmc622 margin --route hydro",
    "sweep nmc622 --route hydro --vary nickel=6000:30000:12000",
    "finance nmc622 --route hydro --region china",
    "simulate nmc622 --route hydro -n 1000",
    "sensitivity nmc622 --route hydro --top 3",
    "comply nmc622 --route hydro --region germany",
    "certificate nmc622 --route hydro --region germany --mass 40t",
    f"passport {PASSPORT / 'cases' / '08-catenax-3-wh-and-gram.json'}",
    f"blend {LOTS} --capacity 500",
    "outlook --region china --to 2026",
    "explain E304",
    "presets list regions",
    "sources",
]
"""Of each report a command."""
NO_MORE = {"presets", "sources"}
"""Commands that have no more to show with -v."""
DRAWN = {"quote", "compare", "breakeven", "sweep", "finance", "simulate", "sensitivity", "blend", "outlook"}
"""Commands whose report has a picture; a simulation's needs draws."""
OFFER = "quote nmc622 --route hydro --mass 3t --margin 8% --customer"


def told_in(recyc: Callable[..., Any], argv: str, suffixes: Iterable[str]) -> dict[str, str]:
    """Return what stands in the files of a command, by their suffixes: of a workbook in its cells."""
    found = {}
    for suffix in suffixes:
        ran = recyc(*argv.split(), "-q", "-o", f"told{suffix}")
        assert (ran.code, ran.err) == (0, "")
        data = Path(f"told{suffix}").read_bytes()
        found[suffix] = " ".join(map(str, texts_of(data))) if suffix == ".xlsx" else data.decode()
    return found


@pytest.mark.parametrize("argv", few(ASKED, 6))
def test_every_form_of_every_report_names_the_digest_of_the_presets(recyc: Callable[..., Any], argv: str) -> None:
    command, digest = argv.split(maxsplit=1)[0], open_library().digest
    told = told_in(recyc, argv, look.suffixes(some=look.DRAWN if command in DRAWN else ()))
    if command not in NO_MORE:
        told |= {form: recyc(*argv.split(), "-v", "--format", form).out for form in ("table", "plain")}
        told |= {form: recyc(*argv.split(), "-q", "--format", form).out for form in ("csv-long",)}
    assert [form for form, text in told.items() if digest not in text] == []
    told = {form: recyc(*argv.split(), "-q", "--format", form).out for form in ("table", "plain")}
    assert [form for form, text in told.items() if digest in text] == [], "a screen keeps to what decides"


def test_no_form_of_a_customers_copy_names_it(recyc: Callable[..., Any]) -> None:
    told = told_in(recyc, OFFER, look.suffixes(some=look.DRAWN))
    told |= {form: recyc(*OFFER.split(), "-v", "--format", form).out for form in ("table", "plain", "csv-long")}
    assert [form for form, text in told.items() if open_library().digest in text] == []


@pytest.mark.parametrize("suffix", few(look.suffixes(some=look.DRAWN), 4))
def test_a_saved_quote_names_the_presets_that_it_was_made_with(recyc: Callable[..., Any], suffix: str) -> None:
    assert recyc(*ASKED[0].split(), "--save", "saved.json", "-q").code == 0
    assert open_library().digest in told_in(recyc, "replay saved.json", [suffix])[suffix]


@pytest.mark.parametrize("form", few(("table", "plain", "csv", "html", "md", "json", "xlsx"), 6))
def test_a_row_without_a_price_is_left_out_with_its_reason_in_every_form(recyc: Callable[..., Any], form: str) -> None:
    """Once for all routes that lack it, and before all other notes."""
    kept = Path("presets/chemistries")
    kept.mkdir(parents=True)
    (kept / "odd.toml").write_text('extends = "nmc622"\ntitle = "Odd"\nproduct = "odd-cathode"\n')
    words = ("compare", "odd", "nmc622", "--no-range")
    short = "! direct, hydro-to-cathode and reuse left out for ODD: no price of odd-cathode"
    full = "direct, hydro-to-cathode and reuse left out for ODD: nothing among the presets in force has a price of"
    if form == "xlsx":
        assert recyc(*words, "-o", "odd.xlsx").code == 0
        assert any(full in str(text) for text in texts_of(Path("odd.xlsx").read_bytes()))
        return
    ran = recyc(*words, "--format", form)
    if form in ("table", "plain", "csv"):
        told = [line for line in f"{ran.out}\n{ran.err}".splitlines() if line.startswith("! ")]
        assert (told[0], told.count(short)) == (short, 1)
    else:
        assert full in ran.out
