"""One file per form of output. Knows ledgers and results; computes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from recyc_cli.render.look import Look
    from recyc_cli.render.page import Page

FORMS = ("table", "plain", "json", "csv", "md", "html")
IN_FULL = ("md", "html")
"""Forms that are read apart from the program: they name sources in full, and `html` has pictures."""
FILES = ("xlsx",)
"""Forms that only a file can have."""
TABULAR = ("csv", "xlsx")


def render_quote(report: dict[str, Any], look: Look) -> str:
    """Return one quote (`recyc.quote/1`) in the form asked for, ending in a newline."""
    if look.form == "json":
        return _json(report)
    if look.form == "csv":
        from recyc_cli.render.as_csv import quote_csv

        return quote_csv(report)
    if look.form == "html":
        from recyc_cli.render.report import quote_document

        return quote_document(report)
    from recyc_cli.render.account import quote_page

    return _draw(quote_page(report, look), look)


def render_comparison(report: dict[str, Any], look: Look) -> str:
    """Return a comparison (`recyc.comparison/1`) in the form asked for."""
    if look.form == "json":
        return _json(report)
    if look.form == "csv":
        from recyc_cli.render.as_csv import comparison_csv

        return comparison_csv(report)
    if look.form == "html":
        from recyc_cli.render.report import comparison_document

        return comparison_document(report)
    from recyc_cli.render.side import comparison_page

    return _draw(comparison_page(report, look), look)


def render_customer(report: dict[str, Any], look: Look) -> str | bytes:
    """Return the customer's copy of a quote (`recyc.customer/1`) in the form asked for."""
    if look.form == "json":
        return _json(report)
    if look.form == "xlsx":
        from recyc_cli.render.xlsx.customer import customer_workbook

        return customer_workbook(report)
    from recyc_cli.render import customer

    if look.form == "csv":
        return _tabular(customer.customer_records(report), look)
    if look.form == "html":
        from recyc_cli.render.report import customer_document

        return customer_document(report)
    return _draw(customer.customer_page(report, look), look)


def render_records(report: dict[str, Any], look: Look) -> str | bytes:
    """Return a list of records (`title`, `columns`, `align`, `rows` as dicts, `notes`): presets, numbers, sources."""
    if look.form == "json":
        return _json({key: report[key] for key in ("schema", "rows")})
    if look.form in TABULAR:
        return _tabular(report, look)
    from recyc_cli.render.records import records_page

    return _draw(records_page(report, look), look)


def render_breakeven(report: dict[str, Any], look: Look) -> str | bytes:
    """Return a break-even (`recyc.breakeven/1`) in the form asked for."""
    if look.form == "json":
        return _json(report)
    from recyc_cli.render import breakeven

    if look.form in TABULAR:
        return _tabular(breakeven.breakeven_records(report), look)
    return _draw(breakeven.breakeven_page(report), look)


def render_moves(report: dict[str, Any], look: Look) -> str | bytes:
    """Return what moved a saved quote (`recyc.moves/1`) in the form asked for."""
    if look.form == "json":
        return _json(report)
    from recyc_cli.render import moves

    if look.form in TABULAR:
        return _tabular(moves.moves_records(report), look)
    return _draw(moves.moves_page(report), look)


def _tabular(records: dict[str, Any], look: Look) -> str | bytes:
    """Return records as a table for spreadsheets: CSV, or a workbook."""
    if look.form == "xlsx":
        from recyc_cli.render.xlsx.records import records_workbook

        return records_workbook(records)
    from recyc_cli.render.as_csv import records_csv

    return records_csv(records)


def _json(report: dict[str, Any]) -> str:
    """Return JSON: keys in the report's order, finite numbers only."""
    from recyc_cli.render.as_json import dump

    return dump(report)


def _draw(page: Page, look: Look) -> str:
    """Draw a page as a table with rules, as aligned text, as Markdown or as HTML."""
    if look.form == "md":
        from recyc_cli.render.as_markdown import draw
    elif look.form == "html":
        from recyc_cli.render.as_html import draw
    elif look.form == "table":
        from recyc_cli.render.as_table import draw
    else:
        from recyc_cli.render.as_plain import draw
    return draw(page, look)
