"""Names the quotes of a simulation apart, and puts them in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.report.names import chemistry_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recyc_cli.report.shapes.studies.simulation import SimulatedQuote, SimulationReport

    Who = tuple[str | None, str, str]


def odds_of(report: SimulationReport) -> dict[Who, float]:
    """Return how often each way is the best of its feed, by feed, deck and route."""
    return {(each["chemistry"], each["prices"], each["route"]): each["probability"] for each in report["best"]}


def who_of(quote: SimulatedQuote) -> Who:
    """Return by what a quote is told: feed, deck and route."""
    return quote["chemistry"], quote["prices"], quote["route"]


def several_decks(report: SimulationReport) -> bool:
    """Tell whether the quotes are at prices of more than one deck."""
    return len({each["prices"] for each in report["quotes"]}) > 1


def name_of_draws(quote: SimulatedQuote, report: SimulationReport) -> str:
    """Return what tells a quote apart from the others."""
    feeds = {each["chemistry"] for each in report["quotes"]}
    feed = chemistry_name(quote["chemistry"]) if quote["chemistry"] and len(feeds) > 1 else None
    deck = quote["prices"] if several_decks(report) else None
    return " ".join(filter(None, (feed, quote["route"], quote["plant"], deck)))


def quotes_in_order(report: SimulationReport) -> Iterator[SimulatedQuote]:
    """Yield the quotes of each feed: deck by deck of each route, or of one deck the most often best first."""
    best = odds_of(report)
    for feed in dict.fromkeys(each["chemistry"] for each in report["quotes"]):
        some = [each for each in report["quotes"] if each["chemistry"] == feed]
        if several_decks(report):
            for route in dict.fromkeys(each["route"] for each in some):
                yield from (each for each in some if each["route"] == route)
        else:
            yield from sorted(some, key=lambda each: -best[who_of(each)])
