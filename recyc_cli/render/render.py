"""Draws a report of any kind in the form asked for, on the page of its schema."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from recyc_cli.render.look import FORMS, SCREEN, is_form

if TYPE_CHECKING:
    from collections.abc import Callable

    from recyc_cli.render.look import Look
    from recyc_cli.render.page import Page
    from recyc_cli.report.shapes.any_report import AnyReport

PAGES = {
    "recyc.quote/1": ("quote.account", "quote_page"),
    "recyc.customer/1": ("quote.customer", "customer_page"),
    "recyc.comparison/1": ("side", "comparison_page"),
    "recyc.breakeven/1": ("breakeven", "breakeven_page"),
    "recyc.finance/1": ("finance.plant", "finance_page"),
    "recyc.explain/1": ("explain.explanation", "explanation_page"),
    "recyc.moves/1": ("what_moved", "moves_page"),
    "recyc.code/1": ("code", "code_page"),
}
"""Where the page of a schema is made; every other report is a list of records."""
SCREENS = {
    "recyc.quote/1": ("screen.quote", "quote_screen"),
    "recyc.comparison/1": ("screen.comparison", "comparison_screen"),
}
"""Where it is made for a terminal, if that has a page of its own."""
RECORDS = ("records", "records_page")


def render(report: AnyReport, look: Look) -> str | bytes:
    """Return a report of any schema in the form asked for; text ends in a newline.

    Args:
        report: as the contract has it; a form that is read apart from the program takes what `analysis` adds for it.
        look: the form, how much of it, and what the terminal can show.
    """
    draw: Callable[..., str | bytes] = import_module(f"recyc_cli.render.forms.{FORMS[look.form][1]}").draw
    return draw(report, look)


def page_of(report: AnyReport, look: Look) -> Page:
    """Return the page of a report: what a form draws."""
    own = SCREENS.get(report["schema"]) if is_form(look.form, SCREEN) else None
    module, name = own or PAGES.get(report["schema"], RECORDS)
    page: Page = getattr(import_module(f"recyc_cli.render.pages.{module}"), name)(report, look)
    return page
