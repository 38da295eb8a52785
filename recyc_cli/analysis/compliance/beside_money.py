"""Sets the law beside money: what fails from when, what the best that keeps it earns."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.analysis.compliance.books import books_of
from recyc_cli.analysis.compliance.checks import DEPENDS, FAIL, Check, checks_of
from recyc_cli.analysis.compliance.counting import REFINER, Settled
from recyc_cli.analysis.compliance.lots import of_quote, with_refiner
from recyc_cli.analysis.quote import answer
from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.model.numbers.arithmetic import plain
from recyc_cli.scenario.fill_in import ways
from recyc_cli.scenario.keywords import WAY, on_axis
from recyc_cli.scenario.request import Request

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recyc_cli.analysis.quote import Quote
    from recyc_cli.report.shapes import compliance as shape


class Held(NamedTuple):
    """A quote held against the rules of its region, as of the day up to which these were followed."""

    place: int
    feed: str
    region: str
    day: str
    checks: list[Check]
    margin: float

    def keeps(self, day: str) -> bool:
        """Tell whether it fails nothing in force on a day; what another plant has to finish keeps nothing."""
        return not any(
            (each.verdict == FAIL or REFINER in each.depends_on) and each.entry.stands(day) for each in self.checks
        )


def law_beside(quotes: Sequence[Quote]) -> shape.LawBeside:
    """Return what each quote fails, and what of each feed and region earns most of what keeps the law."""
    held, without = [], []
    for place, quote in enumerate(quotes):
        one = _held(place, quote)
        if one is None:
            without.append(quote.resolved.names["region"])
        elif one.checks:
            held.append(one)
    return {
        "quotes": [{"quote": each.place, "missed": list(_missed(each))} for each in held],
        "best": list(_best(held)),
        "without": list(dict.fromkeys(without)),
    }


def law_of_plant(quote: Quote) -> tuple[shape.LawBeside, list[str]]:
    """Return the same of one plant and of the other routes for its feed, and the names of all of these."""
    asked = {key: value for key, value in quote.request.given.items() if key not in on_axis(WAY)}
    quotes, names = [quote], [quote.resolved.names["route"]]
    for route in ways(asked, quote.resolved.library):
        if route in names:
            continue
        try:
            quotes.append(answer(Request(**{**asked, "route": route}), quote.resolved.library))
            names.append(route)
        except (RecycError, RecycErrors):
            continue
    return law_beside(quotes), names


def _held(place: int, quote: Quote) -> Held | None:
    """Return a quote held against the rules of its region; None where these set no rate."""
    names = quote.resolved.names
    here = [
        book
        for book in books_of(quote.resolved.library, (), names["region"])
        if names["region"] in book.tree.get("regions", ()) and book.tree.get("limits")
    ]
    if not here:
        return None
    settled, judged = Settled({}, {}), with_refiner(quote)[0]
    checks: list[Check] = []
    try:
        for book in here:
            checks += checks_of(book, [[of_quote(judged, book.casing)]], settled, "", str(book.tree["state"]))
    except RecycError:
        checks = []
    day = max(str(book.tree["state"]) for book in here)
    limits = [each for each in checks if each.entry.table == "limits" and not each.entry.ended(day)]
    feed = "+".join(quote.resolved.chemistries)
    return Held(place, feed, names["region"], day, limits, plain(quote.result.margin))


def _missed(held: Held) -> Iterator[shape.Missed]:
    for each in held.checks:
        if each.verdict in (FAIL, DEPENDS):
            entry = each.entry
            yield {
                "rule": entry.rule,
                "requirement": entry.requirement,
                "start": entry.start,
                "end": entry.end,
                "verdict": each.verdict,
            }


def _best(held: Sequence[Held]) -> Iterator[shape.BestKept]:
    """Yield the best that keeps the law from each day on which it is another one."""
    for feed, region in dict.fromkeys((each.feed, each.region) for each in held):
        alike = [each for each in held if (each.feed, each.region) == (feed, region)]
        today = alike[0].day
        days = sorted({today, *(each.entry.start for one in alike for each in one.checks if each.entry.start > today)})
        before: int | None = -1
        for day in days:
            kept = [each for each in alike if each.keeps(day)]
            best = max(kept, key=lambda each: each.margin, default=None)
            place = None if best is None else best.place
            if place != before:
                yield {
                    "feed": feed,
                    "region": region,
                    "start": day,
                    "quote": place,
                    "margin": None if best is None else best.margin,
                }
            before = place
