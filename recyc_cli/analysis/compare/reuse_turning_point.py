"""Solves for the state of health at which recycling starts to pay more than reuse."""

from __future__ import annotations

from recyc_cli.analysis.roots import crossings, grid_points
from recyc_cli.model.numbers.arithmetic import plain
from recyc_cli.model.numbers.series import Series, finite_or_nan
from recyc_cli.model.records.scenario import Reuse, Scenario
from recyc_cli.model.records.struct import Struct
from recyc_cli.model.second_life.reuse import evaluate
from recyc_cli.report.axes import NAMED, OF_REUSE, differing, words_of_place
from recyc_cli.scenario.keywords import FEED, WAY
from recyc_cli.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recyc_cli.analysis.quote import Quote
    from recyc_cli.report.axes import Axis, Place
    from recyc_cli.report.shapes.questions import ReuseTurn

POINTS = 17
"""States of health between which a change of sign is looked for."""
HALVES = 2


class Turn(Struct):
    """Where a second life and the best recycling tie, and where it pays: states of health, None where nowhere."""

    quote: int
    """Place of the second life among the quotes."""
    reuse: str
    use: str
    other: str
    """The recycling route."""
    low: float
    """The state of health that the use asks for."""
    soh: float | None
    ahead: bool
    """Whether the second life is the better one of the two at a state of health of 1."""
    pays: float | None
    """From where on its own margin is above 0."""


def feed_axes(places: Sequence[Place]) -> list[Axis]:
    """Return the axes that tell a feed apart: what it is, and what else differs but the way and its health."""
    named = [axis for axis in differing(places) if axis.name not in (WAY, "soh")]
    return named if NAMED[FEED] in named else [NAMED[FEED], *named]


def reuse_turning_points(quotes: Sequence[Quote], places: Sequence[Place]) -> list[tuple[str, Turn]]:
    """Find where reuse and recycling tie, for each feed in each place, among the ways compared.

    Returns:
        The feed, with what else sets it apart, and where it turns; nothing where one of the two is not compared.
    """
    matched = [axis for axis in feed_axes(places) if axis.name not in (FEED, *OF_REUSE)]
    turns: list[tuple[str, Turn]] = []
    for index, (item, at) in enumerate(zip(quotes, places, strict=True)):
        if item.request.mix is not None:
            continue
        who = words_of_place(at, feed_axes(places))
        others = [
            other
            for other, there in zip(quotes, places, strict=True)
            if other.resolved.scenario.reuse is None
            and other.request.mix is None
            and all(there[axis.name] == at[axis.name] for axis in [NAMED[FEED], *matched])
        ]
        if item.result.second is not None and others:
            turn = _turn(index, item, max(others, key=lambda other: other.result.margin))
            turns += [(who, turn)] if turn else []
    return turns


def feeds_that_may_turn(quotes: Sequence[Quote], places: Sequence[Place]) -> dict[str, None]:
    """Return the feeds, with what else sets them apart, in their order."""
    named = feed_axes(places)
    pairs = zip(quotes, places, strict=True)
    return {words_of_place(at, named): None for item, at in pairs if item.request.mix is None}


def turn_report(turn: Turn) -> ReuseTurn:
    """Return a turn as a report has it."""
    return {
        "quote": turn.quote,
        "reuse": turn.reuse,
        "application": turn.use,
        "recycling": turn.other,
        "ahead": turn.ahead,
        "soh": turn.soh,
        "pays_from_soh": turn.pays,
    }


def words_of(turn: Turn) -> str:
    """Say where a second life and recycling tie, and from where on the second life pays."""
    reused = f"{turn.reuse} ({turn.use})"
    pays = f" and pays above {turn.pays:.3f}" if turn.ahead and turn.pays is not None and turn.pays > turn.low else ""
    if turn.soh is None:
        winner = reused if turn.ahead else f"recycling ({turn.other})"
        return f"{winner} is better at every state of health from {turn.low:g} to 1{pays}"
    above, below = (reused, turn.other) if turn.ahead else (turn.other, reused)
    return f"{above} beats {below} above a state of health of {turn.soh:.3f}{pays}"


def _turn(index: int, item: Quote, best: Quote) -> Turn | None:
    """Find the topmost tie of the margins between the application's threshold and a state of health of 1."""
    scenario, second = item.resolved.scenario.for_money(), item.result.second
    reuse = scenario.reuse
    if reuse is None or second is None:
        return None
    against = plain(best.result.margin)

    def margins(healths: list[float]) -> list[float]:
        several: Any = Series(healths)
        at = Reuse(**{**vars(reuse), "soh": several})
        margin: Any = evaluate(Scenario(**{**vars(scenario), "reuse": at}), second.recycled).margin
        return [finite_or_nan(value) for value in margin.values]

    low = plain(reuse.use["threshold"])
    healths = grid_points(low, 1.0, POINTS) if low < 1.0 else [low]
    found = margins(healths)
    known = [margin for margin in found if margin - margin == 0.0]
    if not known:
        return None

    def above(least: float) -> float | None:
        """Return the topmost state of health at which the margin passes an amount."""
        ties = crossings(
            lambda several: [margin - least for margin in margins(several)],
            healths, [margin - least for margin in found], HALVES,
        )  # fmt: skip
        return ties[-1].low if ties else None

    pays = above(0.0) if known[-1] > 0.0 else None
    return Turn(
        quote=index,
        reuse=item.resolved.names["route"],
        use=item.resolved.names["application"],
        other=best.resolved.names["route"],
        low=low,
        soh=above(against),
        ahead=known[-1] > against,
        pays=low if pays is None and known[-1] > 0.0 else pays,
    )
