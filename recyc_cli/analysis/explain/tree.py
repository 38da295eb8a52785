"""Builds the tree of a figure: its formula, those of its parts, and the inputs' sources."""

from __future__ import annotations

from heapq import heappop, heappush
from itertools import count
from math import fsum, isclose
from typing import TYPE_CHECKING

from recyc_cli.analysis.explain.formula import formula
from recyc_cli.analysis.explain.symbols import Formula, Part
from recyc_cli.model.numbers.derivatives import adjoints
from recyc_cli.model.numbers.traced import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recyc_cli.analysis.explain.units import Measures
    from recyc_cli.analysis.explain.wording import Wording
    from recyc_cli.analysis.traced_quote import TracedQuote
    from recyc_cli.catalog.documents.document import Record
    from recyc_cli.model.numbers.traced import Traced
    from recyc_cli.report.shapes.explained import Branch, InputOrigin, More, Origin

SCREEN = 26
"""Rows of a tree that no depth was asked for."""
WIDEST = 12
"""Parts of a sum that such a tree shows, the largest ones."""
DEEPEST = 6
AS_WRITTEN = "as written"
"""What the formula of an input's conversion calls the input itself."""


class Tree:
    """Grows trees of formulas from the numbers of one traced quote."""

    def __init__(self, traced: TracedQuote, measures: Measures, wording: Wording) -> None:
        self._traced = traced
        self._measures = measures
        self._wording = wording
        self._formulas: dict[int, tuple[Part, Formula]] = {}
        self._inputs = {node.index: path for path, node in traced.numbers.items()}

    def grown(self, name: str, node: Traced, depth: int | None) -> Branch:
        """Return the tree of a number: to a depth, or level by level, the weightiest first, until a screen is full."""
        tree, slopes = self._row(Part(name, node)), adjoints(node, nodes([node]))
        waiting, order, shown, opened = [(0, 0.0, 0, tree, node)], count(1), 1, set[int]()
        while waiting:
            level, _, _, row, at = heappop(waiting)
            _, written = self._formulas[id(row)]
            if at.index in opened:
                row["elsewhere"] = bool(written.parts)
                continue
            parts, row["more"] = _shown(written, WIDEST if depth is None else None)
            if level >= (DEEPEST if depth is None else depth) or (
                depth is None and level and shown + len(parts) > SCREEN
            ):
                row["more"] = None
                continue
            opened.add(at.index)
            shown += len(parts)
            for part in parts:
                row["parts"].append(self._row(part, at.value if written.is_sum else 0.0))
                size = -abs(part.node.value * slopes.get(part.node.index, 0.0))
                heappush(waiting, (level + 1, size, next(order), row["parts"][-1], part.node))
        self._word(tree)
        return tree

    def _row(self, part: Part, total: float = 0.0) -> Branch:
        """Return one number of the tree, its parts and words yet to come; of a sum, its share of the whole."""
        name, node = part
        path, written = self._inputs.get(node.index), self._written(name, node)
        row: Branch = {
            "name": name,
            "label": "",
            "kind": "input" if path else "expression" if name.startswith("[") else "figure",
            "value": node.value,
            "unit": self._measures.unit(node) or None,
            "share": node.value / total if total else None,
            "formula": written.text or None,
            "formula_words": None,
            "input": self._input(path) if path else None,
            "parts": [],
            "more": None,
            "elsewhere": False,
        }
        self._formulas[id(row)] = (part, written)
        return row

    def _word(self, tree: Branch) -> None:
        """Say the tree in words, from the top down: so what has no name is numbered as it is read."""
        for row in _rows(tree):
            part, written = self._formulas[id(row)]
            row["label"] = self._wording.label(part)
            row["formula_words"] = self._wording.formula(written) or None

    def _written(self, name: str, node: Traced) -> Formula:
        """Return the formula of a number; of an input, its conversion."""
        path = self._inputs.get(node.index)
        if path is not None:
            return self._conversion(path, node)
        return self._summed(name, node) or formula(node, self._traced.name_of)

    def _conversion(self, path: str, node: Traced) -> Formula:
        """Return how an input becomes what the model takes: its factor, exchange rates."""
        leaf = self._traced.leaves[path]
        if leaf is node:
            return Formula("")

        def name_of(each: Traced) -> str:
            return AS_WRITTEN if each is leaf else "" if each is node else self._traced.name_of(each)

        return formula(node, name_of)

    def _summed(self, name: str, node: Traced) -> Formula | None:
        """Read a total as the sum of its stages, a stage as that of its groups; the ledger is the same."""
        words = name.split(".")
        if name in ("totals.cost", "totals.recovery_value"):
            key = "cost" if words[1] == "cost" else "value"
            names = [f"stages.{stage['stage']}.{key}" for stage in self._traced.report["stages"]]
        elif words[0] == "totals" and words[1] == "cost_groups":
            names = [f"stages.{stage['stage']}.{'.'.join(words[1:])}" for stage in self._traced.report["stages"]]
        elif words[0] == "stages" and words[2:] == ["cost"]:
            groups = self._traced.report["totals"]["cost_groups"]
            names = [f"stages.{words[1]}.cost_groups.{group}" for group in groups]
        else:
            return None
        parts = [Part(each, self._traced.names[each]) for each in names if each in self._traced.names]
        parts = [part for part in parts if part.node.value and part.node is not node]
        if not isclose(fsum(part.node.value for part in parts), node.value, rel_tol=1e-12, abs_tol=1e-9):
            return None
        return Formula(f"sum of {len(parts)}" if len(parts) > 1 else "{0}", tuple(parts), is_sum=True)

    def _input(self, path: str) -> InputOrigin:
        leaf = self._traced.leaves[path]
        return {"path": path, "value": leaf.value, "unit": leaf.unit, **origin(leaf.record)}


def origin(record: Record | None) -> Origin:
    """Say where an input comes from."""
    mine = record is not None and record.source == "user"
    return {
        "low": record.low if record else None,
        "high": record.high if record else None,
        "date": record.date or None if record else None,
        "evidence": record.evidence or None if record else None,
        "source": record.source if record and not mine else None,
        "basis": record.basis or None if record else None,
        "note": record.note or None if record else None,
        "by": "request" if record is None else "user" if mine else "preset",
    }


def _shown(written: Formula, widest: int | None) -> tuple[list[Part], More | None]:
    """Return the parts to show, of a sum the largest first, and what the others come to together."""
    if not written.is_sum:
        return [part for part in written.parts if part.name != AS_WRITTEN], None
    parts = sorted(written.parts, key=lambda part: -abs(part.node.value))
    if widest is None or len(parts) <= widest:
        return parts, None
    rest = parts[widest - 1 :]
    value, total = fsum(part.node.value for part in rest), fsum(part.node.value for part in parts)
    return parts[: widest - 1], {"count": len(rest), "value": value, "share": value / total if total else None}


def _rows(tree: Branch) -> Iterator[Branch]:
    yield tree
    for part in tree["parts"]:
        yield from _rows(part)


def inputs_of(tree: Branch) -> Iterator[InputOrigin]:
    """Yield the inputs that a tree shows."""
    for row in _rows(tree):
        if row["input"]:
            yield row["input"]
