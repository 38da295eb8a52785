"""Writes a quote or a comparison in any form, from what that form needs.

Most forms are drawn from the report alone. One that is read apart from the program needs pictures and sources in full,
a workbook the quote once more with the formula of every number.
"""

from __future__ import annotations

from recyc_cli.cli.input.options import LIVE
from recyc_cli.cli.output.target import deliver, no_picture, write_notes
from recyc_cli.errors import RecycError
from recyc_cli.render.look import DATA, FILE, FULL, MOVES, PICTURE, ROWS, SCREEN, is_form
from recyc_cli.render.render import render
from recyc_cli.report.notes.telling import in_order, reported
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from recyc_cli.analysis.compare.comparison import Comparison
    from recyc_cli.analysis.quote import Quote
    from recyc_cli.cli.input.settings import Settings
    from recyc_cli.cli.output.target import Target
    from recyc_cli.report.notes.telling import Remark
    from recyc_cli.report.shapes.questions import ComparisonReport
    from recyc_cli.report.shapes.quote import QuoteReport


def guard(quote: Quote, settings: Settings) -> None:
    """Refuse to make an offer that has no stated price, or that loses money unless that is meant."""
    if settings.on("customer"):
        from recyc_cli.analysis.offer.guards import refuse_offer

        refuse_offer(quote, at_a_loss=settings.on("at_a_loss"))


def refuse_live(settings: Settings, to: Target) -> None:
    """Refuse a page to move that is none, or that would tell a customer every number."""
    if not settings.on(LIVE.name):
        return
    if settings.on("customer"):
        message = "a page to move discloses every number behind the offer: cost and margin too"
        raise RecycError("E112", message, "--live", "leave out --live: -o offer.html is a copy to hand on")
    if not is_form(to.look.form, MOVES):
        raise RecycError("E114", f"{to.look.form} cannot be moved where it is read", "--live", "-o FILE.html")


def hand_over(
    report: QuoteReport, quote_again: Callable[[], Quote], settings: Settings, to: Target, *, fresh: bool = True
) -> None:
    """Write a quote as asked, or the copy for its customer.

    Args:
        report: of the quote.
        quote_again: gives the quote itself, for what is more than its report.
        settings: whether the customer's copy is asked for.
        to: where to, and in which form.
        fresh: whether its presets are at hand, by which it may have a likely range.
    """
    if settings.on("customer"):
        _hand_copy_over(report, quote_again(), settings, to)
        return
    if fresh and ranged(settings, to):
        from recyc_cli.analysis.simulation.likely.likely import with_likely

        report = with_likely(quote_again(), report)
    if settings.on(LIVE.name):
        from recyc_cli.cli.output.write_live import write_live

        write_live([quote_again()], [report], None, to)
        return
    deliver(_written(report, quote_again, to), to, report["warnings"])


def ranged(settings: Settings, to: Target) -> bool:
    """Tell whether likely ranges are wanted: by whoever reads a screen, a page or a workbook, unless they say."""
    if settings.on("range") or settings.on("no_range"):
        return settings.on("range")
    return not is_form(to.look.form, DATA)


def _written(report: QuoteReport, quote_again: Callable[[], Quote], to: Target) -> str | bytes:
    """Return a quote in its form."""
    if is_form(to.look.form, FILE):
        from recyc_cli.analysis.traced_quote import retraced
        from recyc_cli.render.xlsx.workbook import quote_workbook

        return quote_workbook(retraced(quote_again(), report))
    if is_form(to.look.form, FULL) or (is_form(to.look.form, PICTURE) and to.look.chart):
        from recyc_cli.report.in_full import quote_in_full

        return render(quote_in_full(quote_again(), report), to.look)
    if is_form(to.look.form, SCREEN):
        from recyc_cli.report.blocks.on_screen import quote_on_screen

        return render(quote_on_screen(quote_again(), report, drawn=to.look.chart), to.look)
    return render(report, to.look)


def _hand_copy_over(report: QuoteReport, quote: Quote, settings: Settings, to: Target) -> None:
    """Write the copy for the customer."""
    from datetime import date

    from recyc_cli.analysis.offer.guards import notes_of_offer

    if is_form(to.look.form, SCREEN):
        no_picture(settings, "a customer's copy on a screen", "-o offer.html has one")
    from recyc_cli.report.offers.customer import customer_copy

    copy = customer_copy(quote, report, valued=not settings.on("no_value"))
    write_notes(notes_of_offer(quote, str(date.today())), to)  # noqa: DTZ011 - the day where the user is
    deliver(render(copy, to.look), to, copy["warnings"])


def hand_over_side_by_side(
    comparison: Comparison, settings: Settings, to: Target, beside: Iterable[Remark] = ()
) -> None:
    """Write a comparison as asked, with the notes that stand beside its own."""
    report = comparison.to_dict()
    report["warnings"] = in_order([*report["warnings"], *reported((remark, "") for remark in beside)])
    if ranged(settings, to):
        from recyc_cli.analysis.simulation.likely.likely import with_likely_beside

        report = with_likely_beside(comparison.quotes, report)
        if is_form(to.look.form, DATA) or settings.on(LIVE.name):
            report.pop("beats")  # another one may be ahead once inputs are moved
    if settings.on(LIVE.name):
        from recyc_cli.cli.output.write_live import write_live

        write_live(comparison.quotes, report["quotes"], report, to)
        return
    if to.look.verbose and not is_form(to.look.form, ROWS):
        from recyc_cli.analysis.compliance.beside_money import law_beside

        report["law"] = law_beside(comparison.quotes)
    deliver(_written_side_by_side(comparison, report, to), to, report["warnings"])


def _written_side_by_side(comparison: Comparison, report: ComparisonReport, to: Target) -> str | bytes:
    """Return a comparison in its form."""
    if is_form(to.look.form, FILE):
        from recyc_cli.analysis.traced_quote import retraced_side_by_side
        from recyc_cli.render.xlsx.workbook import comparison_workbook

        return comparison_workbook(retraced_side_by_side(comparison.quotes, report["quotes"]), report)
    if is_form(to.look.form, FULL):
        from recyc_cli.report.in_full import comparison_in_full

        return render(comparison_in_full(comparison.quotes, report), to.look)
    if is_form(to.look.form, SCREEN):
        from recyc_cli.report.blocks.on_screen import comparison_on_screen

        spans = {} if "beats" in report else comparison.ranges.every()
        return render(comparison_on_screen(comparison.quotes, report, spans), to.look)
    return render(report, to.look)
