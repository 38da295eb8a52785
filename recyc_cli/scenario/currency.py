"""Converts a request's amounts of money with the exchange rates of its price deck."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.catalog.documents import document
from recyc_cli.errors import RecycError, did_you_mean
from recyc_cli.model.numbers.arithmetic import plain

if TYPE_CHECKING:
    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.scenario.resolved import Resolved


def exchanged(resolved: Resolved, keyword: str, amount: Number) -> Number:
    """Return an amount that a keyword gives, in the request's currency: amount / rate of its own * rate of that.

    Raises:
        RecycError: E121, E315, as `rate_of_deck`.
    """
    code = resolved.request.money[keyword]
    if code == resolved.request.currency:
        return amount
    in_usd: Number = amount / rate_of_deck(resolved, code, f"--{keyword.replace('_', '-')}")
    return in_usd * resolved.fx


def rate_of_deck(resolved: Resolved, code: str, flag: str) -> Number:
    """Return the units of a currency per USD, or say which the deck has.

    Raises:
        RecycError: E121 a currency that the deck has no rate for, E315 one whose rate is not above zero.
    """
    if code == "USD":
        return 1.0
    fx = resolved.documents["prices"].tree.get("fx", {})
    if code not in fx:
        known = ("USD", *fx)
        hint = " ".join(filter(None, [did_you_mean(code, known), f"it has {', '.join(known)}"]))
        raise RecycError("E121", f"deck {resolved.names['prices']} has no rate for currency {code!r}", flag, hint)
    document.units_per_usd({code: plain(fx[code])}, code, flag)
    units: Number = fx[code]
    return units
