"""Fills the sheets behind an account: ledger, figures, inputs, calculation, sources."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from recyc_cli.analysis.input_order import ASKED, Told
from recyc_cli.model.numbers.traced import Leaf, Traced, plain
from recyc_cli.render.xlsx.sheet import Sheet
from recyc_cli.render.xlsx.styles import head_of
from recyc_cli.report.names import label
from recyc_cli.report.walk import values_by_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from recyc_cli.analysis.traced_quote import TracedQuote
    from recyc_cli.report.shapes.products import Reference
    from recyc_cli.report.shapes.quote import QuoteReport

INPUTS = {
    "input": (50, "text"), "value": (15, "input general"), "unit": (13, "unit"), "what it is": (44, "text"),
    "low": (10, "general"), "high": (10, "general"), "date": (12, "unit"), "evidence": (15, "text"),
    "source": (25, "text"), "note": (60, "muted"), "used by": (18, "muted"),
}  # fmt: skip
"""Columns of the sheet of inputs: their widths, and the style of their cells."""
ORDER = "First what was asked for, then what moves the margin most, then the others by kind: as on a page to move"
_CITED = {
    "id": (24, "wrapped"), "title": (54, "wrapped"), "publisher": (32, "wrapped"), "year": (10, "wrapped"),
    "url": (54, "wrapped"), "license": (20, "wrapped"),
}  # fmt: skip
_VALUE, _USED = list(INPUTS).index("value"), list(INPUTS).index("used by")


def begun(name: str, title: str, columns: Mapping[str, tuple[float, str]]) -> Sheet:
    """Return a sheet with a title and the names of a table's columns, which stay in sight.

    Args:
        name: of the sheet.
        title: above the table.
        columns: their names, each with its width and the style of its cells.
    """
    sheet = Sheet(name, [width for width, _ in columns.values()])
    sheet.line([title], ["title"])
    sheet.row += 1
    names = list(columns)
    head = sheet.line(names, [head_of(style) for _, style in columns.values()])
    sheet.frozen, sheet.repeated, sheet.filtered = (head + 1, 1), head, (head, len(names) - 1)
    sheet.landscape = True
    return sheet


def _keep_on_screen(sheet: Sheet, what: str) -> None:
    """Have paper say how many rows a sheet has, instead of all of them."""
    sheet.on_screen, sheet.repeated = True, -1
    sheet.put(1, 0, f"{sheet.row - sheet.frozen[0]:,} {what}, for the screen: they are not printed", "muted")


def ledger_sheet(name: str, report: QuoteReport) -> Sheet:
    """Return every line of the ledger: amount = quantity x price where both are there, and the inputs it rests on."""
    money = report["scenario"]["currency"]
    columns = {
        "kind": (8, "text"), "stage": (15, "text"), "group": (19, "text"), "item": (38, "text"),
        "quantity": (12, "digits"), "unit": (10, "unit"), "price": (12, "digits"), "unit of price": (13, "unit"),
        f"{money}/t": (12, "two"), "inputs": (70, "muted"),
    }  # fmt: skip
    sheet = begun(name, "Ledger: every amount once", columns)
    sheet.homely, sheet.unprinted = True, 1
    styles = [style for _, style in columns.values()]
    for line in report["lines"]:
        words = (line["kind"], label(line["stage"]), label(line["group"] or ""), label(line["item"]))
        figures = (line["quantity"], line["unit"], line["price"], line["price_unit"], line["amount"])
        sheet.line((*words, *figures, " ".join(line["inputs"])), styles)
    return sheet


def figures_sheet(name: str, report: QuoteReport) -> Sheet:
    """Return every number of the report under its path in the JSON."""
    columns = {"figure": (62, "text"), "value": (20, "general")}
    sheet = begun(name, "Every figure of the quote, by its path in the JSON", columns)
    for path, number in figures(report):
        sheet.line((path, number), ("text", "general"))
    _keep_on_screen(sheet, "figures")
    return sheet


def figures(report: QuoteReport) -> Iterator[tuple[str, Any]]:
    """Yield every number of a report with its path, but those that notes tell: words do not follow an edit."""
    for path, end in values_by_path({key: part for key, part in report.items() if key != "warnings"}):
        if isinstance(end, (Traced, int, float)) and not isinstance(end, bool):
            yield path, end


class Inputs:
    """The sheet of inputs: a row for each number that acts on a figure, one for all quotes in which it is the same.

    They stand in the order of a page to move, a line between one section and the next.
    """

    def __init__(self, leaves: Iterable[Leaf], users: tuple[str, ...], quotes: Sequence[TracedQuote] = ()) -> None:
        self._users = users
        self.sheet = begun("Inputs", "Inputs: change a blue number and every figure follows", INPUTS)
        self.sheet.landscape, self.sheet.unprinted = False, 2
        self.sheet.put(1, 0, ORDER if quotes else "", "muted")
        self._rows: dict[tuple[str, float], int] = {}
        self._used: dict[int, int] = {}
        self.sources: set[str] = set()
        """Ids of the publications behind them."""
        unlike: dict[tuple[str, float], Leaf] = {}
        for leaf in leaves:
            unlike.setdefault((leaf.path, plain(leaf)), leaf)
        told = Told(quotes)
        for _, some in told.sections(unlike):
            for place, key in enumerate(some):
                self._rows[key] = self._row(unlike[key], told.words(unlike[key]), begins=place == 0)

    def cell(self, leaf: Leaf, needed: int) -> str:
        """Return the address of an input that some of the users need."""
        row = self._rows[leaf.path, plain(leaf)]
        self._used[row] = self._used.get(row, 0) | needed
        return self.sheet.address(row, _VALUE)

    def finish(self) -> None:
        """Say who uses an input that not all do."""
        for row, needed in self._used.items():
            self.sheet.put(row, _USED, some_of(self._users, needed), "muted")

    def _row(self, leaf: Leaf, words: str, *, begins: bool) -> int:
        record = leaf.record
        if record is not None:
            self.sources.add(record.source)
        bounds = ("", "") if record is None else (record.low, record.high)
        said = ("", ASKED, "", "") if record is None else (record.date, record.evidence, record.source, record.note)
        cells = (leaf.path, leaf, leaf.unit, words, *bounds, *said, "")
        ruled = " ruled" if begins else ""
        return self.sheet.line(cells, [style + ruled for _, style in INPUTS.values()])


class Steps:
    """The sheet of what lies between inputs and figures: parts that are used more than once, or are long."""

    def __init__(self, users: tuple[str, ...]) -> None:
        self._users = users
        columns = {"step": (60, "text"), "value": (20, "general"), "quote": (18, "unit")}
        self.sheet = begun("Calculation", "Between inputs and figures", columns)

    def cell(self, node: Traced, name: str, needed: int) -> str:
        """Return the address of a new step, which some of the users need."""
        row = self.sheet.line((name, node, some_of(self._users, needed)), ("text", "general", "unit"))
        return self.sheet.address(row, 1)

    def finish(self) -> None:
        """Say how many there are."""
        _keep_on_screen(self.sheet, "steps")


@cache
def some_of(users: tuple[str, ...], needed: int) -> str:
    """Name those who need something, unless all do.

    >>> some_of(("lfp pyro", "lfp hydro", "lfp direct"), 0b101), some_of(("lfp pyro", "lfp hydro"), 0b11)
    ('lfp pyro, lfp direct', '')
    """
    if needed == (1 << len(users)) - 1:
        return ""
    return ", ".join(user for place, user in enumerate(users) if needed >> place & 1)


class Sources:
    """The sheet of publications."""

    def __init__(self) -> None:
        self.sheet = begun("Sources", "Sources", _CITED)

    def fill(self, bibliography: Iterable[Reference], origin: str = "") -> Sheet:
        """Write an entry a row and above them what the workbook was computed with, and return the sheet."""
        self.sheet.put(1, 0, origin, "muted")
        for entry in bibliography:
            self.sheet.line([str(entry.get(name, "")) for name in _CITED], ["wrapped"] * len(_CITED))
        return self.sheet
