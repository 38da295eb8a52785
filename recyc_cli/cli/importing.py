"""`recyc presets import`: a file of prices becomes a deck; what of it is not used is told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from recyc_cli.catalog import sheets
from recyc_cli.catalog.importing import deck as decks
from recyc_cli.catalog.importing import layouts
from recyc_cli.catalog.library import open_library
from recyc_cli.catalog.writing import write_cited
from recyc_cli.cli import making, output, placing
from recyc_cli.errors import RecycError, RecycErrors

if TYPE_CHECKING:
    from recyc_cli.catalog.importing.deck import Imported, Unused
    from recyc_cli.cli.settings import Settings

MISSING, BAD_ROW = "E113", "E377"
_SHOWN = 10


def deck(settings: Settings) -> None:
    """Write the deck that is asked for, and its source."""
    file, name = settings.text("price_file"), settings.text("named")
    if file is None or (name is None and settings.text("output") is None):
        what = "no file of prices given" if file is None else "the deck has no name"
        hint = "recyc presets import CMO-Historical-Data-Monthly.xlsx --as 2025-09-wb"
        raise RecycError(MISSING, what, "recyc presets import", hint)
    date = settings.text("date")
    period = decks.period_of(date, "--date") if date else ""
    path = placing.place(settings, "prices", name or "")
    parent = decks.newest(open_library(settings.items("preset_dir")))
    held = layouts.find(sheets.read(file), file)
    found = decks.gather(held, parent, period)
    bad = [each for each in found.unused if each.bad]
    if not found.records:
        raise RecycErrors([_nothing(found, file), *(_fault(each, file) for each in bad[:_SHOWN])])
    if bad and settings.on("strict"):
        raise RecycErrors([_fault(each, file) for each in bad])
    shown = Path(file).name
    entry = decks.source_entry(held, found.period, shown)
    write_cited(path, entry, f"import-{path.stem}", lambda source: decks.toml(found, held, parent.name, source, shown))
    _tell(settings, found, public=bool(held.publisher))
    placing.told(settings, path, "prices", making.USES["prices"].format(name=path.stem))


def _tell(settings: Settings, found: Imported, *, public: bool) -> None:
    """Say what was used, and list what was not: all that is bad; what a public file holds besides, only with -v."""
    if settings.on("quiet"):
        return
    bad = [each for each in found.unused if each.bad]
    rest = [each for each in found.unused if not each.bad]
    shown = [*bad[:_SHOWN], *([] if public else rest[: _SHOWN - len(bad[:_SHOWN])])]
    shown = found.unused if settings.on("verbose") else shown
    lines = [f"{found.period}: {found.used} prices used for {len(found.records)} numbers of the deck"]
    if found.unused:
        lines[0] += f"; not used: {len(bad)} bad, {len(rest)} others"
    lines += [f"  {each.where}: {each.item[:60]}: {each.why}" for each in shown]
    if len(shown) < len(found.unused):
        what = "other commodities" if public and not bad[_SHOWN:] else "more"
        lines.append(f"  {len(found.unused) - len(shown)} {what}: -v lists all")
    output.say("\n".join(lines))


def _fault(each: Unused, file: str) -> RecycError:
    return RecycError(BAD_ROW, f"{each.item[:60]}: {each.why}", f"{file}: {each.where}")


def _nothing(found: Imported, file: str) -> RecycError:
    """Say that nothing of a file can be used."""
    of = f" of {found.period}" if found.period else ""
    hint = "--date names another month or year" if found.period else "items: the names that --price takes"
    return RecycError(decks.NOTHING, f"no price{of} that a deck can use", file, hint)
