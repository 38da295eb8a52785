"""Writes tables of quotes as text, Parquet, workbooks and tables of databases."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recyc_cli.errors import RecycError
from recyc_cli.files import UNWRITABLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
"""Forms that grow line by line; of the others the parts are Parquet."""
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


def parquet_writer(path: str, schema: Any) -> Any:  # noqa: ANN401 - a writer of Parquet
    """Return what writes Parquet: texts by their places among the different ones, numbers as they are."""
    import pyarrow as pa
    from pyarrow import parquet as pq

    texts = [field.name for field in schema if pa.types.is_string(field.type)]
    return pq.ParquetWriter(path, schema, compression="snappy", use_dictionary=texts or False)


def row_groups(parts: Sequence[str]) -> Iterator[Any]:
    """Yield the row groups of files of Parquet as tables."""
    from pyarrow import parquet as pq

    for part in parts:
        with pq.ParquetFile(part) as file:
            for at in range(file.metadata.num_row_groups):
                yield file.read_row_group(at)


def join_parts(parts: Sequence[str], draft: str, form: str, table: str, names: Sequence[str], before: str) -> None:
    """Make one file of the parts that a batch was written in.

    Args:
        parts: their paths.
        draft: the file to make.
        form: of it.
        table: what a table of a database, or a sheet, is called.
        names: the headings.
        before: a database that stands where the file goes: its other tables stay.
    """
    if form in TEXTS:
        import shutil

        with Path(draft).open("wb") as out:
            out.write(line_of_headings(names, form))
            for part in parts:
                with Path(part).open("rb") as text:
                    shutil.copyfileobj(text, out, 1 << 20)
    elif form == "parquet":
        _parquet(parts, draft)
    elif form == "xlsx":
        from recyc_cli.batch.writing.workbook import write_workbook

        write_workbook(row_groups(parts), draft, table or TABLE, names)
    else:
        import shutil

        if Path(before).is_file():
            shutil.copyfile(before, draft)
        into_tables, fault = (_duckdb, duckdb_error()) if form == "duckdb" else (_sqlite, sqlite3.Error)
        try:
            into_tables(parts, draft, (table or TABLE).replace('"', '""'))
        except fault as error:
            message = f"what stands there is no database that it can be put into: {error}"
            raise RecycError(UNWRITABLE, message.splitlines()[0][:200], before, "give another name with -o") from None


def _parquet(parts: Sequence[str], draft: str) -> None:
    writer = None
    for group in row_groups(parts):
        writer = writer or parquet_writer(draft, group.schema)
        writer.write_table(group, row_group_size=max(1, group.num_rows))
    if writer:
        writer.close()


def duckdb_error() -> type[Exception]:
    """Return what DuckDB raises."""
    import duckdb

    return duckdb.Error


def _duckdb(parts: Sequence[str], draft: str, table: str) -> None:
    import duckdb

    with duckdb.connect(draft) as connection:
        files = ", ".join("'" + part.replace("'", "''") + "'" for part in parts)
        connection.execute(f'create or replace table "{table}" as select * from read_parquet([{files}])')  # noqa: S608


def _sqlite(parts: Sequence[str], draft: str, table: str) -> None:
    import pyarrow as pa

    with closing(sqlite3.connect(draft)) as connection:
        connection.execute(f'drop table if exists "{table}"')
        made = False
        for group in row_groups(parts):
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
        Path(f"{draft}-journal").unlink()


def _plain(cell: Any) -> Any:  # noqa: ANN401 - a cell of Arrow
    return cell if cell is None or isinstance(cell, (int, float, str, bytes)) else str(cell)
