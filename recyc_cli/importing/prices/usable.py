"""Turns one price of a file into plausible money per tonne, without tax or water."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.catalog.checks.plausible import implausible
from recyc_cli.catalog.documents.document import bare
from recyc_cli.catalog.trade.contained import per_mass_sold
from recyc_cli.catalog.trade.units import CONTENT
from recyc_cli.errors import RecycError
from recyc_cli.importing.prices.hydrates import hydrate
from recyc_cli.importing.prices.price_file import MISSING, VALUE
from recyc_cli.importing.prices.price_units import BAD_UNIT, price_unit
from recyc_cli.model.money.deck_prices import gross_factor
from recyc_cli.units import currency, parse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.catalog.documents.document import Tree
    from recyc_cli.catalog.trade.amounts import Span
    from recyc_cli.importing.prices.hydrates import Hydrate
    from recyc_cli.importing.prices.items import Good
    from recyc_cli.importing.prices.price_file import Price

AGAIN = "again"
"""Why a price is not used that is the same as one before it."""
_DIGITS, _SAME = 10, 1e-6


class Usable(NamedTuple):
    """A price that can be used, in USD/t or another currency's, with the ends of its range."""

    path: str
    date: str
    value: float
    ends: tuple[float, float] | None
    unit: str
    written: str
    """As it stands in the file."""
    tax: float | None
    """The rate of value-added tax that was in it; None where such prices have none."""
    hydrate: Hydrate | None
    """What it is traded as, where the deck counts another compound."""
    of: str
    """What it is priced per mass of, where that is not what the deck counts."""


class Basis(NamedTuple):
    """What turns a price of a file into one of a deck."""

    deck: str
    """Its name."""
    fx: Mapping[str, float]
    """Exchange rates [currency/USD]."""
    materials: Tree
    """Knows what salts are traded as."""
    taxes: Mapping[str, float]
    """The rate of tax that is in the prices of each currency."""
    sizes: bool = True
    """Whether a price has to be of a size that prices have these days."""


def usable(price: Price, good: Good, basis: Basis, taken: Mapping[str, Usable]) -> Usable:
    """Return a price per tonne of what the deck counts.

    Args:
        price: as the file has it.
        good: what it prices in the deck.
        basis: what it is converted by.
        taken: the prices of the same before it, by date.

    Raises:
        RecycError: E377 its value, E375 unit, E315 currency, E361 size.
    """
    unread = unreadable_price(price)
    if unread:
        raise unread
    if price.value is None:
        raise RecycError(VALUE, f"no price for {price.date}")
    if price.value.value <= 0:
        raise RecycError(VALUE, f"{price.value.value:g} is no price")
    converted = _converted(price, price.value, good, basis)
    if price.date in taken:
        first = taken[price.date]
        same = first.unit == converted.unit and abs(first.value - converted.value) <= _SAME * first.value
        again = "the same again" if same else f"not {first.value:.6g} {first.unit}"
        message = f"a second price of {good.path} for {price.date}, {again}: the first is used"
        raise RecycError(VALUE, message, reason=AGAIN if same else "")
    if any(converted.unit != other.unit for other in taken.values()):
        raise RecycError(BAD_UNIT, f"in {converted.unit}, unlike the rows before")
    return converted


def unreadable_price(price: Price) -> RecycError | None:
    """Return why a price cannot be read; None where it can, or where its cell says that there is none."""
    if price.fault:
        return price.fault
    if price.value is None and price.text.lower() not in MISSING:
        return RecycError(VALUE, f"{price.text[:40]!r} is no number")
    return None


def foreign_currency(price: Price) -> str:
    """Return the currency of a price that is not in US dollars; nothing for dollars and units that are none."""
    try:
        return currency(parse(price_unit(price.unit).unit)[1])
    except RecycError:
        return ""


def deck_digits(value: float) -> float:
    """Return a number as decks write it."""
    return float(f"{value:.{_DIGITS}g}")


def _converted(price: Price, read: Span, good: Good, basis: Basis) -> Usable:
    """Return a price in money per tonne, of a unit and a size that it can have."""
    if not price.unit:
        raise RecycError(BAD_UNIT, "no unit", hint="for example USD/t, or --unit USD/t for all that have none")
    said = price_unit(price.unit)
    canonical = parse(said.unit)[1]
    code = currency(canonical)
    if code and not basis.fx.get(code):
        raise RecycError("E315", f"no exchange rate for {code} in {basis.deck}")
    of = good.of or said.of if said.of == CONTENT else said.of or good.of
    tax, wet = basis.taxes.get(code), None if of else hydrate(price.item, good.path, basis.materials)
    scale = said.factor * parse(said.unit)[0] * parse("t")[0] / gross_factor(tax or 0.0, included=True)
    scale *= wet.factor if wet else 1.0
    scale *= _share_of(of, good, basis.materials, price)
    unit = f"{said.unit.partition('/')[0]}/t"
    value, *ends = (deck_digits(end * scale) for end in (read.value, read.low, read.high) if end is not None)
    wrong = basis.sizes and implausible(f"prices.{good.path}", bare(value, unit), basis.fx)
    if wrong:
        raise RecycError("E361", wrong)
    stated = price.unit.strip("()")
    written = price.text if any(char.isalpha() or char == "/" for char in price.text) else f"{price.text} {stated}"
    written = "" if said.unit == unit and not tax and not wet and not of and not ends else written
    return Usable(good.path, price.date, value, (ends[0], ends[1]) if ends else None, unit, written, tax, wet, of)


def _share_of(of: str, good: Good, materials: Tree, price: Price) -> float:
    """Return the price of what the deck counts over that of what the price is per mass of."""
    if not of:
        return 1.0
    share = per_mass_sold(of, good.path.removesuffix(".price").rpartition(".")[2], materials)
    if share is None:
        raise RecycError(
            BAD_UNIT, f"{price.unit} is a price of what is contained, and {price.item} is not counted by it"
        )
    return share
