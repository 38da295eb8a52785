"""Finds the numbers that a quote's figures move with, read off the arithmetic."""

from __future__ import annotations

from itertools import compress

from recyc_cli.model.numbers.sourced import Sourced
from recyc_cli.report.computed import computed_figures
from recyc_cli.typed import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from recyc_cli.catalog.documents.document import Record, Records
    from recyc_cli.report.answer import Answer
    from recyc_cli.report.shapes.quote import Computed
    from recyc_cli.scenario.resolved import Inputs, Resolved

T = TypeVar("T")
TWO = 2
"""So many numbers of a table are told each by its own name."""


def computed(answer: Answer) -> Computed:
    """Return what of an answer's report is computed, in plain numbers; the records behind it are kept beside it."""
    ends: list[object] = [line.amount for line in answer.result.lines]
    report = without_inputs(computed_figures(answer), ends)
    if answer.used is None:
        inputs = _inputs(answer.resolved, ends)
        answer.rests_on = list(names_of(answer.resolved, inputs[: len(report["lines"])]))
        answer.used = used_records(answer.resolved, inputs)
    for line, names in zip(report["lines"], answer.rests_on, strict=True):
        line["inputs"] = names
    return report


def records_of(answer: Answer) -> list[tuple[str, Record]]:
    """Return the records of the numbers that a figure of an answer's report moves with, by their paths."""
    if answer.used is None:
        computed(answer)
    return answer.used or []


def without_inputs(tree: T, ends: list[object]) -> T:
    """Return a report with floats in the place of numbers that remember their inputs, None where there is no number.

    Args:
        tree: the report, or a part of it.
        ends: gets all that stands at its ends, as it stood there.

    Raises:
        OverflowError: a figure is infinite.
    """
    return cast("T", _plain(tree, ends))


def _plain(tree: Any, ends: list[object]) -> Any:  # noqa: ANN401 - whatever a report holds
    kind = type(tree)
    if kind is dict:
        return {key: _plain(value, ends) for key, value in tree.items()}
    if kind is list:
        return [_plain(value, ends) for value in tree]
    ends.append(tree)
    if kind is str or tree is None:
        return tree
    if kind is Sourced:
        tree = tree.value
    if type(tree) is float and tree - tree != 0.0:
        if tree == tree:  # noqa: PLR0124 - NaN is what differs from itself
            raise OverflowError("a figure that is infinite")
        return None
    return tree


def used_records(resolved: Resolved, inputs: Iterable[int]) -> list[tuple[str, Record]]:
    """Return the records of every number that one of some figures moves with, by their paths.

    Args:
        resolved: the presets in force.
        inputs: of the figures, as bits.
    """
    used: list[tuple[str, Record]] = []
    together, start = 0, 0
    for own in inputs:
        together |= own
    bits = f"{together:b}"[::-1].encode().replace(b"0", b"\0")
    for prefix, paths in resolved.inputs.items():
        acts = bits[start : start + len(paths)].ljust(len(paths), b"\0")
        start += len(paths)
        if any(acts):
            places, rows = paths.recorded = paths.recorded or _recorded(
                prefix, paths, resolved.documents[prefix].records
            )
            used += compress(rows, map(acts.__getitem__, places))
    return used


def _recorded(prefix: str, paths: list[str], records: Records) -> tuple[list[int], list[tuple[str, Record]]]:
    places = {path: place for place, path in enumerate(paths)}
    known = [each for each in records.items() if each[0] in places]
    return [places[path] for path, _ in known], [(f"{prefix}.{path}", record) for path, record in known]


def names_of(resolved: Resolved, inputs: Iterable[int]) -> Iterator[list[str]]:
    """Yield the names of what each of some numbers moves with: paths of numbers and of tables, in the presets' order.

    Of each table of a preset these are the one or two numbers that act; where more do, the innermost table of them all.
    A number that is 0 because a factor is moves with that factor; one that is 0 whatever the presets say, with nothing.

    Args:
        resolved: the presets in force.
        inputs: of the numbers, as bits.
    """
    presets = [(prefix, len(paths), (1 << len(paths)) - 1, paths.named) for prefix, paths in resolved.inputs.items()]
    for own in inputs:
        names, rest = list[str](), own
        for prefix, size, mask, known in presets:
            acting = rest & mask
            rest >>= size
            if acting:
                if acting not in known:
                    known[acting] = _names_in(prefix, resolved.inputs[prefix], acting)
                names += known[acting]
        yield names


def _names_in(prefix: str, paths: Inputs, acting: int) -> list[str]:
    """Name the inputs of one preset that act."""
    paths.ends = paths.ends or {path.partition(".")[0]: end for end, path in enumerate(paths, 1)}
    names = []
    while acting:
        lowest = acting & -acting
        first = paths[lowest.bit_length() - 1]
        table = acting & ((1 << paths.ends[first.partition(".")[0]]) - 1)
        if table == lowest:
            names.append(f"{prefix}.{first}")
        else:
            last = paths[table.bit_length() - 1]
            few = table.bit_count() == TWO
            names += [f"{prefix}.{path}" for path in ((first, last) if few else (_innermost(first, last),))]
        acting ^= table
    return names


def _innermost(one: str, other: str) -> str:
    """Return the innermost table that two numbers of a table are in."""
    table = one.rpartition(".")[0]
    while not other.startswith(f"{table}."):
        table = table.rpartition(".")[0]
    return table


def _inputs(resolved: Resolved, numbers: Iterable[object]) -> list[int]:
    """Return the inputs that each of some numbers moves with, as bits; what is no number moves with none."""
    if not hasattr(resolved, "leaves"):
        return [number.inputs if type(number) is Sourced else 0 for number in numbers]
    from recyc_cli.model.numbers.derivatives import inputs_of
    from recyc_cli.model.numbers.traced import Traced

    paths = (f"{prefix}.{path}" for prefix, paths in resolved.inputs.items() for path in paths)
    bits = {path: 1 << place for place, path in enumerate(paths)}
    found = inputs_of((number for number in numbers if isinstance(number, Traced)), bits)
    return [found[number.index] if isinstance(number, Traced) else 0 for number in numbers]
