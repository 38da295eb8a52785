"""Adds to a report what only sentences on a screen need: how places are called."""

from __future__ import annotations

from recyc_cli.model.numbers.arithmetic import plain
from recyc_cli.model.seats import standing_limit
from recyc_cli.report.notes.bid_notes import estimated_range
from recyc_cli.report.notes.notes import notes_of_quote
from recyc_cli.report.notes.telling import full
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from recyc_cli.report.answer import Answer
    from recyc_cli.report.shapes.questions import ComparisonReport
    from recyc_cli.report.shapes.quote import QuoteReport

SHORT = len("usa")
"""Letters of a name that is an abbreviation."""


def quote_on_screen(answer: Answer, report: QuoteReport, *, drawn: bool = False) -> QuoteReport:
    """Return a quote's `report` with `titles`, `rate` and limits: `standing_limit`, `feed_range` of an estimate.

    One that is `drawn` has its `bridge` too.
    """
    ends = estimated_range(answer)
    told = report | {"titles": titles_of([answer]), "rate": plain(answer.resolved.fx)}
    standing = standing_limit(answer.resolved.scenario, answer.result)
    if standing is not None:
        told |= {"standing_limit": plain(standing)}
    if drawn:
        from recyc_cli.report.in_full import bridge

        told = told | {"bridge": bridge(report, answer.resolved.scenario.market)}
    return told | {"feed_range": ends} if ends else told


def comparison_on_screen(
    answers: Sequence[Answer], report: ComparisonReport, margins: Mapping[int, tuple[float, float]]
) -> ComparisonReport:
    """Return a comparison's `report` with `titles`, both kinds of ranges, and `rate` where there is one."""
    ranges = {index: ends for index, answer in enumerate(answers) if (ends := estimated_range(answer))}
    rates = {plain(answer.resolved.fx) for answer in answers}
    again = {index: (ends[0], ends[1]) for index, ends in margins.items()}
    told = report | {"titles": titles_of(answers), "feed_ranges": ranges, "margin_ranges": again}
    told |= {"noted": _noted(answers)}
    return told | {"rate": rates.pop()} if len(rates) == 1 else told


def _noted(answers: Sequence[Answer]) -> dict[str, list[int]]:
    """Return which of some quotes each of their notes is of, by its code and words."""
    noted: dict[str, list[int]] = {}
    for index, answer in enumerate(answers):
        for each in notes_of_quote(answer):
            noted.setdefault(f"{each.code} {full(each)}", []).append(index)
    return noted


def titles_of(answers: Iterable[Answer]) -> dict[str, str]:
    """Return how a sentence calls the regions of some quotes."""
    return {
        answer.resolved.names["region"]: place_name(
            answer.resolved.names["region"], str(answer.resolved.documents["region"].tree.get("title", ""))
        )
        for answer in answers
    }


def place_name(name: str, title: str) -> str:
    """Return how a sentence calls a place: by its title without what stands in brackets, an abbreviation as such.

    >>> place_name("us", "United States"), place_name("poland", "Poland (Nysa)"), place_name("my-town", "")
    ('US', 'Poland', 'my-town')
    """
    return name.upper() if len(name) < SHORT else title.partition(" (")[0] or name
