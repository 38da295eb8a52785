"""Reckons a purchase once more, on numbers that remember their formulas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.analysis.blend.blend_report import lot_name
from recyc_cli.analysis.blend.terms import BUDGET, LIMIT
from recyc_cli.model.money.planning import purchase
from recyc_cli.model.numbers.arithmetic import add_up, share_of
from recyc_cli.model.numbers.traced import Leaf

if TYPE_CHECKING:
    from recyc_cli.analysis.blend.blend import Blend
    from recyc_cli.analysis.blend.offers import Offer
    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.report.shapes.studies.blend import BlendLimit, BlendReport

NOTE = (
    "What is bought, asked and held are blue numbers on the sheet Inputs: change one, and what is earned, spent, used "
    "and left follows. The plan itself, what may be paid and what more room would earn were found once, as was the "
    "quote of the mix: run recyc again for those."
)


class TracedLot:
    """A lot of traced numbers: what is bought of it, what it costs, earns and holds."""

    def __init__(self, offer: Offer, bought: float, money: str) -> None:
        name = f"lots.{lot_name(offer.lot, offer.at)}"
        self.bought: Any = Leaf(f"{name}.buy", bought, "t")
        self.price: Any = Leaf(f"{name}.feed_price", offer.price, f"{money}/t")
        dearer: Any = (offer.price, self.price)
        earned: Any = Leaf(f"{name}.earned_at_the_price_asked", offer.earned, f"{money}/t")
        self.earned = purchase.at_price(earned, -offer.lost, *dearer)
        self.paid = purchase.at_price(offer.paid, offer.paid_more, *dearer)
        self.limited = offer.limited
        self.holds: dict[str, Any] = {
            each: Leaf(f"{name}.{each}", share_of(held, offer.limited), "1") for each, held in offer.holds.items()
        }

    def held(self, name: str) -> Number:
        """Return what a tonne of it has of something [t/t]."""
        return purchase.held_by(self.holds[name], self.limited)


def traced_purchase(found: Blend) -> BlendReport:
    """Return the report of a purchase with formulas: the values are those of the plain one."""
    report: BlendReport = {**found.to_dict()}
    money = report["scenario"]["currency"]
    lots = [TracedLot(offer, each["mass_t"], money) for offer, each in zip(found.offers, report["lots"], strict=True)]
    amounts = [each.bought for each in lots]
    cost: Any = Leaf("plant.cost", report["plant_cost"], money)
    report["mass_t"], report["plant_cost"] = add_up(amounts), cost
    report["earned"] = purchase.sum_of(amounts, [each.earned for each in lots])
    report["spent"] = purchase.sum_of(amounts, [each.paid for each in lots])
    report["profit"] = purchase.plan_profit(report["earned"], cost)
    report["lots"] = [
        {**each, "mass_t": lot.bought, "feed_price": lot.price, "earned": lot.earned, "holds": lot.holds}
        for each, lot in zip(report["lots"], lots, strict=True)
    ]
    report["shadow_prices"] = [{**each, "used": _used(each, report, lots)} for each in report["shadow_prices"]]
    return report


def _used(limit: BlendLimit, report: BlendReport, lots: list[TracedLot]) -> Number:
    """Return how much of a limit is used."""
    if limit["kind"] == BUDGET:
        return report["spent"]
    if limit["kind"] != LIMIT:
        return report["mass_t"]
    name = str(limit["name"]).partition(" at ")[0]
    amounts = [each.bought for each in lots]
    held = purchase.sum_of(amounts, [each.held(name) for each in lots])
    return share_of(held, purchase.sum_of(amounts, [each.limited for each in lots]))
