"""Start-up as multiples of `python -c pass`: whole processes, interleaved, the minimum of each.

Run it from a wheel, with its .pyc files, as users do: `python tests/benchmarks/startup.py [PYTHON] [ROUNDS]`.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

TAB = (
    "import os, sys; os.environ['_RECYC_COMPLETE'] = 'zsh'; sys.argv = {}; from recyc_cli.__main__ import main; main()"
)
"""What a shell starts where TAB is pressed."""
COMMANDS = {
    "python -c pass": ["-c", "pass"],
    "import typer": ["-c", "import typer"],
    "import typer, rich": ["-c", "import typer; from rich.console import Console; from rich.table import Table"],
    "recyc --version": ["-m", "recyc_cli", "--version"],
    "recyc --help": ["-m", "recyc_cli", "--help"],
    "recyc quote --help": ["-m", "recyc_cli", "quote", "--help"],
    "quote, JSON": ["-m", "recyc_cli", "quote", "nmc622", "--route", "hydro", "--format", "json", "-q"],
    "quote, plain": ["-m", "recyc_cli", "quote", "nmc622", "--route", "hydro", "--format", "plain", "-q"],
    "quote, table": ["-m", "recyc_cli", "quote", "nmc622", "--route", "hydro", "--format", "table", "-q"],
    "compare, JSON": ["-m", "recyc_cli", "compare", "--format", "json", "-q"],
    "compare, table": ["-m", "recyc_cli", "compare", "--format", "table", "-q"],
    "compare, workbook": ["-m", "recyc_cli", "compare", "nmc622", "lfp", "--format", "xlsx", "-o", "-", "-q"],
    "TAB, a region": ["-c", TAB.format(["recyc", "quote", "nmc622", "--region", ""])],
    "TAB, a path": ["-c", TAB.format(["recyc", "quote", "nmc622", "--set", "pri"])],
    "TAB, what varies": ["-c", TAB.format(["recyc", "breakeven", "nmc622", "--vary", ""])],
    "TAB, a figure": ["-c", TAB.format(["recyc", "explain", "nmc622", "m"])],
    "usage error": ["-m", "recyc_cli", "quote", "nmc622", "--rout", "hydro"],
}
TARGETS = {
    "quote, JSON": 5.0,
    "quote, table": 9.5,
    "compare, JSON": 11.5,
    "compare, table": 15.0,
    "compare, workbook": 60.0,
    "recyc --help": 5.1,
    "recyc quote --help": 5.5,
    "TAB, a region": 12.0,
    "TAB, a path": 12.0,
    "TAB, what varies": 12.0,
    "TAB, a figure": 12.0,
    "recyc --version": 2.0,
}


def spawn(argv: list[str]) -> tuple[float, float]:
    """Run a process with its output thrown away; return (wall, processor) seconds."""
    sink = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_WRONLY, 0) for stream in (1, 2)]
    start = time.perf_counter()
    pid = os.posix_spawn(argv[0], argv, os.environ, file_actions=sink)
    _, _, usage = os.wait4(pid, 0)
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime


def measure(python: str, rounds: int) -> dict[str, tuple[float, float]]:
    """Return the least wall and processor time of each command; rounds are interleaved, so all see the same load."""
    best = dict.fromkeys(COMMANDS, (float("inf"), float("inf")))
    for _ in range(rounds):
        for name, arguments in COMMANDS.items():
            seen = spawn([python, *arguments])
            best[name] = (min(best[name][0], seen[0]), min(best[name][1], seen[1]))
    return best


def main() -> None:
    """Print the ratios."""
    python = str(Path(sys.argv[1]).absolute()) if sys.argv[1:] else sys.executable
    rounds = int(sys.argv[2]) if sys.argv[2:] else 15
    os.chdir(tempfile.gettempdir())
    best = measure(python, rounds)
    wall, processor = best["python -c pass"]
    sys.stdout.write(f"{'':20} {'ms':>7} {'wall':>7} {'cpu':>7} {'target':>7}\n")
    for name, seen in best.items():
        target = f"{TARGETS[name]:6.1f}x" if name in TARGETS else ""
        line = f"{name:20} {seen[0] * 1e3:7.1f} {seen[0] / wall:6.2f}x {seen[1] / processor:6.2f}x {target:>7}"
        sys.stdout.write(line.rstrip() + "\n")


if __name__ == "__main__":
    main()
