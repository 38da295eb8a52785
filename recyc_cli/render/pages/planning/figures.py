"""Finds the picture of a plan by its schema."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recyc_cli.render.pages.pictures import Figure
    from recyc_cli.report.shapes.any_report import AnyReport

PLANS = {"recyc.blend/1": ("blend", "blend_figure")}
"""Where the picture of a schema is made."""


def plan_figure(report: AnyReport) -> Figure:
    """Return the picture of a plan."""
    module, name = PLANS[report["schema"]]
    figure: Figure = getattr(import_module(f"recyc_cli.render.pages.planning.{module}"), name)(report, "plan")
    return figure
