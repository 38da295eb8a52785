"""Which numbers a quote used: those that a figure of its report moves with, read off the arithmetic."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.model.sourced import Sourced

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from recyc_cli.analysis.quote import Quote
    from recyc_cli.catalog.document import Record


def used_records(quote: Quote) -> list[tuple[str, Record]]:
    """Return the records behind a quote by their paths: of every number that one of its figures moves with."""
    used = set(_traced(quote) if hasattr(quote.resolved, "leaves") else _remembered(quote))
    return [
        (full, record)
        for prefix, document in quote.resolved.documents.items()
        for path, record in document.records.items()
        if (full := f"{prefix}.{path}") in used
    ]


def _remembered(quote: Quote) -> Iterable[str]:
    """Return the paths that the figures remember."""
    together = 0
    for figure in _numbers(quote.figures):
        if type(figure) is Sourced:
            together |= figure.inputs
    marks = f"{together:b}"[::-1]
    return [path for path, mark in zip(quote.resolved.inputs, marks, strict=False) if mark == "1"]


def _traced(quote: Quote) -> Iterable[str]:
    """Return the paths of the leaves that the figures of a trace move with."""
    from recyc_cli.model.traced import Traced, acting

    return [leaf.path for leaf in acting(each for each in _numbers(quote.figures) if isinstance(each, Traced))]


def _numbers(tree: Any) -> Iterator[Any]:  # noqa: ANN401 - whatever a report holds
    """Yield what stands at the ends of a report."""
    branches = tree.values() if isinstance(tree, dict) else tree
    for branch in branches:
        if isinstance(branch, (dict, list)):
            yield from _numbers(branch)
        else:
            yield branch


def plain(tree: Any) -> Any:  # noqa: ANN401 - whatever a report holds
    """Return a report with floats in the place of numbers that remember their inputs."""
    if isinstance(tree, dict):
        return {key: plain(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [plain(value) for value in tree]
    return float(tree) if type(tree) is Sourced else tree
