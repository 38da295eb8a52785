"""Defines a report before it is drawn: a heading, tables and notes.

Every cell is text that is safe to print.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from recyc_cli.render.numbers import as_text
from recyc_cli.render.text import clean, display_width, wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from recyc_cli.render.references import Reference
    from recyc_cli.report.shapes.asked import Backed

    Record = Mapping[str, Any]

HEAD, TOTAL, BEST = "head", "total", "best"
PRESETS = "presets"
"""Column of records that names the digest of the presets."""
_UNITS = {"quantity": "unit", "value": "unit"}
"""Columns of records whose units do not stand in a column that is named after them."""
GAP = 3
"""Between two columns of a table on a terminal."""


class Cell(NamedTuple):
    """What stands in a table: text, or a number with the way it is written (`numbers.WAYS`) and its unit.

    `words` are shown in the place of a value that only programs read, such as the id of a metal.
    """

    value: Any
    how: str = ""
    unit: str = ""
    words: str | None = None


class Row(NamedTuple):
    """One row: its cells and how each reads.

    `style` is "", head (a heading inside the table), total, or best: on a screen its name and its figure in the column
    `ranked` stand out.
    """

    cells: tuple[Cell, ...]
    texts: tuple[str, ...]
    style: str = ""
    ranked: int = 0


class Chart(NamedTuple):
    """A picture of some rows of a table, by their numbers; its columns stand side by side or upon each other."""

    title: str
    unit: str
    rows: tuple[int, ...]
    stacked: bool = False


class SideBar(NamedTuple):
    """What is drawn beside a row: a number, and between what it may lie, if that is known."""

    number: Cell
    ends: tuple[float, float] | None = None


class Block(NamedTuple):
    """One table.

    `align` has `<` (text) or `>` (number) for each column; `best` is the column to be marked, `quiet` the one to be
    drawn back, if any. `keys` name its columns in records for programs, which stand in its `section`; a table
    without keys is for people alone, and so is a column whose key is empty. Cells that have a key and no column are
    for programs alone. On a screen `ruled` tables have rules around their rows, others their title in
    their first column; a line break in a heading makes two lines of it. A wide one draws `bars` beside the rows, one
    of bars alone has them in the column `picture`.
    """

    title: str
    columns: tuple[str, ...]
    align: str
    rows: list[Row]
    notes: list[str]
    best: int = 0
    quiet: int = 0
    chart: Chart | None = None
    keys: tuple[str, ...] = ()
    section: str = ""
    ruled: bool = False
    bars: tuple[SideBar | None, ...] = ()
    picture: int = 0


class Page(NamedTuple):
    """A whole report; the sources in full where they are known; of records the columns, each with its heading.

    `cautions` are the notes of a screen, a line each; other pages have all under `notes`. A page whose first lines are
    `answers` is laid out for a screen; `onward` are the commands that lead on from it, each with what it shows.
    `origin` says what it was computed with, `presets` is the digest that every record of it names, if any does.
    """

    head: list[str]
    blocks: list[Block]
    notes: list[str]
    references: tuple[Reference, ...] = ()
    columns: Mapping[str, str] = {}
    cautions: tuple[str, ...] = ()
    answers: int = 0
    onward: tuple[tuple[str, str], ...] = ()
    origin: str = ""
    presets: str = ""


def page_of_blocks(
    head: Iterable[str],
    blocks: list[Block],
    notes: Iterable[str],
    references: tuple[Reference, ...] = (),
    columns: Iterable[str] = (),
) -> Page:
    """Return a page with cleaned head and notes; of records the columns, which are headed by their keys."""
    keys = {key: key for key in columns}
    shown = blocks if keys else [*map(_for_people, blocks)]
    return Page([clean(line) for line in head], shown, [clean(note) for note in notes], references, keys)


def _for_people(table: Block) -> Block:
    """Return a table without the cells that only programs read."""
    many = len(table.columns)
    if len(table.keys) <= many:
        return table
    return table._replace(
        keys=table.keys[:many],
        rows=[each._replace(cells=each.cells[:many], texts=each.texts[:many]) for each in table.rows],
    )


def row(*cells: object, style: str = "") -> Row:
    """Return a row of cells; what is no cell yet is text.

    >>> row("margin", Cell(-1330.4, "whole", "USD/t"), None).texts
    ('margin', '-1,330', 'None')
    """
    typed = tuple(cell if isinstance(cell, Cell) else Cell(cell) for cell in cells)
    return Row(typed, tuple(map(_read, typed)), style)


def measure(words: str | Cell, value: Any, how: str, unit: str, style: str = "") -> Row:  # noqa: ANN401
    """Return a row of words, a number and its unit."""
    return row(words, Cell(value, how, unit), unit, style=style)


def alive(number: float | None) -> bool:
    """Tell whether a number is something, or may be once inputs are changed."""
    return bool(number) or hasattr(number, "traced")


def _read(cell: Cell) -> str:
    """Return a cell as people read it."""
    if cell.words is not None:
        return clean(cell.words)
    return as_text(cell.value, cell.how) if cell.how else clean(cell.value)


def block(
    title: str,
    columns: Sequence[str],
    align: str,
    rows: Iterable[Row],
    notes: Iterable[str] = (),
    *,
    best: int = 0,
    quiet: int = 0,
    chart: Chart | None = None,
) -> Block:
    """Return a table with cleaned headings and notes."""
    heads, said = tuple(clean(c) for c in columns), [clean(n) for n in notes]
    return Block(clean(title), heads, align, list(rows), said, best, quiet, chart)


def wrapped_list(title: str, texts: Iterable[str], room: int | None) -> Block:
    """Return texts below each other, wrapped where there is only so much room, the lines that follow indented.

    >>> [each.texts[0] for each in wrapped_list("Rests on", ["masses as modelled", "no law"], 12).rows]
    ['masses as', '  modelled', 'no law']
    """
    lines = (line for text in texts for line in (wrap(text, room, "  ") if room else [text]))
    return block("", (title,), "<", map(row, lines))


def listing(keys: Iterable[str], entries: Iterable[Record]) -> Block:
    """Return records that only programs read, as a table."""
    keys = tuple(keys)
    rows = [row(*(Cell(entry.get(key)) for key in keys)) for entry in entries]
    return block("", keys, "<" * len(keys), rows)._replace(keys=keys)


def listed_rows(section: str, keys: Sequence[str], rows: Iterable[Iterable[object]]) -> Block:
    """Return entries of a report that only programs read, as a table.

    >>> records(Page([], [listed_rows("rests on", ["text"], [["masses as modelled"]])], []))
    [{'section': 'rests on', 'text': 'masses as modelled'}]
    """
    return block("", keys, "<" * len(keys), [row(*map(Cell, each)) for each in rows])._replace(
        keys=tuple(keys), section=section
    )


def texts(section: str, said: Iterable[str]) -> Block:
    """Return sentences that only programs read so, as a table."""
    return listed_rows(section, ["text"], [[each] for each in said])


def cells_of(entry: Mapping[str, object], names: Iterable[str]) -> tuple[Cell, ...]:
    """Return some fields of an entry as cells; one that it does not have is None."""
    return tuple(Cell(entry.get(name)) for name in names)


def sources_and_notes(report: Backed) -> Iterator[Record]:
    """Yield the sources and the notes of a report, for programs."""
    yield from ({"section": "sources", "item": name} for name in report["sources"])
    yield from ({"section": "warnings", "item": note["code"], "text": note["message"]} for note in report["warnings"])


def records(page: Page) -> list[Record]:
    """Return what programs read of a page: a record a row, sums and headings left out.

    >>> sold = block("Sold", ("", "kg/t"), "<>", [row("Li", Cell(20.4, "one", "kg/t"))])
    >>> records(Page([], [sold._replace(keys=("item", "quantity"), section="sold")], []))
    [{'section': 'sold', 'item': 'Li', 'quantity': 20.4, 'unit': 'kg/t'}]
    """
    told: list[Record] = []
    for table in page.blocks:
        for each in table.rows if table.keys else ():
            record: dict[str, Any] = {"section": table.section} if table.section else {}
            for key, cell in zip(table.keys, each.cells, strict=False):
                record[key] = cell.value
                record |= {_UNITS.get(key, f"{key}_unit"): cell.unit} if cell.unit else {}
            record |= {PRESETS: page.presets} if page.presets else {}
            told += [] if each.style in (HEAD, TOTAL) else [record]
    return told


def fit_columns(table: Block, width: int, least: int) -> Block:
    """Leave out the last columns of a table for which a terminal has no room.

    Args:
        table: as it would be drawn with all the room it needs.
        width: of the terminal.
        least: the width that text beyond the first column may be wrapped to.
    """
    lines = [table.columns, *(each.texts for each in table.rows if each.style != HEAD)]
    count, room = 0, width
    for index, side in enumerate(table.align):
        wide = max(display_width(line[index]) for line in lines)
        wraps = index and side == "<" and index != table.quiet
        room -= (min(wide, least) if wraps else wide) + (GAP if index else 0)
        if count and room < 0:
            break
        count += 1
    return table._replace(
        columns=table.columns[:count],
        align=table.align[:count],
        rows=[Row(each.cells[:count], each.texts[:count], each.style) for each in table.rows],
    )
