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
    documents = quote.resolved.documents
    return [
        (f"{prefix}.{path}", record)
        for prefix, used in (_moving if hasattr(quote.resolved, "inputs") else _acting)(quote)
        for path, record in (documents[prefix].records.items() if used else ())
        if path in used
    ]


def _moving(quote: Quote) -> Iterator[tuple[str, set[str]]]:
    """Yield, preset by preset, the paths of the inputs that the figures remember."""
    together = 0
    for figure in _numbers(quote.figures):
        if type(figure) is Sourced:
            together |= figure.inputs
    bits = iter(f"{together:b}"[::-1])
    for prefix, paths in quote.resolved.inputs.items():
        yield prefix, {path for path, bit in zip(paths, bits, strict=False) if bit == "1"}


def _acting(quote: Quote) -> Iterator[tuple[str, set[str]]]:
    """Yield, preset by preset, the paths of the leaves that the figures of a trace move with."""
    from recyc_cli.model.traced import Traced, acting

    used = {leaf.path for leaf in acting(each for each in _numbers(quote.figures) if isinstance(each, Traced))}
    for prefix in quote.resolved.documents:
        yield prefix, {path.removeprefix(f"{prefix}.") for path in used if path.startswith(f"{prefix}.")}


def _numbers(tree: Any) -> Iterable[Any]:  # noqa: ANN401 - whatever a report holds
    """Return what stands at the ends of a report."""
    if not isinstance(tree, (dict, list)):
        return (tree,)
    return [end for branch in (tree.values() if isinstance(tree, dict) else tree) for end in _numbers(branch)]


def plain(tree: Any) -> Any:  # noqa: ANN401 - same
    """Return a report with floats in the place of numbers that remember their inputs."""
    if isinstance(tree, dict):
        return {key: plain(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [plain(value) for value in tree]
    return float(tree) if type(tree) is Sourced else tree
