"""Assembles a workbook, with a cell for whatever stands between inputs and figures."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from recyc_cli.model.numbers.traced import Leaf, Traced
from recyc_cli.render.xlsx.behind import Behind
from recyc_cli.render.xlsx.formulas import formulas
from recyc_cli.render.xlsx.sheets import Inputs, Sources, Steps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from recyc_cli.analysis.traced_quote import TracedQuote
    from recyc_cli.render.xlsx.sheet import Sheet
    from recyc_cli.report.shapes.products import Reference


def live_book(
    title: str,
    sheets: Sequence[Sheet],
    cite: Callable[[Iterable[str]], list[Reference]],
    quotes: Sequence[TracedQuote] = (),
    users: tuple[str, ...] = (),
    *,
    more: Sequence[Sheet] = (),
    cited: Iterable[str] = (),
    origin: str = "",
) -> bytes:
    """Return the bytes of a workbook; each number that needs a cell of its own gets one on the sheet of its kind.

    Args:
        title: of the document.
        sheets: in front, before the inputs.
        cite: returns the publications of some ids.
        quotes: the numbers stand in, if they are those of quotes.
        users: the quotes' names, where an input says which of several it acts on; `Sheet.user` says whose a sheet is.
        more: sheets after the calculation.
        cited: ids of publications behind no input.
        origin: what it was computed with.
    """
    placed = list(_placed(sorted((*sheets, *more), key=lambda sheet: not sheet.homely)))
    behind = Behind([(number, user) for number, _, user in placed], quotes)
    inputs, steps = Inputs(behind.leaves, users, quotes), Steps(users)

    def spill(node: Traced) -> str:
        needed = behind.needed_by(node)
        return inputs.cell(node, needed) if isinstance(node, Leaf) else steps.cell(node, behind.name_of(node), needed)

    homes, texts = formulas([(number, address) for number, address, _ in placed], behind, spill)
    inputs.finish()
    steps.finish()
    sources = Sources().fill(cite({*inputs.sources, *cited}), origin)
    return _file(chain(sheets, (inputs.sheet, sources, steps.sheet), more), title, homes, texts)


def _placed(sheets: Iterable[Sheet]) -> Iterator[tuple[Traced, str, int | None]]:
    """Yield the traced numbers of sheets, each with its cell's address and the place of the quote it is shown for."""
    for sheet in sheets:
        for row, cells in sheet.rows.items():
            for column, content, _ in cells:
                if isinstance(content, Traced):
                    yield content, sheet.address(row, column), column - 1 if sheet.side_by_side else sheet.user


def plain_book(sheets: Sequence[Sheet], title: str) -> bytes:
    """Return the bytes of a workbook that holds no traced numbers."""
    return _file(sheets, title, {}, {})


def _file(sheets: Iterable[Sheet], title: str, homes: dict[int, str], texts: dict[int, str]) -> bytes:
    from recyc_cli.render.xlsx.book_file import file_of  # XlsxWriter takes time to import

    return file_of(sheets, title, homes, texts)
