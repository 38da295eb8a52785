"""Gathers the figures of one side of a page while its markup is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.render.forms.html.parts import indented, text
from recyc_cli.render.numbers import as_text

if TYPE_CHECKING:
    from recyc_cli.model.numbers.traced import Traced
    from recyc_cli.render.page import Cell, Row

MARK = "f"
"""Class of what holds a figure that is computed anew."""


class Cells:
    """Figures of one side, in the order in which they stand in the markup.

    Attributes:
        shown: each with the way it is written.
        more: those that the script asks for by their place, behind the ones shown.
        every: every figure of the JSON by its path, where somebody is to check them.
    """

    def __init__(self) -> None:
        self.shown: list[tuple[Traced, str]] = []
        self.more: list[Any] = []
        self.every: dict[str, int] = {}

    def inside(self, row: Row, index: int) -> str:
        """Return what stands in a cell of a table: text, or a figure that is noted."""
        cell = row.cells[index]
        return indented(row.texts[index]) if cell.words is not None else self.figure(cell, row.texts[index])

    def figure(self, cell: Cell, told: str | None = None) -> str:
        """Return a figure as markup, and note it where it is traced."""
        told = as_text(cell.value, cell.how) if told is None else told
        traced = getattr(cell.value, "traced", None)
        if traced is None:
            return indented(told)
        self.shown.append((traced, cell.how or "short"))
        return f'<span class="{MARK}">{text(told)}</span>'

    def place(self, number: Any) -> int:  # noqa: ANN401 - a traced number, or a constant
        """Return the place of a figure that the script asks for; it stands nowhere in the markup."""
        self.more.append(getattr(number, "traced", number))
        return len(self.more) - 1

    @property
    def figures(self) -> list[Any]:
        """All of them."""
        return [*(traced for traced, _ in self.shown), *self.more]
