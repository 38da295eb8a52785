"""Writes the sections of a page that can be moved, in the words of the live workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from recyc_cli.model.numbers.traced import Traced
from recyc_cli.render import titles
from recyc_cli.render.forms.html import parts as html_parts
from recyc_cli.render.live.cells import Cells
from recyc_cli.render.look import Look
from recyc_cli.render.numbers import as_text, two_digits
from recyc_cli.render.page import Cell
from recyc_cli.render.pages.pictures import margin_figure, words_of_step
from recyc_cli.render.pages.quote.account import quote_page
from recyc_cli.render.pages.side import comparison_page
from recyc_cli.render.pages.side_names import name_of, place_of
from recyc_cli.render.references import references
from recyc_cli.render.render import origin_of
from recyc_cli.render.xlsx.page_sheet import live as told_as_others
from recyc_cli.render.xlsx.sheets import figures
from recyc_cli.report.figures import NAMED
from recyc_cli.report.in_full import bibliography, bridge, every_step

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recyc_cli.analysis.live.live import Live
    from recyc_cli.render.page import Block, Page, Row
    from recyc_cli.render.references import Reference
    from recyc_cli.report.figures import Figure
    from recyc_cli.report.shapes.questions import Bests, ComparisonReport
    from recyc_cli.report.shapes.quote import QuoteReport, Total

LOOK = Look("xlsx")
"""Pages of workbooks show every row that may be something once inputs are moved."""
TILES: tuple[Total, ...] = ("margin", "breakeven_feed_price", "feed_price", "cash_margin", "margin_per_kwh")
FIRST = ("margin", "cost", "recovery_value", "breakeven_feed_price", "feed_price")
"""Figures that the script asks for."""
ENDS: tuple[Literal["p10", "p90"], ...] = ("p10", "p90")
"""Of a likely range: in one of ten cases below, in one above."""
AS_SET = "as set: run the command below"
AS_BUILT = "They tell of the figures as made: what is changed here is told by the command line above."


class Made:
    """What a page is made of: its sides, their cells, their pages.

    Attributes:
        reports: of the quotes as asked, in numbers alone.
        columns: what the quotes are called.
        modes: of each way that the feed is priced, the side of every column.
    """

    def __init__(self, live: Live, reports: Sequence[QuoteReport], report: ComparisonReport | None) -> None:
        self.live, self.reports = live, reports
        for side in live.sides:
            if not side.stated or reports[side.column]["scenario"]["feed_price"] is not None:
                side.traced.report["terms"] = reports[side.column]["terms"]
                side.traced.report["warnings"] = reports[side.column]["warnings"]
        self.cells = [Cells() for _ in live.sides]
        self.told_of = [told_as_others(side.traced.report) for side in live.sides]
        self.pages = [quote_page(each, LOOK) for each in self.told_of]
        of_column: dict[int, list[int]] = {}
        for number, side in enumerate(live.sides):
            of_column.setdefault(side.column, []).append(number)
        self._sides = list(of_column.values())
        most = max(map(len, self._sides))
        self.modes = [[sides[min(mode, len(sides) - 1)] for sides in self._sides] for mode in range(most)]
        self.columns = [self.pages[0].head[0]] if report is None else _names(report)
        self.whole = None if report is None else [self._beside(report, sides) for sides in self.modes]
        self.page: Page = self.whole[0] if self.whole else self.pages[0]
        self.title = f"{titles.SIDE}: {' | '.join(_full_names(report))}" if report else self.page.head[0]

    def _beside(self, report: ComparisonReport, sides: Sequence[int]) -> Page:
        best: Bests = {**report["best"], "margin": None}  # it may be another one once inputs are moved
        quotes = [self.told_of[side] for side in sides]
        whole: ComparisonReport = {**report, "best": best, "quotes": quotes, "sheets": self.columns}
        return comparison_page(whole, LOOK)

    def sides_of(self, column: int) -> list[int]:
        """Return the sides of a column: as asked for, and with a stated feed price where there is one."""
        return self._sides[column]

    def side(self, number: int) -> dict[str, Any]:
        """Return what the script is told of a side: figures and steps by their places among those it asks for."""
        side, cells = self.live.sides[number], self.cells[number]
        totals, market = side.traced.report["totals"], side.traced.quote.resolved.scenario.market
        named = {name: cells.place(totals[name]) for name in FIRST if totals.get(name) is not None}  # type: ignore[literal-required]
        steps = [
            [words_of_step(step["step"]), cells.place(step["amount"]), int(step["level"])]
            for step in every_step(side.traced.report, market)
        ]
        return {"stated": side.stated, "named": named, "steps": steps}

    def carry_every_figure(self) -> None:
        """Have the page carry every figure of the JSON, by its path."""
        for side, cells in zip(self.live.sides, self.cells, strict=True):
            told = {path: number for path, number in figures(side.traced.report) if isinstance(number, Traced)}
            cells.every = {path: cells.place(number) for path, number in told.items()}


def _full_names(report: ComparisonReport) -> list[str]:
    return [name_of(report, index) for index in range(len(report["quotes"]))]


def _names(report: ComparisonReport) -> list[str]:
    """Return what the columns are called: by what sets them apart where that is enough."""
    short = [place_of(report, index) for index in range(len(report["quotes"]))]
    return short if len(set(short)) == len(short) else _full_names(report)


def head_of_page(made: Made) -> list[str]:
    """Return the head of a page, what it says first, and what is said where no script runs."""
    return [
        '<a class="skip js" href="#search" id="skip">to the inputs</a>',
        html_parts.header(made.title, made.page.head[1:]),
        '<p class="verdict js" id="verdict" role="status"></p>',
        '<div class="js" id="told" role="alert"></div>',
        _without_script(made),
        f'<div class="first">{_each_mode(made, _tiles)}</div>',
    ]


def _without_script(made: Made) -> str:
    """Return what stands in the place of what moves: why it does not, and the pictures as made."""
    drawn = []
    for column, sides in enumerate(made.modes[0]):
        market = made.live.sides[sides].traced.quote.resolved.scenario.market
        report = made.reports[column]
        figure = margin_figure(report | {"bridge": bridge(report, market)}, f"made-{column}")
        drawn.append(html_parts.figure(figure))
    told = "<p><strong>This page moves where scripts may run. Here it is the report as made.</strong></p>"
    return "\n".join(["<noscript>", told, *drawn, "</noscript>"])


def results(made: Made) -> list[str]:
    """Return what stands beside the inputs."""
    return [
        _script_section("From contained value to margin", "water"),
        _each_mode(made, _accounts),
        _script_section("What moves the margin most", "tornado"),
        _script_section("Break-even", "breakeven"),
        _script_section("What was changed", "changes"),
        html_parts.section("Notes, as made", [f"<p>{AS_BUILT}</p>", _list(made.page.notes)] if made.page.notes else []),
        html_parts.source_list(_sources(made)),
        html_parts.footer(f"{origin_of(made.reports[0])} Nothing is sent anywhere."),
    ]


def _each_mode(made: Made, write: Any) -> str:  # noqa: ANN401 - writes the sides of a mode
    """Return what stands there in each way that the feed is priced, one of them in sight."""
    return "\n".join(
        f'<div data-mode="{mode}"{" hidden" if mode else ""}>\n{write(made, mode, sides)}\n</div>'
        for mode, sides in enumerate(made.modes)
    )


def _tiles(made: Made, _mode: int, sides: Sequence[int]) -> str:
    """Return the key figures of each column."""
    told = []
    for column, side in enumerate(sides):
        report = made.told_of[side]
        known = (NAMED[name] for name in TILES if report["totals"].get(name) is not None)
        likely = _likely(made, column, side)
        entries = [_tile(made.cells[side], figure, report, likely.get(figure.id, "")) for figure in known]
        name = f"<h2>{html_parts.text(made.columns[column])}</h2>" if len(sides) > 1 else ""
        told.append(f'<section data-sides="{side}">{name}<dl class="tiles">{"".join(entries)}</dl></section>')
    return "\n".join(told)


def _likely(made: Made, column: int, side: int) -> dict[str, str]:
    """Return what figures as asked are likely to lie between; once an input is moved, that it is not of what is set."""
    totals = made.reports[column]["totals"]
    if "likely" not in totals:
        return {}
    how = NAMED["margin"].how
    low, high = (as_text(two_digits(totals["likely"][end]), how) for end in ENDS)
    built = f'<dd class="likely" data-built>likely {low} to {high}, as built</dd>'
    told = f"as built {as_text(totals['margin'], how)}, likely {low} to {high}; {AS_SET}"
    moved = f'<dd class="likely" data-moved hidden>{html_parts.text(told)}</dd>'
    return {"margin": moved if side != made.sides_of(column)[0] else built + moved}


def _tile(cells: Cells, figure: Figure, report: QuoteReport, likely: str) -> str:
    money = report["scenario"]["currency"]
    unit = report["basis"]["breakeven"] if figure.of_feed else figure.unit_in(money)
    number = cells.figure(Cell(report["totals"][figure.id], figure.how))
    words, unit = html_parts.text(figure.words), html_parts.text(unit)
    return f'<div class="tile"><dt>{words}</dt><dd>{number} <span>{unit}</span></dd>{likely}</div>'


def _accounts(made: Made, mode: int, sides: Sequence[int]) -> str:
    """Return the columns side by side, then the account of each."""
    told = []
    if made.whole:
        beside = [_table_of_columns(made, sides, table) for table in made.whole[mode].blocks]
        told.append(html_parts.section(titles.SIDE, beside))
    for column, side in enumerate(sides):
        title = f"The account: {made.columns[column]}" if made.whole else "The account"
        blocks = [html_parts.table(table, made.cells[side].inside) for table in made.pages[side].blocks]
        grid = "\n".join(['<div class="grid">', *blocks, "</div>"])
        told.append(f'<div data-sides="{side}">{html_parts.section(title, [grid], "new")}</div>')
    return "\n".join(told)


def _table_of_columns(made: Made, sides: Sequence[int], table: Block) -> str:
    def inside(row: Row, index: int) -> str:
        return made.cells[sides[index - 1]].inside(row, index) if index else html_parts.indented(row.texts[0])

    markup = html_parts.table(table._replace(best=0), inside)
    return f'<div data-sides="{" ".join(map(str, sides))}">{markup}</div>'


def _script_section(title: str, name: str) -> str:
    return f'<section class="js"><h2>{html_parts.text(title)}</h2><div id="{name}"></div></section>'


def _list(lines: Sequence[str]) -> str:
    return "\n".join(["<ul>", *(f"<li>{html_parts.text(line)}</li>" for line in lines), "</ul>"])


def _sources(made: Made) -> tuple[Reference, ...]:
    library = made.live.sides[0].traced.quote.resolved.library
    return references(bibliography(library, {name for each in made.reports for name in each["sources"]}))
