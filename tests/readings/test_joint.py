"""All that reads a program says of the same lots what single quotes say: the same figures, the same refusals."""

from __future__ import annotations

import json
import math
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pytest
from browser import COMPARE, Browser
from page_reader import document, refused, run
from pyarrow import csv, parquet
from settings_of import KEYWORD
from single import KEYWORDS, PATHS, Lot, Single, differing, grouped, keywords_of, single
from thousand import OPTIONS, thousand_lots
from warehouses import LIBRARY, in_duckdb, in_postgres, statements

from recyc_cli import quote
from recyc_cli.analysis.live.live import Live
from recyc_cli.batch import quote_table
from recyc_cli.engine.float_program import FloatProgram
from recyc_cli.engine.lots import may_be
from recyc_cli.engine.outputs import RECYCLED_BY, USUAL, row_of_quotes
from recyc_cli.engine.programs import Programs
from recyc_cli.errors import RecycError
from recyc_cli.render.live.page import live_page

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from recyc_cli.engine.cache import Kept

EXACT, PROGRAM, WAREHOUSE = 1e-12, 1e-11, 1e-9
"""What a page may be off, of the cost; what a program, whose sums are put in another order; what SQL, asked for so."""
CELL, NUMBER = "E391", "E122"
"""A share above 1 may be meant as percent: whoever reads cells refuses it there, a quote as a number that cannot be."""
PLAIN = [name for name in thousand_lots().column_names if name not in ("vin", "came", "day", "cells")]
"""Columns that a file of any kind can hold."""
Found = dict[int, dict[str, Any]]
GROUPS, OF_EACH = 3, 9


def some_lots() -> pa.Table:
    """Return lots of the largest groups, first what no quote takes."""
    lots = thousand_lots()
    groups = sorted(grouped(lots.to_pylist()).values(), key=len, reverse=True)[:GROUPS]
    some = [lot["at"] for group in groups for lot in sorted(group, key=_may_be)[:OF_EACH]]
    return lots.take(sorted(some))


def _may_be(lot: Lot) -> bool:
    return lot["prices.metals.nickel"] >= 0.0 and lot["throughput_t_per_year"] > 0.0 and (lot["soh"] or 0.0) <= 1.0


class Lots:
    """Lots, and what single quotes say of them."""

    def __init__(self, table: pa.Table, folder: Path) -> None:
        self.table, self.folder = table, folder
        self.rows: list[Lot] = table.to_pylist()
        self.due: dict[int, Single] = {lot["at"]: single(lot) for lot in self.rows}

    def cells(self) -> dict[int, Single]:
        """Return what is due of whoever reads cells."""
        percent = {lot["at"] for lot in self.rows if (lot["soh"] or 0.0) > 1.0}
        return {at: each._replace(codes=(CELL,)) if at in percent else each for at, each in self.due.items()}

    @cache  # noqa: B019 - as long as the lots
    def pages(self) -> list[tuple[str, list[tuple[Lot, Single]]]]:
        """Return the page of a lot of each group that has an answer, and the lots of the group that move its inputs.

        Where all lots of a group are refused there is no page. A price that no figure of a group hangs on is nothing
        that its page can move, whatever a quote says of it.
        """
        found = []
        for group in grouped(self.rows).values():
            first = next((lot for lot in group if not self.due[lot["at"]].codes), None)
            if first is None:
                continue
            made = quote(**keywords_of(first))
            page = live_page(Live([made]), [made.to_dict()], every_figure=True)
            there = setting_of(first, document(page))
            moved = [lot for lot in group if all(path in there or lot[path] >= 0.0 for path in PATHS)]
            found.append((page, [(lot, self.due[lot["at"]]) for lot in moved]))
        return found


@pytest.fixture(scope="module", params=[pytest.param(thousand_lots, marks=pytest.mark.slow), some_lots])
def lots(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Lots:
    return Lots(request.param(), tmp_path_factory.mktemp("joint"))


def test_single_quotes_refuse_some_for_several_reasons(lots: Lots) -> None:
    codes = {each.codes[0] for each in lots.due.values() if each.codes}
    assert len(codes) > 1
    assert 0.1 < sum(not each.codes for each in lots.due.values()) / len(lots.rows) < 0.9


def test_floats(lots: Lots) -> None:
    found, programs = {}, Programs(LIBRARY, row_of_quotes(USUAL), list(USUAL))
    for group in grouped(lots.rows).values():
        given = keywords_of(group[0])
        numbers = [name for name in KEYWORDS[3:] if name in given]
        shared = {name: word for name, word in given.items() if name not in (*numbers, "overrides")}
        kept = programs.of(shared, dict.fromkeys([*numbers, *PATHS], ""))
        for lot in group:
            found[lot["at"]] = by_floats(kept, {name: float(lot[name]) for name in [*numbers, *PATHS]})
    programs.keep()
    assert differing(lots.due, found, PROGRAM) == []


def by_floats(kept: Kept, numbers: dict[str, float]) -> dict[str, Any]:
    """Return what a program says of one lot; of a group that is refused as a whole a faulty number is told first."""
    if isinstance(kept, RecycError):
        faulty = any(not may_be(name, np.array(value)) for name, value in numbers.items() if name in KEYWORDS)
        return {**dict.fromkeys(USUAL), "refused": NUMBER if faulty else kept.code}
    program = FloatProgram(kept)
    told = program(numbers)
    row: dict[str, Any] = {**dict.fromkeys(USUAL), **told.outputs, "refused": told.code or None}
    for name, words in program.names.items():
        row[name] = None if row[name] is None else words[int(row[name])]
    return row


def test_numpy(lots: Lots) -> None:
    quotes = quote_table(lots.table, **OPTIONS)
    found = {row["at"]: row for row in quotes.to_pylist()}
    assert differing(lots.cells(), found, PROGRAM) == []
    for at, due in lots.due.items():
        if found[at]["refused"] not in (None, CELL):
            assert found[at]["reason"].startswith(due.message)


def test_duckdb(lots: Lots) -> None:
    file = lots.folder / "lots.parquet"
    parquet.write_table(lots.table.select(PLAIN), file)
    some = statements(file, **OPTIONS)[1]
    found = in_duckdb(some, f"create table lots as select * from '{file}'")  # noqa: S608
    assert differing(lots.cells(), found, WAREHOUSE) == []


@pytest.mark.slow
def test_postgres(lots: Lots, postgres: Callable[[str], str]) -> None:
    file = lots.folder / "lots.csv"
    plain = lots.table.select(PLAIN)
    csv.write_csv(plain, file)
    words = [each.name for each in plain.schema if each.type == pa.string()]
    columns = ", ".join(f'"{name}" {"text" if name in words else "double precision"}' for name in PLAIN)
    told = {*PLAIN, *USUAL, "quoted_feed_price"} - {*words, RECYCLED_BY}
    numbers = dict.fromkeys(told, float) | {"at": int}
    load = f"create table lots ({columns});\n\\copy lots from '{file}' csv header\n"
    found = in_postgres(postgres, statements(file, **OPTIONS)[1], load, numbers)
    assert differing(lots.cells(), found, WAREHOUSE) == []


def test_pages_read_in_python(lots: Lots) -> None:
    held, wrong = [], []
    for page, moved in lots.pages():
        data = document(page)
        for lot, due in moved:
            setting = setting_of(lot, data)
            codes = refused(data, 0, setting)
            held.append(bool(codes))
            if codes or due.codes:
                wrong += [] if codes == {*due.codes} else [(lot["at"], due.codes, codes)]
                continue
            wrong += off(data, setting, due.figures)
    assert wrong == []
    assert len(held) > 0.8 * len(lots.rows)
    assert any(held)


@pytest.mark.slow
def test_pages_in_a_browser(lots: Lots, tool: Callable[..., str], tmp_path: Path) -> None:
    browser = Browser(tool("chromium", "chromium-browser", "google-chrome"), tmp_path / "profile")
    file, wrong, held = tmp_path / "page.html", [], 0
    for page, moved in lots.pages():
        file.write_text(page, "utf-8")
        browser.open(file.as_uri())
        data = document(page)
        cases = [[lot["at"], 0, setting_of(lot, data), sorted({*due.codes}) or due.figures] for lot, due in moved]
        found = browser.run(f"({COMPARE})({json.dumps(cases)})")
        wrong += found["wrong"]
        held += len(moved)
    complaints = browser.complaints()
    browser.close()
    assert (wrong, complaints) == ([], [])
    assert held > 0.8 * len(lots.rows)


def setting_of(lot: Lot, data: dict[str, Any]) -> dict[str, float]:
    """Return the numbers of a lot as a page takes them."""
    given = {name: lot[name] for name in (*KEYWORDS, *PATHS)}
    names = {each["name"]: KEYWORD[each["path"]] if each["flags"] else each["path"] for each in data["inputs"]}
    return {name: float(given[own]) for name, own in names.items() if given.get(own) is not None}


def off(data: dict[str, Any], setting: Mapping[str, float], due: Mapping[str, Any]) -> list[Any]:
    """Return the figures that a page has otherwise."""
    registers = run(data["program"], [setting.get(each["name"], each["value"]) for each in data["inputs"]])
    own, wrong = data["sides"][0], []
    for path, place in own["every"].items():
        value, told = registers[own["figures"][own["shown"] + place]], due[path]
        size = max(abs(due["totals.cost"]), abs(told or 0.0))
        if not (math.isnan(value) if told is None else abs(value - told) <= EXACT * size):
            wrong.append((path, told, value))
    return wrong


@pytest.mark.slow
def test_spark(lots: Lots, spark: Path) -> None:
    """On two executors: the thousand, quoted once, of which the few are part."""
    found = {row["at"]: row for row in parquet.read_table(spark / "plain.parquet").to_pylist()}
    assert differing(lots.cells(), found, PROGRAM) == []
