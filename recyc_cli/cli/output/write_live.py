"""Writes a quote, or two side by side, as a page whose inputs can be moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.analysis.live.live import Live
from recyc_cli.cli.output.target import deliver, say
from recyc_cli.errors import RecycError
from recyc_cli.render.live.page import live_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recyc_cli.analysis.quote import Quote
    from recyc_cli.cli.output.target import Target
    from recyc_cli.report.shapes.questions import ComparisonReport
    from recyc_cli.report.shapes.quote import QuoteReport

MOST = 2
"""Columns of a page."""


def write_live(
    quotes: Sequence[Quote], reports: Sequence[QuoteReport], report: ComparisonReport | None, to: Target
) -> None:
    """Write the page, and say what it discloses.

    Args:
        quotes: one, or two that are compared.
        reports: of the quotes.
        report: of the comparison.
        to: where to.

    Raises:
        RecycError E112: more columns than a page has.
    """
    if len(quotes) > MOST:
        message = f"a page to move has {MOST} columns at most, and these are {len(quotes)}"
        raise RecycError("E112", message, "--live", "name one feed and two routes, or one route and two feeds")
    live = Live(quotes)
    page = live_page(live, reports, report)
    deliver(page, to, (report or reports[0])["warnings"])
    if not to.quiet:
        say(f"  it discloses all {live.disclosed:,} numbers behind its figures, and their sources, to whoever has it")
