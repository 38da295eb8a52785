"""The page of a report, asked of its schema."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recyc_cli.render.look import Look
    from recyc_cli.render.page import Page
    from recyc_cli.report.shapes.any_report import AnyReport

PAGES = {
    "recyc.quote/1": ("quote.account", "quote_page"),
    "recyc.customer/1": ("quote.customer", "customer_page"),
    "recyc.comparison/1": ("side", "comparison_page"),
    "recyc.breakeven/1": ("breakeven", "breakeven_page"),
    "recyc.explain/1": ("explain.explanation", "explanation_page"),
    "recyc.moves/1": ("what_moved", "moves_page"),
}
"""Where the page of a schema is made; every other report is a list of records."""
RECORDS = ("records", "records_page")


def page_of(report: AnyReport, look: Look) -> Page:
    """Return the page of a report: what a form draws."""
    module, name = PAGES.get(report["schema"], RECORDS)
    page: Page = getattr(import_module(f"recyc_cli.render.pages.{module}"), name)(report, look)
    return page
