"""Plans a purchase: the lots quoted, the best of them chosen, the plan quoted as one mix."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.analysis.blend import terms as rules
from recyc_cli.analysis.blend.offers import Offer, offers_of, request_of_lot
from recyc_cli.analysis.blend.one_mix import Bought, OneMix, one_mix
from recyc_cli.analysis.blend.programme import First, Programme, Solver, library
from recyc_cli.analysis.blend.terms import BUDGET, SOME, Terms
from recyc_cli.analysis.quote import Quote, answer
from recyc_cli.errors import RecycError
from recyc_cli.model.money.planning import purchase
from recyc_cli.model.numbers.arithmetic import plain
from recyc_cli.scenario.request import LOAD, SIZE, Request

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Purchase:
    """What is bought of lots on offer, and why.

    Attributes:
        terms: what it keeps to.
        offers: the lots that can be bought.
        refused: why others cannot, by their place.
        programme: linear programme of the purchase.
        plan: the best purchase.
        at_most: price of each lot from which on the plan does better without it [money/t].
        mix: it as one mix.
        base: quote of the first lot.
    """

    def __init__(self, lots: Sequence[Mapping[str, Any]], terms: Terms, keywords: Mapping[str, Any]) -> None:
        library()  # before lots are quoted, which takes what comes with it
        self.terms, self.lots = terms, lots
        names = [limit.name for limit in terms.limits]
        self.offers, self.refused = offers_of(lots, terms.capacity, names, keywords)
        if not self.offers:
            first = next(iter(self.refused.values()))
            raise RecycError(
                rules.NONE_QUOTED, f"none of the lots can be quoted: {first.message}", first.where, first.hint
            )
        rules.check_contents(self.offers, names)
        self.programme = rules.programme_of(self.offers, terms)
        solver = Solver(self.programme)
        self.plan = rules.possible(solver.plan(), self.programme, terms)
        self.at_most = [self._price(solver, at) for at in range(len(self.offers))]
        self.bought = [
            Bought(offer, tonnes) for offer, tonnes in zip(self.offers, self.plan.amounts, strict=True) if tonnes > SOME
        ]
        self.mix = (
            one_mix(self.bought, terms.capacity, terms.could, keywords)
            if self.bought
            else OneMix(None, None, "nothing is bought")
        )
        self.base = self.mix.quote or _first(self.offers[0], terms, keywords, names)

    def __repr__(self) -> str:
        return f"<Purchase of {len(self.bought)} of {len(self.lots)} lots: profit {self.profit:.0f}>"

    @property
    def tonnes(self) -> float:
        """Tonnes bought [t]."""
        return sum(each.tonnes for each in self.bought)

    @property
    def standing(self) -> float:
        """Cost of the plant that stands whether it works or not, in the time of the purchase [money]."""
        offers = [each.offer for each in self.bought] or self.offers
        cost = purchase.cost_of_plant([each.standing for each in offers], self.terms.could)
        return float(plain(cost))

    @property
    def profit(self) -> float:
        """Profit by the programme [money]."""
        return float(plain(purchase.plan_profit(self.plan.earned, self.standing)))

    def _price(self, solver: Solver, at: int) -> float | None:
        """Return up to which price the plan takes some of a lot: as the others are worth without it."""
        plan, offer = self.plan, self.offers[at]
        first = solver.without(at) if plan.amounts[at] > SOME else First(plan.reduced[at], plan.shadows)
        if first is None:
            return None
        budget = _shadow(self.programme, first.shadows, BUDGET)
        found = purchase.price_at_most(offer.price, first.reduced, offer.lost, offer.paid_more, budget)
        return float(plain(found))


def _shadow(programme: Programme, shadows: Sequence[float], name: str) -> float:
    found = zip(programme.bounds, shadows, strict=True)
    return next((shadow for bound, shadow in found if bound.name == name), 0.0)


def _first(offer: Offer, terms: Terms, keywords: Mapping[str, Any], names: Sequence[str]) -> Quote:
    """Return the quote of a lot in a full plant."""
    return answer(Request(**request_of_lot(offer.lot, {**keywords, SIZE: terms.capacity, LOAD: 1.0}, names)))
