"""Writes tables of quotes as text, Parquet, workbooks and tables of databases."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recyc_cli.batch.writing.row_groups import row_groups
from recyc_cli.errors import RecycError
from recyc_cli.files import UNWRITABLE

if TYPE_CHECKING:
    from collections.abc import Sequence

FORMS = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
    ".xlsx": "xlsx",
    ".duckdb": "duckdb",
    ".sqlite": "sqlite",
    ".db": "sqlite",
}
"""Form of a file of quotes, by its suffix."""
TEXTS = ("csv", "tsv", "jsonl")
"""Forms that grow line by line; the others are made of Parquet, which grows by row groups."""
_DELIMITERS = {"csv": ",", "tsv": "\t"}
TABLE = "quotes"
"""What a table of a database is called where nobody says."""
_FORMULA = r"^[=+\-@]"
_NUMBER = r"^[+-]?[0-9.,\s]+%?$"
_CONTROL = "[\x00-\x08\x0b\x0e-\x1f\x7f]"


def quotes_as_text(table: Any, form: str) -> bytes:  # noqa: ANN401 - a table of Arrow
    """Return the lines of a table, without a head; no cell is a formula."""
    if form == "jsonl":
        lines = (json.dumps(row, ensure_ascii=False, default=str) for row in table.to_pylist())
        return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")
    import pyarrow as pa
    from pyarrow import csv

    out = pa.BufferOutputStream()
    options = csv.WriteOptions(include_header=False, delimiter=_DELIMITERS[form])
    csv.write_csv(_safe(table), out, options)
    return out.getvalue().to_pybytes()  # type: ignore[no-any-return]


def line_of_headings(names: Sequence[str], form: str) -> bytes:
    r"""Return the line of headings of a text; nothing of JSON lines.

    >>> line_of_headings(["lot", "a,b"], "csv"), line_of_headings(["lot"], "jsonl")
    (b'lot,"a,b"\n', b'')
    """
    if form == "jsonl":
        return b""
    import csv
    from io import StringIO

    out = StringIO()
    csv.writer(out, delimiter=_DELIMITERS[form], lineterminator="\n").writerow(map(_cell, names))
    return out.getvalue().encode("utf-8", "replace")


def _cell(text: str) -> str:
    return "'" + text if text[:1] in ("=", "+", "-", "@") else text


def _safe(table: Any) -> Any:  # noqa: ANN401 - a table of Arrow
    """Return a table whose texts no spreadsheet takes for formulas."""
    import pyarrow as pa
    from pyarrow import compute as pc

    for at, field in enumerate(table.schema):
        if pa.types.is_string(field.type) or pa.types.is_large_string(field.type):
            column = table.column(at)
            odd = pc.match_substring_regex(column, _CONTROL)
            if pc.any(odd).as_py():
                column = pc.replace_substring_regex(column, _CONTROL, "")
            formula = pc.and_not(pc.match_substring_regex(column, _FORMULA), pc.match_substring_regex(column, _NUMBER))
            if pc.any(formula).as_py():
                marked = pc.binary_join_element_wise(pa.scalar("'", column.type), column, pa.scalar("", column.type))
                column = pc.if_else(formula, marked, column)
            table = table.set_column(at, field.name, column)
    return table


def made_of_parquet(draft: str, whole: str, form: str, table: str, names: Sequence[str], before: str) -> None:
    """Make a workbook or a database of quotes in Parquet.

    Args:
        draft: the file of Parquet.
        whole: the file to make.
        form: of it.
        table: what a table of a database, or a sheet, is called.
        names: the headings.
        before: a database that stands where the file goes: its other tables stay.
    """
    if form == "xlsx":
        from recyc_cli.batch.writing.workbook import write_workbook

        write_workbook(row_groups(draft), whole, table or TABLE, names)
        return
    import shutil

    if Path(before).is_file():
        shutil.copyfile(before, whole)
    into_tables, fault = (_duckdb, duckdb_error()) if form == "duckdb" else (_sqlite, sqlite3.Error)
    try:
        into_tables(draft, whole, (table or TABLE).replace('"', '""'))
    except fault as error:
        message = f"what stands there is no database that it can be put into: {error}"
        raise RecycError(UNWRITABLE, message.splitlines()[0][:200], before, "give another name with -o") from None


def duckdb_error() -> type[Exception]:
    """Return what DuckDB raises."""
    import duckdb

    return duckdb.Error


def _duckdb(draft: str, whole: str, table: str) -> None:
    import duckdb

    with duckdb.connect(whole) as connection:
        file = draft.replace("'", "''")
        connection.execute(f"create or replace table \"{table}\" as select * from read_parquet('{file}')")  # noqa: S608


def _sqlite(draft: str, whole: str, table: str) -> None:
    import pyarrow as pa

    with closing(sqlite3.connect(whole)) as connection:
        connection.execute(f'drop table if exists "{table}"')
        made = False
        for group in row_groups(draft):
            if not made:
                named = [(field.name.replace('"', '""'), pa.types.is_floating(field.type)) for field in group.schema]
                columns = ", ".join(f'"{name}" {"real" if number else ""}' for name, number in named)
                connection.execute(f'create table "{table}" ({columns})')
                made = True
            marks = ", ".join("?" * group.num_columns)
            rows = zip(*(map(_plain, column.to_pylist()) for column in group.columns), strict=True)
            connection.executemany(f'insert into "{table}" values ({marks})', rows)  # noqa: S608 - its own name
        connection.commit()
    with suppress(OSError):
        Path(f"{whole}-journal").unlink()


def _plain(cell: Any) -> Any:  # noqa: ANN401 - a cell of Arrow
    return cell if cell is None or isinstance(cell, (int, float, str, bytes)) else str(cell)
