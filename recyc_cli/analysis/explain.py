"""Explains a figure of a quote: its formula down to the inputs, and what it depends on most."""

from __future__ import annotations

from heapq import heappop, heappush
from itertools import count
from math import fsum, isclose
from typing import TYPE_CHECKING, Any

from recyc_cli import __version__
from recyc_cli.analysis.elasticity import dependence, tangents
from recyc_cli.analysis.formula import Formula, Part, formula
from recyc_cli.analysis.measures import Measures
from recyc_cli.analysis.naming import found
from recyc_cli.analysis.quote import quote
from recyc_cli.analysis.tracing import TracedQuote, traced_quote, values
from recyc_cli.errors import RecycError
from recyc_cli.model.traced import adjoints, nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recyc_cli.model.traced import Traced

    Report = dict[str, Any]

SCHEMA = "recyc.explain/1"
MARGIN = "totals.margin"
SCREEN = 26
"""Rows of a tree that no depth was asked for."""
WIDEST = 12
"""Parts of a sum that such a tree shows, the largest ones."""
DEEPEST = 6
TOTALS = ("margin", "recovery_value", "cost", "contained_value", "breakeven_feed_price", "capital")
LINES = 12
"""Lines of the ledger listed for an input, those that move most."""


class Explanation:
    """A figure, explained; `to_dict()` is the report `recyc.explain/1`."""

    def __init__(self, asked: str, depth: int | None, against: Report | None, keywords: Report) -> None:
        self.asked = asked
        self.traced = traced_quote(**keywords)
        self.name = found(self.traced, asked)
        self.node = self.traced.names[self.name]
        self._depth = depth
        self._measures = Measures(self.traced)
        self._plain: Report = values(self.traced.report)
        self._other = None if against is None else quote(**{**keywords, **against}).to_dict()

    @property
    def is_input(self) -> bool:
        """Whether an input was asked for."""
        return self.name in self.traced.numbers

    def to_dict(self) -> Report:
        """Return the report."""
        tree = _Tree(self.traced, self._measures).grown(self.name, self.node, self._depth)
        depends = [] if self.is_input else [self._sourced(row) for row in dependence(self.node)]
        report = self._plain
        return {
            "schema": SCHEMA,
            "recyc": __version__,
            "scenario": report["scenario"],
            "basis": report["basis"],
            "figure": {
                "asked": self.asked,
                "name": self.name,
                "kind": "input" if self.is_input else "figure",
                "value": self.node.value,
                "unit": self._measures.unit(self.node) or None,
            },
            "tree": tree,
            "depends": depends,
            "moves": self._moves() if self.is_input else None,
            "against": self._against(),
            "sources": sorted({each["source"] for each in (*_inputs(tree), *depends) if each["source"]}),
            "warnings": report["warnings"],
        }

    def _sourced(self, row: Report) -> Report:
        record = self.traced.leaves[row["path"]].record
        return {**row, **_origin(record)}

    def _moves(self) -> Report:
        """Return where an input is used, and by how much totals and lines move with it."""
        traced, leaf = self.traced, self.traced.leaves[self.name]
        slopes = tangents(traced.nodes, leaf)
        lines = [name for name in traced.names if name.startswith("lines.") and name.endswith(".amount")]
        moving = [self._move(name, slopes) for name in lines if slopes.get(traced.names[name].index)]
        totals = [name for name in (f"totals.{total}" for total in TOTALS) if name in traced.names]
        return {
            "used_in": self._users(),
            "totals": [self._move(name, slopes) for name in totals],
            "lines": sorted(moving, key=lambda row: -abs(row["plus_tenth"]))[:LINES],
        }

    def _move(self, name: str, slopes: dict[int, float]) -> Report:
        node, leaf = self.traced.names[name], self.traced.leaves[self.name]
        slope = slopes.get(node.index, 0.0)
        return {
            "name": name,
            "value": node.value,
            "unit": self._measures.unit(node) or None,
            "derivative": slope,
            "elasticity": slope * leaf.value / node.value if node.value else None,
            "plus_tenth": slope * leaf.value / 10.0,
        }

    def _users(self) -> list[Report]:
        """Return the nearest figures above an input that have a name of their own, with their formulas."""
        traced, inputs = self.traced, {node.index for node in self.traced.numbers.values()}
        reached, users = {self.node.index}, []
        for node in traced.nodes:
            if node.index in inputs or not any(getattr(arg, "index", None) in reached for arg in node.args):
                continue
            name = traced.name_of(node)
            if name:
                users.append(
                    {"name": name, "value": node.value, "unit": self._measures.unit(node) or None,
                     "formula": formula(node, traced.name_of).text}
                )  # fmt: skip
            else:
                reached.add(node.index)
        return users

    def _against(self) -> Report | None:
        if self._other is None:
            return None
        from recyc_cli.analysis.difference import difference

        return {"scenario": self._other["scenario"], **difference(self.name, self._plain, self._other)}


def explain(
    asked: str = MARGIN,
    *,
    depth: int | None = None,
    why_not: Report | None = None,
    **keywords: Any,  # noqa: ANN401
) -> Explanation:
    """Explain a figure of a quote.

    Args:
        asked: a total (`totals.margin` or `margin`), a line (`recovery/labor/operators`), a stage, a group, a product,
            any name of `TracedQuote.names`, or the path of an input.
        depth: levels of the tree; without, as many as a screen holds.
        why_not: keywords of another quote to hold this one against: {"route": "direct"}.
        keywords: those of `quote`.

    Returns:
        An `Explanation`; `to_dict()` is the JSON.

    Raises:
        RecycError, RecycErrors: as `quote`; E104 for an unknown figure, E121 for one that is no sum of lines where
            `why_not` is given.

    >>> found = explain("margin", chemistry="nmc622", route="hydro").to_dict()
    >>> found["tree"]["formula"]
    'totals.recovery_value - totals.cost'
    """
    if depth is not None and depth < 1:
        raise RecycError("E121", f"a depth is a whole number of levels from 1, not {depth}", "--depth")
    return Explanation(asked, depth, why_not, keywords)


class _Tree:
    """Grows trees of formulas."""

    def __init__(self, traced: TracedQuote, measures: Measures) -> None:
        self._traced = traced
        self._measures = measures
        self._inputs = {node.index: path for path, node in traced.numbers.items()}

    def grown(self, name: str, node: Traced, depth: int | None) -> Report:
        """Return the tree of a number: to a depth, or level by level, the weightiest first, until a screen is full."""
        tree, slopes = self._row(name, node), adjoints(node, nodes([node]))
        waiting, order, shown, opened = [(0, 0.0, 0, tree, node)], count(1), 1, set[int]()
        while waiting:
            level, _, _, row, at = heappop(waiting)
            written = self._written(row["name"], at)
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
                row["parts"].append(self._row(*part))
                size = -abs(part.node.value * slopes.get(part.node.index, 0.0))
                heappush(waiting, (level + 1, size, next(order), row["parts"][-1], part.node))
        return tree

    def _row(self, name: str, node: Traced) -> Report:
        """Return one number of the tree, its parts yet to come."""
        path = self._inputs.get(node.index)
        return {
            "name": name,
            "kind": "input" if path else "expression" if name.startswith("[") else "figure",
            "value": node.value,
            "unit": self._measures.unit(node) or None,
            "formula": self._written(name, node).text or None,
            "input": self._input(path) if path else None,
            "parts": [],
            "more": None,
            "elsewhere": False,
        }

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
            return Formula("", [], is_sum=False)

        def name_of(each: Traced) -> str:
            return "as written" if each is leaf else "" if each is node else self._traced.name_of(each)

        written = formula(node, name_of)
        return written._replace(parts=[part for part in written.parts if part.node is not leaf])

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
        return Formula(f"sum of {len(parts)}", parts, is_sum=True)

    def _input(self, path: str) -> Report:
        leaf = self._traced.leaves[path]
        written = {"path": path, "value": leaf.value, "unit": leaf.unit}
        return {**written, **_origin(leaf.record)}


def _origin(record: Any) -> Report:  # noqa: ANN401 - a record of the catalog, or none
    """Say where an input comes from."""
    if record is None:
        return {**dict.fromkeys(("low", "high", "date", "evidence", "source", "basis", "note")), "by": "request"}
    named = ("low", "high", "date", "evidence", "source", "basis", "note")
    origin: Report = {name: getattr(record, name) if getattr(record, name) != "" else None for name in named}
    mine = record.source == "user"
    return {**origin, "source": None if mine else record.source, "by": "user" if mine else "preset"}


def _shown(written: Formula, widest: int | None) -> tuple[list[Part], Report | None]:
    """Return the parts to show, of a sum the largest first, and what the others come to together."""
    if not written.is_sum:
        return written.parts, None
    parts = sorted(written.parts, key=lambda part: -abs(part.node.value))
    if widest is None or len(parts) <= widest:
        return parts, None
    rest = parts[widest - 1 :]
    return parts[: widest - 1], {"count": len(rest), "value": fsum(part.node.value for part in rest)}


def _rows(tree: Report) -> Iterator[Report]:
    yield tree
    for part in tree["parts"]:
        yield from _rows(part)


def _inputs(tree: Report) -> Iterator[Report]:
    for row in _rows(tree):
        if row["input"]:
            yield row["input"]
