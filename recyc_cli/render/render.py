"""Draws a report of any kind in the form asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.render.look import TABULAR, Look

if TYPE_CHECKING:
    from collections.abc import Callable

    from recyc_cli.render.page import Page

Report = dict[str, Any]


def render_quote(report: Report, look: Look) -> str:
    """Return one quote (`recyc.quote/1`) in the form asked for, ending in a newline."""
    if look.form == "json":
        return _json(report)
    if look.form == "csv":
        from recyc_cli.render.forms.as_csv import quote_csv

        return quote_csv(report)
    if look.form == "html":
        from recyc_cli.render.forms.html_document import quote_document

        return quote_document(report)
    from recyc_cli.render.pages.quote.account import quote_page

    return _draw(quote_page(report, look), look)


def render_comparison(report: Report, look: Look) -> str:
    """Return a comparison (`recyc.comparison/1`) in the form asked for."""
    if look.form == "json":
        return _json(report)
    if look.form == "csv":
        from recyc_cli.render.forms.as_csv import comparison_csv

        return comparison_csv(report)
    if look.form == "html":
        from recyc_cli.render.forms.html_document import comparison_document

        return comparison_document(report)
    from recyc_cli.render.pages.side import comparison_page

    return _draw(comparison_page(report, look), look)


def render_customer(report: Report, look: Look) -> str | bytes:
    """Return the customer's copy of a quote (`recyc.customer/1`) in the form asked for."""
    if look.form == "json":
        return _json(report)
    if look.form == "xlsx":
        from recyc_cli.render.xlsx.customer import customer_workbook

        return customer_workbook(report)
    from recyc_cli.render.pages.quote import customer

    if look.form == "csv":
        return _tabular(customer.customer_records(report), look)
    if look.form == "html":
        from recyc_cli.render.forms.html_document import customer_document

        return customer_document(report)
    return _draw(customer.customer_page(report, look), look)


def render_records(report: Report, look: Look) -> str | bytes:
    """Return a list of records (`title`, `columns`, `align`, `rows` as dicts, `notes`): presets, numbers, sources."""
    if look.form == "json":
        return _json({key: report[key] for key in ("schema", "rows")})
    if look.form in TABULAR:
        return _tabular(report, look)
    from recyc_cli.render.pages.records import records_page

    return _draw(records_page(report, look), look)


def render_breakeven(report: Report, look: Look) -> str | bytes:
    """Return a break-even (`recyc.breakeven/1`) in the form asked for."""
    from recyc_cli.render.pages.breakeven import breakeven_page, breakeven_records

    return _in_form(report, look, lambda: breakeven_records(report), lambda: breakeven_page(report))


def render_explanation(report: Report, look: Look, *, every: bool = False) -> str | bytes:
    """Return an explanation (`recyc.explain/1`) in the form asked for, with every input or only the strongest."""
    from recyc_cli.render.pages.explain.explain_records import explanation_records
    from recyc_cli.render.pages.explain.explanation import explanation_page

    return _in_form(
        report, look, lambda: explanation_records(report), lambda: explanation_page(report, look, every=every)
    )


def render_moves(report: Report, look: Look) -> str | bytes:
    """Return what moved a saved quote (`recyc.moves/1`) in the form asked for."""
    from recyc_cli.render.pages.what_moved import moves_page, moves_records

    return _in_form(report, look, lambda: moves_records(report), lambda: moves_page(report))


def _in_form(report: Report, look: Look, records: Callable[[], Report], page: Callable[[], Page]) -> str | bytes:
    """Return a report as JSON, its records for spreadsheets, or its page."""
    if look.form == "json":
        return _json(report)
    return _tabular(records(), look) if look.form in TABULAR else _draw(page(), look)


def _tabular(records: Report, look: Look) -> str | bytes:
    """Return records as a table for spreadsheets: CSV, or a workbook."""
    if look.form == "xlsx":
        from recyc_cli.render.xlsx.records import records_workbook

        return records_workbook(records)
    from recyc_cli.render.forms.as_csv import records_csv

    return records_csv(records)


def _json(report: Report) -> str:
    """Return JSON: keys in the report's order, finite numbers only."""
    from recyc_cli.render.forms.as_json import dump

    return dump(report)


def _draw(page: Page, look: Look) -> str:
    """Draw a page as a table with rules, as aligned text, as Markdown or as HTML."""
    if look.form == "md":
        from recyc_cli.render.forms.as_markdown import draw
    elif look.form == "html":
        from recyc_cli.render.forms.as_html import draw
    elif look.form == "table":
        from recyc_cli.render.forms.as_table import draw
    else:
        from recyc_cli.render.forms.as_plain import draw
    return draw(page, look)
