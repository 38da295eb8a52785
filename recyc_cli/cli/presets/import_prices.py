"""`recyc presets import` turns a file of prices into a deck, and tells what is left out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from recyc_cli.catalog.documents import tax
from recyc_cli.catalog.documents.newest_deck import main_metals
from recyc_cli.catalog.drafts.writing import write_cited
from recyc_cli.catalog.open_library import open_library
from recyc_cli.catalog.vocabulary import PRICES
from recyc_cli.cli.output import target
from recyc_cli.cli.presets import place_preset
from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.files import write_whole
from recyc_cli.importing import sheets
from recyc_cli.importing.prices import deck as decks
from recyc_cli.importing.prices import periods
from recyc_cli.importing.prices.gather import NOTHING, gather_prices
from recyc_cli.importing.prices.history import HEADS, months_told, price_history, rows_of_history
from recyc_cli.importing.prices.price_file import Asked, read_price_file
from recyc_cli.render.forms.as_csv import csv_lines
from recyc_cli.scenario.keywords import ROWS

if TYPE_CHECKING:
    from recyc_cli.catalog.documents.document import Record
    from recyc_cli.cli.input.settings import Settings
    from recyc_cli.importing.prices.gather import Imported, Unused
    from recyc_cli.importing.prices.price_file import PriceFile

MISSING, BAD_ROW = "E113", "E377"
_SHOWN = 10


def deck(settings: Settings) -> None:
    """Write the deck that is asked for, and its source."""
    file, name = settings.text("price_file"), settings.text("named")
    unnamed = name is None and settings.text("output") is None and not settings.on("dry_run")
    if file is None or unnamed:
        what = "no file of prices given" if file is None else "the deck has no name"
        hint = "recyc presets import CMO-Historical-Data-Monthly.xlsx --as 2025-09-wb"
        raise RecycError(MISSING, what, "recyc presets import", hint)
    date, vat = settings.text("date"), settings.get("vat")
    period = periods.period_of(date, "--date") if date else ""
    said = None if vat is None else tax.tax_said(vat.text, vat.where)
    dry_run = settings.on("dry_run")
    path = None if dry_run else place_preset.path_of_new_preset(settings, PRICES, name or "")
    library = open_library(settings.items("preset_dir"))
    item, unit, column = (settings.text(each) or "" for each in ("item", "unit", "column"))
    asked = Asked(item, unit, column, period)
    prices = read_price_file(sheets.read_sheets(file), file, asked)
    imported = gather_prices(
        prices, library, period, lambda codes, period: tax.rates(said, codes, period, library, file), file
    )
    bad = [each for each in imported.unused if each.bad]
    if not imported.records:
        raise RecycErrors([_nothing(imported, file), *(_fault(each, file) for each in bad[:_SHOWN])])
    if bad and settings.on("strict"):
        raise RecycErrors([_fault(each, file) for each in bad])
    shown, metals = Path(file).name, main_metals(library.document("methods", ROWS["method"].default).tree)
    if path is not None:
        entry = decks.source_entry(prices, imported.period, shown)
        made_of = (imported, prices, metals)
        write_cited(path, entry, f"import-{path.stem}", lambda source: decks.deck_text(*made_of, source, shown))
    _tell(settings, imported, prices, metals)
    if vat is not None and not imported.taxes and not settings.on("quiet"):
        target.say("--vat changes nothing here: the prices are in US dollars, which world markets quote without it")
    if path is not None:
        place_preset.say_next(settings, path, PRICES)


def history(settings: Settings) -> None:
    """Write every month of a file as a table, which `simulate --bootstrap` replays."""
    file, to = settings.text("price_file"), settings.text("output")
    if file is None:
        hint = "recyc presets import CMO-Historical-Data-Monthly.xlsx --history -o months.csv"
        raise RecycError(MISSING, "no file of prices given", "recyc presets import", hint)
    vat = settings.get("vat")
    said = None if vat is None else tax.tax_said(vat.text, vat.where)
    library = open_library(settings.items("preset_dir"))
    item, unit, column = (settings.text(each) or "" for each in ("item", "unit", "column"))
    prices = read_price_file(sheets.read_sheets(file), file, Asked(item, unit, column))
    found = price_history(prices, library, lambda codes, month: tax.rates(said, codes, month, library, file), file)
    bad = [each for each in found.unused if each.bad]
    if bad and settings.on("strict"):
        raise RecycErrors([_fault(each, file) for each in bad])
    if not settings.on("quiet"):
        target.say("\n".join(f"{name}: {months}" for name, months in months_told(found)))
        every = bad if settings.on("verbose") else bad[:_SHOWN]
        target.say("\n".join([f"not used: {len(bad)} bad rows", *map(_row, every)])) if bad else None
    text = "".join(csv_lines(HEADS, rows_of_history(found, periods.deck_of_period(library, ""))))
    if to is None:
        target.write_stdout(text)
        return
    write_whole(to, text, f"-o {to}")
    if not settings.on("quiet"):
        target.say(f"wrote {to}")


def _tell(settings: Settings, imported: Imported, file: PriceFile, metals: list[str]) -> None:
    """Say what was used, and list what was not: all that is bad; what a public file holds besides, only with -v."""
    if settings.on("quiet") and not settings.on("dry_run"):
        return
    public = bool(file.publisher)
    bad = [each for each in imported.unused if each.bad]
    rest = [each for each in imported.unused if not each.bad]
    every = settings.on("verbose")
    shown = bad if every else bad[:_SHOWN]
    others = rest if every else [] if public else rest[: _SHOWN - len(shown)]
    lines = [f"{imported.period}: {imported.used} prices used for {len(imported.records)} numbers of the deck"]
    if imported.unused:
        lines[0] += f"; not used: {len(bad)} bad, {len(rest)} others"
    lines += [_row(each) for each in shown]
    lines += decks.notes_of_import(imported, metals)
    lines += [f"  {_number(path, record)}" for path, record in imported.records.items()]
    lines += [_row(each) for each in others]
    shown = [*shown, *others]
    if len(shown) < len(imported.unused):
        what = "other commodities" if public and not bad[_SHOWN:] else "more"
        lines.append(f"  {len(imported.unused) - len(shown)} {what}: -v lists all")
    if file.left and (not public or settings.on("verbose")):
        lines.append(f"  columns left: {', '.join(file.left[:_SHOWN])}")
    target.say("\n".join(lines))


def _row(each: Unused) -> str:
    return f"  {each.where}: {each.item[:60]}: {each.why}"


def _number(path: str, record: Record) -> str:
    """Write a number that goes into the deck, and how it stands in the file."""
    ends = "" if record.low == record.high else f" ({record.low:,.10g} to {record.high:,.10g})"
    return f"{path} = {record.value:,.10g} {record.unit}{ends}" + (f"; {record.note}" if record.note else "")


def _fault(each: Unused, file: str) -> RecycError:
    return RecycError(BAD_ROW, f"{each.item[:60]}: {each.why}", f"{file}: {each.where}")


def _nothing(imported: Imported, file: str) -> RecycError:
    """Say that nothing of a file can be used."""
    of = f" of {imported.period}" if imported.period else ""
    hint = "--date names another month or year" if imported.period else "items: the names that --price takes"
    if any(each.bad for each in imported.unused):
        hint = "the rows below say why"
    return RecycError(NOTHING, f"no price{of} that a deck can use", file, hint)
