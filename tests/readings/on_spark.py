"""Quotes frames on two executors of Spark, processes of their own: once for all tests, as a program.

    python on_spark.py FOLDER

In FOLDER: lots.parquet, and presets/ of the user. It leaves there what each frame came to, and facts.json.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyspark
from pyarrow import parquet
from pyspark import TaskContext
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as sql
from thousand import OPTIONS

from recyc_cli.batch.spark import frame as frames
from recyc_cli.batch.spark import quote_frame
from recyc_cli.batch.spark.carried import Carried

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

MASTER = "local-cluster[2,1,1024]"
LIGHT = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""A Java that lives for a minute need not compile itself twice."""
ROUTES = ("pyro", "hydro", "reuse")
COPIES, PARTS = 200, 7
"""So many copies of the lots are what an executor is killed over: it has more to give back than one batch."""


def session(folder: Path) -> SparkSession:
    """Start Spark, with a home of its own that its workers write their logs to."""
    home = folder / "home"
    home.mkdir()
    for each in Path(pyspark.__file__).parent.iterdir():
        (home / each.name).symlink_to(each)
    os.environ |= {"SPARK_HOME": str(home), "PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    settings = {
        "spark.ui.enabled": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.memory": "1g",
        "spark.local.dir": str(folder / "local"),
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.shuffle.partitions": PARTS,
        "spark.sql.adaptive.enabled": "false",  # partitions stay as they are cut here, the empty ones too
        "spark.sql.execution.arrow.maxRecordsPerBatch": 1_000,
        "spark.log.level": "OFF",
        "spark.driver.extraJavaOptions": LIGHT,
        "spark.executor.extraJavaOptions": LIGHT,
    }
    return SparkSession.builder.master(MASTER).config(map=settings).getOrCreate()


def java() -> int:
    """Return the process of the executor that a task runs in: the parent of what all its Pythons come of."""
    return int(Path(f"/proc/{os.getppid()}/stat").read_text().rpartition(")")[2].split()[1])


def once(folder: Path, name: str, do: Callable[[], None], after: int) -> Callable[[Iterable[Any]], Iterator[Any]]:
    """Return what passes batches on, and on the first try of each partition does something after some of them."""

    def read(batches: Iterable[Any]) -> Iterator[Any]:
        task = TaskContext.get()
        assert task
        mark = folder / f"{name}-{task.partitionId()}"
        first = not mark.exists()
        for at, batch in enumerate(batches):
            yield batch
            if first and at + 1 == after:
                mark.write_text(str(java()))
                do()

    return read


def fail() -> None:
    """Fail as a task does whose disk is full."""
    raise OSError("on purpose")


def kill() -> None:
    """End the executor, as the kernel does where there is no memory left."""
    os.kill(java(), 9)


class Proof:
    """Frames of lots, and what they come to."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.spark = folder, session(folder)
        self.lots = self.spark.read.parquet(str(folder / "lots.parquet"))
        self.parted = self.lots.repartition(PARTS, "at")

    def keep(self, name: str, frame: DataFrame) -> None:
        """Compute a frame, and keep it by its rows' numbers."""
        parquet.write_table(frame.toArrow().sort_by("at"), self.folder / f"{name}.parquet")

    def through(self, frame: DataFrame, name: str, do: Callable[[], None], after: int) -> DataFrame:
        """Return a frame whose tasks do something once."""
        placed = frame.toDF(*(f"c{at}" for at in range(len(frame.columns))))
        return placed.mapInArrow(once(self.folder, name, do, after), placed.schema).toDF(*frame.columns)

    def processes(self) -> list[int]:
        """Return the processes of the executors."""

        def read(batches: Iterable[Any]) -> Iterator[Any]:
            import pyarrow as pa

            for _ in batches:
                yield pa.RecordBatch.from_pydict({"pid": [java()]})

        return sorted(row.pid for row in self.parted.select("at").mapInArrow(read, "pid long").distinct().collect())

    def refused(self, **other: str) -> str:
        """Return what a frame is told whose executors have other presets, or another recyc, than they should."""
        job = frames.job_of_table(route="hydro", columns=["margin"])
        carried = Carried.of(job, frames.open_library())._replace(**other)
        found = self.lots.select("at", "chemistry")
        read = frames.reader(carried, ["at", "chemistry"], ["at", "chemistry", "margin", "refused", "reason"])
        try:
            found.mapInArrow(read, "at long, chemistry string, margin double, refused string, reason string").collect()
        except Exception as error:  # noqa: BLE001 - whatever Spark makes of it
            return str(error)
        return ""

    def run(self) -> None:
        """Compute every frame."""
        facts: dict[str, Any] = {"python": sys.version.split()[0], "spark": self.spark.version, "driver": os.getpid()}
        facts["java"] = self.spark._jvm.System.getProperty("java.version")  # type: ignore[union-attr] # noqa: SLF001
        facts["processes"] = self.processes()
        self.keep("plain", quote_frame(self.parted, **OPTIONS))
        self.keep(
            "turned", quote_frame(self.parted.select(*(f"`{name}`" for name in reversed(self.lots.columns))), **OPTIONS)
        )
        few = self.lots.where("at < 3").repartition(PARTS, "at")
        facts["empty"] = sum(not rows for rows in few.rdd.glom().map(len).collect())
        self.keep("few", quote_frame(few, **OPTIONS))
        self.keep("none", quote_frame(self.lots.where("at < 0"), **OPTIONS))
        self.keep("best", quote_frame(self.parted.where("at < 300").drop("route"), routes=ROUTES, **OPTIONS))
        self.own_presets()
        before = self.through(self.parted, "retried", fail, 1)
        self.keep("retried", self.through(quote_frame(before, **OPTIONS), "again", fail, 1))
        copies = self.spark.range(COPIES).withColumnRenamed("id", "copy")
        many = self.lots.crossJoin(copies).withColumn("at", sql.expr(f"at * {COPIES} + copy")).drop("copy")
        quoted = quote_frame(many.repartition(2), columns=["margin", "lot_margin", "ghg_kg"], **OPTIONS)
        self.keep("killed", self.through(quoted.drop("cells"), "killed", kill, 2))
        facts["after"] = self.processes()
        facts["version"], facts["digest"] = self.refused(version="0.0.1"), self.refused(digest="0123")
        (self.folder / "facts.json").write_text(json.dumps(facts))
        self.spark.stop()

    def own_presets(self) -> None:
        """Quote with presets that are gone before the first executor asks for them."""
        own = self.folder / "presets"
        quoted = quote_frame(self.parted, preset_dirs=[str(own)], **{**OPTIONS, "prices": "mine"})
        shutil.move(own, self.folder / "away")
        self.keep("own", quoted)
        shutil.move(self.folder / "away", own)


if __name__ == "__main__":
    Proof(Path(sys.argv[1])).run()
