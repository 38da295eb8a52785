"""Draws the margins of quotes from a stored table, or where none is like them by a trace."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from recyc_cli.analysis.simulation.likely.table import FEED, ledger_of, moved_draws, stored_table
from recyc_cli.catalog.vocabulary import USER
from recyc_cli.engine.draws.likely.rows import plus, row_times
from recyc_cli.scenario.keywords import LOT, acting_on, setting_by_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recyc_cli.analysis.quote import Quote

Method = Literal["stored", "traced"]
MOVING = """
    chemistry route region prices as_of throughput_t_per_year currency preset_dirs
    mass_basis feed_price feed_basis overrides price_overrides
"""
SAME_KIND = frozenset((*MOVING.split(), *(row.name for row in acting_on(LOT))))
"""Keywords that move amounts of a ledger, or state a number; any other brings parts of another kind."""
TRACED = 12
"""Quotes of a comparison that are drawn by their trace, at most."""


class Drawn(NamedTuple):
    """Draws of a quote, the same ones as those of any other quote.

    Attributes:
        margins: [money/t].
        pays: what the feed may cost at most, but for interest on it [money/t].
        method: how they came about.
    """

    margins: list[float]
    pays: list[float]
    method: Method


def draws_of(quotes: Sequence[Quote]) -> list[Drawn | None]:
    """Return the draws of some quotes; of none where too many of them have no like among the stored ones."""
    found = [_stored(quote) for quote in quotes]
    rest = [place for place, each in enumerate(found) if each is None]
    if len(rest) > TRACED:
        return found
    for place, each in zip(rest, _traced([quotes[place] for place in rest]) if rest else [], strict=True):
        found[place] = each
    return _with_other_ways(quotes, found)


def _with_other_ways(quotes: Sequence[Quote], found: list[Drawn | None]) -> list[Drawn | None]:
    """Let a feed that is too worn for its route leave in that draw what the way that it goes leaves beside it."""
    at = {(_feed(quote), quote.resolved.names["route"]): of for quote, of in zip(quotes, found, strict=True)}
    table = stored_table()
    for place, (quote, of) in enumerate(zip(quotes, found, strict=True)):
        second = quote.result.second
        way = at.get((_feed(quote), second.recycled.best)) if second else None
        if table is not None and of is not None and way is not None and of.method == "stored":
            worn = table.worn(quote.resolved.chemistries[0], quote.resolved.names["route"])
            rows = ((of.margins, way.margins), (of.pays, way.pays))
            margins, pays = ([b if gone else a for a, b, gone in zip(*each, worn, strict=False)] for each in rows)
            found[place] = of._replace(margins=margins, pays=pays) if worn else of
    return found


def _feed(quote: Quote) -> tuple[object, ...]:
    """Return what tells a feed, its place and time from others."""
    names = quote.resolved.names
    return (*quote.resolved.chemistries, names["region"], names["prices"], names["method"])


def _stored(quote: Quote) -> Drawn | None:
    """Return the draws of the stored quote that is like one, moved to its ledger."""
    table = stored_table()
    given = quote.request.given
    if table is None or not SAME_KIND.issuperset(given) or _own(quote):
        return None
    route, ledger = quote.resolved.names["route"], ledger_of(quote)
    case = table.like(quote.resolved.chemistries[0], route, ledger, fed="feed_price" not in given)
    if case is None:
        return None
    margins, feeds = moved_draws(table, route, case, ledger)
    if "feed_price" in given:
        paid = ledger.get(FEED, 0.0)
        margins = [each + paid for each in plus(margins, feeds, -1.0)]
        feeds = [paid] * len(feeds)
    pays = plus(margins, feeds, -1.0)
    if _states(given):
        from recyc_cli.analysis.simulation.likely.stated import without_stated

        stated = [(path, record) for path, record in quote.records if record.source == USER]
        margins, pays = without_stated(quote, stated, (margins, pays))
    rate = float(quote.resolved.fx)
    return Drawn(row_times(margins, rate), row_times(pays, rate), "stored")


def _states(given: Mapping[str, Any]) -> bool:
    """Tell whether a number of the presets is changed."""
    return any(given.get(name) for name in setting_by_name())


def _own(quote: Quote) -> bool:
    """Tell whether a preset in force is the user's own."""
    resolved = quote.resolved
    return resolved.library.has_own and any(map(resolved.library.is_own, resolved.documents.values()))


def _traced(quotes: Sequence[Quote]) -> list[Drawn | None]:
    """Return the draws of quotes by their traces: as exact as the model; none of what has no result in any draw."""
    from recyc_cli.analysis.simulation.likely.traced import traced_draws

    return [_without_gaps(margins, feeds) for margins, feeds in traced_draws(quotes)]


def _without_gaps(margins: list[float], feeds: list[float]) -> Drawn | None:
    """Return draws of which each has a margin: where there is none the lowest stands."""
    lowest = min((each for each in margins if isfinite(each)), default=None)
    if lowest is None:
        return None
    known = [each if isfinite(each) else lowest for each in margins]
    pays = [each - feed if isfinite(feed) else each for each, feed in zip(known, feeds, strict=True)]
    return Drawn(known, pays, "traced")
