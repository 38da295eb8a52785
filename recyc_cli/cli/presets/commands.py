"""`recyc presets` lists, shows, checks, drafts, imports and compares presets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from recyc_cli.cli.input.options import LISTING, OUTPUT, PRESET_DIR, takes
from recyc_cli.cli.input.settings import read_settings
from recyc_cli.cli.output import target
from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.render.render import render
from recyc_cli.scenario.keywords import Option

if TYPE_CHECKING:
    from recyc_cli.cli.input.settings import Settings

MISSING = "E113"
PLANTS = "plants"
"""What `show` takes beside a preset: the plants whose cost is public, ours beside each."""
_HELP_NAMES = {"help_option_names": ["-h", "--help"]}
KIND = Option("kind", (), "KIND", "chemistries routes stages methods regions prices plants vehicles ...", "argument")
NAME = Option("name", (), "KIND/NAME", "regions/us, prices/2024, chemistries/nmc622, materials, plants", "argument")
FILES = Option("files", (), "FILE|all...", "files or KIND/NAME; all presets if left out", "arguments")
TWO = Option("two", (), "A B", "two presets of one kind, such as methods/everbatt-2023 methods/recyc", "arguments")
STRICT = Option("strict", ("--strict",), "", "also ask for evidence and a plausible size", "flag")
OLDER = Option("older_than", ("--older-than",), "YEAR", "as --strict, and fail on numbers dated before YEAR")
MEND = Option("mend", ("--mend",), "", "rewrite keys of your files that have other names today", "flag")
EACH = Option("verbose", ("--verbose", "-v"), "", "list each number that is too old, not their presets", "flag")
CHECK = (FILES, STRICT, OLDER, MEND, EACH, *LISTING)
MAKE = Option("make", (), "KIND", "chemistry route prices region plant vehicle ..., or feed with --assay", "argument")
PARENT = Option("parent", ("--from",), "NAME", "the preset to start from")
NAMED = Option("named", ("--as",), "NAME", "the new preset's name [my-NAME]")
FOLDER = Option("folder", ("--dir",), "DIR", "folder of presets to put it in [presets]")
FILE_OUT = Option("output", ("--output", "-o"), "FILE", "the very file: DIR/KIND/NAME.toml")
ASSAY = Option("assay", ("--assay",), "FILE", "new feed: the assay of a black mass, as CSV")
QUIET = next(option for option in OUTPUT if option.name == "quiet")
NEW = (MAKE, PARENT, ASSAY, NAMED, FOLDER, FILE_OUT, QUIET, PRESET_DIR)
PRICE_FILE = Option("price_file", (), "FILE", "a file of prices: .xlsx .xls .csv", "argument")
DATE = Option("date", ("--date",), "PERIOD", "2025-09, or 2024 for the year's mean [newest month]")
VAT = Option("vat", ("--vat",), "HOW", "included excluded or a rate; has to be said of prices in CNY")
NO_BAD = Option("strict", ("--strict",), "", "write nothing if any row is bad", "flag")
VERBOSE = Option("verbose", ("--verbose", "-v"), "", "list all that is not used", "flag")
DECK_NAME = Option("named", ("--as",), "NAME", "the new deck's name (required)")
IMPORT = (PRICE_FILE, DECK_NAME, DATE, VAT, NO_BAD, FOLDER, FILE_OUT, VERBOSE, QUIET, PRESET_DIR)
NAMES_WITH = Option("search", ("--search",), "TEXT", "only what has this text in its name, alias or title")
SEARCH = Option("search", ("--search",), "TEXT", "only what has this text in its path, unit, source or note")

NEW_HELP = """Write a preset of your own, ready to edit.

It extends another one and is the same as it stands; its numbers stand in it as comments.

\b
  recyc presets new prices --from 2024 --as spot
  recyc presets new region --from us --as nevada --dir my-presets
  recyc presets new feed --assay lab.csv --as lot-17
"""
IMPORT_HELP = """Make a price deck of a public file, or of your own.

It reads the World Bank's monthly workbook (Pink Sheet), the IMF's primary commodity prices, and CSV with
date,item,price,unit. What of the file is not used is told on stderr. Decks are without value-added tax:
--vat says whether prices that are not in US dollars come with it, and it is taken out.

\b
  recyc presets import CMO-Historical-Data-Monthly.xlsx --as 2025-09-wb
  recyc presets import external-data.xls --as 2024-imf --date 2024
  recyc presets import spot.csv --as spot --strict
  recyc presets import smm.csv --as smm --vat included
"""
app = typer.Typer(
    help="""List, show, check and compare the numbers behind a quote.

\b
  recyc presets list regions
  recyc presets show prices/2024 --search nickel
  recyc presets show plants
  recyc presets check my/prices/spot.toml
  recyc presets diff methods/everbatt-2023 methods/recyc
  recyc presets new region --from us --as nevada
  recyc presets new feed --assay lab.csv --as lot-17
""",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings=_HELP_NAMES,
)


@app.command("list", help="List the presets at hand, your own among them.", context_settings=_HELP_NAMES)
@takes((KIND, NAMES_WITH, *LISTING))
def list_(**given: object) -> None:
    """Print the name and title of every preset."""
    settings = read_settings(given, (KIND, NAMES_WITH, *LISTING))
    from recyc_cli.cli.presets import list_presets

    search = settings.text("search") or ""
    _print(settings, list_presets.titles(settings.items("preset_dir"), settings.text("kind"), search))


@app.command(help="Show the numbers of a preset and their sources.", context_settings=_HELP_NAMES)
@takes((NAME, SEARCH, *LISTING))
def show(**given: object) -> None:
    """Print the numbers of one preset."""
    settings = read_settings(given, (NAME, SEARCH, *LISTING))
    name = settings.text("name")
    if name is None:
        hint = "for example prices/2024; recyc presets list shows all"
        raise RecycError(MISSING, "no preset given", "recyc presets show", hint)
    if name == PLANTS:
        from recyc_cli.cli.presets.show_plants import list_plants

        _print(settings, list_plants(settings.items("preset_dir"), settings.text("search") or ""))
        return
    from recyc_cli.cli.presets.show_numbers import list_numbers

    form, search = target.target(settings).look.form, settings.text("search") or ""
    _print(settings, list_numbers(settings.items("preset_dir"), name, search, form))


@app.command(help="Check presets; exit code 3 if there are faults.", context_settings=_HELP_NAMES)
@takes(CHECK)
def check(**given: object) -> None:
    """Print the count of numbers by evidence; faults go to stderr and end in exit code 3."""
    settings = read_settings(given, CHECK)
    from recyc_cli.cli.presets import check_presets

    names = [name for name in settings.items("files") if name != "all"]
    if settings.on("mend"):
        for line in check_presets.mend_presets(settings.items("preset_dir"), names):
            target.say(line)
    older = check_presets.year(settings.text("older_than"))
    strict = settings.on("strict") or older is not None
    each = settings.on("verbose")
    report, faults = check_presets.check_presets(
        settings.items("preset_dir"), names, strict=strict, older_than=older, each=each
    )
    _print(settings, report)
    if faults:
        raise RecycErrors(faults)


@app.command(help=NEW_HELP, context_settings=_HELP_NAMES)
@takes(NEW)
def new(**given: object) -> None:
    """Write a preset to start from."""
    settings = read_settings(given, NEW)
    from recyc_cli.cli.presets import new_preset

    new_preset.make(settings)


@app.command("import", help=IMPORT_HELP, context_settings=_HELP_NAMES)
@takes(IMPORT)
def import_(**given: object) -> None:
    """Write a deck of the prices in a file."""
    settings = read_settings(given, IMPORT)
    from recyc_cli.cli.presets import import_prices

    import_prices.deck(settings)


@app.command(help="Show the folders searched, in order.", context_settings=_HELP_NAMES)
@takes(LISTING)
def path(**given: object) -> None:
    """Print the search order."""
    settings = read_settings(given, LISTING)
    from recyc_cli.cli.presets import list_presets

    _print(settings, list_presets.folders(settings.items("preset_dir")))


@app.command(help="Show what differs between two presets, and why.", context_settings=_HELP_NAMES)
@takes((TWO, *LISTING))
def diff(**given: object) -> None:
    """Print the differences."""
    settings = read_settings(given, (TWO, *LISTING))
    two = settings.items("two")
    if len(two) != len("AB"):
        hint = "recyc presets diff methods/everbatt-2023 methods/recyc"
        raise RecycError(MISSING, f"two presets are due, not {len(two)}", "recyc presets diff", hint)
    from recyc_cli.cli.presets.diff_presets import differences

    _print(settings, differences(settings.items("preset_dir"), two[0], two[1], target.target(settings).look.form))


def _print(settings: Settings, report: dict[str, Any]) -> None:
    """Print a list of records in the form asked for."""
    to = target.target(settings)
    target.deliver(render(report, to.look), to)
