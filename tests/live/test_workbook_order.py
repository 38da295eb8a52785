"""A page to move and a workbook tell the same inputs in the same words, units and order."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from few import few
from openpyxl import load_workbook
from page_reader import document
from pages import OTHERS, ROUTES, data_of, page_of_two

from recyc_cli import compare, quote
from recyc_cli.analysis.traced_quote import retraced, retraced_side_by_side
from recyc_cli.render.xlsx.workbook import comparison_workbook, quote_workbook

Row = tuple[str, float, str, str]
FEW = ("hydro", "pyro", "shred", "reuse", "mix", "holder", "plant", "gate fee")
"""Six routes' and other kinds, two of them with a stated price or seat."""
OWN = {"feed_price", "damaged"}
"""What a page moves that no figure as asked needs: a price stated in the place of an estimate, and what it turns on."""
MOST = 20
"""Inputs that stand first."""
MANY = 60
"""Inputs that the smallest of them has."""
DIGITS = 12
"""A sheet writes sixteen digits, of which a reader may lose the last ones."""


def told_on_page(data: dict[str, Any]) -> list[Row]:
    """Return path, value, unit and words of a page's inputs, section by section."""
    told = [data["inputs"][place] for _, places in data["order"] for place in places]
    assert len(told) == len(data["inputs"])
    return [
        (each["path"], each["value"], each["unit"], ", ".join(filter(None, (each["what"], each["where"]))))
        for each in told
    ]


def told_on_sheet(book: bytes) -> list[Row]:
    """Return the same of the sheet Inputs."""
    rows = load_workbook(BytesIO(book), read_only=True)["Inputs"].iter_rows(min_row=4, max_col=4, values_only=True)
    return [(str(path), float(value), str(unit), str(words)) for path, value, unit, words in rows if path]


def near(rows: list[Row]) -> list[Row]:
    """Return rows with their values rounded."""
    return [(path, float(f"{value:.{DIGITS}g}"), unit, words) for path, value, unit, words in rows]


@pytest.mark.parametrize("name", few(FEW, 4))
def test_one_story(name: str) -> None:
    """Shares of a mix cannot be moved alone: all else is the same."""
    page = near(told_on_page(data_of(name)))
    sheet = near(told_on_sheet(quote_workbook(retraced(quote(**(ROUTES | OTHERS)[name])))))
    assert len(page) > MANY
    own = {row[0] for row in page} - {row[0] for row in sheet}
    assert own <= OWN
    assert [row for row in page if row[0] not in own] == [row for row in sheet if not row[0].startswith("mix.")]


def test_what_was_asked_for_is_first_then_what_moves_the_margin_most() -> None:
    words = [words for words, _ in data_of("shred")["order"]]
    assert words[:3] == ["asked for", "what moves the margin most", "prices"]
    assert len(words) == len(set(words))


def test_two_side_by_side() -> None:
    """The workbook has no sheet of every figure there: inputs that only such figures need are the page's own."""
    both = compare(chemistry="nmc622", route=["hydro", "reuse"])
    report = both.to_dict()
    book = comparison_workbook(retraced_side_by_side(both.quotes, report["quotes"]), report)
    page = [row[:3] for row in near(told_on_page(document(page_of_two())))]
    sheet = [row[:3] for row in near(told_on_sheet(book))]
    known = set(sheet)
    assert [row for row in page if row in known] == sheet


@pytest.mark.parametrize("chemistry", ["nfm", "lmfp"])
def test_shares_with_ranges_of_their_own_are_told_too(chemistry: str) -> None:
    """Of a bill of material whose shares have ranges each still leaves the others no room."""
    rows = told_on_sheet(quote_workbook(retraced(quote(chemistry=chemistry, route="hydro"))))
    assert f"chemistries.{chemistry}.pack.cathode" in {path for path, *_ in rows[MOST:]}
