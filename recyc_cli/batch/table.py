"""Quotes a table in memory, or batches of one that is nowhere whole."""

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
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.engine.programs import Programs

NAME = "table"


def quoted_table(
    table: Any,  # noqa: ANN401 - a table of Arrow
    **options: Any,  # noqa: ANN401 - as `job_of_table` takes them
) -> Any:  # noqa: ANN401 - a table of Arrow
    """Return a table with the quotes of its rows beside them (`recyc_cli.batch.quote_table`)."""
    import pyarrow as pa

    job = job_of_table(**options)
    parts = [table] if table.num_rows else []
    quoted = [*quoted_parts(job, table.schema, parts, open_library(job.preset_dirs))]
    return pa.concat_tables(quoted) if quoted else table


def job_of_table(
    *,
    routes: Sequence[str] = (),
    columns: Sequence[str] = (),
    headings: Mapping[str, str] | None = None,
    cells: Mapping[str, str] | None = None,
    preset_dirs: Sequence[str] = (),
    jobs: int = 1,
    **keywords: Any,  # noqa: ANN401 - keywords of a quote
) -> Job:
    """Return what is asked of the rows of a table.

    Raises:
        RecycError: E121, columns that there are none of.
    """
    job = Job([NAME], keywords, said=Map(headings or {}, cells or {}), routes=routes, columns=columns, jobs=jobs,
        preset_dirs=preset_dirs)  # fmt: skip
    job.check()
    return job


def quoted_parts(
    job: Job,
    schema: Any,  # noqa: ANN401 - a schema of Arrow
    parts: Iterable[Any],
    library: Library,
    programs: Programs | None = None,
) -> Iterator[Any]:
    """Yield tables with the quotes of their rows beside them, of the same rows in the same order.

    Args:
        job: what is asked.
        schema: names and types of the columns.
        parts: tables or batches of Arrow.
        library: the presets at hand.
        programs: that an earlier call with the same job and library has opened.

    Raises:
        RecycErrors: headings that cannot be read.
    """
    given = Table(NAME, list(schema.names), "", [], _numbered(parts), list(schema.types))
    lots = LotFiles([NAME], "", job.said, library, job.settings, {NAME: given})
    for quoted in Quoting(job, lots, library, programs=programs).blocks(Tally()):
        yield quoted.table


def _numbered(parts: Iterable[Any]) -> Iterator[Batch]:
    """Yield the rows of tables with their numbers, from 1."""
    first = 1
    for part in parts:
        yield Batch(part.columns, range(first, first + part.num_rows), {})
        first += part.num_rows
