"""Draws the margins of quotes by their traces."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.analysis.simulation.drawn_quotes import joint_inputs, stated, traced
from recyc_cli.analysis.simulation.likely.table import FEED, named_part
from recyc_cli.catalog.spreads.joint import joint_of
from recyc_cli.engine.draws.case import case_of
from recyc_cli.engine.draws.likely.named import figures_drawn, inputs_drawn, inputs_of_case
from recyc_cli.model.records.ledger import VALUE
from recyc_cli.scenario.fill_in import usual_spreads
from recyc_cli.scenario.trace_inputs import shared_inputs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recyc_cli.analysis.quote import Quote
    from recyc_cli.analysis.simulation.drawn_quotes import Traced
    from recyc_cli.catalog.spreads.joint import Joint
    from recyc_cli.engine.draws.case import Case


def traced_draws(quotes: Sequence[Quote]) -> list[tuple[list[float], list[float]]]:
    """Return of each quote the draws of its margin, NaN where there is none, and of what its feed costs [money/t]."""
    with shared_inputs():
        found = [traced([dict(quote.request.given)], quote.resolved.library)[0] for quote in quotes]
    joint = joint_of(usual_spreads(quotes[0].resolved.library), joint_inputs(found), stated(found))
    cases = [case_with_parts(each, joint, (FEED,)) for each in found]
    columns = inputs_drawn(joint, {path for case in cases for path in inputs_of_case(case)})
    drawn = [figures_drawn(case, columns) for case in cases]
    return [(each["margin"], each.get(FEED) or [0.0] * len(each["margin"])) for each in drawn]


def traced_ledger(of: Traced) -> dict[str, Any]:
    """Return the parts of a ledger, traced, by the names that they are stored by."""
    parts: dict[str, Any] = {}
    for line in of.quote.result.lines:
        name = named_part(line.kind, line.stage, line.group, line.item)
        amount = line.amount if line.kind == VALUE else -line.amount
        parts[name] = parts[name] + amount if name in parts else amount
    return parts


def case_with_parts(of: Traced, joint: Joint, some: Sequence[str] | None = None) -> Case:
    """Write the program of a margin and of parts of its ledger, and that of the way of what is too worn for it.

    Args:
        of: the quote.
        joint: what is drawn.
        some: names of the parts; without, all of them.
    """
    margin: Any = of.quote.result.margin
    parts = {name: part for name, part in traced_ledger(of).items() if some is None or name in some}
    own = case_of(margin, of.guards, of.leaves, joint, parts)
    return own if of.instead is None else own._replace(instead=case_with_parts(of.instead, joint, some))
