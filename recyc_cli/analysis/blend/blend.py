"""Chooses what to buy of the lots on offer, and quotes the plan once more as one mix."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Any

from recyc_cli.analysis.blend.blend_report import blend_report
from recyc_cli.analysis.blend.purchase import Purchase
from recyc_cli.analysis.blend.terms import Terms, check_question, limit_of
from recyc_cli.model.money.planning import purchase
from recyc_cli.scenario.keywords import ROWS
from recyc_cli.scenario.request import SIZE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Unpack

    from recyc_cli.report.shapes.studies.blend import BlendReport
    from recyc_cli.scenario.keyword_types import Keywords


class Blend(Purchase):
    """A purchase, as the public function hands it out."""

    report: BlendReport | None = None

    def to_dict(self) -> BlendReport:
        """Return the report `recyc.blend/1`: what `recyc blend --format json` prints."""
        if self.report is None:
            self.report = blend_report(self)
        return self.report


def blend(
    lots: Sequence[Mapping[str, Any]],
    *,
    capacity: float | None = None,
    budget: float | None = None,
    limits: Mapping[str, float | tuple[float | None, float | None]] | None = None,
    least: float = 0.0,
    months: float = purchase.MONTHS,
    **keywords: Unpack[Keywords],
) -> Blend:
    """Choose which lots to buy, and how much of each, so that the plant earns most.

    A tonne earns what its quote says; what the plant costs anyway is taken off the whole.

    Args:
        lots: of each its name as `lot`, how much there is (mass_t, packs or kwh), and any other keyword of `quote` or
            path; and its own share of what is limited: al, cu, moisture [kg/kg].
        capacity: tonnes that the plant takes a year [t/yr]; the usual throughput of a quote where it is not given.
        budget: to spend on the feed [money].
        least: tonnes to buy [t].
        months: in which the lots are worked.
        limits: by name the share of the black mass, or of the feed, at most, or (least, most) [kg/kg].
        keywords: those of `quote`, which hold for every lot unless it says otherwise.

    Returns:
        A `Blend`; `to_dict()` is the JSON.

    Raises:
        RecycError, RecycErrors: as `quote`; E182 no lots, E183 terms that no purchase can have, E184 limits that
            contradict, E185 a lot of which nothing tells what is limited, E186 lots of which none can be quoted.

    >>> lots = [{"lot": "A", "chemistry": "nmc622", "mass_t": 400.0}, {"lot": "B", "chemistry": "lfp", "mass_t": 90.0}]
    >>> chosen = blend(lots, capacity=300.0, route="hydro", region="china")
    >>> [(each.offer.lot["lot"], each.tonnes) for each in chosen.bought]
    [('A', 300.0)]
    """
    size = ROWS[SIZE].default if capacity is None else capacity
    terms = Terms(size, months, inf if budget is None else budget, least, [*map(limit_of, (limits or {}).items())])
    check_question(lots, terms, keywords)
    return Blend(lots, terms, {name: value for name, value in keywords.items() if value is not None})
