"""Quotes a table in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.batch.job import Job
from recyc_cli.batch.quoting import Quoting
from recyc_cli.batch.run import Tally
from recyc_cli.catalog.open_library import open_library
from recyc_cli.importing.lots.batches import Batch, Table
from recyc_cli.importing.lots.headings import Map
from recyc_cli.importing.lots.lot_files import LotFiles

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NAME = "table"


def quoted_table(
    table: Any,  # noqa: ANN401 - a table of Arrow
    *,
    routes: Sequence[str] = (),
    columns: Sequence[str] = (),
    headings: Mapping[str, str] | None = None,
    cells: Mapping[str, str] | None = None,
    preset_dirs: Sequence[str] = (),
    jobs: int = 1,
    **keywords: Any,  # noqa: ANN401 - keywords of a quote
) -> Any:  # noqa: ANN401 - a table of Arrow
    """Return a table with the quotes of its rows beside them (`recyc_cli.batch.quote_table`)."""
    import pyarrow as pa

    job = Job([NAME], keywords, said=Map(headings or {}, cells or {}), routes=routes, columns=columns, jobs=jobs,
        preset_dirs=preset_dirs)  # fmt: skip
    job.check()
    rows = Batch(table.columns, range(1, table.num_rows + 1), {})
    given = Table(NAME, list(table.column_names), "", [], iter([rows]), list(table.schema.types))
    library = open_library(preset_dirs)
    lots = LotFiles([NAME], "", job.said, library, keywords, {NAME: given})
    quoted = [each.table for each in Quoting(job, lots, library).blocks(Tally())] if table.num_rows else []
    return pa.concat_tables(quoted) if quoted else table
