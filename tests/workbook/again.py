"""A quote worked out again from its trace with other inputs: what a spreadsheet does, without a spreadsheet."""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING, Any

from recyc_cli import quote
from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.model.numbers.traced import OPERATIONS, Leaf, Traced

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

ERROR = "an error"
"""What a cell shows whose formula has no result."""
APPLIED: dict[str, Callable[..., Any]] = {
    **OPERATIONS, "neg": lambda x: -x, "max": max, "min": min, "ceil": lambda x: -(-x // 1.0)
}  # fmt: skip
KEYS = {
    "stages": ("stage",), "lines": ("kind", "stage", "group", "item"), "contained": ("element",),
    "products": ("stage", "product"), "wastes": ("stage", "waste"), "mix": ("chemistry", "form"),
}  # fmt: skip
# A sum of some hundred terms loses a digit or two of sixteen, in whatever order; the floor is for differences that
# should be 0 and come out as 1e-10 (the closure of a mass balance of 1e3 kg).
RELATIVE, FLOOR = 1e-9, 1e-9


def worked_out(order: Iterable[Traced], changes: Mapping[str, float]) -> dict[int, Any]:
    """Return every number by its index, an error where it has none; a choice asks only the branch it takes."""
    found: dict[int, Any] = {}
    for node in order:
        if isinstance(node, Leaf):
            found[node.index] = changes.get(node.path, node.value)
            continue
        args = [found[arg.index] if isinstance(arg, Traced) else arg for arg in node.args]
        try:
            found[node.index] = _applied(node.op, args)
        except ArithmeticError:
            found[node.index] = ERROR
    return found


def _applied(op: str, args: list[Any]) -> Any:
    if op == "where":
        return ERROR if args[0] is ERROR else args[1] if args[0] else args[2]
    if op == "ratio":
        return _applied("/", args[:2]) if args[1] else args[2]
    if ERROR in args:
        return ERROR
    value = APPLIED[op](*args)
    return ERROR if isinstance(value, complex) else value


def numbers(tree: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every number of a report, and what has none, by what it is: an entry of a list by its keys.

    Notes come and go with the numbers: they are words, and no part of the structure.
    """
    if isinstance(tree, dict):
        for key, value in tree.items():
            if key != "warnings":
                yield from numbers(value, f"{path}.{key}" if path else str(key))
    elif isinstance(tree, (list, tuple)):
        for index, value in enumerate(tree):
            key = "/".join(str(value[name]) for name in KEYS[path]) if path in KEYS else str(index)
            yield from numbers(value, f"{path}.{key}")
    elif tree is None or (isinstance(tree, (Traced, int, float)) and not isinstance(tree, bool)):
        yield path, tree


def answered(case: Mapping[str, Any], changes: Mapping[str, float]) -> dict[str, Any] | None:
    """Return the report of a case with numbers set, in the units of their records, None where recyc refuses them.

    What a deck has in CNY it has without value-added tax, and so it is set.
    """
    units = {path: record.unit for path, record in quote(**case).records} if "currency" in case else {}
    given = (f"{path}={value!r} {units.get(path, '')}" for path, value in changes.items())
    overrides = (*case.get("overrides", ()), *given)
    try:
        return quote(**{"vat": "excluded", **case, "overrides": overrides}).to_dict()
    except (RecycError, RecycErrors):
        return None


def differing(found: Mapping[str, Any], wanted: Mapping[str, Any]) -> list[str]:
    """Return the figures that differ; a figure that does not exist is None."""
    return [
        f"{path}: {found.get(path, 'absent')!r}, not {wanted.get(path, 'absent')!r}"
        for path in {**wanted, **found}
        if not _same(found.get(path, ERROR), wanted.get(path, ERROR))
    ]


def _same(a: Any, b: Any) -> bool:
    if isinstance(a, (int, float)) and isinstance(b, (int, float)):
        return abs(a - b) <= max(RELATIVE * abs(b), FLOOR)
    return a is None and b is None


def settable(order: Iterable[Traced]) -> list[Leaf]:
    """Return the inputs that `--set` takes."""
    return [node for node in order if isinstance(node, Leaf) and node.record is not None]


def sampled(leaves: list[Leaf], count: int, seed: str) -> list[Leaf]:
    """Return some of them, the same ones every time."""
    return random.Random(seed).sample(sorted(leaves, key=lambda leaf: leaf.path), min(count, len(leaves)))  # noqa: S311


def missing(number: Any) -> Any:
    """Return None for the NaN of a trace."""
    return None if isinstance(number, float) and math.isnan(number) else number
