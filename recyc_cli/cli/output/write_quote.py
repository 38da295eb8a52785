"""Writes a quote or a comparison in any form, from what that form needs.

Most forms are drawn from the report alone. One that is read apart from the program needs pictures and sources in full,
a workbook the quote once more with the formula of every number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.cli.output.target import deliver
from recyc_cli.render.look import FILES, IN_FULL
from recyc_cli.render.render import render_comparison, render_customer, render_quote

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from recyc_cli.analysis.compare.compare import Comparison
    from recyc_cli.analysis.quote import Quote
    from recyc_cli.cli.input.settings import Settings
    from recyc_cli.cli.output.target import Target

Report = dict[str, Any]


def hand_over(report: Report, quote_again: Callable[[], Quote], settings: Settings, to: Target) -> None:
    """Write a quote as asked, or the copy for its customer.

    Args:
        report: of the quote.
        quote_again: gives the quote itself, for what is more than its report.
        settings: whether the customer's copy is asked for.
        to: where to, and in which form.
    """
    if settings.on("customer"):
        from recyc_cli.report.blocks.customer import customer_copy

        copy = customer_copy(quote_again(), report)
        deliver(render_customer(copy, to.look), to, copy["warnings"])
        return
    if to.look.form in FILES:
        from recyc_cli.analysis.traced_quote import retraced
        from recyc_cli.render.xlsx.workbook import quote_workbook

        quote = quote_again()
        deliver(quote_workbook(retraced(quote, report), _cite(quote)), to, report["warnings"])
        return
    if to.look.form in IN_FULL:
        from recyc_cli.report.in_full import quote_in_full

        report = quote_in_full(quote_again(), report)
    deliver(render_quote(report, to.look), to, report["warnings"])


def hand_over_side_by_side(comparison: Comparison, to: Target) -> None:
    """Write a comparison as asked."""
    report = comparison.to_dict()
    if to.look.form in FILES:
        from recyc_cli.analysis.traced_quote import retraced
        from recyc_cli.render.xlsx.workbook import comparison_workbook

        traced = [retraced(quote) for quote in comparison.quotes]
        deliver(comparison_workbook(traced, report, _cite(comparison.quotes[0])), to, report["warnings"])
        return
    if to.look.form in IN_FULL:
        from recyc_cli.report.in_full import comparison_in_full

        report = comparison_in_full(comparison.quotes, report)
    deliver(render_comparison(report, to.look), to, report["warnings"])


def _cite(quote: Quote) -> Callable[[Iterable[str]], list[Report]]:
    """Return what gives the entries of sources, given their ids, as the presets of a quote know them."""
    from functools import partial

    from recyc_cli.report.in_full import bibliography

    return partial(bibliography, quote.resolved.library)
