"""Puts the notes of a report on its page: few and short on a screen, in full elsewhere."""

from __future__ import annotations

from recyc_cli.render.look import ALL, FEW, FILE, FULL, NONE, is_form
from recyc_cli.render.text import clean, display_width, wrap
from recyc_cli.report.notes.telling import lines, lines_by_code
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recyc_cli.render.look import Look
    from recyc_cli.render.page import Page
    from recyc_cli.report.shapes.asked import Note, Noted
    from recyc_cli.report.shapes.quote import QuoteReport

MARK = "! "
MOST, LONG = 3, 150
"""Notes of a screen; letters of those that a screen tells in full."""
EXPLAINED = "  each explained: recyc explain CODE"


def short_notes(notes: Iterable[Note], rest: str = "-v", others: int = 0) -> list[str]:
    """Return what of some notes stands on a screen.

    Args:
        notes: of a report.
        rest: what shows the others; not told where it is nothing.
        others: notes there are besides.

    >>> said = [{"code": "mass-open", "message": "it misses 3 kg/t", "values": {}}]
    >>> short_notes([{"code": "expired", "message": "it is over", "values": {}}, *said])
    ['! it is over', '  1 more note: -v']
    """
    every = list(notes)
    shown = [MARK + clean(line) for line in lines(every, MOST)]
    more = len(every) + others - len(shown)
    return [*shown, f"  {more} more note{'s' if more > 1 else ''}: {rest}"] if more and rest else shown


def long_notes(notes: Iterable[Note]) -> list[str]:
    """Return all notes as they stand on a screen, those of a code together, and what explains each."""
    told = [f"{MARK}{clean(text)} [{code}]" for code, text in lines_by_code(notes, LONG)]
    return [*told, f"{EXPLAINED}; in full: -o FILE.md"] if told else []


def full_notes(notes: Iterable[Note]) -> list[str]:
    """Return notes in full, each with its code."""
    return [clean(f"{each['message']} [{each['code']}]") for each in notes]


def tells_all(look: Look) -> bool:
    """Tell whether a page holds everything: it is read apart from the program, or asked for."""
    return look.verbose or look.notes == ALL or is_form(look.form, FULL) or is_form(look.form, FILE)


def with_notes(page: Page, report: Noted, look: Look, others: int = 0) -> Page:
    """Return a page with the notes of its report: cautions on a screen, a few and `others` more; elsewhere below."""
    said = report["warnings"]
    if look.notes == NONE:
        return page
    if is_form(look.form, FULL) or is_form(look.form, FILE):
        return page._replace(notes=[*page.notes, *full_notes(said)])
    if look.notes == FEW:
        return page._replace(cautions=tuple(short_notes(said, others=others)))
    whole = [*(MARK + text for text in full_notes(said)), *([EXPLAINED] if said else [])]
    return page._replace(cautions=tuple(whole if look.notes == ALL else long_notes(said)))


def caution_lines(page: Page, width: int) -> list[str]:
    """Return the cautions of a page, long ones wrapped under their first word."""
    return [
        line
        for text in page.cautions
        for line in ([text] if display_width(text) <= width else wrap(text, width, " " * len(MARK)))
    ]


def claims_of(quotes: list[QuoteReport]) -> list[str]:
    """Return what others claim of the routes' cathodes, a line for each route."""
    claims: dict[str, dict[str, None]] = {}
    for quote in quotes:
        for claim in quote["cathode"]["claims"] if quote["cathode"] else ():
            claims.setdefault(quote["scenario"]["route"], {})[f"{claim['text']} [{claim['source']}]"] = None
    return [f"Claimed for {route}: {'; '.join(texts)}" for route, texts in claims.items()]
