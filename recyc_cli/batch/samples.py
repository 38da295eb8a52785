"""Writes the margins of every draw as CSV or Parquet, a column for each quote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.errors import RecycError

if TYPE_CHECKING:
    from recyc_cli.analysis.simulation.simulation import Simulation

FORM, UNWRITABLE = "E114", "E115"
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
    from pyarrow import csv, parquet

    names = [column_name(each) for each in of.to_dict()["quotes"]]
    columns = {"draw": pa.array(range(1, of.plan.draws + 1), pa.int64())}
    columns |= {name: pa.array(row, from_pandas=True) for name, row in zip(names, of.margins, strict=True)}
    table = pa.table(columns)
    try:
        if path.lower().endswith(".csv"):
            csv.write_csv(table, path)
        else:
            parquet.write_table(table, path)
    except OSError as fault:
        raise RecycError(UNWRITABLE, f"cannot write {path}: {fault.strerror or fault}", "--samples") from fault


def column_name(quote: object) -> str:
    """Return what the column of a quote is called: its feed and its way.

    >>> column_name({"chemistry": "lfp", "route": "hydro", "plant": None})
    'lfp hydro'
    """
    assert isinstance(quote, dict)  # noqa: S101 - a quote of the report
    return " ".join(filter(None, (quote["chemistry"], quote["route"], quote["plant"])))
