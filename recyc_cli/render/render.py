"""Draws a report of any kind in the form asked for, on the page of its schema."""

from __future__ import annotations

from importlib import import_module

from recyc_cli.render.look import FORMS, SCREEN, is_form
from recyc_cli.typed import TYPE_CHECKING
from recyc_cli.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from recyc_cli.render.look import Look
    from recyc_cli.render.page import Page
    from recyc_cli.render.pages.pictures import Figure
    from recyc_cli.report.shapes.any_report import AnyReport

PAGES = {
    "recyc.quote/1": ("quote.account", "quote_page"),
    "recyc.customer/1": ("quote.customer", "customer_page"),
    "recyc.comparison/1": ("side", "comparison_page"),
    "recyc.breakeven/1": ("breakeven", "breakeven_page"),
    "recyc.certificate/1": ("proofs.certificate", "certificate_page"),
    "recyc.compliance/1": ("proofs.compliance", "compliance_page"),
    "recyc.finance/1": ("finance.plant", "finance_page"),
    "recyc.sensitivity/1": ("simulation.tornado", "tornado_page"),
    "recyc.simulation/1": ("simulation.sure", "simulation_page"),
    "recyc.explain/1": ("explain.explanation", "explanation_page"),
    "recyc.sweep/1": ("sweep.document", "sweep_page"),
    "recyc.passport/1": ("passport", "passport_page"),
    "recyc.blend/1": ("planning.blend", "blend_page"),
    "recyc.outlook/1": ("planning.outlook", "outlook_page"),
    "recyc.moves/1": ("what_moved", "moves_page"),
    "recyc.code/1": ("code", "code_page"),
}
"""Where the page of a schema is made; every other report is a list of records."""
SCREENS = {
    "recyc.quote/1": ("screen.quote", "quote_screen"),
    "recyc.comparison/1": ("screen.comparison", "comparison_screen"),
    "recyc.sweep/1": ("sweep.screen", "sweep_screen"),
    "recyc.breakeven/1": ("breakeven_screen", "breakeven_screen"),
}
"""Where it is made for a terminal, if that has a page of its own."""
PICTURES = {
    "recyc.quote/1": ("pictures", "picture_of_quote"),
    "recyc.comparison/1": ("pictures", "picture_of_comparison"),
    "recyc.customer/1": ("pictures", "picture_of_offer"),
    "recyc.breakeven/1": ("breakeven_curve", "picture_of_breakeven"),
    "recyc.finance/1": ("finance.plant", "picture_of_plant"),
    "recyc.sensitivity/1": ("simulation.tornado_bars", "pictures_of_moves"),
    "recyc.simulation/1": ("simulation.histogram", "picture_of_draws"),
    "recyc.sweep/1": ("sweep.document", "pictures_of_sweep"),
    "recyc.blend/1": ("planning.blend", "picture_of_blend"),
    "recyc.outlook/1": ("planning.outlook", "picture_of_outlook"),
}
"""Where its pictures are made, if it has any."""
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
    from recyc_cli.render.notes import tells_all
    from recyc_cli.render.page import PRESETS

    own = SCREENS.get(report["schema"]) if is_form(look.form, SCREEN) else None
    module, name = own or PAGES.get(report["schema"], RECORDS)
    page: Page = getattr(import_module(f"recyc_cli.render.pages.{module}"), name)(report, look)
    presets = presets_of(report)
    if presets and page.columns:
        page = page._replace(columns={**page.columns, PRESETS: PRESETS}, presets=presets)
    return page._replace(origin=origin_of(report)) if tells_all(look) else page


def origin_of(report: AnyReport) -> str:
    """Say what a report was computed with: the version, and the presets that stand behind its numbers."""
    presets = presets_of(report)
    return f"Computed with recyc {report.get('recyc', __version__)}" + (f", presets {presets}." if presets else ".")


def presets_of(report: AnyReport) -> str:
    """Return the digest of the presets that a report names; nothing of a customer's copy, which tells none."""
    first = report["quotes"][0] if report["schema"] == "recyc.comparison/1" else report
    return str(first.get("presets") or "")


def pictures_of(report: AnyReport, look: Look) -> tuple[Sequence[str], Iterable[Figure]]:
    """Return what a report's pictures are of, and the pictures; its schema stands in `PICTURES`."""
    module, name = PICTURES[report["schema"]]
    told: Sequence[str] | None
    told, figures = getattr(import_module(f"recyc_cli.render.pages.{module}"), name)(report)
    return page_of(report, look).head if told is None else told, figures
