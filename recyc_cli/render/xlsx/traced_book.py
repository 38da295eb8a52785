"""Builds a workbook of one page and the inputs behind it, its figures formulas over them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.model.numbers.traced import Leaf, Traced, nodes
from recyc_cli.render.look import Look
from recyc_cli.render.render import page_of
from recyc_cli.render.xlsx.book import written
from recyc_cli.render.xlsx.page_sheet import live, page_sheet
from recyc_cli.render.xlsx.sheets import Inputs, Sources, Steps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from recyc_cli.report.shapes.products import Reference
    from recyc_cli.report.shapes.studies.blend import BlendReport
    from recyc_cli.report.shapes.studies.outlook import OutlookReport

LOOK = Look("xlsx")


def traced_workbook(
    name: str, report: BlendReport | OutlookReport, cited: Callable[[Iterable[str]], list[Reference]], note: str
) -> bytes:
    """Return a report of traced numbers as a workbook: its page, Inputs, Sources, Calculation.

    Args:
        name: of the sheet of its page.
        report: with traced numbers in the place of plain ones.
        cited: returns the publications of some ids.
        note: which figures follow an input that is changed, and which do not.
    """
    page = page_of(live(report), LOOK)
    front = page_sheet(name, page._replace(notes=[note, *page.notes]))
    shown = [cell.content for cell in front.cells if isinstance(cell.content, Traced)]
    inputs, steps, sources = Inputs(each for each in nodes(shown) if isinstance(each, Leaf)), Steps(), Sources()

    def spill(node: Traced) -> str:
        return inputs.cell(node, "") if isinstance(node, Leaf) else steps.cell(node, "", "")

    def finish() -> None:
        inputs.finish(1)
        steps.finish()

    sources.fill(cited({*inputs.sources, *report["sources"]}))
    return written([front, inputs.sheet, sources.sheet, steps.sheet], page.head[0], spill, finish)
