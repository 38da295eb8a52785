"""Converts a request's amounts of money by its deck's exchange rates, and for tax."""

from __future__ import annotations

from recyc_cli.catalog.documents import document, tax
from recyc_cli.catalog.vocabulary import PRICED_TABLES
from recyc_cli.errors import RecycError, did_you_mean
from recyc_cli.model.money.deck_prices import gross_factor
from recyc_cli.model.numbers.arithmetic import plain
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.scenario.resolved import Resolved


GOODS = ("USD/kg", "USD/MJ", "USD/L")
"""Units of prices that are quoted with tax where a market does that; wages, margins and the like never are."""


def tax_factor(resolved: Resolved, code: str, where: str, *, deck: bool = False) -> Number:
    """Return what makes a price that the user gives one of the quote's, which is with tax or without.

    Args:
        resolved: what was said of tax, and whether the deck's market reckons with it.
        code: currency of the price.
        where: the option, for messages.
        deck: whether it is to stand in the deck, whose numbers are without tax.

    Raises:
        RecycError: E164 nothing was said of a currency that is quoted with tax as a rule, or its rate is not known.
    """
    vat, tree = resolved.request.vat, resolved.documents["prices"].tree
    if code == "USD" or (vat is None and code not in tax.AS_A_RULE):
        return 1.0
    said = None if vat is None else tax.tax_said(vat, "--vat")
    taxed = {code} if code in tax.AS_A_RULE or not _by_rule(resolved) else set()
    period = str(tree.get("year") or resolved.request.as_of or "")
    rate = tax.rates(said, taxed, period, resolved.library, where).get(code, 0.0)
    resolved.taxes[code] = rate
    without = 1.0 / gross_factor(rate, included=True)
    own = tree.get("vat")
    if deck or own is None or not own["included"] or code not in tax.AS_A_RULE:
        return without
    return 1.0 if rate else gross_factor(own["rate"], included=True)


def refuse_untold_tax(resolved: Resolved) -> None:
    """Raise RecycError E164 where a deck has prices in a currency that is quoted with tax, and no word of tax."""
    for deck in resolved.documents.values():
        if PRICED_TABLES[0] not in deck.tree or "vat" in deck.tree:
            continue
        for path, code in deck.foreign.items():
            if code in tax.AS_A_RULE and path.partition(".")[0] in PRICED_TABLES:
                message = f"is {path}, in {code}, with value-added tax or without it?"
                hint = (
                    "a deck holds prices without it, and says so: [vat] included = false; of a file of prices --vat"
                    " included takes it out, and --vat excluded takes them as they are: recyc presets import"
                )
                raise RecycError(tax.UNSAID, message, deck.path, hint)


def taxed_as_the_deck(resolved: Resolved) -> str | None:
    """Return the word of tax for a price that is worked out: what was said, else that it is as the deck's are."""
    request = resolved.request
    if request.vat is not None or request.currency not in tax.AS_A_RULE:
        return request.vat
    own = resolved.documents["prices"].tree.get("vat")
    return tax.INCLUDED if own is not None and own["included"] else tax.EXCLUDED


def _by_rule(resolved: Resolved) -> bool:
    """Tell whether some amount of the request is in a currency that is quoted with tax as a rule."""
    request = resolved.request
    texts = (*request.price_overrides, *request.overrides)
    codes = {*request.money.values(), *(code for code in tax.AS_A_RULE for text in texts if code in text)}
    return not codes.isdisjoint(tax.AS_A_RULE)


def exchanged(resolved: Resolved, keyword: str, amount: Number) -> Number:
    """Return an amount that a keyword gives, in the request's currency: amount / rate of its own * rate of that.

    Raises:
        RecycError: E121, E315, as `rate_of_deck`; E164, as `tax_factor`.
    """
    code, flag = resolved.request.money[keyword], f"--{keyword.replace('_', '-')}"
    factor = tax_factor(resolved, code, flag) if plain(amount) else 1.0
    own = amount if isinstance(factor, float) and factor == 1.0 else amount * factor
    if code == resolved.request.currency:
        return own
    in_usd: Number = own / rate_of_deck(resolved, code, flag)
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
