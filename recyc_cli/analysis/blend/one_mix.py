"""Quotes a purchase once more, as one mix in the plant at the load that it makes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from recyc_cli.analysis.blend.offers import NAME, PRICE, SIZES, asked_in_dollars, dollars_of, request_of_lot
from recyc_cli.analysis.quote import Quote, answer
from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.importing.lots.headings import is_number
from recyc_cli.importing.lots.reading import FORM, NAMED
from recyc_cli.model.money.planning import purchase
from recyc_cli.model.numbers.arithmetic import plain
from recyc_cli.scenario.keywords import ROWS
from recyc_cli.scenario.request import CAPACITY, LOAD, SIZE, Request
from recyc_cli.scenario.trace_inputs import MIX

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recyc_cli.analysis.blend.offers import Offer

FULL = 1.0 - 1e-9
"""Load from which on a plant is full but for rounding."""


class Bought(NamedTuple):
    """A lot and the tonnes of it that are bought."""

    offer: Offer
    tonnes: float


class OneMix(NamedTuple):
    """The purchase as one mix: its quote and profit, or why it cannot be quoted so."""

    quote: Quote | None
    profit: float | None
    reason: str


def one_mix(bought: Sequence[Bought], capacity: float, could: float, settings: Mapping[str, Any]) -> OneMix:
    """Quote a purchase as one mix.

    Args:
        bought: the lots, with their tonnes.
        capacity: of the plant [t/yr].
        could: tonnes that it could take in the time of the purchase [t].
        settings: keywords that hold for all lots.
    """
    try:
        quote = answer(Request(**_keywords(bought, capacity, could, settings)))
    except (RecycError, RecycErrors) as error:
        return OneMix(None, None, error.errors[0].message)
    margin = float(plain(quote.result.margin))
    return OneMix(quote, float(purchase.sum_of([_tonnes(bought)], [margin])), "")


def _tonnes(bought: Sequence[Bought]) -> float:
    return sum(each.tonnes for each in bought)


def _keywords(bought: Sequence[Bought], capacity: float, could: float, settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return the mix as the keywords of a quote: shares by chemistry and form, means of numbers, words that all share.

    Raises:
        RecycError: lots that differ in a word that a mix has one of.
    """
    tonnes = [each.tonnes for each in bought]
    whole, lots = sum(tonnes), [each.offer.lot for each in bought]
    apart = {NAME, NAMED, FORM, PRICE, *SIZES}
    said: dict[str, Any] = {NAME: ""}
    for name in dict.fromkeys(name for lot in lots for name in lot if name not in apart and _acts(name)):
        said[name] = _shared(name, [lot.get(name) for lot in lots], tonnes)
    shared = {name: value for name, value in asked_in_dollars(settings).items() if name != LOAD}
    parts: dict[tuple[str, str], float] = {}
    usual = str(settings.get(FORM) or ROWS[FORM].default)
    if all(lot.get(NAMED) or settings.get(NAMED) for lot in lots):
        for lot, mass in zip(lots, tonnes, strict=True):
            key = (str(lot.get(NAMED) or settings[NAMED]).lower(), str(lot.get(FORM) or usual))
            parts[key] = parts.get(key, 0.0) + mass
        shared = {name: value for name, value in shared.items() if name not in (NAMED, FORM)}
        said |= _feed(parts, whole)
    price = purchase.mean_of(tonnes, [dollars_of(each.offer.price, each.offer.rate) for each in bought])
    load = float(purchase.load_of(whole, could))
    part = {SIZE: float(purchase.fed(load, capacity)), CAPACITY: capacity}
    size = {SIZE: capacity} if load > FULL else part
    return {**request_of_lot({**said, PRICE: float(plain(price))}, shared), **size}


def _feed(parts: Mapping[tuple[str, str], float], whole: float) -> dict[str, Any]:
    """Return one feed, or a mix of several by their shares."""
    if len(parts) == 1:
        ((name, form),) = parts
        return {NAMED: name, FORM: form}
    *first, last = parts
    shares = {key: float(purchase.load_of(parts[key], whole)) for key in first}
    shares[last] = 1.0 - sum(shares.values())
    return {MIX: [(name, form, share) for (name, form), share in shares.items()]}


def _acts(name: str) -> bool:
    """Tell whether a quote reads what a lot says: a keyword, or a path."""
    return name in ROWS or "." in name


def _shared(name: str, values: Sequence[Any], tonnes: Sequence[float]) -> Any:  # noqa: ANN401 - of any keyword
    """Return the mean of a number by mass, or the word of all lots."""
    if is_number(name):
        if None in values:
            if set(values) == {None}:
                return None
            raise RecycError("E122", f"{name} stands beside some of the lots only")
        return float(plain(purchase.mean_of(tonnes, values)))
    if len({*values}) > 1:
        raise RecycError("E122", f"the lots differ in {name}: {', '.join(sorted({str(each) for each in values}))[:80]}")
    return values[0]
