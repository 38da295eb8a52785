"""Adds to a report what its page on a screen calls the place."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from recyc_cli.render.look import SCREEN, is_form

if TYPE_CHECKING:
    from recyc_cli.cli.input.settings import Settings
    from recyc_cli.cli.output.target import Target
    from recyc_cli.report.shapes.certificate import CertificateReport
    from recyc_cli.report.shapes.compliance import ComplianceReport
    from recyc_cli.report.shapes.questions import BreakevenReport
    from recyc_cli.report.shapes.studies.blend import BlendReport
    from recyc_cli.report.shapes.studies.finance import FinanceReport
    from recyc_cli.report.shapes.studies.outlook import OutlookReport

Report = TypeVar(
    "Report",
    "BlendReport",
    "BreakevenReport",
    "CertificateReport",
    "ComplianceReport",
    "FinanceReport",
    "OutlookReport",
)


def with_place(report: Report, settings: Settings, to: Target) -> Report:
    """Return a report, with `titles`, how a sentence calls its region, where it goes to a screen."""
    scenario = report["scenario"]
    if scenario is not None and is_form(to.look.form, SCREEN):
        from recyc_cli.catalog.open_library import open_library
        from recyc_cli.report.blocks.on_screen import place_name

        name = scenario["region"]
        tree = open_library(settings.items("preset_dir")).document("regions", name).tree
        report["titles"] = {name: place_name(name, str(tree.get("title", "")))}
    return report
