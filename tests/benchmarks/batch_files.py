"""Parquet to Parquet as multiples of duckdb's copy of as many columns, and memory of all processes together.

`python tests/benchmarks/batch_files.py [LOTS ...]`. Both on two threads or processes and one codec, whole processes
with those they start, least of two, by processor time and by the clock, which says nothing on a machine with other
work; the first run of a size prepares its programs, the second takes them from the cache. The copy is of the quotes
themselves: as many columns and rows of as random doubles, written as duckdb writes them.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import duckdb
import numpy as np
import pyarrow as pa
from pyarrow import parquet as pq

LOTS = (10**4, 10**5, 10**6)
PIECE = 1 << 20
CHOICES = {
    "chemistry": ("nmc622", "nmc811", "lfp", "nca", "lmo", "nmc111"),
    "form": ("pack", "module", "cell", "black-mass"),
    "region": ("us", "china", "germany", "korea"),
}
RANGES = {
    "mass_t": (1.0, 30.0),
    "throughput_t_per_year": (1e3, 1e5),
    "prices.metals.nickel": (1e4, 2e4),
    "prices.metals.cobalt": (2e4, 6e4),
}
DUE_RATIO, DUE_MIB = 2.0, 1_000.0


def written(path: Path, rows: int) -> None:
    """Write lots drawn at random."""
    dice = np.random.default_rng(3)
    writer = None
    for start in range(0, rows, PIECE):
        count = min(PIECE, rows - start)
        columns = {"lot": pa.array(np.arange(start, start + count))}
        for name, words in CHOICES.items():
            columns[name] = pa.array(words).take(pa.array(dice.integers(0, len(words), count)))
        columns |= {name: pa.array(dice.uniform(*ends, count)) for name, ends in RANGES.items()}
        table = pa.table(columns)
        writer = writer or pq.ParquetWriter(path, table.schema)
        writer.write_table(table, row_group_size=122_880)
    if writer:
        writer.close()


def tree_mib(root: int) -> float:
    """Return the memory that a process and those it started have to themselves, with their share of what is common."""
    parents, shares = {}, {}
    for each in Path("/proc").iterdir():
        if each.name.isdecimal():
            try:
                parents[int(each.name)] = int((each / "stat").read_text().rpartition(")")[2].split()[1])
                text = (each / "smaps_rollup").read_text()
            except (OSError, ValueError):
                continue
            shares[int(each.name)] = int(next(line.split()[1] for line in text.splitlines() if line[:4] == "Pss:"))
    known = {root}
    for _ in range(4):
        known |= {child for child, parent in parents.items() if parent in known}
    return sum(shares.get(each, 0) for each in known) / 1024


class Took(NamedTuple):
    """What some processes took: of processors and of the clock [s], and the most memory at once [MiB]."""

    processor: float
    clock: float
    memory: float

    def over(self, other: Took) -> str:
        return f"{self.processor / other.processor:.2f} ({self.clock / other.clock:.2f})"

    def __str__(self) -> str:
        return f"{self.processor:.2f} ({self.clock:.2f}) s"


def took(argv: list[str], environ: dict[str, str]) -> Took:
    """Run a process to its end."""
    before, start, most = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter(), 0.0
    with subprocess.Popen([sys.executable, *argv], env=environ) as run:
        while run.poll() is None:
            most = max(most, tree_mib(run.pid))
            time.sleep(0.05)
    clock, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    assert run.returncode == 0
    return Took(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, clock, most)


def batch(lots: Path, quotes: Path, jobs: int, environ: dict[str, str]) -> Took:
    """Return what a run takes."""
    argv = ["-m", "recyc_cli", "batch", str(lots), "--route", "hydro", "-o", str(quotes), "-q", "--jobs", str(jobs)]
    return took(argv, environ)


def copied(quotes: Path, copy: Path, environ: dict[str, str]) -> Took:
    """Return what duckdb takes to copy as many columns."""
    script = (
        "import duckdb, sys; c = duckdb.connect(); c.execute('set threads=2; set enable_progress_bar=false');"
        "c.execute(f\"copy (select * from '{sys.argv[1]}') to '{sys.argv[2]}' (format parquet, codec snappy)\")"
    )
    return took(["-c", script, str(quotes), str(copy)], environ)


def main() -> None:
    """Print ratios and memory."""
    sizes = [int(float(each)) for each in sys.argv[1:]] or LOTS
    sys.stdout.write(f"duckdb {duckdb.__version__}, pyarrow {pa.__version__}; processor time (and by the clock)\n")
    with tempfile.TemporaryDirectory() as folder:
        for rows in sizes:
            lots, quotes, copy = (Path(folder, f"{name}{rows}.parquet") for name in ("lots", "quotes", "copy"))
            written(lots, rows)
            for jobs in (1, 2):
                environ = {**os.environ, "XDG_CACHE_HOME": str(Path(folder, f"cache{rows}-{jobs}"))}
                first, again = (batch(lots, quotes, jobs, environ) for _ in range(2))
                due = min(copied(quotes, copy, environ) for _ in range(2))
                sys.stdout.write(
                    f"{rows:>11,} lots, {jobs} processes: first {first}, then {again}, copy {due}; "
                    f"{first.over(due)} and {again.over(due)} x the copy (due {DUE_RATIO:g}), "
                    f"{max(first.memory, again.memory):,.0f} MiB (due {DUE_MIB:,.0f})\n"
                )
                sys.stdout.flush()
            for each in (lots, quotes, copy):
                each.unlink()


if __name__ == "__main__":
    main()
