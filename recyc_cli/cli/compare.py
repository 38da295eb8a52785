"""`recyc compare`: chemistries and routes side by side."""

from __future__ import annotations

import typer

from recyc_cli.cli import options, output, scenario
from recyc_cli.cli.settings import resolve
from recyc_cli.render import render_comparison

HELP = """Put routes or plants side by side, a table for each chemistry, and mark the best margin.

\b
  recyc compare
  recyc compare nmc622 lfp --region china --throughput 50kt/yr
  recyc compare nmc622 lfp --plant brunp --plant li-cycle-hub
  recyc compare nmc811 --route hydro --route direct --form cell -o routes.md
"""
app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)


@app.command(help=HELP, context_settings={"help_option_names": ["-h", "--help"]})
@options.takes(options.COMPARE)
def compare(**given: object) -> None:
    """Read the settings, ask the model, print the table."""
    settings = resolve(given, options.COMPARE)
    to = output.target(settings)
    asked = scenario.compare_keywords(settings)
    from recyc_cli import compare as ask

    report = ask(**asked).to_dict()
    output.deliver(render_comparison(report, to.look), to, report["warnings"])
