"""The cost of a trace: a quote whose numbers know their formula against one of floats, on one core.

`python tests/benchmarks/traced.py`. Both in a warm process, report included; the traced one with the names of all its
figures. Times are the least of several runs; the ratio is what tracing costs.
"""

from __future__ import annotations

import os
import sys
import time
from functools import partial
from typing import TYPE_CHECKING, Any

from recyc_cli import quote
from recyc_cli.analysis.traced_quote import traced_quote

if TYPE_CHECKING:
    from collections.abc import Callable

TARGET = 0.050
"""[s] for one traced quote."""
FEEDS: dict[str, dict[str, Any]] = {
    "NMC622 pack, pyro": {"chemistry": "nmc622", "route": "pyro"},
    "NMC622 pack, hydro": {"chemistry": "nmc622", "route": "hydro"},
    "NMC622 pack, hydro, EUR": {"chemistry": "nmc622", "route": "hydro", "currency": "EUR"},
    "NMC622 pack, reuse": {"chemistry": "nmc622", "route": "reuse"},
    "mix of four, opened": {
        "mix": {"lfp": 0.3, "nmc811": 0.3, "nca": 0.2, "lco": 0.2},
        "route": "hydro",
        "disassemble": "cell",
    },
}


def least(work: Callable[[], object], runs: int = 15) -> float:
    """Return the least processor time of a piece of work [s]."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def main() -> None:
    """Print the times and their ratios."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    head = ("floats", "traced", "ratio", "numbers", "gradient")
    sys.stdout.write(f"{'':26}" + "".join(f"{word:>12}" for word in head) + "\n")
    met = True
    for name, feed in FEEDS.items():
        plain = least(lambda feed=feed: quote(**feed).to_dict())
        traced = least(partial(traced_quote, **feed))
        found = traced_quote(**feed)
        gradient = least(partial(found.derivatives, "totals.margin"))
        cells = (f"{plain * 1e3:.2f} ms", f"{traced * 1e3:.2f} ms", f"{traced / plain:.1f}", f"{len(found.nodes):,}")
        sys.stdout.write(f"{name:26}" + "".join(f"{cell:>12}" for cell in (*cells, f"{gradient * 1e3:.2f} ms")) + "\n")
        met = met and traced < TARGET
    sys.stdout.write(f"a traced quote under {TARGET * 1e3:.0f} ms: {'met' if met else 'MISSED'}\n")


if __name__ == "__main__":
    main()
