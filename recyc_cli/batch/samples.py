"""Writes the margins of every draw as CSV or Parquet, a column for each quote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.errors import RecycError
from recyc_cli.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recyc_cli.analysis.simulation.simulation import Simulation

FORM = "E114"
ROWS = 100_000
SUFFIXES = (".csv", ".parquet")


def checked_file(path: str) -> None:
    """Refuse a file of another form before anything is drawn.

    >>> checked_file("draws.parquet")
    """
    if not path.lower().endswith(SUFFIXES):
        raise RecycError(
            FORM, f"draws are written as {' or '.join(SUFFIXES)}, not {path}", "--samples", "draws.parquet"
        )


def write_samples(of: Simulation, path: str) -> None:
    """Write a row for each draw: its number from 1, and the margin of each quote; nothing where it has none.

    Args:
        of: the simulation.
        path: `.csv` or `.parquet`, told apart by that.
    """
    import pyarrow as pa

    quotes = of.to_dict()["quotes"]
    decks = {each["prices"] for each in quotes}
    names = [" ".join(filter(None, (column_name(each), each["prices"] if len(decks) > 1 else ""))) for each in quotes]
    columns = {"draw": pa.array(range(1, of.plan.draws + 1), pa.int64())}
    columns |= {name: pa.array(row, from_pandas=True) for name, row in zip(names, of.margins, strict=True)}
    table = pa.table(columns)
    write_whole(path, _texts(table) if path.lower().endswith(".csv") else _parquet(table), f"--samples {path}")


def _texts(table: Any) -> Iterator[str]:  # noqa: ANN401 - a table of Arrow
    """Yield a table as CSV, some rows at a time."""
    import pyarrow as pa
    from pyarrow import csv

    for start in range(0, table.num_rows, ROWS):
        out = pa.BufferOutputStream()
        csv.write_csv(table.slice(start, ROWS), out, csv.WriteOptions(include_header=not start))
        yield out.getvalue().to_pybytes().decode()


def _parquet(table: Any) -> bytes:  # noqa: ANN401 - as above
    import pyarrow as pa
    from pyarrow import parquet

    out = pa.BufferOutputStream()
    parquet.write_table(table, out)
    return bytes(out.getvalue().to_pybytes())


def column_name(quote: object) -> str:
    """Return what the column of a quote is called: its feed and its way.

    >>> column_name({"chemistry": "lfp", "route": "hydro", "plant": None})
    'lfp hydro'
    """
    assert isinstance(quote, dict)  # noqa: S101 - a quote of the report
    return " ".join(filter(None, (quote["chemistry"], quote["route"], quote["plant"])))
