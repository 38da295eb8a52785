"""The SQL of a batch computes in a warehouse what the batch computes here: the same quotes, the same refusals."""

from __future__ import annotations

import csv
import math
import random
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa
import pytest
from few import slowly
from pyarrow import parquet
from warehouses import LIBRARY, in_duckdb, in_postgres, statements

from recyc_cli.batch import quote_table
from recyc_cli.batch.sql.expressions import held_product
from recyc_cli.batch.table import quoted_table
from recyc_cli.errors import RecycError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from warehouses import Rows

CLOSE = 1e-9
"""Powers of a warehouse may differ from those here in the last digits."""
HEADS = ("Los", "chemistry", "form", "route", "region", "Gewicht (kg)", "soh", "gate_fee", "cobalt", "region.wage")
UNSEEN = "unseen"


def lots(rows: int) -> list[dict[str, str]]:
    """Draw lots: words and numbers that are missing in places, and faulty ones."""
    dice = random.Random(7)  # noqa: S311

    def maybe(low: float, high: float, there: float = 0.7) -> str:
        return repr(round(dice.uniform(low, high), 4)) if dice.random() < there else ""

    return [
        dict(
            zip(
                HEADS,
                (
                    f"L'{at}",
                    dice.choice(("NCM 622", "nmc622", "lfp", "LFP cells", "unobtainium")),
                    dice.choice(("module", "black-mass", "")),
                    dice.choice(("hydro", "reuse", "pyro")),
                    dice.choice(("us", "Deutschland")),
                    maybe(-500.0, 40_000.0, 1.0),
                    maybe(0.4, 1.05),
                    maybe(-3_000.0, 2_500.0, 1.0),
                    maybe(10_000.0, 60_000.0, 0.8),
                    maybe(5.0, 60.0, 1.0),
                ),
                strict=True,
            )
        )
        for at in range(rows)
    ]


class Emitted:
    """Lots in a file, the SQL of them, and what a batch says."""

    def __init__(self, folder: Path, drawn: list[dict[str, str]], **asked: Any) -> None:
        self.file = folder / "lots.csv"
        with self.file.open("w", newline="") as file:
            writer = csv.DictWriter(file, HEADS)
            writer.writeheader()
            writer.writerows(drawn)
        table = duckdb.sql(f"select * from read_csv('{self.file}', all_varchar = true)").to_arrow_table()  # noqa: S608
        said = {"cobalt": "cobalt USD/t", "region.wage": "region.wage USD/h"}
        self.due = {row["Los"]: row for row in quoted_table(table, headings=said, **asked).to_pylist()}
        self.head, self.statements = statements(self.file, said, **asked)

    def holds(self, found: Rows) -> set[str | None]:
        """Hold rows to those of the batch; return the codes that are among them."""
        assert found.keys() == self.due.keys()
        for name, row in found.items():
            due = self.due[name]
            assert row["refused"] == due["refused"], name
            for column, value in row.items():
                told = due[column]
                if isinstance(told, float):
                    size = abs(due["cost"] or 0.0) if "margin" in column else 0.0
                    lot = abs(due["lot_cost"] or 0.0) if column.startswith("lot_") else 0.0
                    assert value == pytest.approx(told, rel=CLOSE, abs=CLOSE * max(size, lot)), (name, column)
                elif column not in HEADS and row["refused"] != "E391":  # which may be of no group
                    assert value == told, (name, column)
        return {row["refused"] for row in found.values()}

    def in_duckdb(self) -> Rows:
        return in_duckdb(self.statements, f"create table lots as select * from read_csv('{self.file}')")  # noqa: S608

    def in_postgres(self, run: Callable[[str], str]) -> Rows:
        kinds = ["text"] * 5 + ["double precision"] * 5
        columns = ", ".join(f'"{name}" {kind}' for name, kind in zip(HEADS, kinds, strict=True))
        numbers = {name: float for row in self.due.values() for name, value in row.items() if isinstance(value, float)}
        load = f"create table lots ({columns});\n\\copy lots from '{self.file}' csv header\n"
        return in_postgres(run, self.statements, load, numbers)


def alike(drawn: list[dict[str, str]]) -> list[dict[str, str]]:
    """Return those of one place and form: fewer groups, each with as many lots."""
    return [each for each in drawn if (each["region"], each["form"]) == ("Deutschland", "module")]


@pytest.fixture(scope="module", params=[alike, slowly(list)])
def some(request: pytest.FixtureRequest) -> Callable[[Any], Any]:
    """Return what picks the lots that are tried each time; a long proof takes all."""
    return request.param  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def thousand(some: Callable[[Any], Any], tmp_path_factory: pytest.TempPathFactory) -> Emitted:
    return Emitted(tmp_path_factory.mktemp("sql"), some(lots(1_000)), prices="2025", currency="EUR")


def test_duckdb_says_of_a_thousand_lots_what_a_batch_says(thousand: Emitted) -> None:
    assert thousand.holds(thousand.in_duckdb()) >= {None, "E101", "E122", "E142", "E391"}


def test_postgres_says_of_a_thousand_lots_what_a_batch_says(thousand: Emitted, postgres: Callable[[str], str]) -> None:
    assert thousand.holds(thousand.in_postgres(postgres)) >= {None, "E101", "E122", "E142", "E391"}


def test_the_best_route_of_each_lot(some: Callable[[Any], Any], tmp_path: Path, postgres: Callable[[str], str]) -> None:
    emitted = Emitted(tmp_path, [{**each, "route": ""} for each in some(lots(60))], routes=["hydro", "reuse", "pyro"])
    emitted.holds(emitted.in_duckdb())
    emitted.holds(emitted.in_postgres(postgres))


def test_a_lot_of_no_group_or_beyond_what_is_computed_is_told(tmp_path: Path) -> None:
    drawn = [dict.fromkeys(HEADS, "") | {"Los": "a", "chemistry": "lfp", "route": "hydro", "Gewicht (kg)": "900"}]
    emitted = Emitted(tmp_path, drawn)
    more = [{**drawn[0], "Los": "b", "chemistry": UNSEEN}, {**drawn[0], "Los": "c", "Gewicht (kg)": "1e40"}]
    with emitted.file.open("a", newline="") as file:
        csv.DictWriter(file, HEADS).writerows(more)
    found = emitted.in_duckdb()
    assert {name: row["refused"] for name, row in found.items()} == {"a": None, "b": "E378", "c": "E378"}
    assert found["c"]["margin"] is None


NUMBERS = {"mass_t": 10.0, "soh": 0.9, "throughput_t_per_year": 10_000.0, "feed_price": 500.0,
    "prices.metals.nickel": 15_000.0, "region.wage": 30.0}  # fmt: skip
ENDS = (None, math.nan, math.inf, -math.inf, 0.0, -1.0)


@pytest.mark.parametrize("chemistry", ["nmc622", "unobtainium"])
def test_numbers_that_are_none(tmp_path: Path, postgres: Callable[[str], str], chemistry: str) -> None:
    """What is no number is nothing to a batch, and so it is to both warehouses; what has no end is refused alike."""
    words = {"chemistry": chemistry, "route": "hydro"}
    rows = [{**words, **NUMBERS, name: end} for name in NUMBERS for end in ENDS]
    table = pa.Table.from_pylist([{"at": at, **row} for at, row in enumerate(rows)])
    due = [(each["refused"], each["margin"]) for each in quote_table(table).to_pylist()]
    assert {code for code, _ in due} >= ({None, "E103", "E105", "E122", "E391"} if chemistry == "nmc622" else {"E122"})
    parquet.write_table(table, tmp_path / "lots.parquet")
    _, some = statements(tmp_path / "lots.parquet")
    columns = ", ".join(
        f'"{each.name}" {"text" if pa.types.is_string(each.type) else "double precision"}' for each in table.schema
    )
    cells = ("(" + ", ".join("NULL" if each is None else f"'{each}'" for each in row.values()) + ")"
             for row in table.to_pylist())  # fmt: skip
    load = f"create table lots ({columns}); insert into lots values {', '.join(cells)};"  # noqa: S608
    for found in (in_duckdb(some, load), in_postgres(postgres, some, load, {"at": int, "margin": float})):
        told = [found[at] for at in range(len(rows))]
        assert [each["refused"] for each in told] == [code for code, _ in due]
        assert [each["margin"] for each in told] == [
            margin if margin is None else pytest.approx(margin, rel=CLOSE) for _, margin in due
        ]


def test_a_product_that_no_column_holds_ends_no_statement(postgres: Callable[[str], str]) -> None:
    """PostgreSQL stops at a product too large or too small: it is made one that is refused."""
    pairs = [(2.0, 3.0), (1e200, 1e200), (1e-200, -1e-200), (0.0, 1e300), (math.inf, 2.0), (None, 2.0)]
    due = ["6", "1.7976931348623157e+308", "1.7976931348623157e+308", "0", "Infinity", ""]
    cells = ", ".join("(" + ", ".join("NULL" if each is None else f"'{each}'" for each in pair) + ")" for pair in pairs)
    load = f"create table pairs (a double precision, b double precision); insert into pairs values {cells};"  # noqa: S608
    told = postgres(f"{load} select {held_product('a', 'b')} as p from pairs;").splitlines()[1:]  # noqa: S608
    assert [each.strip('"') for each in told] == due


def test_the_head_tells_what_it_holds_for(thousand: Emitted) -> None:
    first = thousand.statements[0]
    assert LIBRARY.digest in thousand.head
    assert "currency=EUR" in thousand.head
    assert "Group 1 of" in first
    assert "chemistry=" in first


def test_cells_with_units_are_refused(tmp_path: Path) -> None:
    drawn = dict.fromkeys(HEADS, "") | {"Los": "a", "chemistry": "lfp", "Gewicht (kg)": "900 lb"}
    with pytest.raises(RecycError, match="SQL reads numbers"):
        Emitted(tmp_path, [drawn])
