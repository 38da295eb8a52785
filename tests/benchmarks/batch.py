"""The speed and memory of lots through programs, as multiples of what the model alone and numpy's copy take.

`python tests/benchmarks/batch.py [LOTS ...]`. Lots are of mixed chemistries, forms and regions, each with a throughput
and six metal prices of its own. Rates are of processor time on one core, the least of several runs; a block's own copy
is that of as many columns of doubles. Preparing is told apart: without a cache, and with programs from it.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from typing import TYPE_CHECKING

import numpy as np

from recyc_cli.batch.run import ROWS, Tally, run
from recyc_cli.catalog.open_library import builtin_library
from recyc_cli.engine.columns import Words, part
from recyc_cli.engine.outputs import COLUMNS, USUAL
from recyc_cli.model.evaluate import evaluate
from recyc_cli.scenario.request import Request
from recyc_cli.scenario.resolve import resolve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from recyc_cli.engine.columns import Block

LOTS = (10**4, 10**5, 10**6)
METALS = ("nickel", "cobalt", "manganese", "lithium_carbonate", "copper", "aluminum")
FORMS = ("pack", "module", "cell", "scrap-electrode", "black-mass")
ROUTES = ("pyro", "hydro", "direct", "hydro-to-cathode", "shred", "reuse")
REGIONS = ("us", "china", "germany", "korea")
CASES = {
    "hydro": (("hydro",), ("us",), COLUMNS),
    "six routes": (ROUTES, ("us",), COLUMNS),
    "six routes, usual columns": (ROUTES, ("us",), USUAL),
    "six routes, four regions": (ROUTES, REGIONS, COLUMNS),
}
TARGETS = {"hydro": 2e6, "six routes": 1e6}
"""Lots a second of processor time, blocks and programs alone."""


def block(routes: Sequence[str], regions: Sequence[str], rows: int = ROWS) -> Block:
    """Draw lots."""
    dice = np.random.default_rng(7)
    chemistries = [name for name in builtin_library().names("chemistries") if "-" not in name]

    def words(known: Sequence[str]) -> Words:
        return Words(dice.integers(0, len(known), rows).astype(np.int32), known)

    drawn: Block = {"chemistry": words(chemistries), "form": words(FORMS), "route": words(routes)}
    drawn["region"] = words(regions)
    drawn |= {f"prices.metals.{metal}": dice.uniform(2_000.0, 40_000.0, rows) for metal in METALS}
    drawn["throughput_t_per_year"] = 10.0 ** dice.uniform(3.0, 5.0, rows)
    return drawn


def of_those_quoted(one: Block, columns: Sequence[str]) -> tuple[Block, Tally]:
    """Return a block of the lots alone that are not refused, and what the first run of them prepared."""
    tally = Tally()
    (quotes,) = run([one], columns=columns, rows=len(one["route"].codes), tally=tally)  # type: ignore[union-attr]
    kept = np.flatnonzero(quotes.refusals.codes < 0)[:ROWS]
    return {
        name: Words(each.codes[kept], each.words) if isinstance(each, Words) else each[kept]
        for name, each in one.items()
    }, tally


def blocks(one: Block, lots: int) -> Iterator[Block]:
    """Yield the same block until there are so many lots."""
    for start in range(0, lots, ROWS):
        yield part(one, 0, min(ROWS, lots - start))


def seconds(work: Callable[[], object], times: int = 3) -> float:
    """Return the least processor time of a piece of work [s]."""
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def copied(one: Block, columns: int, lots: int) -> None:
    """Copy as many columns of doubles as a run writes."""
    column = next(each for each in one.values() if not isinstance(each, Words))
    for start in range(0, lots, ROWS):
        np.empty((columns, min(ROWS, lots - start)))[:] = column[: min(ROWS, lots - start)]


def least_copy(one: Block, columns: int, lots: int) -> float:
    """Return what that copy takes [s]."""
    return seconds(lambda: copied(one, columns, lots))


def one_quote() -> float:
    """Return what one evaluation of floats takes [s]."""
    scenario = resolve(Request(chemistry="nmc622", route="hydro")).scenario
    return seconds(lambda: [evaluate(scenario) for _ in range(100)]) / 100


def ran(one: Block, lots: int, columns: Sequence[str], tally: Tally, jobs: int = 1) -> float:
    """Run lots and return the processor time [s]."""
    start = time.process_time()
    for _ in run(blocks(one, lots), columns=columns, tally=tally, jobs=jobs):
        pass
    return time.process_time() - start


def main() -> None:
    """Print rates, ratios and memory."""
    sizes = [int(float(each)) for each in sys.argv[1:]] or LOTS
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    os.environ["XDG_CACHE_HOME"] = tempfile.mkdtemp()
    single, met = one_quote(), True
    sys.stdout.write(f"one evaluation of floats: {single * 1e6:.0f} us\n")
    for name, (routes, regions, columns) in CASES.items():
        start = time.process_time()
        one, first = of_those_quoted(block(routes, regions, 2 * ROWS), columns)
        cold = time.process_time() - start
        warm = ran(one, ROWS, columns, Tally())
        prepared = f"{first.prepared} groups prepared and run in {cold:.2f} s, of the cache {warm:.2f} s"
        sys.stdout.write(f"{name}: {prepared}\n")
        for lots in sizes:
            taken, copy = ran(one, lots, columns, Tally()), least_copy(one, len(columns), lots)
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            sys.stdout.write(
                f"  {lots:>12,} lots: {lots / taken / 1e6:5.2f} M/s with opening the cache, "
                f"{taken / copy:6.1f} x a copy, 1/{single * lots / taken:,.0f} of as many quotes, {memory:,.0f} MiB\n"
            )
        rate = 8 * ROWS / (ran(one, 9 * ROWS, columns, Tally()) - ran(one, ROWS, columns, Tally()))
        due = TARGETS.get(name)
        met = met and (due is None or rate >= due)
        told = "" if due is None else f", due {due / 1e6:.0f}"
        sys.stdout.write(f"  programs alone: {rate / 1e6:.2f} M lots/s a core{told}\n")
    sys.stdout.write("met\n" if met else "MISSED\n")


if __name__ == "__main__":
    main()
