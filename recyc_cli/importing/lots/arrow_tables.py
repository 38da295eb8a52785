"""Opens tables with pyarrow and duckdb, batch by batch: Parquet, and tables of databases."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from recyc_cli.errors import RecycError
from recyc_cli.importing.lots.batches import Batch, Table
from recyc_cli.importing.lots.text_rows import ROWS, SAMPLE
from recyc_cli.importing.text_table import UNREADABLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

EXTRA = "pip install 'recyc[batch]'"
MISSING_EXTRA = "E114"
NESTED = ("list", "struct", "map", "union")


def needs(what: str, where: str) -> RecycError:
    """Return the error of an install without what this takes."""
    return RecycError(MISSING_EXTRA, f"{what} takes numpy, pyarrow and duckdb, which are not installed", where, EXTRA)


@contextmanager
def parquet(real: str, path: str, named: str) -> Iterator[Table]:  # noqa: ARG001 - as the others
    """Open a Parquet file; one row group at a time is in memory."""
    try:
        from pyarrow import lib
        from pyarrow import parquet as pq
    except ImportError:
        raise needs("Parquet", path) from None
    try:
        file = pq.ParquetFile(real)
    except (lib.ArrowException, OSError) as error:
        raise RecycError(UNREADABLE, f"no Parquet file: {str(error)[:200]}", path) from None
    with file:
        names = [str(each) for each in file.schema_arrow.names]
        _plain(zip(names, file.schema_arrow.types, strict=True), path)
        groups = (file.read_row_group(at) for at in range(file.metadata.num_row_groups))
        yield Table(path, names, "", [], _numbered(groups, path), list(file.schema_arrow.types))


@contextmanager
def duckdb(real: str, path: str, named: str) -> Iterator[Table]:
    """Open a table of a DuckDB file."""
    try:
        import duckdb as engine
    except ImportError:
        raise needs("a DuckDB file", path) from None
    try:
        connection = engine.connect(real, read_only=True)
    except engine.Error as error:
        raise RecycError(UNREADABLE, f"no DuckDB file: {str(error)[:200]}", path) from None
    with connection:
        known = [row[0] for row in connection.execute("select table_name from information_schema.tables").fetchall()]
        name = _table(known, named, path)
        found: Any = connection.sql(f'select * from "{_quoted(name)}"')  # noqa: S608 - a name of the file's own
        read = getattr(found, "to_arrow_reader", None) or found.fetch_arrow_reader  # by that name until duckdb 1.4
        reader = read(ROWS * 16)
        _plain(zip(reader.schema.names, reader.schema.types, strict=True), path)
        yield Table(path, list(reader.schema.names), "", [], _numbered(reader, path), list(reader.schema.types))


@contextmanager
def sqlite(real: str, path: str, named: str) -> Iterator[Table]:
    """Open a table of a SQLite file, with the standard library."""
    connection = sqlite3.connect(f"file:{real}?mode=ro", uri=True)
    try:
        found = connection.execute("select name from sqlite_master where type in ('table', 'view')").fetchall()
        name = _table([row[0] for row in found], named, path)
        cursor = connection.execute(f'select * from "{_quoted(name)}"')  # noqa: S608 - a name of the file's own
        first = [_cells(row) for row in cursor.fetchmany(SAMPLE)]
        yield Table(path, [each[0] for each in cursor.description], "", first, _rows(first, cursor))
    except sqlite3.Error as error:
        raise RecycError(UNREADABLE, f"no SQLite file: {error}", path) from None
    finally:
        connection.close()


def _rows(first: list[list[object]], cursor: sqlite3.Cursor) -> Iterator[Batch]:
    """Yield the rows of a query, of which the first are read."""
    line, rows = 1, first
    while rows:
        yield Batch([list(column) for column in zip(*rows, strict=True)], range(line, line + len(rows)), {})
        line += len(rows)
        rows = [_cells(row) for row in cursor.fetchmany(ROWS)]


def _cells(row: Iterable[object]) -> list[object]:
    return [float(cell) if isinstance(cell, int) else cell for cell in row]


def _quoted(name: str) -> str:
    return name.replace('"', '""')


def _table(known: list[str], named: str, path: str) -> str:
    """Return the table that is asked for, or the only one."""
    if named in known or (not named and len(known) == 1):
        return named or known[0]
    what = f"no table {named!r}" if named else "several tables" if known else "no table"
    raise RecycError(UNREADABLE, what, path, "--table " + " or ".join(known[:20]))


def _plain(columns: Iterable[tuple[str, Any]], path: str) -> None:
    """Refuse columns that hold several values a row."""
    for name, kind in columns:
        if str(kind).startswith(NESTED):
            raise RecycError(UNREADABLE, f"column {name} holds several values in a row", path)


def _numbered(tables: Iterable[Any], path: str) -> Iterator[Batch]:
    """Yield batches of Arrow with the numbers of their rows, from 1."""
    from pyarrow import lib

    first = 1
    try:
        for table in tables:
            yield Batch(table.columns, range(first, first + table.num_rows), {})
            first += table.num_rows
    except (lib.ArrowException, OSError) as error:
        raise RecycError(UNREADABLE, f"row {first} and on cannot be read: {str(error)[:200]}", path) from None
