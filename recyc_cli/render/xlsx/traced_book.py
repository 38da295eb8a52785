"""Builds a workbook of one page and the inputs behind it, its figures formulas over them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.render.look import Look
from recyc_cli.render.render import page_of
from recyc_cli.render.xlsx.book import live_book
from recyc_cli.render.xlsx.page_sheet import live, page_sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from recyc_cli.report.shapes.products import Reference
    from recyc_cli.report.shapes.studies.blend import BlendReport
    from recyc_cli.report.shapes.studies.outlook import OutlookReport

LOOK = Look("xlsx")


def traced_workbook(
    name: str, report: BlendReport | OutlookReport, cite: Callable[[Iterable[str]], list[Reference]], note: str
) -> bytes:
    """Return a report of traced numbers as a workbook: its page, Inputs, Sources, Calculation.

    Args:
        name: of the sheet of its page.
        report: with traced numbers in the place of plain ones.
        cite: returns the publications of some ids.
        note: which figures follow an input that is changed, and which do not.
    """
    page = page_of(live(report), LOOK)
    front = page_sheet(name, page._replace(notes=[note, *page.notes]))
    return live_book(page.head[0], [front], cite, cited=report["sources"], origin=page.origin)
