"""Finds the price of a feed that leaves a margin; of a mix, that of each of its parts."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, cast

from recyc_cli.analysis.quote import quote
from recyc_cli.catalog.documents.tax import AS_A_RULE
from recyc_cli.errors import RecycError
from recyc_cli.model.money.margins import margin_over, on_the_way, position_price
from recyc_cli.model.numbers.arithmetic import plain
from recyc_cli.scenario.currency import taxed_as_the_deck
from recyc_cli.scenario.keywords import FEED, LOT, acting_on, on_axis
from recyc_cli.scenario.request import Request, finite
from recyc_cli.scenario.varied_number import conversion

if TYPE_CHECKING:
    from recyc_cli.analysis.quote import Quote
    from recyc_cli.scenario.keyword_types import Keywords, Price

    Margin = tuple[float, str]

OF_VALUE = "%"
UNSOLVED = "E122"
FLAG = "--margin"
STEPS = 8
"""Quotes that are asked at most: a margin is straight in the price on either side of 0."""
EXACT = 1e-9
"""What the margin may miss, as a share of the cost."""
WHOLE = 1e-6
"""What a price may lie below a whole number and still be that number [money/t]."""
APART = (*(row.name for row in acting_on(LOT)), *on_axis(FEED))
"""Keywords that a part of a mix does not share with the whole."""


def priced_at_margin(margin: Margin, keywords: Keywords) -> Keywords:
    """Return the keywords of a quote with the feed price that leaves a margin, in whole units of money per tonne.

    It is rounded down, so that no less is left. The parts of a mix are priced apart: what each could be paid alone,
    all by the same amount more or less, so that the whole leaves the margin.

    Args:
        margin: [money/t], (number, unit) with `%` for a share of the value of what is sold, or another currency.
        keywords: those of `quote`, without a feed price.

    Raises:
        RecycError, RecycErrors: as `quote`; E122 where no price leaves it.

    >>> asked = priced_at_margin((8.0, "%"), {"chemistry": "nmc622", "route": "hydro", "region": "china"})
    >>> round(quote(**asked).to_dict()["totals"]["margin_pct"], 1)
    8.0
    """
    if not finite(margin[0]):
        raise RecycError(UNSOLVED, f"the margin must be a finite number, not {margin[0]}", FLAG)
    request = Request(**keywords)
    if request.currency in AS_A_RULE:
        free = quote(**_at(keywords, 0.0))
        keywords = {**keywords, "vat": taxed_as_the_deck(free.resolved)}
    whole = _price(margin, keywords)
    parts = request.parts
    names = [name for name, _, _ in parts]
    price: Price = _whole(whole)
    if request.mix is not None and len(set(names)) == len(names) > 1:
        alone = [_price(margin, _alone(keywords, name, form)) for name, form, _ in parts]
        shares = [share for _, _, share in parts]
        price = {
            name: _whole(position_price(own, alone, shares, whole)) for name, own in zip(names, alone, strict=True)
        }
    return _at(keywords, price)


def _alone(keywords: Keywords, chemistry: str, form: str) -> Keywords:
    """Return the keywords of a quote of one part of a mix."""
    others = {name: value for name, value in keywords.items() if name not in APART}
    return cast("Keywords", {**others, "chemistry": chemistry, "form": form})


def _at(keywords: Keywords, price: Price) -> Keywords:
    return {**keywords, "feed_price": price, "feed_basis": "tonne"}


def _whole(price: float) -> float:
    return float(math.floor(price + WHOLE))


def _price(margin: Margin, keywords: Keywords) -> float:
    """Return the price that leaves a margin [money/t]: found along the line from a price of 0 through the last one."""
    free = quote(**_at(keywords, 0.0))
    start, price = _over(margin, free), free.result.breakeven_feed_price
    if price is None:
        message = "the holder sells the feed: no price of it is worked out from his margin"
        raise RecycError(UNSOLVED, message, FLAG, "--seat chain, shredder or refiner")
    if abs(start) <= EXACT * abs(plain(free.result.cost)):
        return 0.0
    price = plain(price) or 1.0
    for _ in range(STEPS):
        found = quote(**_at(keywords, price))
        over = _over(margin, found)
        if abs(over) <= EXACT * abs(plain(found.result.cost)):
            return price
        price = on_the_way(price, start, over)
    raise RecycError(UNSOLVED, "no feed price leaves that margin", FLAG, "recyc breakeven ... --vary feed-price")


def _over(margin: Margin, found: Quote) -> float:
    """Return by how much a quote's margin exceeds the one that is to be left [money/t]."""
    number, unit = margin
    own = f"{found.request.currency}/t"
    of_value = unit == OF_VALUE
    fx = found.resolved.documents["prices"].tree.get("fx", {})
    scale = 1.0 if of_value or not unit else conversion(unit, own, fx, "the margin", FLAG)
    return float(margin_over(plain(found.result.margin), plain(found.result.value), number, scale, of_value=of_value))
