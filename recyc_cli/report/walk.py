"""Walks a report as a whole: yields its values by path, replaces them, looks one up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")
NOTHING = object()


def with_ends(tree: T, end: Callable[[Any], object]) -> T:
    """Return a report with something else at each of its ends.

    >>> with_ends({"totals": [1.0, 2.0]}, lambda number: number * 2.0)
    {'totals': [2.0, 4.0]}
    """

    def at(part: Any) -> Any:  # noqa: ANN401 - whatever a report holds
        if isinstance(part, dict):
            return {key: at(value) for key, value in part.items()}
        return [at(value) for value in part] if isinstance(part, list) else end(part)

    return cast("T", at(tree))


def values_by_path(tree: object, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield what stands at the ends of a report with its path; a list of texts or numbers is one.

    >>> list(values_by_path({"lines": [{"item": "steel", "amount": 2.0}], "sources": ["usgs"]}))
    [('lines.0.item', 'steel'), ('lines.0.amount', 2.0), ('sources', ['usgs'])]
    """
    listed = isinstance(tree, list) and bool(tree) and isinstance(tree[0], dict)
    parts = tree if isinstance(tree, dict) else dict(enumerate(tree)) if listed and isinstance(tree, list) else None
    if parts is None:
        yield path, tree
    for key, part in (parts or {}).items():
        yield from values_by_path(part, f"{path}.{key}".lstrip("."))


def figure_at(report: object, path: str) -> object:
    """Return what stands at a path of a report, stages by their names; `NOTHING` where there is no such place.

    >>> figure_at({"stages": [{"stage": "recovery", "cost": 2.0}]}, "stages.recovery.cost")
    2.0
    """
    at = report
    for word in path.split("."):
        at = {entry.get("stage"): entry for entry in at} if isinstance(at, list) else at
        at = at.get(word, NOTHING) if isinstance(at, dict) else NOTHING
    return at
