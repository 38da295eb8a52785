"""The speed of the model itself: one quote of floats, and 100,000 of arrays, on one core.

`python tests/benchmarks/model.py [QUOTES]`. Every array quote has a throughput, six metal prices and a composition of
its own. The ratio is what an array quote costs of a float one; times are the least of several runs.
"""

from __future__ import annotations

import os
import sys
import time
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from recyc_cli import quote
from recyc_cli.model.evaluate import evaluate
from recyc_cli.scenario.request import Request
from recyc_cli.scenario.resolve import resolve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

QUOTES = 100_000
CHUNK = 8192
"""Quotes in one pass, so that the arrays at work stay in the processor's cache."""
METALS = ("nickel", "cobalt", "manganese", "lithium_carbonate", "copper", "aluminum")
FLOAT_TARGET, ARRAY_TARGET = 1e-3, 1.0
"""[s] for one quote, and for all."""
FEEDS: dict[str, dict[str, Any]] = {
    "NMC622 pack, pyro": {"chemistry": "nmc622", "route": "pyro"},
    "NMC622 pack, hydro": {"chemistry": "nmc622", "route": "hydro"},
    "NMC622 pack, direct": {"chemistry": "nmc622", "route": "direct"},
    "opened to cells, hydro": {"chemistry": "nmc622", "route": "hydro", "disassemble": "cell"},
    "NMC622 and NMC811, direct": {"mix": {"nmc622": 0.3, "nmc811": 0.7}, "route": "direct"},
}
Columns = dict[str, Any]


def least(work: Callable[[], object], budget: float = 1.0) -> float:
    """Return the least processor time of a piece of work, repeated for so long [s]."""
    best, end = float("inf"), time.perf_counter() + budget
    while time.perf_counter() < end or best == float("inf"):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def columns(feed: Mapping[str, Any], quotes: int) -> Columns:
    """Draw throughputs, prices and compositions, by path."""
    dice = np.random.default_rng(7)
    drawn: Columns = {f"prices.metals.{metal}": dice.uniform(1.0, 50.0, quotes) for metal in METALS}
    for stream in resolve(Request(**feed)).scenario.streams:
        for form in {stream.form, stream.plant_form}:
            shares = stream.chemistry.forms[form]
            rows = {name: share * dice.uniform(0.8, 1.2, quotes) for name, share in shares.items()}
            whole = sum(rows.values())
            drawn |= {f"chemistries.{stream.chemistry.id}.{form}.{name}": row / whole for name, row in rows.items()}
    drawn["throughput"] = dice.uniform(1e3, 1e5, quotes)
    return drawn


def chunks(drawn: Columns, size: int) -> Iterator[Columns]:
    """Cut columns into pieces of a size."""
    for start in range(0, len(drawn["throughput"]), size):
        yield {name: column[start : start + size] for name, column in drawn.items()}


def all_quotes(feed: Mapping[str, Any], drawn: Columns, size: int) -> None:
    """Quote every row, so many rows in one pass; opening the presets is part of it."""
    for piece in chunks(drawn, size):
        throughput = piece.pop("throughput")
        evaluate(resolve(Request(**feed, throughput_t_per_year=throughput), piece).scenario)


def pin() -> None:
    """Stay on one core, where the system can be asked to."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def measure(feed: Mapping[str, Any], quotes: int) -> tuple[list[float], list[float]]:
    """Return the times of one float quote: model, call, report; and of all array quotes: at once, in chunks [s]."""
    scenario, drawn = resolve(Request(**feed)).scenario, columns(feed, quotes)
    single = [
        least(lambda: evaluate(scenario)),
        least(lambda: quote(**feed)),
        least(lambda: quote(**feed).to_dict()),
    ]
    return single, [least(partial(all_quotes, feed, drawn, size), 4.0) for size in (quotes, CHUNK)]


def main() -> None:
    """Print the times and their ratios."""
    quotes = int(sys.argv[1]) if sys.argv[1:] else QUOTES
    pin()
    head = ("evaluate", "quote()", "to_dict()", f"{quotes:,} at once", "ratio", f"by {CHUNK:,}", "ratio")
    sys.stdout.write(f"{'':24}" + "".join(f"{word:>16}" for word in head) + "\n")
    met = True
    for name, feed in FEEDS.items():
        single, arrays = measure(feed, quotes)
        cells = [f"{seconds * 1e3:.3f} ms" for seconds in single]
        for seconds in arrays:
            cells += [f"{seconds:.3f} s", f"{seconds / (quotes * single[0]):.4f}"]
        sys.stdout.write(f"{name:24}" + "".join(f"{cell:>16}" for cell in cells) + "\n")
        met = met and single[0] < FLOAT_TARGET and min(arrays) < ARRAY_TARGET * quotes / QUOTES
    sys.stdout.write(f"one quote under 1 ms, {QUOTES:,} under 1 s on one core: {'met' if met else 'MISSED'}\n")


if __name__ == "__main__":
    main()
