"""Writes pages for a terminal: those laid out for a screen itself, others by tables.

A screen has one width: figures end at its right edge, and nothing that one needs is told by a colour.
"""

from __future__ import annotations

from recyc_cli.render.notes import MARK, caution_lines
from recyc_cli.render.page import BEST, HEAD, TOTAL
from recyc_cli.render.render import page_of
from recyc_cli.render.text import GAP, LABEL, WIDTH, display_width, pad, shell_lines, wrap
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from recyc_cli.render.look import Look
    from recyc_cli.render.page import Block, Page, Row
    from recyc_cli.report.shapes.any_report import AnyReport

RULE = "\N{BOX DRAWINGS LIGHT HORIZONTAL}"
ONWARD = "next  "
WIDE, SPACE = 120, 4
RANGED = "\N{BLACK CIRCLE} margin, on its likely range"
BARRED = "margin: \N{FULL BLOCK} gain, \N{MEDIUM SHADE} loss"
"""Columns of a terminal from which bars stand beside a table, the blanks before them, and what is drawn there."""
_ASCII = str.maketrans("─│┊▲≈█▒░●┼└┤├", "-|:*~#=.o++++")
_BOLD, _DIM, _BLUE, _VERMILION = "1", "2", "38;5;32", "38;5;166"
_COLOURS = {"\N{FULL BLOCK}": _BLUE, "\N{MEDIUM SHADE}": _VERMILION}
"""Of the blocks of bars: a gain, a loss."""
_MARKS = frozenset({"\N{BLACK UP-POINTING TRIANGLE}", "\N{ALMOST EQUAL TO}"})


def draw(report: AnyReport, look: Look) -> str:
    """Return a report as text for a terminal."""
    page = page_of(report, look)
    if page.answers:
        return draw_screen(page, look)
    from recyc_cli.render.forms.as_table import draw_page

    return draw_page(page, look)


def draw_screen(page: Page, look: Look) -> str:
    """Return a page that is laid out for a screen, with escape sequences only if the look has colour."""
    pen = _Pen(look)
    lines = [pen.draw(part, _BOLD) for text in page.head[: page.answers] for part in wrap(text, WIDTH, "  ")]
    lines += [pen.draw(part, _DIM) for text in page.head[page.answers :] for part in wrap(text, WIDTH)]
    for block in page.blocks:
        lines += ["", *_block(block, pen)]
    if page.notes:
        lines += ["", *(line for text in page.notes for line in wrap(text, WIDTH, "  "))]
    if page.origin:
        lines += ["", *(pen.draw(part, _DIM) for part in wrap(page.origin, WIDTH, "  "))]
    if page.cautions:
        lines += ["", *map(pen.caution, caution_lines(page, WIDTH))]
    lines += ["", *_onward(page, pen)] if page.onward else []
    return "\n".join(map(str.rstrip, lines)).strip("\n") + "\n"


class _Pen:
    """Writes text in a style, where a terminal has any, and in its own characters."""

    def __init__(self, look: Look) -> None:
        self.look = look

    def plain(self, text: str) -> str:
        """Return text in characters that the terminal has."""
        return text if self.look.unicode else text.replace(" \N{MIDDLE DOT} ", ", ").translate(_ASCII)

    def draw(self, text: str, style: str) -> str:
        """Return text in a style; blanks at its end stay outside."""
        bare = self.plain(text)
        if not self.look.colour or not bare.strip():
            return bare
        return f"\x1b[{style}m{bare.rstrip()}\x1b[0m{bare[len(bare.rstrip()) :]}"

    def caution(self, line: str) -> str:
        """Return a caution, its mark in the colour of marks."""
        return self.draw(MARK[0], _VERMILION) + self.plain(line[1:]) if line.startswith(MARK) else self.plain(line)

    def bar(self, text: str) -> str:
        """Return a bar of blocks, a gain and a loss in their colours."""
        block = next((each for each in _COLOURS if each in text), "")
        before, middle, after = text.partition(block * text.count(block)) if block else (text, "", "")
        return self.plain(before) + self.draw(middle, _COLOURS.get(block, "")) + self.plain(after)

    def label(self, text: str, style: str) -> str:
        """Return a cell that may begin with a mark: that in its colour, then the name or the figure."""
        before = text[: len(text) - len(text.lstrip())]
        mark = text[len(before) :][:1]
        if mark in _MARKS:
            return before + self.draw(mark, _BLUE) + self.label(text[len(before) + 1 :], style)
        return self.draw(text, style) if style else self.plain(text)


def _onward(page: Page, pen: _Pen) -> list[str]:
    """Return the commands that lead on, what each shows in a column of its own where there is room."""
    short = [len(command) for command, _ in page.onward if len(command) <= WIDTH - len(ONWARD)]
    room = max(short, default=0) + GAP
    lines = []
    for index, (command, shows) in enumerate(page.onward):
        told = shows if len(ONWARD) + room + len(shows) <= WIDTH else ""
        first = ONWARD if index == 0 else " " * len(ONWARD)
        if len(command) <= WIDTH - len(ONWARD):
            lines.append(first + pen.draw(pad(command, room, "<"), _BOLD) + pen.draw(told, _DIM))
        else:
            start, *rest = shell_lines(command, WIDTH - len(ONWARD))
            lines.append(first + pen.draw(start, _BOLD))
            lines += [" " * len(ONWARD) + pen.draw(part, _BOLD) for part in rest]
    return lines


def _block(block: Block, pen: _Pen) -> list[str]:
    """Return one table: headings, rows, rules around them if it has any, notes."""
    heads = [column.split("\n") for column in block.columns]
    deep = max(map(len, heads))
    heads = [[""] * (deep - len(head)) + head for head in heads]
    widths = _widths(block, heads)
    gaps = _gaps(widths)
    lines = [pen.draw(pad(block.title, WIDTH, "<"), _BOLD)] if block.title else []
    for level in range(deep):
        words = [head[level] for head in heads]
        lines.append(_headings(words, widths, gaps, block, pen))
    over, bars = _bars(block, pen)
    lines = [line for line in lines if line.strip()]
    if over and len(lines) > 1:
        ranged = any(bar and bar.ends for bar in block.bars)
        lines[-2] += pen.draw(" " * SPACE + (RANGED if ranged else BARRED), _DIM)
    lines = [*lines[:-1], *(line + pen.draw(over, _DIM) for line in lines[-1:])]
    rule = [pen.draw(RULE * (WIDTH + len(over)), _DIM)] if block.ruled else []
    lines += rule
    for index, row in enumerate(block.rows):
        lines += [""] if row.style == HEAD and index else []
        *label, figures = _row(row, widths, gaps, block, pen)
        lines += [*label, figures + bars[index]]
    return lines + rule + [pen.draw(part, _DIM) for note in block.notes for part in wrap(note, WIDTH)]


def _bars(block: Block, pen: _Pen) -> tuple[str, list[str]]:
    """Return what stands beside the headings and the rows of a table where a terminal is wide."""
    if not block.bars or pen.look.width < WIDE:
        return "", [""] * len(block.rows)
    from recyc_cli.render.chart.side_bars import side_bars

    how = next((bar.number.how for bar in block.bars if bar), "whole")
    drawn = [(bar.number.value, bar.ends) if bar else None for bar in block.bars]
    over, bars = side_bars(drawn, WIDE - WIDTH - SPACE, how)
    return " " * SPACE + over, [" " * SPACE + pen.bar(bar) if bar else "" for bar in bars]


def _widths(block: Block, heads: list[list[str]]) -> list[int]:
    """Return the width of each column: of its widest cell or heading; the first of several headings may reach out."""
    widths = []
    for index, head in enumerate(heads):
        cells = [row.texts[index] for row in block.rows if row.style != HEAD]
        if index == 0:
            cells = [cell for cell in cells if display_width(cell) <= LABEL + GAP or not block.ruled]
        widths.append(max((display_width(text) for text in (*head[-1:], *cells)), default=0))
        if not _reaches(index, heads):
            widths[-1] = max(widths[-1], *map(display_width, head))
    return widths


def _reaches(index: int, heads: list[list[str]]) -> bool:
    """Tell whether the upper heading of a column stands over blank ones to its left."""
    return len(heads[index]) > 1 and index > 1 and not heads[index - 1][0]


def _gaps(widths: list[int]) -> list[int]:
    """Return the blanks before each column, so that the last one ends at the right edge."""
    count = len(widths) - 1
    if not count:
        return [0]
    room = WIDTH - sum(widths)
    each, more = divmod(max(room, count), count)
    return [0] + [each + (index < more) for index in range(count)]


def _headings(words: list[str], widths: list[int], gaps: list[int], block: Block, pen: _Pen) -> str:
    """Return a line of headings; one that is wider than its column reaches to the left."""
    line, edge = "", 0
    for text, width, gap, side in zip(words, widths, gaps, block.align, strict=True):
        edge += gap + width
        line = line.ljust(edge - width) + text if side == "<" else line.ljust(edge)[: edge - len(text)] + text
    if block.ruled:
        return pen.draw(line, _DIM)
    return pen.draw(words[0], _BOLD) + pen.draw(line[len(words[0]) :], _DIM)


def _row(row: Row, widths: list[int], gaps: list[int], block: Block, pen: _Pen) -> list[str]:
    """Return the lines of a row: a label without room in its column has a line of its own."""
    if row.style == HEAD:
        return [pen.draw(row.texts[0], _BOLD) + pen.plain("".join(row.texts[1:]))]
    bold = range(len(row.texts)) if row.style == TOTAL else (0, row.ranked) if row.style == BEST else ()
    label = row.texts[0]
    long = display_width(label) > widths[0]
    cells = [" " * widths[0] if long else pen.label(pad(label, widths[0], "<"), _BOLD if 0 in bold else "")]
    for index in range(1, len(row.texts)):
        text = pad(row.texts[index], widths[index], block.align[index])
        style = _BOLD if index in bold or text.strip()[:1] in _MARKS else ""
        cells.append(" " * gaps[index] + (pen.bar(text) if index == block.picture else pen.label(text, style)))
    return [pen.label(label, _BOLD if 0 in bold else "")] * long + ["".join(cells)]
