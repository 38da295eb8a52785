"""Hands a frame of Spark to its executors, and says which columns come back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.batch.spark.carried import Carried, answered
from recyc_cli.batch.table import job_of_table, quoted_parts
from recyc_cli.catalog.open_library import open_library
from recyc_cli.errors import RecycError
from recyc_cli.importing.lots.lot_files import unique

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

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
    asked = _one_row(job, to_arrow_schema(frame.schema), library)
    return frame.mapInArrow(_reader(Carried.of(job, library), asked.column_names), _schema(frame, asked))


EXTRA = "pip install 'recyc[spark]'"


def _one_row(job: Job, schema: Any, library: Library) -> Any:  # noqa: ANN401 - of Arrow
    """Return what a lot of which nothing is known comes to: the columns of every lot."""
    import pyarrow as pa

    return next(
        quoted_parts(job, schema, [pa.table([pa.nulls(1, kind) for kind in schema.types], schema.names)], library)
    )


def _schema(frame: Any, asked: Any) -> Any:  # noqa: ANN401 - of Spark, of Arrow
    """Return the columns of the frame as they are, and behind them those of quotes."""
    from pyspark.sql.pandas.types import from_arrow_type
    from pyspark.sql.types import StructField, StructType

    names = unique(frame.schema.names)
    own = [
        StructField(name, each.dataType, metadata=each.metadata) for name, each in zip(names, frame.schema, strict=True)
    ]
    more = [StructField(each.name, from_arrow_type(each.type)) for each in list(asked.schema)[len(own) :]]
    return StructType([*own, *more])


def _reader(carried: Carried, names: list[str]) -> Callable[[Iterable[Any]], Iterator[Any]]:
    """Return the function that executors run, each on the batches of a partition."""

    def read(batches: Iterable[Any]) -> Iterator[Any]:
        from pyspark import SparkFiles

        for batch in answered(carried, batches, SparkFiles.getRootDirectory(), ROWS_BACK):
            yield batch.select(names)

    return read
