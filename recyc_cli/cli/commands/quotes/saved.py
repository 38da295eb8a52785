"""`recyc saved` lists the saved quotes of a folder, and what has moved since each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.cli.input import options
from recyc_cli.cli.input.settings import command
from recyc_cli.cli.output import target
from recyc_cli.cli.presets.list_presets import list_report
from recyc_cli.render.look import DATA, is_form
from recyc_cli.render.render import render
from recyc_cli.scenario.keywords import Option

if TYPE_CHECKING:
    from recyc_cli.cli.input.settings import Settings
    from recyc_cli.report.shapes.saved import SavedRow

FOLDER = Option(
    "folder", (), "FOLDER", "folder of saved quotes, or one of them [the one you are in]", "argument", values="files"
)
OPTIONS = (FOLDER, options.SIGN, *options.LISTING)
COLUMNS = (
    ("reference", "reference", "<"),
    ("date", "date", "<"),
    ("valid_until", "valid until", "<"),
    ("offered_to", "to", "<"),
    ("price", "price", ">"),
    ("moved", "moved", ">"),
    ("by", "most by", "<"),
    ("file", "file", "<"),
    ("problem", "problem", "<"),
    ("price_unit", "price in", "<"),
    ("margin_then", "margin then", ">"),
    ("margin_now", "now", ">"),
    ("signed", "signed", "<"),
    ("state", "state", "<"),
)
MONEY = ("price", "moved", "margin_then", "margin_now")
NOTES = (
    "moved: the margin per t with today's presets less the one that was quoted, and the number that did most.",
    "recyc replay FILE --against now tells all that moved.",
)


@command(OPTIONS)
def saved(settings: Settings) -> None:
    """List the saved quotes of a folder: reference, date, validity, to whom, price, and what has moved since.

    Files that are broken, changed or of another program are told in a row of their own.

      recyc saved
      recyc saved offers
      recyc saved offers --format csv
      recyc saved offers --sign offers.key
    """
    to = target.target(settings)
    from recyc_cli.analysis.saved.saved_list import saved_quotes
    from recyc_cli.analysis.saved.signature import key_in
    from recyc_cli.catalog.open_library import open_library

    folder, sign, dirs = settings.text("folder") or ".", settings.text("sign"), settings.items("preset_dir")
    rows = saved_quotes(folder, tuple(dirs), key_in(sign) if sign else b"")
    shown = rows if is_form(to.look.form, DATA) else [_in_cents(row) for row in rows]
    notes = NOTES if rows else (f"no saved quotes in {folder}: recyc quote ... --save FILE makes one",)
    report = list_report(open_library(dirs), "recyc.saved-quotes/1", "Saved quotes", COLUMNS, shown, notes, "state")
    target.deliver(render(report, to.look), to)


def _in_cents(row: SavedRow) -> SavedRow:
    """Return a row with its money as people read it."""
    return {**row, **{name: round(amount, 2) for name in MONEY if isinstance(amount := row.get(name), float)}}  # type: ignore[typeddict-item]
