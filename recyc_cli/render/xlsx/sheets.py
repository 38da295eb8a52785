"""The sheets behind an account: ledger, all figures, inputs, calculation, sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.model.traced import Leaf, Traced, plain
from recyc_cli.render.xlsx.book import Sheet
from recyc_cli.words import label

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

Report = dict[str, Any]
INPUTS = ("input", "value", "unit", "low", "high", "date", "evidence", "source", "note", "used by")
ASKED = "asked for"
_CITED = ("id", "title", "publisher", "year", "url", "license")
_VALUE, _USED = INPUTS.index("value"), INPUTS.index("used by")


def _begun(name: str, widths: Iterable[float], title: str, columns: Iterable[str]) -> Sheet:
    """Return a sheet with a title and the names of a table's columns, which stay in sight."""
    sheet = Sheet(name, widths)
    sheet.line([title], ["title"])
    sheet.row += 1
    names = list(columns)
    head = sheet.line(names, ["column"] * len(names))
    sheet.frozen, sheet.repeated, sheet.filtered = (head + 1, 1), head, (head, len(names) - 1)
    sheet.landscape = True
    return sheet


def ledger_sheet(name: str, report: Report) -> Sheet:
    """Return every line of the ledger: amount = quantity x price where both are there, and the inputs it rests on."""
    money = report["scenario"]["currency"]
    columns = ("kind", "stage", "group", "item", "quantity", "unit", "price", "unit of price", f"{money}/t", "inputs")
    widths = (8, 15, 18, 34, 12, 10, 12, 14, 12, 70)
    sheet = _begun(name, widths, "Ledger: every amount once", columns)
    sheet.homely = True
    styles = ("text", "text", "text", "text", "general", "text", "general", "text", "two", "muted")
    for line in report["lines"]:
        words = (line["kind"], label(line["stage"]), label(line["group"] or ""), label(line["item"]))
        figures = (line["quantity"], line["unit"], line["price"], line["price_unit"], line["amount"])
        sheet.line((*words, *figures, " ".join(line["inputs"])), styles)
    return sheet


def figures_sheet(name: str, report: Report) -> Sheet:
    """Return every number of the report under its path in the JSON."""
    sheet = _begun(name, (62, 20), "Every figure of the quote, by its path in the JSON", ("figure", "value"))
    for path, number in figures(report):
        sheet.line((path, number), ("text", "general"))
    return sheet


def figures(tree: Any, path: str = "") -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - whatever a report holds
    """Yield every number of a report with its path.

    >>> list(figures({"lines": [{"item": "steel", "amount": 2.0}]}))
    [('lines.0.amount', 2.0)]
    """
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from figures(value, f"{path}.{key}" if path else str(key))
    elif isinstance(tree, (list, tuple)):
        for index, value in enumerate(tree):
            yield from figures(value, f"{path}.{index}")
    elif isinstance(tree, (Traced, int, float)) and not isinstance(tree, bool):
        yield path, tree


class Inputs:
    """The sheet of inputs: a row for each number that acts on a figure, one for all quotes in which it is the same."""

    def __init__(self) -> None:
        title = "Inputs: change a blue number and every figure follows"
        self.sheet = _begun("Inputs", (52, 16, 14, 11, 11, 12, 15, 24, 60, 18), title, INPUTS)
        self._rows: dict[tuple[str, float], int] = {}
        self._used: dict[int, list[str]] = {}
        self.sources: set[str] = set()
        """Ids of the publications behind them."""

    def cell(self, leaf: Leaf, user: str) -> str:
        """Return the address of an input, whose row is made when it is first asked for."""
        key = (leaf.path, plain(leaf))
        if key not in self._rows:
            self._rows[key] = self._row(leaf)
        row = self._rows[key]
        if user not in self._used.setdefault(row, []):
            self._used[row].append(user)
        return self.sheet.address(row, _VALUE)

    def finish(self, users: int) -> None:
        """Say who uses an input that not all do."""
        for row, names in self._used.items():
            if len(names) < users:
                self.sheet.put(row, _USED, ", ".join(names), "muted")

    def _row(self, leaf: Leaf) -> int:
        record = leaf.record
        if record is not None:
            self.sources.add(record.source)
        bounds = ("", "") if record is None else (record.low, record.high)
        said = ("", ASKED, "", "") if record is None else (record.date, record.evidence, record.source, record.note)
        styles = ("text", "input general", "text", "general", "general", "text", "text", "text", "muted")
        return self.sheet.line((leaf.path, leaf, leaf.unit, *bounds, *said), styles)


class Steps:
    """The sheet of what lies between inputs and figures: parts that are used more than once, or are long."""

    def __init__(self) -> None:
        self.sheet = _begun("Calculation", (60, 20, 18), "Between inputs and figures", ("step", "value", "quote"))

    def cell(self, node: Traced, name: str, user: str) -> str:
        """Return the address of a new step."""
        row = self.sheet.line((name, node, user), ("text", "general", "muted"))
        return self.sheet.address(row, 1)


class Sources:
    """The sheet of publications."""

    def __init__(self) -> None:
        self.sheet = _begun("Sources", (26, 60, 34, 10, 60, 24), "Sources", _CITED)

    def fill(self, bibliography: Iterable[Mapping[str, str]]) -> Sheet:
        """Write an entry a row, and return the sheet."""
        for entry in bibliography:
            styles = ("text", "wrapped", "text", "text", "text", "text")
            self.sheet.line([entry.get(name, "") for name in _CITED], styles)
        return self.sheet


def owners(order: Iterable[Traced], name_of: Callable[[Traced], str]) -> dict[int, str]:
    """Name each number: its own name, or that of the figure it is a part of.

    Args:
        order: all numbers, arguments before results.
        name_of: the name of a number, empty where it has none.
    """
    found: dict[int, str] = {}
    for node in sorted(order, key=lambda node: -node.index):
        own = name_of(node)
        found[node.index] = own or found.get(node.index, "")
        for argument in node.args:
            if isinstance(argument, Traced) and argument.index not in found:
                whole = own or found[node.index].removeprefix("part of ")
                found[argument.index] = f"part of {whole}" if whole else ""
    return found
