"""Explains a figure of a quote: its formula down to the inputs, and what moves it most."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast

from recyc_cli.analysis.explain.elasticity import dependence, evidence, moved
from recyc_cli.analysis.explain.find_figure import find_figure
from recyc_cli.analysis.explain.formula import formula
from recyc_cli.analysis.explain.tree import Tree, inputs_of, origin
from recyc_cli.analysis.explain.units import Measures
from recyc_cli.analysis.explain.wording import Wording
from recyc_cli.analysis.labels import Labels
from recyc_cli.analysis.quote import quote
from recyc_cli.analysis.traced_quote import traced_quote, values
from recyc_cli.errors import RecycError
from recyc_cli.report.figures import LEFT, SLOPES, shown_in
from recyc_cli.version import __version__

if TYPE_CHECKING:
    from typing import Unpack

    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.report.shapes.explained import Against, Dependence, ExplainReport, MovesWith, Moving, Slope, Use
    from recyc_cli.scenario.keyword_types import Keywords

SCHEMA: Literal["recyc.explain/1"] = "recyc.explain/1"
MARGIN = "totals.margin"


class Explanation:
    """A figure, explained; `to_dict()` is the report `recyc.explain/1`."""

    def __init__(self, figure: str, depth: int | None, against: Keywords | None, keywords: Keywords) -> None:
        self.asked = figure
        self.traced = traced_quote(**keywords)
        self.name = find_figure(self.traced, figure)
        self.node = self.traced.names[self.name]
        self._depth = depth
        self._measures = Measures(self.traced)
        self._labels = Labels(self.traced)
        self._wording = Wording(self._labels, self._measures)
        self._plain = values(self.traced.report)
        self._other = None if against is None else quote(**(keywords | against)).to_dict()

    @property
    def library(self) -> Library:
        """The presets that it rests on."""
        return self.traced.quote.resolved.library

    @property
    def is_input(self) -> bool:
        """Whether an input was asked for."""
        return self.name in self.traced.numbers

    def to_dict(self) -> ExplainReport:
        """Return the report."""
        tree = Tree(self.traced, self._measures, self._wording).grown(self.name, self.node, self._depth)
        depends = [] if self.is_input else [self._sourced(row) for row in dependence(self.node)]
        report = self._plain
        return {
            "schema": SCHEMA,
            "recyc": __version__,
            "presets": report["presets"],
            "scenario": report["scenario"],
            "basis": report["basis"],
            "figure": {
                "asked": self.asked,
                "name": self.name,
                "label": self._labels.of(self.name).text,
                "kind": "input" if self.is_input else "figure",
                "value": self.node.value,
                "unit": self._measures.unit(self.node) or None,
            },
            "tree": tree,
            "depends": depends,
            "evidence": evidence(depends),
            "moves": self._moves() if self.is_input else None,
            "against": self._against(),
            "sources": sorted({each["source"] for each in (*inputs_of(tree), *depends) if each["source"]}),
            "warnings": report["warnings"],
        }

    def _sourced(self, row: Slope) -> Dependence:
        path = row["path"]
        label, found = self._labels.of(path).text, origin(self.traced.leaves[path].record)
        return cast("Dependence", {"path": path, "label": label, **row, **found})

    def _moves(self) -> MovesWith:
        """Return where an input is used, and by how much totals and lines move with it."""
        traced, leaf = self.traced, self.traced.leaves[self.name]
        slopes, changes = moved(traced.nodes, leaf)
        lines = [name for name in traced.names if name.startswith("lines.") and name.endswith(".amount")]
        ranked = sorted(shown_in(SLOPES), key=lambda each: (not each.is_sum, LEFT not in each.shown))
        totals = [name for name in (f"totals.{each.id}" for each in ranked) if name in traced.names]
        moving = [self._move(name, slopes, changes) for name in (*totals, *lines)]
        return {
            "used_in": self._users(),
            "totals": moving[: len(totals)],
            "lines": sorted(filter(_moves, moving[len(totals) :]), key=_strength),
        }

    def _move(self, name: str, slopes: dict[int, float], changes: dict[int, float]) -> Moving:
        node, leaf = self.traced.names[name], self.traced.leaves[self.name]
        slope = slopes.get(node.index, 0.0)
        return {
            "name": name,
            "label": self._labels.of(name).text,
            "value": node.value,
            "unit": self._measures.unit(node) or None,
            "derivative": slope,
            "elasticity": slope * leaf.value / node.value if node.value else None,
            "plus_tenth": changes.get(node.index, 0.0),
        }

    def _users(self) -> list[Use]:
        """Return the nearest figures above an input that have a name of their own, with their formulas."""
        traced, inputs = self.traced, {node.index for node in self.traced.numbers.values()}
        reached = {self.node.index}
        users: list[Use] = []
        for node in traced.nodes:
            if node.index in inputs or not any(getattr(arg, "index", None) in reached for arg in node.args):
                continue
            name = traced.name_of(node)
            if name:
                written = formula(node, traced.name_of, reached)
                users.append(
                    {"name": name, "label": self._labels.of(name).text, "value": node.value,
                     "unit": self._measures.unit(node) or None, "formula": written.text,
                     "formula_words": self._wording.formula(written)}
                )  # fmt: skip
            else:
                reached.add(node.index)
        return users

    def _against(self) -> Against | None:
        if self._other is None:
            return None
        from recyc_cli.analysis.explain.difference import difference

        return {"scenario": self._other["scenario"], **difference(self.name, self._plain, self._other)}


def _strength(row: Moving) -> tuple[float, float]:
    """Sort key of what moves most; of an input of 0, 10 % more adds nothing."""
    return -abs(row["plus_tenth"]), -abs(row["derivative"])


def _moves(row: Moving) -> bool:
    return bool(row["derivative"] or row["plus_tenth"])


def explain(
    asked: str = MARGIN,
    *,
    depth: int | None = None,
    why_not: Keywords | None = None,
    **keywords: Unpack[Keywords],
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
