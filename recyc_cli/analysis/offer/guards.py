"""Refuses offers that state no price or lose money, and tells what stands behind one."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from recyc_cli.errors import RecycError
from recyc_cli.model.numbers.arithmetic import plain
from recyc_cli.report.notes.price_notes import months_apart
from recyc_cli.report.notes.telling import note, reported

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recyc_cli.analysis.quote import Quote
    from recyc_cli.report.notes.telling import Remark
    from recyc_cli.report.shapes.asked import Note

UNSTATED, LOSING = "E151", "E152"
ROUNDING = 1e-9
"""Share of the cost below which a loss is rounding."""
OLD = 2
"""Months after which prices are told to be old."""


def refuse_offer(quote: Quote, *, at_a_loss: bool) -> None:
    """Refuse an offer whose price nobody stated, or that loses money unless that is meant.

    A holder makes none, which the copy itself says.

    Raises:
        RecycError: E151, E152.
    """
    money, price = quote.request.currency, plain(quote.result.feed_price)
    if quote.result.breakeven_feed_price is None:
        return
    if quote.resolved.scenario.feed_price is None:
        message = f"no price was stated: {price:,.0f} {money}/t is an estimate"
        raise RecycError(UNSTATED, message, "--customer", f"--margin 8%, {_stated(quote)}")
    loss = -plain(quote.result.margin)
    if not at_a_loss and loss > ROUNDING * abs(plain(quote.result.cost)):
        message = f"this offer loses {loss:,.0f} {money}/t: {_limit(quote, price)}"
        raise RecycError(
            LOSING, message, "--customer", "--margin 8% works a price out; --at-a-loss offers it all the same"
        )


def _stated(quote: Quote) -> str:
    """Return the ways to state a price, none of which loses money."""
    limit = math.floor(plain(quote.result.breakeven_feed_price or 0.0))
    return (
        f"--feed-price {limit} at most, or --gate-fee 0"
        if limit >= 0.0
        else (f"--gate-fee {-limit} at least, or --feed-price {limit}")
    )


def _limit(quote: Quote, price: float) -> str:
    """Say what is paid or taken, and where the loss begins."""
    limit = plain(quote.result.breakeven_feed_price or 0.0)
    if price >= 0.0 > limit:
        return f"a gate fee of {-limit:,.0f} covers it, no price of {price:,.0f}"
    if limit >= 0.0:
        return f"pay {limit:,.0f} at most, not {price:,.0f}"
    return f"a gate fee of {-limit:,.0f} covers it, not {-price:,.0f}"


def notes_of_offer(quote: Quote, today: str) -> list[Note]:
    """Return what the maker of an offer should know, and the customer does not see.

    Args:
        quote: what is offered.
        today: a day, `2026-12-02`.
    """
    return reported([(each, "") for each in _notes(quote, today)])


def _notes(quote: Quote, today: str) -> Iterator[Remark]:
    money, price = f"{quote.request.currency}/t", plain(quote.result.feed_price)
    limit, loss = plain(quote.result.breakeven_feed_price or 0.0), -plain(quote.result.margin)
    if quote.resolved.scenario.feed_price is None:
        yield note("offer-unstated", price=price, money=money)
    if loss > ROUNDING * abs(plain(quote.result.cost)):
        yield note("offer-at-a-loss", loss=loss, over=price - limit, limit=limit, money=money)
    period = str(quote.resolved.documents["prices"].tree.get("year", ""))
    months = months_apart(quote.request.as_of or period, today)
    if months >= OLD:
        yield note("offer-prices-old", period=quote.request.as_of or period, months=months)
