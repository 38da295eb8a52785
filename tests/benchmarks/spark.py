"""Processor seconds a lot on Spark, and memory of its processes: what the guide's table of costs is computed from.

`python tests/benchmarks/spark.py [LOTS]`, on `local-cluster[2,1,1024]`: a driver and two executors, processes of their
own. Seconds are those of all processes, Java's included, from Parquet to Parquet; beside them those of a copy through
Python that changes nothing, and those of `recyc batch --jobs 1` for the same lots. Programs are prepared by a first run
of a few lots, as one that takes minutes has them prepared in its first seconds.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyspark
from batch_files import written
from pyspark.sql import SparkSession

from recyc_cli.batch.spark import quote_frame

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

LOTS, FEW, PARTS = 2_000_000, 20_000, 8
TICKS = os.sysconf("SC_CLK_TCK")
OPTIONS: dict[str, Any] = {"route": "hydro"}


def processes() -> dict[int, str]:
    """Return the processes that this one started, or those did, by what they are."""
    parents, names = {}, {}
    for each in Path("/proc").iterdir():
        if each.name.isdecimal():
            try:
                parents[int(each.name)] = int((each / "stat").read_text().rpartition(")")[2].split()[1])
                text = (each / "cmdline").read_text()
            except OSError:
                continue
            kind = "executor's Java" if "CoarseGrainedExecutorBackend" in text else "driver's Java"
            names[int(each.name)] = "Python of an executor" if "pyspark.daemon" in text else kind
    known = {os.getpid()}
    for _ in range(8):
        known |= {child for child, parent in parents.items() if parent in known}
    return {each: names[each] for each in known - {os.getpid()} if each in names}


def processor_seconds() -> float:
    """Return what all of them have used, and those that ended."""
    ticks = 0
    for each in processes():
        try:
            ticks += sum(map(int, Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()[11:15]))
        except OSError:
            continue
    return ticks / TICKS


def timed(do: Callable[[], object]) -> tuple[float, float]:
    """Return the processor seconds and the seconds that something takes."""
    start, clock = processor_seconds(), time.perf_counter()
    do()
    return processor_seconds() - start, time.perf_counter() - clock


def most_mib() -> dict[str, float]:
    """Return the most memory that a process of each kind has had [MiB]."""
    found: dict[str, float] = {}
    for each, kind in processes().items():
        try:
            text = Path(f"/proc/{each}/status").read_text()
        except OSError:
            continue
        peak = next((int(line.split()[1]) for line in text.splitlines() if line.startswith("VmHWM")), 0) / 1024
        found[kind] = max(found.get(kind, 0.0), peak)
    return found


def unchanged(batches: Iterable[Any]) -> Iterator[Any]:
    """Pass batches on."""
    yield from batches


def main() -> None:
    """Print what was measured."""
    lots = int(float(sys.argv[1])) if sys.argv[1:] else LOTS
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        home = folder / "home"
        home.mkdir()
        for each in Path(pyspark.__file__).parent.iterdir():
            (home / each.name).symlink_to(each)
        os.environ |= {"SPARK_HOME": str(home), "PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
        os.environ["XDG_CACHE_HOME"] = str(folder / "cache")
        written(folder / "few.parquet", FEW)
        written(folder / "lots.parquet", lots)
        argv = [sys.executable, "-m", "recyc_cli", "batch", "few.parquet", "--route", "hydro", "-o", "q.parquet", "-q"]
        subprocess.run(argv, cwd=folder, check=True)
        quiet = {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false"}
        spark = SparkSession.builder.master("local-cluster[2,1,1024]").config(map=quiet).getOrCreate()
        few, many = (spark.read.parquet(str(folder / f"{name}.parquet")) for name in ("few", "lots"))
        out = str(folder / "out")
        sys.stdout.write(f"Spark {spark.version}, Python {sys.version.split()[0]}, {lots:,} lots, {PARTS} partitions\n")

        def copy(of: Any) -> None:
            of.repartition(PARTS).mapInArrow(unchanged, of.schema_of).write.mode("overwrite").parquet(out)

        def quote(of: Any) -> None:
            quote_frame(of.repartition(PARTS), **OPTIONS).write.mode("overwrite").parquet(out)

        for name, do in (("copied", copy), ("quoted", quote)):
            for frame, rows in ((few, FEW), (many, lots)):
                placed = frame.toDF(*(name.replace(".", "_") for name in frame.columns)) if do is copy else frame
                placed.schema_of = placed.schema
                used, clock = timed(lambda: do(placed))  # noqa: B023 - it is run at once
                sys.stdout.write(
                    f"{name} {rows:>12,}: {used:7.1f} processor s, {clock:6.1f} s, {used / rows * 1e6:6.2f} us a lot\n"
                )
        for kind, mib in sorted(most_mib().items()):
            sys.stdout.write(f"most memory of {kind}: {mib:,.0f} MiB\n")
        spark.stop()
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        argv[4] = "lots.parquet"
        subprocess.run(argv, cwd=folder, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        sys.stdout.write(f"recyc batch: {used:.1f} processor s, {used / lots * 1e6:.2f} us a lot\n")


if __name__ == "__main__":
    main()
