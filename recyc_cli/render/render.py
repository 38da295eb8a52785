"""Draws a report of any kind in the form asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from recyc_cli.render.look import FORMS

if TYPE_CHECKING:
    from collections.abc import Callable

    from recyc_cli.render.look import Look
    from recyc_cli.report.shapes.any_report import AnyReport


def render(report: AnyReport, look: Look) -> str | bytes:
    """Return a report of any schema in the form asked for; text ends in a newline.

    Args:
        report: as the contract has it; a form that is read apart from the program takes what `analysis` adds for it.
        look: the form, how much of it, and what the terminal can show.
    """
    draw: Callable[..., str | bytes] = import_module(f"recyc_cli.render.forms.{FORMS[look.form][1]}").draw
    return draw(report, look)
