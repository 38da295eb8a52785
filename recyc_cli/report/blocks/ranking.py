"""Ranks quotes that stand side by side, and says whether the first may be marked.

What is ranked is the margin where all pay the same for the feed or a price was stated, else what may be paid at most:
estimated feed prices that differ would rank the estimates.
"""

from __future__ import annotations

from recyc_cli.model.numbers.arithmetic import add_up
from recyc_cli.model.records.struct import Struct
from recyc_cli.report.axes import NAMED
from recyc_cli.scenario.keywords import CHOICE, PRESET, ROWS
from recyc_cli.typed import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recyc_cli.report.shapes.questions import ComparisonReport
    from recyc_cli.report.shapes.quote import QuoteReport

    Ranked = Literal["margin", "breakeven_feed_price"]
LEAD = 0.1
"""Of the second's cost: a first that leads by less is not told apart from it."""
SURE, UNSURE = 0.8, 0.7
"""How often the best is above any other from where on it is marked, and below which one is not told apart from it."""
SEEN = 0.5
"""Amounts that differ by no more read alike [money/t]."""
AS_ASKED = ("prices", "profile")
"""Axes of names that stand in an order of their own."""


class Standing(Struct):
    """How quotes rank: by what, best first, the one that may be marked, and those not told apart from the first.

    `by` is None where they are not ranked: of different parties, or per tonne of unlike things. Where it is known how
    often each is above each other, `leader` is the one most likely the best, `rival` the one that it is above the least
    often, `chance` how often that is, and those that are `close` are not told apart from the leader.
    """

    by: Ranked | None
    order: list[int]
    marked: int | None
    close: list[int]
    leader: int | None = None
    rival: int | None = None
    chance: float | None = None

    @property
    def tied(self) -> list[int]:
        """Those that may all be the best, where that is known by chances."""
        return [self.leader, *self.close] if self.leader is not None and self.close else []

    def unmarked(self) -> Standing:
        """Return the same ranks, of which none may be marked."""
        return Standing(**{**self.__dict__, "marked": None})


def standing(report: ComparisonReport, columns: Sequence[int]) -> Standing:
    """Return how some quotes of a comparison rank.

    Args:
        report: the comparison; with `margin_ranges` the ends between which margins of second lives may lie.
        columns: places of the quotes.
    """
    quotes = {index: report["quotes"][index] for index in columns}
    if len({(quote["scenario"]["seat"], quote["basis"]["amounts"]) for quote in quotes.values()}) != 1:
        return Standing(by=None, order=list(columns), marked=None, close=[])
    by = ranked_by(list(quotes.values()))
    worth = {index: value for index, quote in quotes.items() if (value := quote["totals"][by]) is not None}
    order = sorted(worth, key=lambda index: -worth[index])
    order += [index for index in columns if index not in worth]
    chances = _chances(list(worth), report.get("beats", {}).get(by, {}))
    if chances and max(worth.values()) - min(worth.values()) > SEEN:  # what reads alike has no best
        return _by_chance(by, order, worth, chances)
    close = not_told_apart(order, worth, report)
    marked = order[0] if len(worth) > 1 and not close else None
    return Standing(by=by, order=order, marked=marked, close=close)


def _chances(some: Sequence[int], beats: Mapping[int, Mapping[int, float]]) -> dict[int, dict[int, float]]:
    """Return of each quote how often it is above each other; nothing where that is not known of all."""
    found = {one: {other: chance for other, chance in beats.get(one, {}).items() if other in some} for one in some}
    return found if len(some) > 1 and all(len(each) == len(some) - 1 for each in found.values()) else {}


def _by_chance(
    by: Ranked, order: list[int], worth: Mapping[int, float], chances: Mapping[int, Mapping[int, float]]
) -> Standing:
    """Return how quotes rank where it is known how often each is above each other."""
    least = {one: min(chances[one].values()) for one in order if one in worth}
    leader = max(least, key=least.__getitem__)
    close = [index for index in order if index in worth and index != leader and chances[leader][index] < UNSURE]
    marked = leader if least[leader] >= SURE else None
    rival = min(chances[leader], key=chances[leader].__getitem__)
    return Standing(by=by, order=order, marked=marked, close=close, leader=leader, rival=rival, chance=least[leader])


def ranked_by(quotes: Sequence[QuoteReport]) -> Ranked:
    """Return what decides between quotes of one feed."""
    stated = all(quote["scenario"]["feed_price"] is not None for quote in quotes)
    prices = [quote["totals"]["feed_price"] for quote in quotes]
    known = all(quote["totals"]["breakeven_feed_price"] is not None for quote in quotes)
    alike = stated or not known or add_up((max(prices), -min(prices))) <= SEEN
    return "margin" if alike else "breakeven_feed_price"


def not_told_apart(order: Sequence[int], worth: Mapping[int, float], report: ComparisonReport) -> list[int]:
    """Return which of the quotes behind the first may be as good, where chances are not known: by leads alone.

    The second, and others with it, where the first leads by less than a share of their cost, or is a second life whose
    own range spans their margins.
    """
    if not worth:
        return []
    first = order[0]
    low = report.get("margin_ranges", {}).get(first, (float("inf"), 0.0))[0]
    close = [
        index
        for index in order[1:]
        if index in worth
        and (
            worth[first] - worth[index] < max(LEAD * abs(report["quotes"][index]["totals"]["cost"]), SEEN)
            or low < report["quotes"][index]["totals"]["margin"]
        )
    ]
    return close if order[1:2] == close[:1] else []


def best_first(axis: str) -> bool:
    """Tell whether what an axis lists has no order of its own, so that the best may stand first.

    >>> best_first("way"), best_first("region"), best_first("soh"), best_first("prices")
    (True, True, False, False)
    """
    first = ROWS[NAMED[axis].keywords[0]]
    return first.kind in (PRESET, CHOICE) and axis not in AS_ASKED
