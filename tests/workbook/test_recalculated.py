"""Workbooks as LibreOffice computes them: every figure that of the JSON, also after an input was changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from again import FLOOR, RELATIVE, answered
from books import CASES, EDITS, MORE, MORE_EDITS, MORE_MOVED, MOVED, NICKEL, SIDE, SPEED
from office import table

from recyc_cli import compare, quote
from recyc_cli.analysis.traced_quote import traced_quote
from recyc_cli.render.xlsx.formulas import NONE
from recyc_cli.render.xlsx.sheets import figures
from recyc_cli.render.xlsx.workbook import quote_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from office import Books


def differing(book: Any, report: dict[str, Any]) -> list[str]:
    """Return the figures that differ from the report's; what is n/a in the one is missing from the other."""
    found = {path: None if value == NONE else value for path, value in table(book["Figures"]).items()}
    wanted = dict(figures(report))
    assert {path for path, value in found.items() if value is not None} == set(wanted)
    return [
        f"{path}: {found[path]!r}, not {value!r}"
        for path, value in wanted.items()
        if not isinstance(found[path], (int, float)) or abs(found[path] - value) > max(RELATIVE * abs(value), FLOOR)
    ]


@pytest.mark.parametrize("name", CASES)
def test_every_figure_is_that_of_the_json(books: Books, name: str) -> None:
    assert differing(books[name], quote(**CASES[name]).to_dict()) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", MORE)
def test_every_figure_of_more_quotes_is_that_of_the_json(more_books: Books, name: str) -> None:
    assert differing(more_books[name], quote(**MORE[name]).to_dict()) == []


def assert_moved(books: Books, name: str, case: dict[str, Any]) -> None:
    changes = {**case, "throughput_t_per_year": SPEED, "price_overrides": (f"nickel={NICKEL}USD/t",)}
    report = quote(**changes).to_dict()
    assert report["totals"]["margin"] != quote(**case).to_dict()["totals"]["margin"]
    assert differing(books[f"{name}-edited"], report) == []


@pytest.mark.parametrize("name", MOVED)
def test_still_right_after_inputs_were_changed(books: Books, name: str) -> None:
    assert_moved(books, name, CASES[name])


@pytest.mark.slow
@pytest.mark.parametrize("name", MORE_MOVED)
def test_more_are_still_right_after_inputs_were_changed(more_books: Books, name: str) -> None:
    assert_moved(more_books, name, {**CASES, **MORE}[name])


@pytest.mark.parametrize("name", EDITS)
def test_still_right_after_any_input_was_changed(books: Books, name: str) -> None:
    case, changes = EDITS[name]
    assert differing(books[name], answered(CASES[case], changes) or {}) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", MORE_EDITS)
def test_more_are_still_right_after_any_input_was_changed(more_books: Books, name: str) -> None:
    case, changes = MORE_EDITS[name]
    assert differing(more_books[name], answered({**CASES, **MORE}[case], changes) or {}) == []


@pytest.mark.parametrize("suffix", ["", "-edited"])
def test_a_comparison_shares_its_inputs(books: Books, suffix: str) -> None:
    sheet = books[f"side{suffix}"]["Comparison"]
    rows = {str(row[0]).strip(): row[1:] for row in sheet.iter_rows(values_only=True) if row[0]}
    prices = (f"nickel={NICKEL}USD/t",) if suffix else ()
    quotes = compare(**SIDE, price_overrides=prices).to_dict()["quotes"]
    for index, totals in enumerate(each["totals"] for each in quotes):
        for words, key in (("recovery value", "recovery_value"), ("cost", "cost"), ("margin", "margin")):
            assert rows[words][index] == pytest.approx(totals[key], rel=RELATIVE, abs=FLOOR)


def assert_no_errors(books: Books, cases: dict[str, dict[str, Any]]) -> None:
    names = books.names()
    assert set(cases) < set(names)
    for name in names:
        book = books[name]
        for sheet in book:
            wrong = [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "e"]
            assert wrong == [], f"{name} {sheet.title}"


def test_no_cell_is_an_error(books: Books) -> None:
    assert_no_errors(books, CASES)


@pytest.mark.slow
def test_nor_of_more_books(more_books: Books) -> None:
    assert_no_errors(more_books, MORE)


def test_values_stored_beside_formulas_are_those_of_the_json(tmp_path: Path) -> None:
    import openpyxl

    path = tmp_path / "quote.xlsx"
    path.write_bytes(quote_workbook(traced_quote(**CASES["hydro"])))
    stored = table(openpyxl.load_workbook(path, data_only=True)["Figures"])
    assert stored == dict(figures(quote(**CASES["hydro"]).to_dict()))
