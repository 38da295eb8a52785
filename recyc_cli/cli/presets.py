"""`recyc presets`: the numbers behind a quote, where they come from, and whether they are sound."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from recyc_cli.cli import output
from recyc_cli.cli.options import LISTING, Option, takes
from recyc_cli.cli.settings import resolve
from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.render import render_records

if TYPE_CHECKING:
    from recyc_cli.cli.settings import Settings

MISSING = "E113"
_HELP_NAMES = {"help_option_names": ["-h", "--help"]}
KIND = Option("kind", (), "KIND", "chemistries routes stages methods regions prices plants vehicles ...", "argument")
NAME = Option("name", (), "KIND/NAME", "regions/us, prices/2024, chemistries/nmc622, materials", "argument")
FILES = Option("files", (), "FILE|all...", "files or KIND/NAME; all presets if left out", "arguments")
TWO = Option("two", (), "A B", "two presets of one kind, such as methods/everbatt-2023 methods/recyc", "arguments")
SEARCH = Option("search", ("--search",), "TEXT", "only what has this text in its path, unit, source or note")

app = typer.Typer(
    help="""List, show, check and compare the numbers behind a quote.

\b
  recyc presets list regions
  recyc presets show prices/2024 --search nickel
  recyc presets check my/prices/spot.toml
  recyc presets diff methods/everbatt-2023 methods/recyc
""",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings=_HELP_NAMES,
)


@app.command("list", help="List the presets at hand, your own among them.", context_settings=_HELP_NAMES)
@takes((KIND, *LISTING))
def list_(**given: object) -> None:
    """Print the name and title of every preset."""
    settings = resolve(given, (KIND, *LISTING))
    from recyc_cli.cli import listing

    _print(settings, listing.titles(settings.items("preset_dir"), settings.text("kind")))


@app.command(help="Show the numbers of a preset and their sources.", context_settings=_HELP_NAMES)
@takes((NAME, SEARCH, *LISTING))
def show(**given: object) -> None:
    """Print the numbers of one preset."""
    settings = resolve(given, (NAME, SEARCH, *LISTING))
    name = settings.text("name")
    if name is None:
        hint = "for example prices/2024; recyc presets list shows all"
        raise RecycError(MISSING, "no preset given", "recyc presets show", hint)
    from recyc_cli.cli import listing

    _print(settings, listing.numbers(settings.items("preset_dir"), name, settings.text("search") or ""))


@app.command(help="Check presets; exit code 3 if there are faults.", context_settings=_HELP_NAMES)
@takes((FILES, *LISTING))
def check(**given: object) -> None:
    """Print the count of numbers by evidence; faults go to stderr and end in exit code 3."""
    settings = resolve(given, (FILES, *LISTING))
    from recyc_cli.cli import checking

    names = [name for name in settings.items("files") if name != "all"]
    report, faults = checking.check(settings.items("preset_dir"), names)
    _print(settings, report)
    if faults:
        raise RecycErrors(faults)


@app.command(help="Show the folders searched, in order.", context_settings=_HELP_NAMES)
@takes(LISTING)
def path(**given: object) -> None:
    """Print the search order."""
    settings = resolve(given, LISTING)
    from recyc_cli.cli import listing

    _print(settings, listing.folders(settings.items("preset_dir")))


@app.command(help="Show what differs between two presets, and why.", context_settings=_HELP_NAMES)
@takes((TWO, *LISTING))
def diff(**given: object) -> None:
    """Print the differences."""
    settings = resolve(given, (TWO, *LISTING))
    two = settings.items("two")
    if len(two) != len("AB"):
        hint = "recyc presets diff methods/everbatt-2023 methods/recyc"
        raise RecycError(MISSING, f"two presets are due, not {len(two)}", "recyc presets diff", hint)
    from recyc_cli.cli import listing

    _print(settings, listing.differences(settings.items("preset_dir"), *two))


def _print(settings: Settings, report: dict[str, Any]) -> None:
    """Print a list of records in the form asked for."""
    to = output.target(settings)
    output.deliver(render_records(report, to.look), to)
