"""Finds how far a second life's margin may lie off, by the ranges of its own estimates."""

from __future__ import annotations

from recyc_cli.catalog.documents.document import lookup, owner_of
from recyc_cli.model.evaluate import evaluate
from recyc_cli.model.numbers.arithmetic import plain
from recyc_cli.model.numbers.series import Series, finite_or_nan
from recyc_cli.model.second_life import reuse
from recyc_cli.report.provenance import records_of
from recyc_cli.row import Row
from recyc_cli.scenario.resolve import with_numbers_of
from recyc_cli.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recyc_cli.analysis.quote import Quote


class MarginRange(Row):
    """The ends between which a margin may lie [money/t]."""

    low: float
    high: float


def margin_range(quote: Quote) -> MarginRange:
    """Evaluate a second life at the low and the high of each of its estimates, one after the other.

    low = margin - (sum of squares of what each loses at most)^1/2, as they err on their own, and high likewise: all
    in one pass, with a place for each end of each range.
    """
    margin = plain(quote.result.margin)
    ends = list(_ends(quote))
    leads = _margins(quote, ends)
    moved: dict[str, list[float]] = {}
    for (path, _, _), value in zip(ends, leads, strict=True):
        moved.setdefault(path, [0.0]).append(value - margin if value - value == 0.0 else 0.0)
    down, up = (sum(pick(each) ** 2 for each in moved.values()) ** 0.5 for pick in (min, max))
    return MarginRange(margin - down, margin + up)


def _ends(quote: Quote) -> list[tuple[str, float, float]]:
    """Return (path, value, end of its range) of the estimates of the second life and of the packs' health."""
    documents, second = quote.resolved.documents, quote.resolved.scenario.reuse
    own = ("application.", "stages.collection.soh.") + ((f"stages.{second.rule.plant.id}.",) if second else ())
    ends = []
    for path, record in records_of(quote):
        if path.startswith(own) and record.low is not None and record.high is not None:
            prefix, rest = owner_of(documents, path)
            value = plain(lookup(documents[prefix].tree, rest))
            scale = value / record.value if record.value else record.factor  # the number's unit, in today's currency
            ends += [(path, value, end * scale) for end in (record.low, record.high)]
    return ends


def _margins(quote: Quote, ends: Sequence[tuple[str, float, float]]) -> list[float]:
    """Return the margin at each end, every other number as it stands; NaN where there is none."""
    if not ends:
        return []
    leaves: dict[str, Any] = {}
    for path, value in {path: value for path, value, _ in ends}.items():
        leaves[path] = Series([end if other == path else value for other, _, end in ends])
    scenario = with_numbers_of(quote.resolved, leaves).scenario.for_money()
    second = quote.result.second
    found: Any = (evaluate(scenario) if second is None else reuse.evaluate(scenario, second.recycled)).margin
    return [finite_or_nan(value) for value in found.values]


class Ranges(dict[int, MarginRange]):
    """Between which ends the margins of second lives may lie, by their columns: each is found once somebody asks."""

    def __init__(self, quotes: Sequence[Quote] = ()) -> None:
        super().__init__()
        again = {index: item for index, item in enumerate(quotes) if item.result.second is not None}
        self.second_lives = again if len(again) < len(quotes) else {}
        """By their columns; none where they stand alone."""

    def __missing__(self, index: int) -> MarginRange:
        """Find a range."""
        self[index] = margin_range(self.second_lives[index])
        return self[index]

    def every(self) -> dict[int, MarginRange]:
        """Find them all."""
        return {index: self[index] for index in self.second_lives}


def decides(reach: MarginRange, rest: Iterable[float]) -> bool:
    """Tell whether a second life may win: its range spans neither nothing at all nor the best margin of the rest.

    >>> decides(MarginRange(-200.0, 900.0), [100.0]), decides(MarginRange(200.0, 900.0), [-50.0, 100.0])
    (False, True)
    """
    return not any(reach.low < value < reach.high for value in (0.0, max(rest)))
