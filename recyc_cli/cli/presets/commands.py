"""`recyc presets` lists, shows, checks, drafts, imports and compares presets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.cli.input.options import LISTING, OUTPUT, PRESET_DIR
from recyc_cli.cli.input.settings import command
from recyc_cli.cli.output import target
from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.render.render import render
from recyc_cli.scenario.keywords import Option

if TYPE_CHECKING:
    from recyc_cli.cli.input.settings import Settings
    from recyc_cli.report.shapes.lists import RecordsReport

MISSING = "E113"
PLANTS = "plants"
"""What `show` takes beside a preset: the plants whose cost is public, ours beside each."""
KIND = Option(
    "kind",
    (),
    "KIND",
    "chemistries routes stages methods regions prices plants vehicles ...",
    "argument",
    values="kinds",
)
NAME = Option(
    "name",
    (),
    "KIND/NAME",
    "regions/us, prices/2024, chemistries/nmc622, materials, plants",
    "argument",
    values="documents",
)
FILES = Option(
    "files", (), "FILE|all...", "files or KIND/NAME; all presets if left out", "arguments", values="documents"
)
TWO = Option(
    "two",
    (),
    "A B",
    "two presets of one kind, such as methods/everbatt-2023 methods/recyc",
    "arguments",
    values="documents",
)
STRICT = Option("strict", ("--strict",), "", "also ask for evidence and a plausible size", "flag")
OLDER = Option("older_than", ("--older-than",), "YEAR", "as --strict, and fail on numbers dated before YEAR")
MEND = Option("mend", ("--mend",), "", "rewrite keys of your files that have other names today", "flag")
EACH = Option("verbose", ("--verbose", "-v"), "", "list each number that is too old, not their presets", "flag")
CHECK = (FILES, STRICT, OLDER, MEND, EACH, *LISTING)
MAKE = Option(
    "make",
    (),
    "KIND",
    "chemistry route prices region plant vehicle ..., or feed with --assay",
    "argument",
    values="makeable",
)
PARENT = Option("parent", ("--from",), "NAME", "the preset to start from", values="parents")
NAMED = Option("named", ("--as",), "NAME", "the new preset's name [my-NAME]")
FOLDER = Option("folder", ("--dir",), "DIR", "folder of presets to put it in [presets]", values="files")
FILE_OUT = Option("output", ("--output", "-o"), "FILE", "the very file: DIR/KIND/NAME.toml", values="files")
ASSAY = Option("assay", ("--assay",), "FILE", "new feed: a laboratory's assay: .xlsx .xls .csv .txt", values="files")
SAMPLE = Option("sample", ("--sample",), "NAME", "new feed: which sample of the assay")
DRY_RUN = Option("dry_run", ("--dry-run",), "", "show how the file is read, and write nothing", "flag")
QUIET = next(option for option in OUTPUT if option.name == "quiet")
NEW = (MAKE, PARENT, ASSAY, SAMPLE, DRY_RUN, NAMED, FOLDER, FILE_OUT, QUIET, PRESET_DIR)
PRICE_FILE = Option("price_file", (), "FILE", "a file of prices: .xlsx .xls .csv", "argument", values="files")
DATE = Option("date", ("--date",), "PERIOD", "2025-09, or 2024 for the year's mean [newest month]")
VAT = Option(
    "vat", ("--vat",), "HOW", "included excluded or a rate; has to be said of prices in CNY", values="included excluded"
)
ITEM = Option("item", ("--item",), "NAME", "what a file of one series prices: nickel")
PRICE_UNIT = Option("unit", ("--unit",), "UNIT", "the unit of prices that have none: USD/t")
COLUMN = Option("column", ("--column",), "NAME", "the column of prices, where several may be")
NO_BAD = Option("strict", ("--strict",), "", "write nothing if any row is bad", "flag")
VERBOSE = Option("verbose", ("--verbose", "-v"), "", "list all that is not used", "flag")
DECK_NAME = Option("named", ("--as",), "NAME", "the new deck's name (required)")
HISTORY = Option("history", ("--history",), "", "all months as a table, which simulate can replay", "flag")
IMPORT = (
    PRICE_FILE,
    DECK_NAME,
    HISTORY,
    DATE,
    ITEM,
    PRICE_UNIT,
    COLUMN,
    VAT,
    NO_BAD,
    DRY_RUN,
    FOLDER,
    FILE_OUT,
    VERBOSE,
    QUIET,
    PRESET_DIR,
)
NAMES_WITH = Option("search", ("--search",), "TEXT", "only what has this text in its name, alias or title")
SEARCH = Option("search", ("--search",), "TEXT", "only what has this text in its path, unit, source or note")

HELP = """List, show, check and compare the numbers behind a quote.

  recyc presets list regions
  recyc presets show prices/2024 --search nickel
  recyc presets show plants
  recyc presets check my/prices/spot.toml
  recyc presets diff methods/everbatt-2023 methods/recyc
  recyc presets new region --from us --as nevada
  recyc presets new feed --assay lab.csv --as lot-17
"""


@command((KIND, NAMES_WITH, *LISTING))
def list_(settings: Settings) -> None:
    """List the presets at hand, your own among them."""
    from recyc_cli.cli.presets import list_presets

    search = settings.text("search") or ""
    _print(settings, list_presets.titles(settings.items("preset_dir"), settings.text("kind"), search))


@command((NAME, SEARCH, *LISTING))
def show(settings: Settings) -> None:
    """Show the numbers of a preset and their sources."""
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


@command(CHECK)
def check(settings: Settings) -> None:
    """Check presets; exit code 3 if there are faults."""
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


@command(NEW)
def new(settings: Settings) -> None:
    """Write a preset of your own, ready to edit.

    It extends another one and is the same as it stands; its numbers stand in it as comments.

      recyc presets new prices --from 2024 --as spot
      recyc presets new region --from us --as nevada --dir my-presets
      recyc presets new feed --assay lab.csv --as lot-17
    """
    from recyc_cli.cli.presets import new_preset

    new_preset.make(settings)


@command(IMPORT)
def import_(settings: Settings) -> None:
    """Make a price deck of a public file, or of your own.

    It reads the World Bank's monthly workbook (Pink Sheet), the IMF's primary commodity prices, and CSV with
    date,item,price,unit. What of the file is not used is told on stderr. Decks are without value-added tax:
    --vat says whether prices that are not in US dollars come with it, and it is taken out.

      recyc presets import CMO-Historical-Data-Monthly.xlsx --as 2025-09-wb
      recyc presets import external-data.xls --as 2024-imf --date 2024
      recyc presets import spot.csv --as spot --strict
      recyc presets import smm.csv --as smm --vat included
      recyc presets import CMO-Historical-Data-Monthly.xlsx --history -o months.csv
    """
    from recyc_cli.cli.presets import import_prices

    if settings.on("history"):
        import_prices.history(settings)
    else:
        import_prices.deck(settings)


@command(LISTING)
def path(settings: Settings) -> None:
    """Show the folders searched, in order."""
    from recyc_cli.cli.presets import list_presets

    _print(settings, list_presets.folders(settings.items("preset_dir")))


@command((TWO, *LISTING))
def diff(settings: Settings) -> None:
    """Show what differs between two presets, and why."""
    two = settings.items("two")
    if len(two) != len("AB"):
        hint = "recyc presets diff methods/everbatt-2023 methods/recyc"
        raise RecycError(MISSING, f"two presets are due, not {len(two)}", "recyc presets diff", hint)
    from recyc_cli.cli.presets.diff_presets import differences

    _print(settings, differences(settings.items("preset_dir"), two[0], two[1], target.target(settings).look.form))


def _print(settings: Settings, report: RecordsReport) -> None:
    """Print a list of records in the form asked for."""
    to = target.target(settings)
    target.deliver(render(report, to.look), to)


COMMANDS = {"list": list_, "show": show, "check": check, "new": new, "import": import_, "path": path, "diff": diff}
"""The functions by the word behind `recyc presets`."""
