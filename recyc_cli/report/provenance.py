"""Finds the numbers that a quote's figures move with, read off the arithmetic."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.model.numbers.sourced import Sourced
from recyc_cli.report.computed import computed_figures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recyc_cli.catalog.documents.document import Record
    from recyc_cli.report.answer import Answer
    from recyc_cli.scenario.resolved import Resolved


def computed(answer: Answer) -> dict[str, Any]:
    """Return what of an answer's report is computed, in plain numbers; the records behind it are kept beside it."""
    ends: list[Any] = []
    report: dict[str, Any] = without_inputs(computed_figures(answer), ends)
    answer.used = used_records(answer.resolved, ends)
    return report


def records_of(answer: Answer) -> list[tuple[str, Record]]:
    """Return the records of the numbers that a figure of an answer's report moves with, by their paths."""
    if answer.used is None:
        computed(answer)
    return answer.used or []


def without_inputs(tree: Any, ends: list[Any]) -> Any:  # noqa: ANN401 - whatever a report holds
    """Return a report with floats in the place of numbers that remember their inputs.

    Args:
        tree: the report, or a part of it.
        ends: gets all that stands at its ends, as it stood there.
    """
    if type(tree) is dict:
        return {key: without_inputs(value, ends) for key, value in tree.items()}
    if type(tree) is list:
        return [without_inputs(value, ends) for value in tree]
    ends.append(tree)
    return float(tree) if type(tree) is Sourced else tree


def used_records(resolved: Resolved, figures: list[Any]) -> list[tuple[str, Record]]:
    """Return the records of every number that one of some figures moves with, by their paths."""
    used = (_remembered if hasattr(resolved, "inputs") else _traced)(resolved, figures)
    records: list[tuple[str, Record]] = []
    for prefix, paths in used:
        if paths:
            inside = resolved.documents[prefix].records
            records += [(f"{prefix}.{path}", record) for path, record in inside.items() if path in paths]
    return records


def _remembered(resolved: Resolved, figures: list[Any]) -> Iterator[tuple[str, set[str]]]:
    """Yield, preset by preset, the paths of the inputs that figures remember."""
    together = 0
    for figure in figures:
        if type(figure) is Sourced:
            together |= figure.inputs
    bits = iter(f"{together:b}"[::-1])
    for prefix, paths in resolved.inputs.items():
        yield prefix, {path for path, bit in zip(paths, bits, strict=False) if bit == "1"}


def _traced(resolved: Resolved, figures: list[Any]) -> Iterator[tuple[str, set[str]]]:
    """Yield, preset by preset, the paths of the leaves that figures of a trace move with."""
    from recyc_cli.model.numbers.derivatives import acting
    from recyc_cli.model.numbers.traced import Traced

    used = {leaf.path for leaf in acting(figure for figure in figures if isinstance(figure, Traced))}
    for prefix in resolved.documents:
        yield prefix, {path.removeprefix(f"{prefix}.") for path in used if path.startswith(f"{prefix}.")}
