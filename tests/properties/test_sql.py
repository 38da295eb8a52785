"""The SQL of a batch computes in a warehouse what the batch computes here: the same quotes, the same refusals."""

from __future__ import annotations

import csv
import os
import random
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from recyc_cli.batch.job import Job
from recyc_cli.batch.sql.emit import sql_of
from recyc_cli.batch.table import quoted_table
from recyc_cli.catalog.open_library import builtin_library
from recyc_cli.errors import RecycError
from recyc_cli.importing.lots.headings import Map
from recyc_cli.importing.lots.lot_files import LotFiles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LIBRARY = builtin_library()
CLOSE = 1e-9
"""What the issue of a warehouse asks for; powers may differ in the last digits."""
HEADS = ("Los", "chemistry", "form", "route", "region", "Gewicht (kg)", "soh", "gate_fee", "cobalt", "region.wage")
UNSEEN = "unseen"
Rows = dict[str, dict[str, Any]]


@pytest.fixture(autouse=True)
def _one_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "programs"))


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
        quotes = quoted_table(table, headings=said, **asked)
        self.due = {row["Los"]: row for row in quotes.to_pylist()}
        settings = {name: value for name, value in asked.items() if name not in ("routes", "columns")}
        job = Job([str(self.file)], settings, said=Map(said), **{n: asked[n] for n in asked if n not in settings})
        files = LotFiles(job.files, "", job.said, LIBRARY, list(settings))
        self.sql = "".join(sql_of(job, files, LIBRARY, "lots"))

    def statements(self) -> list[str]:
        return [each for each in self.sql.split(";\n") if "SELECT" in each]

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


def in_duckdb(emitted: Emitted) -> Rows:
    found: Rows = {}
    with duckdb.connect() as connection:
        connection.execute(f"create table lots as select * from read_csv('{emitted.file}')")  # noqa: S608
        for each in emitted.statements():
            result = connection.execute(each)
            names = [column[0] for column in result.description]
            for row in result.fetchall():
                assert row[0] not in found
                found[row[0]] = dict(zip(names, row, strict=True))
    return found


@pytest.fixture(scope="module")
def postgres(tool: Callable[..., str]) -> Iterator[Callable[[str], str]]:
    """Start a PostgreSQL of its own; return what runs SQL in it."""
    with pytest.MonkeyPatch.context() as patch:  # a server's own programs are on nobody's path in Debian
        patch.setenv(
            "PATH", os.pathsep.join([os.environ["PATH"], *map(str, Path("/usr/lib/postgresql").glob("*/bin"))])
        )
        initdb, server, psql = tool("initdb"), tool("postgres"), tool("psql")
    folder = Path(tempfile.mkdtemp(prefix="recyc-sql-"))
    asked: dict[str, Any] = {}
    if os.geteuid() == 0:  # which PostgreSQL refuses to run as
        asked = {"user": "postgres", "group": "postgres", "extra_groups": []}
        shutil.chown(folder, "postgres", "postgres")
    data = folder / "data"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run([initdb, "-D", data, "-U", "recyc", "-A", "trust", "-E", "UTF8"], check=True, **quiet, **asked)
    words = [server, "-D", data, "-k", folder, "-c", "listen_addresses=", "-c", "fsync=off"]
    with subprocess.Popen(words, **quiet, **asked) as running:

        def run(sql: str) -> str:
            words = [psql, "-h", folder, "-U", "recyc", "-d", "postgres", "-v", "ON_ERROR_STOP=1", "-q", "--csv"]
            done = subprocess.run(words, input=sql, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stderr[:2000]
            return done.stdout

        try:
            for _ in range(100):
                asking = [psql, "-h", folder, "-U", "recyc", "-d", "postgres", "-c", "select 1"]
                if not subprocess.run(asking, check=False, **quiet).returncode:
                    break
                time.sleep(0.1)
            yield run
        finally:
            running.terminate()
            running.wait()
            shutil.rmtree(folder)


def in_postgres(emitted: Emitted, run: Callable[[str], str]) -> Rows:
    kinds = ["text"] * 5 + ["double precision"] * 5
    columns = ", ".join(f'"{name}" {kind}' for name, kind in zip(HEADS, kinds, strict=True))
    run(f"drop table if exists lots; create table lots ({columns});")
    run(f"\\copy lots from '{emitted.file}' csv header\n")
    found: Rows = {}
    lines = run("".join(f"{each};\n" for each in emitted.statements())).splitlines()
    for row in csv.DictReader(line for at, line in enumerate(lines) if at == 0 or line != lines[0]):
        due = emitted.due[row["Los"]]
        assert row["Los"] not in found
        found[row["Los"]] = {
            name: None if not text else float(text) if isinstance(due.get(name), float) else text
            for name, text in row.items()
        }
    return found


@pytest.fixture(scope="module")
def thousand(tmp_path_factory: pytest.TempPathFactory) -> Emitted:
    return Emitted(tmp_path_factory.mktemp("sql"), lots(1_000), prices="2025", currency="EUR")


def test_duckdb_says_of_a_thousand_lots_what_a_batch_says(thousand: Emitted) -> None:
    assert thousand.holds(in_duckdb(thousand)) >= {None, "E101", "E122", "E142", "E391"}


def test_postgres_says_of_a_thousand_lots_what_a_batch_says(thousand: Emitted, postgres: Callable[[str], str]) -> None:
    assert thousand.holds(in_postgres(thousand, postgres)) >= {None, "E101", "E122", "E142", "E391"}


def test_the_best_route_of_each_lot(tmp_path: Path, postgres: Callable[[str], str]) -> None:
    emitted = Emitted(tmp_path, [{**each, "route": ""} for each in lots(60)], routes=["hydro", "reuse", "pyro"])
    emitted.holds(in_duckdb(emitted))
    emitted.holds(in_postgres(emitted, postgres))


def test_a_lot_of_no_group_or_beyond_what_is_computed_is_told(tmp_path: Path) -> None:
    drawn = [dict.fromkeys(HEADS, "") | {"Los": "a", "chemistry": "lfp", "route": "hydro", "Gewicht (kg)": "900"}]
    emitted = Emitted(tmp_path, drawn)
    more = [{**drawn[0], "Los": "b", "chemistry": UNSEEN}, {**drawn[0], "Los": "c", "Gewicht (kg)": "1e40"}]
    with emitted.file.open("a", newline="") as file:
        csv.DictWriter(file, HEADS).writerows(more)
    found = in_duckdb(emitted)
    assert {name: row["refused"] for name, row in found.items()} == {"a": None, "b": "E378", "c": "E378"}
    assert found["c"]["margin"] is None


def test_the_head_tells_what_it_holds_for(thousand: Emitted) -> None:
    head, first = thousand.sql.split("\n\n")[:2]
    assert LIBRARY.digest in head
    assert "currency=EUR" in head
    assert "Group 1 of" in first
    assert "chemistry=" in first


def test_cells_with_units_are_refused(tmp_path: Path) -> None:
    drawn = dict.fromkeys(HEADS, "") | {"Los": "a", "chemistry": "lfp", "Gewicht (kg)": "900 lb"}
    with pytest.raises(RecycError, match="SQL reads numbers"):
        Emitted(tmp_path, [drawn])
