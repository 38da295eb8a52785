"""Makes the report of a purchase."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any, Literal

from recyc_cli.analysis.blend.blend_words import LINEAR, blend_message, limit_words
from recyc_cli.analysis.blend.offers import NAME
from recyc_cli.analysis.blend.terms import BUDGET, LEAST, LIMIT, PLANT, SOME
from recyc_cli.model.money.planning import purchase
from recyc_cli.model.numbers.arithmetic import NAN, plain, share_of
from recyc_cli.report.notes.notes import notes_of_quotes
from recyc_cli.report.notes.telling import in_order, note, reported
from recyc_cli.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from recyc_cli.analysis.blend.programme import Bound
    from recyc_cli.analysis.blend.purchase import Purchase
    from recyc_cli.report.notes.telling import Remark
    from recyc_cli.report.shapes.asked import MixPart
    from recyc_cli.report.shapes.quote import QuoteReport
    from recyc_cli.report.shapes.studies import blend as shape

SCHEMA: Literal["recyc.blend/1"] = "recyc.blend/1"
KG = 1000.0
SAME = 1e-9
"""Part of what is earned that rounding may take: no difference."""
WIDE = 1.0
"""Difference of the two profits from which on it is told, in per cent of what the mix is sold for."""


def blend_report(found: Purchase) -> shape.BlendReport:
    """Return the report of a purchase."""
    quote = found.base.to_dict()
    lots = [_lot(found, at) for at in range(len(found.offers))]
    report: shape.BlendReport = {
        "schema": SCHEMA,
        "recyc": __version__,
        "presets": quote["presets"],
        "scenario": quote["scenario"],
        "basis": quote["basis"],
        "capacity_t_per_year": found.terms.capacity,
        "months": found.terms.months,
        "mass_t": found.tonnes,
        "spent": _sum(found, [each.paid for each in found.offers]),
        "profit": found.profit,
        "earned": found.plan.earned,
        "plant_cost": found.standing,
        "lots": lots,
        "shadow_prices": [
            _limit(found, bound, shadow, quote["scenario"]["currency"])
            for bound, shadow in zip(found.programme.bounds, found.plan.shadows, strict=True)
        ],
        "mix": _mix(found, quote),
        "linear": list(LINEAR),
        "refused": [
            {"lot": lot_name(found.lots[at], at), "code": error.code, "message": error.message}
            for at, error in found.refused.items()
        ],
        "message": "",
        "sources": quote["sources"],
        "warnings": [],
    }
    report["message"] = blend_message(report)
    quotes = [found.base] if found.mix.quote else []
    own = reported((each, "") for each in _notes(report))
    report["warnings"] = in_order([*(notes_of_quotes(quotes) if quotes else []), *own])
    return report


def lot_name(lot: Mapping[str, object], at: int) -> str:
    """Return what a lot is called."""
    name = lot.get(NAME)
    return f"lot {at + 1}" if name in (None, "") else str(name)


def _lot(found: Purchase, at: int) -> shape.BlendLot:
    offer, plan = found.offers[at], found.plan
    bought = plan.amounts[at] if plan.amounts[at] > SOME else 0.0
    return {
        "lot": lot_name(offer.lot, offer.at),
        "chemistry": offer.lot.get("chemistry") or found.base.request.given.get("chemistry"),
        "form": offer.lot.get("form") or found.base.request.given.get("form") or found.base.request.form,
        "offered_t": offer.tonnes,
        "mass_t": bought,
        "share": _ratio(bought, found.tonnes),
        "feed_price": offer.price,
        "price_at_most": None if found.at_most[at] is None else finite_or_none(found.at_most[at]),
        "margin": offer.margin,
        "earned": offer.earned,
        "reduced_cost": plan.reduced[at],
        "holds": {name: _ratio(held, offer.limited) for name, held in offer.holds.items()},
    }


def _limit(found: Purchase, bound: Bound, shadow: float, money: str) -> shape.BlendLimit:
    """Return a limit with what is used of it, and what more room in it would earn."""
    terms, amounts = found.terms, found.plan.amounts
    used: float | None = float(plain(purchase.sum_of(amounts, bound.weights)))
    limit, unit, per, kind = bound.most, "t", "t", bound.name
    worth = shadow + 0.0
    if bound.name == BUDGET:
        unit = per = money
    elif bound.name == LEAST:
        limit, worth = bound.least, abs(shadow)
    elif bound.name != PLANT:
        name, _, side = bound.name.partition(" at ")
        each = next(each for each in terms.limits if each.name == name)
        limit, unit, per, kind = (each.most if side == "most" else each.least), "1", f"kg {name}", LIMIT
        mass = purchase.sum_of(amounts, [offer.limited for offer in found.offers])
        held = purchase.sum_of(amounts, [offer.holds[name] for offer in found.offers])
        used, worth = finite_or_none(share_of(held, mass)), abs(shadow) / KG
    entry: shape.BlendLimit = {
        "name": bound.name, "kind": kind, "limit": limit, "used": used, "unit": unit, "binding": worth > 0.0,
        "shadow_price": worth, "per": per, "words": "",
    }  # fmt: skip
    return {**entry, "words": limit_words(entry, money)}


def _mix(found: Purchase, quote: QuoteReport) -> shape.BlendMix:
    mix = found.mix
    if mix.quote is None or mix.profit is None:
        return {
            "profit": None, "difference": None, "difference_pct": None, "feed": [], "load": None, "reason": mix.reason,
        }  # fmt: skip
    apart = float(plain(purchase.difference(mix.profit, found.profit)))
    apart = 0.0 if abs(apart) < SAME * abs(found.plan.earned) else apart
    sold = _sum_of(found.tonnes, quote["totals"]["recovery_value"])
    asked = quote["scenario"]
    alone: MixPart = {"chemistry": str(asked["chemistry"]), "form": asked["form"], "share": 1.0}
    return {
        "profit": mix.profit,
        "difference": apart,
        "difference_pct": finite_or_none(share_of(apart, sold) * 100.0),
        "feed": asked["mix"] or [alone],
        "load": asked.get("load"),
        "reason": None,
    }


def _sum(found: Purchase, each: list[float]) -> float:
    return float(plain(purchase.sum_of(found.plan.amounts, each)))


def _sum_of(tonnes: float, per: float) -> float:
    return float(plain(purchase.sum_of([tonnes], [per])))


def finite_or_none(value: Any) -> float | None:  # noqa: ANN401 - a number
    """Return a number; None where there is none.

    >>> finite_or_none(1.5), finite_or_none(float("nan"))
    (1.5, None)
    """
    return float(value) if isfinite(value) else None


def _ratio(part: float, whole: float) -> float:
    share = share_of(part, whole) if whole else NAN
    return float(share) if isfinite(share) else 0.0


def _notes(report: shape.BlendReport) -> Iterator[Remark]:
    """Yield what is to be known of a plan beside the notes of its quote."""
    mix = report["mix"]
    if mix["reason"] is not None and report["mass_t"]:
        yield note("blend-unquoted", why=mix["reason"])
    elif mix["difference_pct"] is not None and abs(mix["difference_pct"]) > WIDE:
        yield note("blend-apart", share=abs(mix["difference_pct"]))
    if report["refused"]:
        first = report["refused"][0]
        yield note("blend-refused", lots=len(report["refused"]), lot=first["lot"], why=first["message"])
