"""`recyc sweep` quotes a scenario at every value of one or two of its inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.cli.input import keywords, options
from recyc_cli.cli.input.settings import command
from recyc_cli.cli.output import target
from recyc_cli.errors import RecycError
from recyc_cli.render.look import DRAWN, SCREEN, is_form
from recyc_cli.render.render import render
from recyc_cli.scenario.keywords import KEYWORDS, LIST, ROWS, Option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recyc_cli.analysis.sweep.sweep import Sweep
    from recyc_cli.cli.input.settings import Settings
    from recyc_cli.cli.output.target import Target

OWN = (
    Option(
        "vary",
        ("--vary",),
        "PATH=VALUES",
        "what varies, once or twice: a,b,c or start:stop:step, start:stop/n, log:start:stop/n",
        "list",
        brief="nickel=12000:24000:2000  or soh=0.6:1/9, prices=2019,2023 ...; twice: a grid",
        values="varying-set",
    ),
    Option(
        "figure",
        ("--figure",),
        "NAME+",
        "what is told of each: margin cost breakeven_feed_price capital ghg_kg ... [margin]",
        "names",
        brief="cost  or breakeven_feed_price, ghg_kg ... [margin]",
        values="figures-swept",
    ),
)
CHEMISTRY, ROUTE = ROWS["chemistry"].name, ROWS["route"].name
_LISTED = ("csv",)
OPTIONS = (
    options.CHEMISTRIES._replace(help=options.CHEMISTRY.help),
    options.ROUTES._replace(
        help="what is done: those of quote, several by commas [hydro]", brief="hydro,shred  [hydro]"
    ),
    *OWN,
    *options.SCENARIO,
    *options.PICTURES,
)


@command(OPTIONS)
def sweep(settings: Settings) -> None:
    """Ask what if: the margin at every value of one or two numbers, price decks or dates, and where it turns.

    recyc sweep nmc622 --route hydro,shred,pyro --vary nickel=6000:60000:3000
    recyc sweep nmc622 --vary nickel=10:30:5USD/kg --vary cobalt=20:60:10USD/kg
    recyc sweep lfp --route reuse --vary soh=0.6:1/9
    recyc sweep nmc622 lfp --vary prices=2019:2025:1
    recyc sweep nmc622 --vary throughput=log:1kt:100kt/7 --chart
    recyc sweep nmc622 --vary soh=0.7,0.8 --figure margin,ghg_kg -o what-if.csv
    """
    to = target.target(settings, DRAWN)
    asked = _question(settings)
    from recyc_cli.analysis.sweep.sweep import TOLD
    from recyc_cli.analysis.sweep.sweep import sweep as ask

    found = ask(**asked)
    if len(found) > TOLD and to.look.form in _LISTED:
        write_rows(found, to)
        return
    report = found.to_dict()
    if is_form(to.look.form, SCREEN):
        from recyc_cli.report.blocks.on_screen import titles_of

        report["titles"] = titles_of([found.base.base])
    target.deliver(render(report, to.look), to, report["warnings"])


def write_rows(found: Sweep, to: Target) -> None:
    """Write the rows of a sweep one by one, as CSV."""
    from recyc_cli.cli.output.stream import write_lines
    from recyc_cli.render.forms.as_csv import csv_lines

    names = found.columns()
    write_lines(csv_lines(names, ([row[name] for name in names] for row in found.rows())), to)


def _question(settings: Settings) -> dict[str, Any]:
    """Return the keywords of a sweep."""
    texts = settings.items("vary")
    if not texts:
        raise RecycError(keywords.MISSING, "nothing given to vary", "--vary", "--vary nickel=12000:24000:2000")
    given: dict[str, Any] = {**keywords.keywords(settings)}
    vary: dict[str, Sequence[float | str]] = {}
    units: dict[str, str] = {}
    for text in texts:
        name, values, unit = _varying(text)
        if name in vary:
            raise RecycError("E112", f"{name} is varied twice", "--vary", "vary something else")
        vary[name] = values
        units |= {name: unit} if unit else {}
    several = {"chemistries": _listed(given, CHEMISTRY), "routes": _listed(given, ROUTE)}
    figures = {"figures": [name.lower().replace("-", "_") for name in settings.items("figure")]}
    return given | {"vary": vary, "units": units} | several | (figures if figures["figures"] else {})


def _varying(text: str) -> tuple[str, list[float | str], str]:
    """Read a text of --vary; an option that sets a number of the presets stands for that number."""
    from recyc_cli.analysis.sweep.axis import word_keyword
    from recyc_cli.cli.input.vary import varying

    name = text.partition("=")[0].strip()
    path = _path_of(name)
    found = varying(text, words=not path and word_keyword(name) is not None)
    return path or found.name, found.values, found.unit


def _path_of(name: str) -> str:
    """Return the path of the number that an option sets, if it is one that does.

    >>> _path_of("wage"), _path_of("nickel")
    ('region.wage', '')
    """
    from recyc_cli.cli.input import values

    for row in KEYWORDS:
        for option in row.options if row.kind == LIST else ():
            if option.name == name.lower() and option.read and option.kind == "text":
                return str(getattr(values, option.read)("1USD/kWh", "--vary").partition("=")[0])
    return ""


def _listed(given: dict[str, Any], name: str) -> list[str]:
    """Take the values of a keyword out of what was given, as a list."""
    value = given.pop(name, None)
    return [] if value is None else list(value) if isinstance(value, list) else [value]
