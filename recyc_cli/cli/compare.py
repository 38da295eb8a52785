"""`recyc compare`: chemistries and routes side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from recyc_cli.cli import options, output, scenario
from recyc_cli.cli.settings import resolve
from recyc_cli.errors import RecycError
from recyc_cli.render import IN_FULL, render_comparison

if TYPE_CHECKING:
    from recyc_cli.analysis.compare import Comparison

HELP = """Put routes or plants side by side, a table for each chemistry, and mark the best margin.

\b
  recyc compare
  recyc compare nmc622 lfp --region china --throughput 50kt/yr
  recyc compare nmc622 lfp --plant brunp --plant li-cycle-hub
  recyc compare nmc811 --route hydro --route direct --form cell -o routes.html
  recyc compare nmc622 lfp -o routes.xlsx
"""
app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)


@app.command(help=HELP, context_settings={"help_option_names": ["-h", "--help"]})
@options.takes(options.COMPARE)
def compare(**given: object) -> None:
    """Read the settings, ask the model, print the table."""
    settings = resolve(given, options.COMPARE)
    if settings.on("customer"):
        message = "a comparison has no copy for the customer: what sets its columns apart is cost and margin"
        raise RecycError("E117", message, "--customer", "recyc quote CHEMISTRY --route ROUTE --customer")
    to = output.target(settings)
    asked = scenario.compare_keywords(settings)
    from recyc_cli import compare as ask

    found = ask(**asked)
    if to.look.form == "xlsx":
        report = found.to_dict()
        output.deliver(_workbook(found, report), to, report["warnings"])
        return
    if to.look.form in IN_FULL:
        from recyc_cli.analysis.document import comparison_document

        report = comparison_document(found)
    else:
        report = found.to_dict()
    output.deliver(render_comparison(report, to.look), to, report["warnings"])


def _workbook(found: Comparison, report: dict[str, Any]) -> bytes:
    """Return the comparison as a workbook of formulas."""
    from recyc_cli.analysis.document import bibliography
    from recyc_cli.analysis.tracing import retraced
    from recyc_cli.render.xlsx.workbook import comparison_workbook

    names = {name for each in report["quotes"] for name in each["sources"]}
    cited = bibliography(found.quotes[0].resolved.library, names)
    return comparison_workbook([retraced(quote) for quote in found.quotes], report["best"], cited)
