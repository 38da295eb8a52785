"""Parquet to Parquet as multiples of duckdb's copy of as many columns, and memory of all processes together.

`python tests/benchmarks/batch_files.py [LOTS ...]`. Both on two threads or processes and one codec, whole processes on
the clock, least of two; the first run of a size prepares its programs, the second takes them from the cache. The copy
is of the quotes themselves: as many columns of as random doubles, written as duckdb writes them.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

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


def batch(lots: Path, quotes: Path, jobs: int, environ: dict[str, str]) -> tuple[float, float]:
    """Return the time of a run [s] and the most memory of its processes [MiB]."""
    argv = [sys.executable, "-m", "recyc_cli", "batch", str(lots), "--route", "hydro", "-o", str(quotes), "-q"]
    start, most = time.perf_counter(), 0.0
    with subprocess.Popen([*argv, "--jobs", str(jobs)], env=environ) as run:
        while run.poll() is None:
            most = max(most, tree_mib(run.pid))
            time.sleep(0.05)
    assert run.returncode == 0
    return time.perf_counter() - start, most


def copied(quotes: Path, copy: Path) -> float:
    """Return the time that duckdb takes to copy as many columns [s]."""
    script = (
        "import duckdb, sys; c = duckdb.connect(); c.execute('set threads=2; set enable_progress_bar=false');"
        "c.execute(f\"copy (select * from '{sys.argv[1]}') to '{sys.argv[2]}' (format parquet, codec snappy)\")"
    )
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", script, str(quotes), str(copy)], check=True)
    return time.perf_counter() - start


def main() -> None:
    """Print ratios and memory."""
    sizes = [int(float(each)) for each in sys.argv[1:]] or LOTS
    sys.stdout.write(f"duckdb {duckdb.__version__}, pyarrow {pa.__version__}\n")
    with tempfile.TemporaryDirectory() as folder:
        for rows in sizes:
            lots, quotes, copy = (Path(folder, f"{name}{rows}.parquet") for name in ("lots", "quotes", "copy"))
            written(lots, rows)
            environ = {**os.environ, "XDG_CACHE_HOME": str(Path(folder, f"cache{rows}"))}
            for jobs in (1, 2):
                first, memory = batch(lots, quotes, jobs, environ)
                again, more = batch(lots, quotes, jobs, environ)
                due = min(copied(quotes, copy) for _ in range(2))
                sys.stdout.write(
                    f"{rows:>11,} lots, {jobs} processes: first {first:6.2f} s, then {again:6.2f} s, "
                    f"copy {due:5.2f} s; {first / due:5.2f} and {again / due:5.2f} x the copy (due {DUE_RATIO:g}), "
                    f"{max(memory, more):,.0f} MiB (due {DUE_MIB:,.0f})\n"
                )
                sys.stdout.flush()
            for each in (lots, quotes, copy):
                each.unlink()


if __name__ == "__main__":
    main()
