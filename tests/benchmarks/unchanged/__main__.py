"""Proof that a change of the code changed no answer: a package of a reference commit against one of this checkout.

    python tests/benchmarks/unchanged                      against f8989d9
    python tests/benchmarks/unchanged 1a2b3c4 --tolerance 1e-12
    python tests/benchmarks/unchanged --but 'json sources[] added' --but 'csv sources*'

Builds a wheel of the commit and one of the files at hand, installs each apart, asks both the cases of `cases.py` as
JSON, CSV and workbook, has both replay what the reference saved, and compares the bytes. What differs is listed by
kind, with how often and where first; a kind is the key, column or sheet without the row. Exits with 1 where a kind
differs that no `--but` names (`*` stands for anything).

With `--tolerance`, numbers that agree within that share of the largest amount of their block (the cost, where it has
one) count as equal, and are counted. The reference's package and answers are kept in `--cache`: the first run takes
a minute, the next ones half of it. Needs what `pip install -e '.[dev]'` installs.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter
from pathlib import Path

from cases import CASES, FILES, FIRST
from differences import Differences
from packages import FORMS, answer_all, ask_reference, copy_work, package_of_checkout, reference_package
from workbooks import compare_workbooks, same_members

ROOT = Path(__file__).resolve().parents[3]
REFERENCE = "f8989d9"
ANSWERS = "work/answers"
EQUAL, ROUNDED, DIFFERENT = "equal", "rounded", "different"


def main() -> int:
    """Build, ask, compare and tell."""
    asked = arguments()
    start = time.perf_counter()
    cache = asked.cache.absolute()
    reference = reference_package(ROOT, asked.reference, cache)
    checkout = package_of_checkout(ROOT, cache, reference)
    built = time.perf_counter()
    cases = {re.sub(r"\W+", "-", name): command for name, command in CASES.items()}
    ask_reference(reference, FILES, FIRST, cases)
    copy_work(reference, checkout)
    answer_all(checkout, cases)
    seen = Differences(asked.tolerance)
    told = Counter(
        compare(seen, reference / ANSWERS, checkout / ANSWERS, f"{name}.{form}") for name in cases for form in FORMS
    )
    sys.stdout.write(f"built in {built - start:.0f} s, asked and compared in {time.perf_counter() - built:.0f} s\n")
    return tell(seen, told, asked.but)


def arguments() -> argparse.Namespace:
    """Return what is asked on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reference", nargs="?", default=REFERENCE, help="commit to compare with [%(default)s]")
    parser.add_argument("--tolerance", type=float, default=0.0, help="share of a block's largest amount [bytes alone]")
    parser.add_argument("--but", action="append", default=[], metavar="KIND", help="a kind that may differ; repeatable")
    parser.add_argument("--cache", type=Path, default=ROOT / "build/unchanged", help="folder of what is kept")
    return parser.parse_args()


def compare(seen: Differences, before: Path, after: Path, name: str) -> str:
    """Compare an answer and what was told beside it, and return how equal the answers are."""
    seen.file = name
    seen.lines("stderr", *(text_of(folder / f"{name}.err") for folder in (before, after)))
    old, new = ((folder / name).read_bytes() if (folder / name).exists() else b"" for folder in (before, after))
    workbooks = name.endswith("xlsx") and old and new
    if old == new or (workbooks and same_members(old, new)):
        return EQUAL
    kinds, rounded = sum(kind.count for kind in seen.kinds.values()), seen.rounded
    if workbooks:
        compare_workbooks(seen, old, new)
    elif name.endswith("json"):
        seen.json(old.decode(), new.decode())
    elif name.endswith("csv"):
        seen.csv(old.decode(), new.decode())
    if kinds < sum(kind.count for kind in seen.kinds.values()):
        return DIFFERENT
    if rounded < seen.rounded:
        return ROUNDED
    seen.add(f"{name.rpartition('.')[2]} bytes alone")
    return DIFFERENT


def text_of(path: Path) -> str:
    """Return what a file says."""
    return path.read_text(encoding="utf-8")


def tell(seen: Differences, told: Counter[str], but: list[str]) -> int:
    """Print the kinds of differences and the count of files, and return the exit code."""
    named = [re.compile(re.escape(kind).replace(r"\*", ".*")) for kind in but]
    new = [name for name in seen.kinds if not any(pattern.fullmatch(name) for pattern in named)]
    rows = [("kind", "count", "files", "first")] if seen.kinds else []
    rows += [(name, str(kind.count), str(len(kind.files)), kind.first) for name, kind in sorted(seen.kinds.items())]
    width = max((len(row[0]) for row in rows), default=0)
    for name, count, files, first in rows:
        mark = "!" if name in new else " "
        sys.stdout.write(f"{mark} {name:{width}} {count:>6} {files:>6}  {first}\n")
    sys.stdout.write(f"{len(CASES)} cases, {sum(told.values())} files: {told[EQUAL]} equal byte for byte")
    if seen.tolerance:
        sys.stdout.write(f", {told[ROUNDED]} within {seen.tolerance:g} of a block's largest amount ({seen.rounded}")
        sys.stdout.write(f" numbers, the furthest {seen.furthest:.1e})")
    sys.stdout.write(f", {told[DIFFERENT]} differ\n")
    if new:
        sys.stdout.write(f"not named by --but (marked !): {len(new)} of {len(seen.kinds)} kinds\n")
    return 1 if new else 0


if __name__ == "__main__":
    sys.exit(main())
