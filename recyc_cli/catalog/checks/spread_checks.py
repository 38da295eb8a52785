"""Checks a preset of spreads: widths, numbers that are names, loads, correlations."""

from __future__ import annotations

import math
from fnmatch import translate
from re import compile as compiled
from typing import TYPE_CHECKING

from recyc_cli.catalog.documents.document import leaves
from recyc_cli.catalog.documents.record import EVIDENCE
from recyc_cli.catalog.spreads.correlations import faults_of_matrix, matrix_of, shared_variance
from recyc_cli.catalog.spreads.spread import TABLES
from recyc_cli.catalog.spreads.subject import ASKED, subject_of
from recyc_cli.catalog.vocabulary import KINDS, SINGLETONS
from recyc_cli.errors import RecycError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recyc_cli.catalog.documents.document import Document, Tree
    from recyc_cli.catalog.documents.library import Library

_SUM = 1e-6
"""Rounding of chances that sum to 1."""


def spread_faults(library: Library, document: Document) -> Iterator[RecycError]:
    """Yield what is wrong with a preset of spreads beyond its shape, E313 or E316; `where` is the key path inside it.

    Args:
        library: whose presets the numbers stand in.
        document: of which every table has the shape it should have.
    """
    for name, entry in document.tree.get("classes", {}).items():
        yield from _class_faults(document, name, entry)
    yield from _percentile_faults(document.tree["percentiles"])
    for months, horizon in document.tree.get("horizons", {}).items():
        where = f"horizons.{months}"
        if not months.isdecimal():
            yield RecycError("E313", "a horizon is a number of months", where, "[horizons.12.volatility]")
        yield from faults_of_matrix(horizon, where)
        missing = [name for name in document.tree.get("series", {}) if name not in horizon["volatility"]]
        if missing:
            yield RecycError("E313", f"no volatility of {' '.join(missing)}", f"{where}.volatility")
    yield from _load_faults(document.tree)
    yield from _name_faults(library, document)


def _class_faults(document: Document, name: str, entry: Tree) -> Iterator[RecycError]:
    """Yield factors that are none, widths that shrink with the evidence, chances that are not whole."""
    where, widest, by = f"classes.{name}", 0.0, ""
    for evidence in (each for each in EVIDENCE if each in entry["spread"]):
        record = document.records[f"{where}.spread.{evidence}"]
        low, high = record.low, record.high
        if low is None or high is None or not 0.0 < low <= high:
            hint = "such as { value = 1, low = 0.8, high = 1.3 }: factors on a number of the class"
            yield RecycError("E313", "a spread has a low and a high above 0", f"{where}.spread.{evidence}", hint)
            continue
        width = math.log(high / low)
        if width < widest - _SUM:
            message = f"narrower than {by}: what is better known never spreads wider"
            yield RecycError("E313", message, f"{where}.spread.{evidence}", "order: " + " ".join(EVIDENCE))
        widest, by = max(width, widest), evidence if width >= widest else by
    outcomes, chances = entry.get("outcomes", {}), entry.get("chances", {})
    discrete = entry["distribution"] == "discrete"
    if discrete != bool(outcomes) or outcomes.keys() != chances.keys():
        hint = "discrete numbers, and no others, have outcomes.NAME and chances.NAME"
        yield RecycError("E313", "outcomes and chances do not fit each other", where, hint)
    elif discrete and abs(sum(chances.values()) - 1.0) > _SUM:
        yield RecycError("E313", f"the chances sum to {sum(chances.values()):.6g}, not to 1", f"{where}.chances")


def _percentile_faults(ends: Tree) -> Iterator[RecycError]:
    for of in ("own", "class"):
        if not ends[f"{of}_low"] < 1.0 / 2.0 < ends[f"{of}_high"]:
            message = "the value is the median: low lies below it, high above"
            yield RecycError("E313", message, f"percentiles.{of}_low", "such as 10 and 90 %")


def _load_faults(tree: Tree) -> Iterator[RecycError]:
    """Yield classes that share more with others, at some horizon, than all that they are."""
    tables = [matrix_of(horizon) for horizon in tree.get("horizons", {}).values()]
    for name, entry in tree.get("classes", {}).items():
        loads = entry.get("loads", {})
        shared = max((shared_variance(loads, *table) for table in tables), default=0.0)
        if shared > 1.0 + _SUM:
            message = f"shares {shared:.3f} of its variance with others: more than all of it"
            yield RecycError("E313", message, f"classes.{name}.loads", "the squares of loads sum to 1 at most")


def _name_faults(library: Library, document: Document) -> Iterator[RecycError]:
    """Yield numbers that are names, and such as no preset has."""
    numbers, names = _subjects(library)
    for table in TABLES:
        for entry, held in document.tree.get(table, {}).items():
            listed = held if isinstance(held, list) else held["numbers"]
            where = f"{table}.{entry}" if isinstance(held, list) else f"{table}.{entry}.numbers"
            for pattern in listed:
                matches = compiled(translate(pattern)).match
                if pattern.startswith(f"{ASKED}.") or any(map(matches, numbers)):
                    continue
                if any(map(matches, names)):
                    message = f"{pattern!r} is a name or a word, no number: it has no spread"
                    yield RecycError("E313", message, where, "take it out")
                else:
                    hint = did_you_mean(pattern, numbers) or "KIND.PATH, such as regions.wage or stages.*.fates.*"
                    yield RecycError("E313", f"no preset has a number {pattern!r}", where, hint)


def _subjects(library: Library) -> tuple[set[str], set[str]]:
    """Return what the numbers of all presets are about, and what their words are."""
    numbers: set[str] = set()
    names: set[str] = set()
    for kind in (*(each for each in SINGLETONS if each != "sources"), *(each for each in KINDS if each != "spreads")):
        for document in [library.document(kind)] if kind in SINGLETONS else library.sound(kind):
            for layer in document.layers.values():
                for path, leaf in leaves(layer.tree):
                    (numbers if isinstance(leaf, float) else names).add(subject_of(kind, path))
    return numbers, names
