"""Lays out the table of a comparison: its columns, as many as a screen has room for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from recyc_cli.render.page import BEST, HEAD, Block, Cell, SideBar, row
from recyc_cli.render.pages.screen.arranged import name_of_row
from recyc_cli.render.pages.screen.verdict_words import likely_ends
from recyc_cli.render.text import LABEL, WIDTH, display_width
from recyc_cli.report.axes import SET
from recyc_cli.report.blocks.ranking import ranked_by

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recyc_cli.render.page import Row
    from recyc_cli.render.pages.screen.arranged import Arranged, Group
    from recyc_cli.report.blocks.ranking import Ranked
    from recyc_cli.report.shapes.questions import ComparisonReport
    from recyc_cli.report.shapes.quote import QuoteReport, Total

    Shown = Total | Literal["lot", "likely"]

MARK = "\N{BLACK UP-POINTING TRIANGLE} "
TIE = "\N{ALMOST EQUAL TO} "
BLANK = "  "
PRICE: Total = "feed_price"
LOT: Literal["lot"] = "lot"
LIKELY: Literal["likely"] = "likely"
SIX_DIGITS = 999_999.5
"""Amounts beyond it are told in thousands."""
MOST_ROWS, LAST_ROWS = 30, 3
"""Rows of a group that a screen shows; of more the first ones and the last."""


class Column(NamedTuple):
    """A column: the total it shows, the value of the axis across that it is of, its heading, how it is written."""

    total: Shown
    at: int
    head: str
    how: str = "whole"


class Heading(NamedTuple):
    """What stands over a total of a screen, and what a sentence calls it."""

    over: str
    words: str = ""
    spans: bool = False
    """Whether it stands for every value of an axis across; its words stand over each of these groups."""
    of_mass: str = ""
    """Over an amount per tonne of black mass, where the others are per tonne of the feed."""
    dropped: int = 0
    """When it is left out where there is no room: the first is 1; never is 0."""


HEADS: dict[Shown, Heading] = {
    "feed_price": Heading("feed\nprice", of_mass="mass\nprice"),
    "recovery_value": Heading("\nvalue", "value", dropped=2),
    "cost": Heading("\ncost", "cost", dropped=3),
    "margin": Heading("\nmargin", "margin", spans=True),
    "likely": Heading("\nlikely range"),
    "cash_margin": Heading("\ncash", "cash", spans=True, dropped=4),
    "margin_per_kwh": Heading("margin\n/kWh", "margin/kWh", dropped=1),
    "breakeven_feed_price": Heading("pay\nat most", "pay at most", spans=True, of_mass="mass\nat most"),
    "lot": Heading("margin\nof lot"),
}
"""The totals of a screen, in the order of its columns."""
TITLES = {total: each.words for total, each in HEADS.items() if each.words}
DROPPED = sorted((total for total in HEADS if HEADS[total].dropped), key=lambda total: HEADS[total].dropped)

SPANNED: tuple[Total, ...] = ("cash_margin", "breakeven_feed_price", "margin")
"""The totals that run across, in the order in which they are left out; what ranks never is."""


class Table(NamedTuple):
    """The table of a comparison, what is alike in every row, and what had no room."""

    block: Block
    alike: dict[Shown, Cell]
    left_out: list[Shown]


def table_of(report: ComparisonReport, plan: Arranged, headings: Sequence[Row | None]) -> Table:
    """Return the table of a comparison; a group without a heading has none."""
    columns, alike = _columns(report, plan)
    left_out: list[Shown] = []
    block = _block(report, plan, headings, columns)
    spanned = [total for total in SPANNED if total != ranked_total(report, plan)]
    for total in DROPPED if plan.across is None else spanned:
        if wide(block) <= WIDTH:
            break
        if any(column.total == total for column in columns):
            left_out.append(total)
            columns = [column for column in columns if column.total != total]
            block = _block(report, plan, headings, columns)
    return Table(block, alike, left_out)


def amount_of(quote: QuoteReport, total: Shown) -> float | None:
    """Return a total of a quote; of its lot the margin."""
    if total == LOT:
        return quote["lot"]["totals"].get("margin") if quote["lot"] else None
    if total == LIKELY:
        return None
    return quote["totals"].get(total)


def in_thousands(report: ComparisonReport) -> bool:
    """Tell whether amounts have so many digits that they are told in thousands."""
    totals = (amount_of(quote, total) for quote in report["quotes"] for total in HEADS if total != LOT)
    return any(isinstance(amount, float) and abs(amount) > SIX_DIGITS for amount in totals)


def _columns(report: ComparisonReport, plan: Arranged) -> tuple[list[Column], dict[Shown, Cell]]:
    """Return the columns that say something, and the totals that are alike in every row."""
    whole = "thousands" if in_thousands(report) else "whole"
    if plan.across:
        return _spanned(report, plan, whole), {}
    columns: list[Column] = []
    alike: dict[Shown, Cell] = {}
    rows = sum(len(group.rows) for group in plan.groups)
    for total in HEADS:
        if total == LIKELY:
            known = any(likely_ends(quote["totals"], whole) for quote in report["quotes"])
            columns += [Column(total, 0, _head(report, total), whole)] if known else []
            continue
        how = ("two" if whole == "whole" else "whole") if total == "margin_per_kwh" else whole
        texts = {row(Cell(amount_of(quote, total), how)).texts for quote in report["quotes"]}
        if texts == {("n/a",)} or (total == PRICE and not _differs(report, plan, how)):
            continue
        if len(texts) == 1 and rows > 1 and total in ("recovery_value", "cost"):
            alike[total] = Cell(amount_of(report["quotes"][0], total), how)
            continue
        columns.append(Column(total, 0, _head(report, total), how))
    return columns, alike


def _spanned(report: ComparisonReport, plan: Arranged, whole: str) -> list[Column]:
    """Return the columns of an axis across: as many totals as have room, each of every value."""
    few = len(plan.values) <= 4  # noqa: PLR2004 - as many as have room three times
    known = [total for total in HEADS if any(amount_of(quote, total) is not None for quote in report["quotes"])]
    totals = [total for total in known if HEADS[total].spans and (few or total == ranked_total(report, plan))]
    last = len(plan.values) - 1
    word, values = _across(report, plan)
    word = f"{',' if word.endswith(' at') else ' at'} {word}" if word else ""
    heads = {total: f"{TITLES[total]}{word if total == totals[0] else ''}" for total in totals}
    return [
        Column(total, at, f"{heads[total] if at == last else ''}\n{value or '-'}", whole)
        for total in totals
        for at, value in enumerate(values)
    ]


def _across(report: ComparisonReport, plan: Arranged) -> tuple[str, list[str]]:
    """Return the word for what runs across, and its values: one number that is set in the word, several apart."""
    word = next((axis["word"] for axis in report["axes"] if axis["axis"] == plan.across), "")
    if plan.across != SET:
        return word, plan.values
    names = {value.partition("=")[0] if " " not in value else "" for value in plan.values}
    if len(names) > 1 or "" in names:
        return word, [value.replace(" ", "\n") for value in plan.values]
    return names.pop(), [value.partition("=")[2] for value in plan.values]


def ranked_total(report: ComparisonReport, plan: Arranged) -> Ranked:
    """Return by what the rows and columns of a table rank: what its sentences are about, and what is marked."""
    of_groups = {ranked_by([report["quotes"][index] for index in group.columns]) for group in plan.groups}
    return "breakeven_feed_price" if "breakeven_feed_price" in of_groups else "margin"


def _head(report: ComparisonReport, total: Shown) -> str:
    """Return the heading of a column; what a refiner pays is per tonne of another thing than its account is."""
    if total == PRICE and report["quotes"][0]["scenario"]["seat"] == "holder":
        return "feed\nsold at"
    apart = all(of_black_mass(quote) for quote in report["quotes"])
    return (HEADS[total].of_mass if apart else "") or HEADS[total].over


def of_black_mass(quote: QuoteReport) -> bool:
    """Tell whether a feed is bought as the black mass that it makes."""
    return quote["scenario"]["seat"] == "refiner" and quote["scenario"]["form"] != "black-mass"


def _differs(report: ComparisonReport, plan: Arranged, how: str) -> bool:
    """Tell whether rows of a group pay different prices for the feed."""
    prices = [
        [row(Cell(report["quotes"][index]["totals"][PRICE], how)).texts for index in group.columns]
        for group in plan.groups
    ]
    return any(len(set(each)) > 1 for each in prices)


def _block(report: ComparisonReport, plan: Arranged, headings: Sequence[Row | None], columns: list[Column]) -> Block:
    """Return the table with some columns."""
    rows: list[Row] = []
    quotes: list[int | None] = []
    for group, heading in zip(plan.groups, headings, strict=True):
        rows += [heading] if heading else []
        quotes += [None] if heading else []
        shown, left = _shown(group.rows)
        rows += [_row(report, plan, group, each, columns) for each in shown]
        quotes += [each[0] for each in shown]
        if left:
            at = len(rows) - LAST_ROWS
            rows.insert(at, row(f"  ... {left} more: -o FILE", *[""] * len(columns)))
            quotes.insert(at, None)
    whole = Block("", ("", *(each.head for each in columns)), "<" + ">" * len(columns), rows, [], ruled=True)
    if plan.across:
        return whole
    how = next(column.how for column in columns if column.total == "margin")
    bars = [None if at is None else _side_bar(report["quotes"][at], how) for at in quotes]
    if not all(bar.ends for bar in bars if bar):  # one kind of picture: a range of some stands in its column
        bars = [bar and bar._replace(ends=None) for bar in bars]
    return whole._replace(bars=tuple(bars))


def _side_bar(quote: QuoteReport, how: str) -> SideBar:
    """Return the margin of a quote and between what it is likely to lie."""
    likely = quote["totals"].get("likely")
    return SideBar(Cell(quote["totals"]["margin"], how), (likely["p10"], likely["p90"]) if likely else None)


def _shown(rows: list[list[int | None]]) -> tuple[list[list[int | None]], int]:
    """Return the rows that a screen shows, of very many the first and the last, and how many are left out."""
    if len(rows) <= MOST_ROWS:
        return rows, 0
    first = MOST_ROWS - 10
    return [*rows[:first], *rows[-LAST_ROWS:]], len(rows) - first - LAST_ROWS


def _row(
    report: ComparisonReport, plan: Arranged, group: Group, places: list[int | None], columns: list[Column]
) -> Row:
    """Return a row, marked where it is best: before its name, or of several columns in the one that it leads."""
    first, total = next(index for index in places if index is not None), ranked_total(report, plan)
    name = name_of_row(report, first, plan.down)
    cells: list[Cell | str] = [(BLANK if plan.across else standing_mark(group, 0, first)) + name]
    for column in columns:
        place = places[column.at]
        cell = _cell(report, place, column)
        leads = plan.across and column.total == total and group.standings[column.at].by
        mark = standing_mark(group, column.at, place) if leads and place is not None else BLANK
        cells.append(cell if mark == BLANK else cell._replace(words=mark + row(cell).texts[0]))
    if plan.across or standing_mark(group, 0, first) == BLANK:
        return row(*cells)
    by = group.standings[0].by
    ranked = next((place for place, column in enumerate(columns, 1) if column.total == by), 0)
    return row(*cells, style=BEST)._replace(ranked=ranked)


def standing_mark(group: Group, at: int, index: int) -> str:
    """Return what stands before a row: whether it is the best, or may be."""
    where = group.standings[at]
    return MARK if index == where.marked else TIE if index in where.tied else BLANK


def _cell(report: ComparisonReport, place: int | None, column: Column) -> Cell:
    """Return a figure of a quote."""
    if place is None:
        return Cell("", words="")
    quote = report["quotes"][place]
    if column.total != LIKELY:
        return Cell(amount_of(quote, column.total), column.how)
    ends = {index: likely_ends(each["totals"], column.how) for index, each in enumerate(report["quotes"])}
    width = max(len(each[1]) for each in ends.values() if each)
    own = ends[place]
    return Cell("", words=f"{own[0]} to {own[1]:>{width}}" if own else "")


def wide(block: Block) -> int:
    """Return how wide a table is at least."""
    cells = [each.texts for each in block.rows if each.style != HEAD]
    wide = 0
    for index, head in enumerate(block.columns):
        texts = [line[index] for line in cells]
        if index == 0 and block.ruled:
            texts = [text for text in texts if display_width(text) <= LABEL + len(BLANK)]
        wide += max(display_width(text) for text in (*head.split("\n")[-1:], *texts, "")) + len(BLANK)
    return wide - len(BLANK)


class Amounts(NamedTuple):
    """How money is written: an amount, one among blanks, a price per kg; and what stands over it."""

    whole: str
    entry: str
    per_kg: str
    head: str


def amounts_of(report: QuoteReport) -> Amounts:
    """Return how a quote's amounts are written."""
    totals, money = report["totals"], report["scenario"]["currency"]
    sizes = (totals["contained_value"], totals["recovery_value"], totals["cost"], totals["margin"])
    if max(map(abs, sizes)) <= SIX_DIGITS:
        return Amounts("whole", "entry", "two", money)
    return Amounts("thousands", "entry thousands", "whole", f"1,000 {money}")
