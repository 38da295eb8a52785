"""Hands a frame of Spark to its executors, and says which columns come back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.batch.spark.carried import Carried, quoted_batches
from recyc_cli.batch.table import job_of_table, quoted_parts
from recyc_cli.catalog.open_library import open_library
from recyc_cli.errors import RecycError
from recyc_cli.importing.lots.lot_files import unique

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from recyc_cli.batch.job import Job
    from recyc_cli.catalog.documents.library import Library

ROWS_BACK = 16_384
"""Rows of a batch that is given back: Java reads one at a time."""


def quoted_frame(frame: Any, **options: Any) -> Any:  # noqa: ANN401 - frames of Spark
    """Return a frame with the quotes of its rows beside them (`recyc_cli.batch.spark.quote_frame`)."""
    try:
        from pyspark.sql.pandas.types import to_arrow_schema
    except ImportError:
        raise RecycError("E114", "a DataFrame takes pyspark, which is not installed", hint=EXTRA) from None
    if options.pop("jobs", 1) != 1:
        raise RecycError("E112", "Spark says how many cores there are", "jobs", "spark.executor.cores, and partitions")
    job = job_of_table(**options)
    library = open_library(job.preset_dirs)
    headings = unique(frame.schema.names)
    asked = _one_row(job, headings, to_arrow_schema(frame.schema).types, library)
    # By a heading with a dot in it, or one that stands there twice, Spark finds no column: it is told places alone.
    placed = frame.toDF(*(f"c{at}" for at in range(len(headings))))
    return placed.mapInArrow(reader(Carried.of(job, library), headings, asked.column_names), _schema(frame, asked))


EXTRA = "pip install 'recyc[spark]'"


def _one_row(job: Job, headings: Sequence[str], kinds: Sequence[Any], library: Library) -> Any:  # noqa: ANN401
    """Return what a lot of which nothing is known comes to, as a table of Arrow: the columns of every lot."""
    import pyarrow as pa

    table = pa.table([pa.nulls(1, kind) for kind in kinds], list(headings))
    return next(quoted_parts(job, table.schema, [table], library))


def _schema(frame: Any, asked: Any) -> Any:  # noqa: ANN401 - of Spark, of Arrow
    """Return the columns of the frame as they are, and behind them those of quotes."""
    from pyspark.sql.pandas.types import from_arrow_type
    from pyspark.sql.types import StructField, StructType

    names = asked.column_names
    own = [
        StructField(name, each.dataType, metadata=each.metadata)
        for name, each in zip(names, frame.schema, strict=False)
    ]
    more = [StructField(each.name, from_arrow_type(each.type)) for each in list(asked.schema)[len(own) :]]
    return StructType([*own, *more])


def reader(carried: Carried, headings: Sequence[str], names: Sequence[str]) -> Callable[[Iterable[Any]], Iterator[Any]]:
    """Return the function that executors run, each on the batches of a partition.

    Args:
        carried: what is asked.
        headings: of the columns that come, by their places.
        names: of those that are given back.
    """

    def read(batches: Iterable[Any]) -> Iterator[Any]:
        import pyarrow as pa
        from pyspark import SparkFiles

        named = (pa.RecordBatch.from_arrays(batch.columns, list(headings)) for batch in batches)
        for batch in quoted_batches(carried, named, SparkFiles.getRootDirectory(), ROWS_BACK):
            yield batch.select(list(names))

    return read
