"""One page serves every form: a row that is added to it stands in all of them, and a form is a row and a file."""

from __future__ import annotations

import csv
import sys
from importlib import import_module
from io import BytesIO, StringIO
from types import ModuleType
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from recyc_cli import breakeven
from recyc_cli.render import look
from recyc_cli.render.page import Cell, row
from recyc_cli.render.pages import breakeven as breakeven_pages
from recyc_cli.render.pages.quote import account, customer
from recyc_cli.render.pages.screen import quote as screen
from recyc_cli.render.pages.side import comparison_page
from recyc_cli.render.render import page_of, render

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

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


@pytest.mark.parametrize("form", [*SCREENS, "xlsx"])
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
