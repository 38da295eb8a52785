"""Saves a quote with the numbers it used, and computes it again from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from recyc_cli.analysis.quote import answer
from recyc_cli.analysis.saved.altered import alterations, does_not_add_up, unlike_terms
from recyc_cli.analysis.saved.saved_file import SCHEMA
from recyc_cli.catalog.documents.snapshot import frozen, thawed
from recyc_cli.catalog.files.texts import digest
from recyc_cli.catalog.open_library import builtin_library, recording_library
from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.report.notes.telling import note, reported
from recyc_cli.scenario.request import Request
from recyc_cli.version import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from recyc_cli.analysis.quote import Quote
    from recyc_cli.analysis.saved.altered import Change
    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.report.notes.telling import Value
    from recyc_cli.report.shapes.asked import Note, Terms
    from recyc_cli.report.shapes.quote import QuoteReport
    from recyc_cli.report.shapes.saved import SavedQuote
    from recyc_cli.scenario.keyword_types import Keywords

PARTIES = ("offered_by", "offered_to")
_ELSEWHERE = ("preset_dirs",)
"""Keywords that say where presets lie: the saved ones lie in the file."""
ROUNDING = 1e-9
"""What a margin may differ by, as a share of the cost: powers are rounded otherwise by another system's library."""


def freeze(
    asked: Keywords,
    day: date,
    valid_until: date | None = None,
    reference: str = "",
    parties: Mapping[str, str | None] | None = None,
) -> tuple[Quote, SavedQuote]:
    """Quote, and freeze the quote.

    Args:
        asked: keywords of `quote`.
        day: date of the quote.
        valid_until: last day on which it holds, None where nothing is said.
        reference: what it is called; without one, the day and a digest of what was asked and of the presets.
        parties: names of those in `PARTIES`: who makes the offer, and to whom.

    Returns:
        The quote, its `terms` filled in, and the saved quote `recyc.saved/1`: request, presets, terms and report.

    Raises:
        RecycError, RecycErrors: as `quote`; E150 a validity that ends before the day of the quote.
    """
    if valid_until is not None and valid_until < day:
        raise RecycError("E150", f"valid until {valid_until}, before its own date {day}", "--valid", "such as 30d")
    library = recording_library(asked.get("preset_dirs", ()))
    quote = answer(Request(**asked), library)
    report = quote.to_dict()
    presets, names = frozen(library)
    request = {name: _plain(value) for name, value in asked.items() if name not in _ELSEWHERE}
    title = reference or f"{day:%Y%m%d}-{digest([request, presets])[:8]}"
    end = None if valid_until is None else str(valid_until)
    by, to = ((parties or {}).get(name) for name in PARTIES)
    terms: Terms = {"reference": title, "date": str(day), "valid_until": end, "offered_by": by, "offered_to": to}
    quote.terms = report["terms"] = terms
    frozen_quote = {"request": request, "report": report, "names": names, "presets": presets}
    return quote, cast("SavedQuote", {"schema": SCHEMA, "recyc": __version__, **terms, **frozen_quote})


def replay(saved: SavedQuote) -> tuple[QuoteReport, list[Note]]:
    """Give the answer of a saved quote again.

    Args:
        saved: what `freeze` returned.

    Returns:
        The report as it was saved, and notes: `altered` where it is not what its own numbers give, `model-moved` where
        another release saved it, and today's model computes something else from the same numbers.
    """
    report, same_release = saved["report"], saved["recyc"] == __version__
    try:
        now = quote_from_saved(saved).to_dict()
    except (RecycError, RecycErrors) as fault:
        code = "altered" if same_release else "model-moved"
        return report, _note(code, saved, case="refused", why=fault.errors[0].message)
    moved = alterations(report, now, same_release=same_release)
    wrong = [*unlike_terms(saved), *does_not_add_up(report)] or (moved if same_release else [])
    if wrong:
        return report, _note("altered", saved, **_figure(wrong[0]), count=len(moved) or len(wrong))
    return report, _note("model-moved", saved, **_figure(moved[0])) if moved else []


def _figure(change: Change) -> dict[str, Value]:
    """Return what a note says of a figure that is told otherwise than its inputs give it."""
    return {"path": change.path, "before": _words(change.said), "found": _words(change.given)}


def _words(value: object) -> str:
    """Write a figure as a note tells it.

    >>> _words(4380.2049), _words("hydro"), _words(None)
    ('4,380.20', 'hydro', 'nothing')
    """
    return f"{value:,.2f}" if isinstance(value, float) else "nothing" if value is None else str(value)


def margins_agree(margin: float, other: float, report: QuoteReport) -> bool:
    """Tell whether two margins of a saved report are one: what rounding makes of them is no answer that moved."""
    cost = report["totals"]["cost"]
    return abs(margin - other) <= ROUNDING * max(abs(cost), abs(other))


def quote_from_saved(saved: SavedQuote) -> Quote:
    """Quote once more what a saved quote asked, from the presets saved with it."""
    return answer(request_of(saved), saved_library(saved))


def saved_library(saved: SavedQuote) -> Library:
    """Return the presets saved with a quote."""
    presets = cast("dict[str, dict[str, object]]", saved["presets"])
    return thawed(presets, saved["names"], builtin_library())


def keywords_of(saved: SavedQuote) -> Keywords:
    """Return what a saved quote asked, its lists as they were given."""
    return cast("Keywords", saved["request"])


def request_of(saved: SavedQuote, preset_dirs: tuple[str, ...] = ()) -> Request:
    """Return the request of a saved quote, its lists as they were given."""
    keywords: Keywords = {**keywords_of(saved), "preset_dirs": preset_dirs}
    return Request(**keywords)


def _note(code: str, saved: SavedQuote, **values: Value) -> list[Note]:
    """Return a note of a saved quote: one of those that `replay` names."""
    versions: dict[str, Value] = {"then": saved["recyc"], "now": __version__}
    of = note("altered", **versions, **values) if code == "altered" else note("model-moved", **versions, **values)
    return reported([(of, "")])


def _plain(value: object) -> object:
    """Return a keyword's value as JSON has it: tuples are lists there."""
    return [_plain(item) for item in value] if isinstance(value, (list, tuple)) else value
