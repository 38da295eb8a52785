"""`recyc quote`: one chemistry on one route."""

from __future__ import annotations

import typer

from recyc_cli.cli import options, output, scenario
from recyc_cli.cli.settings import resolve
from recyc_cli.render import render_quote

HELP = """Quote one chemistry on one route, per tonne of the feed as delivered.

\b
  recyc quote nmc622 --route hydro
  recyc quote lfp --route direct --mass 12t --feed-price -150
  recyc quote nmc811 --route hydro --form black-mass --price nickel=16000USD/t
  recyc quote --vehicle nissan-leaf-40 --packs 12
  recyc quote --mix lfp=0.3,nmc811=0.7 --route pyro -o quote.csv
"""
app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)


@app.command(help=HELP, context_settings={"help_option_names": ["-h", "--help"]})
@options.takes(options.QUOTE)
def quote(**given: object) -> None:
    """Read the settings, ask the model, print the account."""
    settings = resolve(given, options.QUOTE)
    to = output.target(settings)
    asked = scenario.quote_keywords(settings)
    from recyc_cli import quote as ask

    report = ask(**asked).to_dict()
    output.deliver(render_quote(report, to.look), to, report["warnings"])
