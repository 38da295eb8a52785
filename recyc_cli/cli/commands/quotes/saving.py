"""`recyc quote --save` writes a quote and its terms to a file."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from recyc_cli.cli.input.numbers_of_text import unreadable
from recyc_cli.cli.output import target
from recyc_cli.cli.output.write_quote import guard
from recyc_cli.errors import RecycError
from recyc_cli.files import create_file

if TYPE_CHECKING:
    from recyc_cli.analysis.quote import Quote
    from recyc_cli.cli.input.settings import Setting, Settings
    from recyc_cli.scenario.keyword_types import ReadKeywords

_SPAN = re.compile(r"(\d{1,4})\s*(d|w)", re.IGNORECASE)
_NAME = "give another name: --save FILE"
_DAYS = {"d": 1, "w": 7}


def save(settings: Settings, keywords_given: ReadKeywords, parties: dict[str, str | None]) -> Quote:
    """Quote, write the saved quote and return the quote with its terms: reference, date, validity and parties."""
    path = settings.text("save")
    if path is None:
        raise RecycError(
            "E112", "only a saved quote has a validity, a reference, a date and a signature", hint="add --save FILE"
        )
    from pathlib import Path

    from recyc_cli.analysis.saved.save import freeze
    from recyc_cli.analysis.saved.saved_file import sealed, text_of
    from recyc_cli.analysis.saved.signature import key_in
    from recyc_cli.catalog.drafts.writing import refuse_existing

    target.writable(path, "--save")
    refuse_existing(Path(path), _NAME)
    target.apart(path, settings, "--save")
    day = settings.get("dated")
    today = date.today() if day is None else _day(day)  # noqa: DTZ011 - the day where the user is
    valid = settings.get("valid")
    reference = (settings.text("reference") or "").strip()
    key = key_in(str(settings.text("sign"))) if settings.get("sign") else b""
    quote, saved = freeze(keywords_given, today, _end(valid, today) if valid else None, reference, parties)
    guard(quote, settings)
    create_file(path, text_of(sealed(saved, key)).encode("utf-8"), _NAME, f"--save {path}")
    if not settings.on("quiet"):
        target.say(f"saved {path}: quote {saved['reference']}")
    return quote


def _end(setting: Setting, day: date) -> date:
    """Read how long a quote holds.

    >>> from recyc_cli.cli.input.settings import Setting
    >>> _end(Setting("30d", "--valid"), date(2026, 11, 24))
    datetime.date(2026, 12, 24)
    """
    span = _SPAN.fullmatch(setting.text.strip())
    if span is None:
        return _day(setting)
    try:
        return day + timedelta(days=int(span[1]) * _DAYS[span[2].lower()])
    except OverflowError:
        raise unreadable(setting.text, f"a time from {day} on that a calendar knows", setting.where) from None


def _day(setting: Setting) -> date:
    try:
        return date.fromisoformat(setting.text.strip())
    except ValueError:
        expected = "a date" if setting.where == "--dated" else "a time"
        raise unreadable(setting.text, expected, setting.where, "for example 30d, 4w or 2026-12-31") from None
