"""Computes the recycling of modules that fail now, and of packs that come back later."""

from __future__ import annotations

from recyc_cli.model import recycling
from recyc_cli.model.flows import impacts
from recyc_cli.model.numbers.arithmetic import where
from recyc_cli.model.records.ledger import COST, GROUPS, VALUE, Line, total
from recyc_cli.model.records.result import Recycled
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from recyc_cli.model.records.result import Second
    from recyc_cli.model.records.scenario import Reuse, Scenario

RECYCLING = "recycling"
REJECTED, RETURNED = "rejects_to_recycling", "packs_returned"


def best_recycling(routes: tuple[tuple[str, Scenario], ...]) -> Recycled:
    """Quote the feed on every recycling route at a feed price of 0 and keep the best; every route is computed.

    margin = max over routes [money/t delivered]

    Args:
        routes: name and scenario of each.

    Source: `recycling.evaluate`.

    >>> from recyc_cli import quote
    >>> kept = best_recycling(quote(chemistry="lfp", route="reuse").resolved.scenario.reuse.recycling)
    >>> kept.margin - max(margin for _, margin in kept.margins)
    0.0
    """
    results = [(name, recycling.evaluate(other)) for name, other in routes]
    rows = [impacts.sum_of_rows(result.impacts.values()) for _, result in results]
    best = results[0][1]
    named = {line.group for _, result in results for line in result.lines}
    kept = Recycled(
        value=best.value,
        costs={group: total(best.lines, COST, group=group) for group in GROUPS if group in named},
        margin=best.margin,
        impacts=rows[0],
        margins=[(name, result.margin) for name, result in results],
    )
    for (_, result), own in zip(results[1:], rows[1:], strict=True):
        better = result.margin > kept.margin
        kept.value = where(better, result.value, kept.value)
        for group in kept.costs:
            kept.costs[group] = where(better, total(result.lines, COST, group=group), kept.costs[group])
        kept.impacts = [where(better, new, old) for new, old in zip(own, kept.impacts, strict=True)]
        kept.margin = where(better, result.margin, kept.margin)
    return kept


def recycling_lines(reuse: Reuse, second: Second) -> list[Line]:
    """Recovered value and recycling cost of what fails now and of what comes back, apart [money/t delivered].

    now: (1 - share) x amount ; later: share x returned x discount x amount

    Args:
        reuse: share of the packs sold that comes back.
        second: grade, discount and the best recycling route.

    Source: `recycling.evaluate`.

    >>> from recyc_cli import quote
    >>> q = quote(chemistry="lfp", route="reuse", pass_rate=0.75)
    >>> rejects = recycling_lines(q.resolved.scenario.reuse, q.result.second)[0]
    >>> round(rejects.amount / q.result.second.recycled.value, 9)
    0.25
    """
    share, kept = second.grade.share, second.recycled
    parts = (
        (REJECTED, "rejects", 1.0 - share),
        (RETURNED, "after second life", share * reuse.health["returned"] * second.discount),
    )
    lines = []
    for product, words, factor in parts:
        lines.append(Line(VALUE, RECYCLING, "", product, kept.value * factor))
        lines += [
            Line(COST, RECYCLING, group, words, cost * factor)
            for group, cost in kept.costs.items()
            if group != "feedstock"
        ]
    return lines
