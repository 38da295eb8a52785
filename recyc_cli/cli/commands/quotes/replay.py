"""`recyc replay` computes a saved quote again, or tells what has changed since."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from recyc_cli.cli.input import options
from recyc_cli.cli.input.settings import command
from recyc_cli.cli.output import target
from recyc_cli.cli.output.write_quote import hand_over
from recyc_cli.errors import RecycError, did_you_mean
from recyc_cli.render.look import DRAWN
from recyc_cli.render.render import render
from recyc_cli.scenario.keywords import Option

if TYPE_CHECKING:
    from recyc_cli.cli.input.settings import Settings
    from recyc_cli.report.shapes.asked import Note
    from recyc_cli.report.shapes.saved import SavedQuote

FILE = Option("file", (), "FILE", "a saved quote", "argument", values="files")
AGAINST = Option("against", ("--against",), "now", "today's presets: what moved the margin, and why", values="now")
OPTIONS = (
    FILE, AGAINST, options.PRESET_DIR, options.CUSTOMER, options.NO_VALUE, options.SIGN, *options.PICTURES,
)  # fmt: skip
NOW, ALTERED = "now", "altered"


@command(OPTIONS)
def replay(settings: Settings) -> None:
    """Give the answer of a saved quote again, from the numbers frozen with it.

    recyc quote nmc622 --route hydro --mass 40t --save offer.json --valid 30d
    recyc replay offer.json
    recyc replay offer.json -o offer.html
    recyc replay offer.json --customer -o copy.html
    recyc replay offer.json --against now
    recyc replay offer.json --sign offers.key
    """
    path, against = settings.text("file"), settings.text("against")
    if path is None:
        raise RecycError("E113", "no saved quote given", "recyc replay", "recyc quote ... --save offer.json makes one")
    if against not in (None, NOW):
        hint = did_you_mean(str(against), [NOW]) or "--against now"
        raise RecycError("E121", f"a saved quote is put against now, not {against!r}", "--against", hint)
    target.apart(path, settings, "FILE")
    to = target.target(settings, DRAWN)
    from recyc_cli.analysis.saved import save
    from recyc_cli.analysis.saved.saved_file import load_saved
    from recyc_cli.analysis.saved.signature import key_in

    sign = settings.text("sign")
    saved = load_saved(path, key_in(sign) if sign else b"")
    report, notes = save.replay(saved)
    if against:
        _against_now(saved, notes, settings, to)
        return
    if not settings.on("customer") and any(each["code"] == ALTERED for each in notes):
        report, notes = {**report, "warnings": [*notes, *report["warnings"]]}, []
    target.write_notes([*_expired(saved), *notes], to)
    hand_over(report, lambda: save.quote_from_saved(saved), settings, to, fresh=False)


def _against_now(saved: SavedQuote, notes: list[Note], settings: Settings, to: target.Target) -> None:
    """Tell what has moved since a quote was saved; of the notes of its replay that it was altered."""
    if settings.on("customer"):
        message = "what moved since a quote is not for its customer: it is cost and margin"
        raise RecycError("E112", message, "--customer", "leave out --against")
    target.no_picture(settings, "what moved since a quote", "leave out --against")
    from recyc_cli.analysis.saved.what_moved import moves

    moved = moves(saved, tuple(settings.items("preset_dir")))
    moved = {**moved, "warnings": [*(each for each in notes if each["code"] == ALTERED), *moved["warnings"]]}
    target.deliver(render(moved, to.look), to, [*_expired(saved), *moved["warnings"]])


def _expired(saved: SavedQuote) -> list[Note]:
    """Say where a quote's validity has ended."""
    end = saved["valid_until"]
    if not end or str(date.today()) <= end:  # noqa: DTZ011 - the day where the user is
        return []
    from recyc_cli.report.notes.telling import note, reported

    return reported([(note("expired", date=str(end)), "")])
