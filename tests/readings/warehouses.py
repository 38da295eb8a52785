"""Runs the SQL of a batch in warehouses: in DuckDB, and in a PostgreSQL of its own."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from recyc_cli.batch.job import Job
from recyc_cli.batch.sql.emit import sql_of
from recyc_cli.catalog.open_library import builtin_library
from recyc_cli.importing.lots.headings import Map
from recyc_cli.importing.lots.lot_files import LotFiles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

LIBRARY = builtin_library()
Rows = dict[Any, dict[str, Any]]
"""What a warehouse says of each lot, by the first of its columns."""
QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


def statements(file: Path, headings: Mapping[str, str] | None = None, **asked: Any) -> tuple[str, list[str]]:
    """Return the head of what a batch of a file emits, and its statements."""
    apart = {name: asked.pop(name) for name in ("routes", "columns") if name in asked}
    job = Job([str(file)], asked, said=Map(headings or {}), **apart)
    text = "".join(sql_of(job, LotFiles(job.files, "", job.said, LIBRARY, list(asked)), LIBRARY, "lots"))
    return text.partition("\n\n")[0], [each for each in text.split(";\n") if "SELECT" in each]


def in_duckdb(some: list[str], load: str) -> Rows:
    """Return what statements say of a table that is loaded.

    Args:
        some: statements of a table `lots`.
        load: what makes the table.
    """
    found: Rows = {}
    with duckdb.connect() as connection:
        connection.execute(load)
        for each in some:
            result = connection.execute(each)
            names = [column[0] for column in result.description]
            for row in result.fetchall():
                assert row[0] not in found, "a lot is of one group"
                found[row[0]] = dict(zip(names, row, strict=True))
    return found


def in_postgres(run: Callable[[str], str], some: list[str], load: str, kinds: Mapping[str, type]) -> Rows:
    """Return what statements say of a table that is loaded.

    Args:
        run: what runs SQL in a server.
        some: statements of a table `lots`.
        load: what makes the table.
        kinds: of columns that are no texts.
    """
    run(f"drop table if exists lots; {load}")
    found: Rows = {}
    lines = run("".join(f"{each};\n" for each in some)).splitlines()
    for row in csv.DictReader(line for at, line in enumerate(lines) if at == 0 or line != lines[0]):
        told = {name: None if not text else kinds.get(name, str)(text) for name, text in row.items()}
        key = next(iter(told.values()))
        assert key not in found, "a lot is of one group"
        found[key] = told
    return found


@contextmanager
def server_of_its_own(initdb: str, postgres: str, psql: str) -> Iterator[Callable[[str], str]]:
    """Start a PostgreSQL that nobody else sees; give what runs SQL in it; stop it in the end."""
    folder = Path(tempfile.mkdtemp(prefix="recyc-sql-"))
    asked: dict[str, Any] = {}
    if os.geteuid() == 0:  # which PostgreSQL refuses to run as
        asked = {"user": "postgres", "group": "postgres", "extra_groups": []}
        shutil.chown(folder, "postgres", "postgres")
    data = folder / "data"
    subprocess.run([initdb, "-D", data, "-U", "recyc", "-A", "trust", "-E", "UTF8"], check=True, **QUIET, **asked)
    words = [postgres, "-D", data, "-k", folder, "-c", "listen_addresses=", "-c", "fsync=off"]
    client = [psql, "-h", folder, "-U", "recyc", "-d", "postgres", "-v", "ON_ERROR_STOP=1", "-q", "--csv"]

    def run(sql: str) -> str:
        done = subprocess.run(client, input=sql, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[:2000]
        return done.stdout

    with subprocess.Popen(words, **QUIET, **asked) as running:
        try:
            for _ in range(100):
                if not subprocess.run([*client, "-c", "select 1"], check=False, **QUIET).returncode:
                    break
                time.sleep(0.1)
            yield run
        finally:
            running.terminate()
            running.wait()
            shutil.rmtree(folder)
