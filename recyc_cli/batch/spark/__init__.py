"""Quotes the rows of a Spark DataFrame where they lie, on its executors.

May import the rest of batch, and what that may; the one place that imports pyspark, and only when it is asked.
"""

from __future__ import annotations

from typing import Any


def quote_frame(frame: Any, **options: Any) -> Any:  # noqa: ANN401 - frames of Spark, keywords of a quote
    """Quote every row of a `pyspark.sql.DataFrame`, and return its columns with those of the quotes beside them.

    Nothing is computed before an action asks for it. The rows come to what `recyc_cli.batch.quote_table` makes of them,
    however they are parted. The presets at hand here are carried to the executors, whose own folders are not read.

    Args:
        frame: lots, in columns whose headings are keywords of a quote or the usual words for them.
        options: as `recyc_cli.batch.quote_table` takes them, but for jobs: Spark says how many there are.

    Raises:
        RecycError: E114 without pyspark; E121 for columns that there are none of. On an executor E399: another version
            of recyc, or other presets, than here.
        RecycErrors: headings that cannot be read, keywords that there are none of.
    """
    from recyc_cli.batch.spark.frame import quoted_frame

    return quoted_frame(frame, **options)


__all__ = ["quote_frame"]
