"""Proof that the tests bite: deliberate faults in the model, one at a time, against the tests that run them.

    nice python tests/benchmarks/mutants                        what is named below, and 200 of the rest
    python tests/benchmarks/mutants --only freight --budget 20  faults of some functions, at most 20 s of tests each
    python tests/benchmarks/mutants --seed another > told.txt
    python tests/benchmarks/mutants --seed another --again told.txt     those that survived, after tests were added

A fault changes one node of a function: a constant, an operator, a condition, a factor or term left out, arguments
swapped, another return. Freight, tax, sales, quality, feed price, seats and mass balance have all of theirs tried, the
rest of the model those that the seed draws. Against each run the tests of `published`, `finance`, `reference` and
`properties` that enter its function, the likely ones first, until one fails; one process, a fork a fault, no file is
written but what was learned. Tells the score, the seed and the survivors; exits with 1 where fewer than 95 % were
killed or stand in `equivalent.toml`, by place and change, with the reason why no test could tell them. For developers;
an hour, not in CI.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import sys
import tempfile
import tomllib
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from run import PACKAGE, Runner

if TYPE_CHECKING:
    from faults import Fault

HERE = Path(__file__).parent
TESTS = ("published", "finance", "reference", "properties")
WHOLE = (
    "model/money/freight.py",
    "model/money/deck_prices.py",
    "model/money/sales.py",
    "model/money/feed_price.py",
    "model/money/market_price.py",
    "model/money/quality.py",
    "model/seats.py",
    "model/flows/mass_balance.py",
)
BUILT = "scenario/build/tables.py"
BUILDERS = ("freight", "_legs", "_inbound", "market", "_products", "_shredder", "_penalties",
            "_limits", "_is_zero", "by_region", "_product")  # fmt: skip
"""What brings freight, tax and prices from presets to the model: whole too."""
ENOUGH = 0.95


def main() -> int:
    """Collect the tests, try the faults and tell."""
    asked = arguments()
    rest = sorted(str(each.relative_to(PACKAGE)) for each in (PACKAGE / "model").rglob("*.py"))
    files = [*WHOLE, BUILT, *(each for each in rest if each not in WHOLE and not each.endswith("__init__.py"))]
    again = survivors(asked.again) if asked.again else None
    known = {(each["place"], each["change"]): each["reason"] for each in equivalents()}

    def chosen(faults: dict[str, list[Fault]]) -> list[Fault]:
        whole = [each for file in WHOLE for each in faults[file]]
        whole += [each for each in faults[BUILT] if each.function in BUILDERS]
        others = [each for file in files[len(WHOLE) + 1 :] for each in faults[file]]
        drawn = sorted(random.Random(asked.seed).sample(range(len(others)), asked.drawn))  # noqa: S311 - no secret
        both = [*whole, *(others if again else (others[each] for each in drawn))]
        return [
            each
            for each in both
            if asked.only in f"{each.place} {each.change}"
            and (asked.all or (each.place, each.change) not in known)
            and (again is None or (each.place, each.change) in again)
        ]

    os.environ["HYPOTHESIS_PROFILE"] = "mutants"
    runner = Runner(files, chosen, asked)
    folders = [str(HERE.parents[1] / each) for each in TESTS]
    pytest.main(["-n0", "-o", "addopts=", "--import-mode=importlib", "-q", "-m", "not slow", *folders], [runner])
    return tell(runner, known, asked.seed)


def arguments() -> argparse.Namespace:
    """Return what is asked on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", default="the door", help="draws the faults of the rest [%(default)s]")
    parser.add_argument("--drawn", type=int, default=200, help="how many of them [%(default)s]")
    parser.add_argument("--only", default="", help="faults whose place or change holds this")
    parser.add_argument("--again", type=Path, help="faults that an earlier run told to have survived")
    parser.add_argument("--all", action="store_true", help="try those named equivalent too")
    parser.add_argument("--budget", type=float, default=1e9, help="processor seconds of tests for a fault [no limit]")
    parser.add_argument("--minutes", type=float, default=1e9, help="after which no other fault is begun [no limit]")
    parser.add_argument("--instead", default="model/money/freight.py:haul", help=argparse.SUPPRESS)
    parser.add_argument(
        "--learned", type=Path, default=Path(tempfile.gettempdir()) / f"recyc-mutants-{digest():08x}.json",
        help="what each test runs, kept while the code stands [%(default)s]",
    )  # fmt: skip
    return parser.parse_args()


def digest() -> int:
    """Return a number of the package's code: of another code other tests may run a function."""
    return zlib.crc32(b"".join(each.read_bytes() for each in sorted(PACKAGE.rglob("*.py"))))


def equivalents() -> list[dict[str, str]]:
    """Return the faults that no test could tell."""
    found: list[dict[str, str]] = tomllib.loads((HERE / "equivalent.toml").read_text()).get("equivalent", [])
    return found


def survivors(told: Path) -> set[tuple[str, str]]:
    """Return the faults that an earlier run told to have survived."""
    found = re.findall(r"^survived: (\S+?:\S+?):\d+: (.*)$", told.read_text(), re.MULTILINE)
    return {(place, change) for place, change in found}


def tell(runner: Runner, known: dict[tuple[str, str], str], seed: str) -> int:
    """Print the score and the survivors."""
    alive = [each for each in runner.trials if not each.killer]
    named = [each for each in alive if (each.fault.place, each.fault.change) in known]
    others = [each for each in alive if each not in named]
    tried, all_of_them = len(runner.trials), len(runner.faults)
    score = (tried - len(others)) / max(tried, 1)
    for each in others:
        sys.stdout.write(f"survived: {each.fault.place}:{each.fault.line}: {each.fault.change}\n")
    killed = tried - len(alive)
    sys.stdout.write(
        f"seed {seed!r}: {tried} of {all_of_them} faults tried, {killed} killed, {len(named)} named equivalent, "
    )
    sys.stdout.write(f"{len(others)} survived: {score:.1%}\n")
    return int(score < ENOUGH)


if __name__ == "__main__":
    raise SystemExit(main())
