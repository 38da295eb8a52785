"""Quotes columns of lots through programs: blocks in, blocks out, in bounded memory.

May import analysis, engine and all below.
"""

from typing import Any


def quote_table(table: Any, **options: Any) -> Any:  # noqa: ANN401 - tables of Arrow, keywords of a quote
    """Quote every row of a `pyarrow.Table`, and return its columns with those of the quotes beside them.

    Args:
        table: lots, in columns whose headings are keywords of a quote or the usual words for them.
        options: keywords of a quote for all rows (region, seat, method, ...); routes, of which the best is taken;
            columns of the quotes; headings and cells, as `--map` says them; preset_dirs; jobs.

    Raises:
        RecycErrors: headings that cannot be read, keywords that there are none of.

    >>> import pyarrow as pa
    >>> lots = pa.table({"chemistry": ["nmc622", "lfp", "lpf"], "mass_t": [12.0, 3.0, 1.0]})
    >>> quotes = quote_table(lots, route="hydro", columns=["kwh_per_t", "lot_mass_t"])
    >>> quotes["lot_mass_t"].to_pylist(), quotes["refused"].to_pylist()
    ([12.0, 3.0, None], [None, None, 'E101'])
    """
    from recyc_cli.batch.table import quoted_table

    return quoted_table(table, **options)


__all__ = ["quote_table"]
