"""Turns one price of a file into plausible money per tonne, without tax or water."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.catalog.checks.plausible import implausible
from recyc_cli.catalog.documents.document import bare, lookup
from recyc_cli.errors import RecycError
from recyc_cli.importing.prices.layouts import MISSING
from recyc_cli.importing.prices.price_units import BAD_UNIT, price_unit
from recyc_cli.model.flows.feedstock import parse_formula
from recyc_cli.units import currency, in_dollars, parse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.catalog.documents.document import Document, Tree
    from recyc_cli.importing.prices.layouts import Price

VALUE = "E377"
_DIGITS = 10
_DRY = re.compile(r"\b(?:anhydrous|dry)\b")


class Hydrate(NamedTuple):
    """What an item is traded as, where the deck counts another compound."""

    traded: str
    counted: str
    factor: float
    """Price of a tonne as counted over that of a tonne as traded."""


class Usable(NamedTuple):
    """A price that can be used, in USD/t or another currency's."""

    path: str
    date: str
    value: float
    unit: str
    written: str
    """As it stands in the file."""
    tax: float | None
    """The rate of value-added tax that was in it; None where such prices have none."""
    hydrate: Hydrate | None
    """What it is traded as, where the deck counts another compound."""


class Basis(NamedTuple):
    """What turns a price of a file into one of a deck."""

    deck: Document
    """Knows exchange rates."""
    materials: Tree
    """Knows what salts are traded as."""
    taxes: Mapping[str, float]
    """The rate of tax that is in the prices of each currency."""


def usable(price: Price, path: str, basis: Basis, taken: Mapping[str, Usable]) -> Usable:
    """Return a price per tonne of what the deck counts.

    Args:
        price: as the file has it.
        path: of what it prices in the deck.
        basis: what it is converted by.
        taken: the prices of the same before it, by date.

    Raises:
        RecycError: E377 its value, E375 unit, E315 currency, E361 size.
    """
    if price.value is None:
        missing = price.text.lower() in MISSING
        raise RecycError(VALUE, f"no price for {price.date}" if missing else f"{price.text[:40]!r} is no number")
    if price.value <= 0:
        raise RecycError(VALUE, f"{price.value:g} is no price")
    if price.date in taken:
        raise RecycError(VALUE, f"a second price of {path} for {price.date}: the first is used")
    converted = _converted(price, price.value, path, basis)
    if any(converted.unit != other.unit for other in taken.values()):
        raise RecycError(BAD_UNIT, f"in {converted.unit}, unlike the rows before")
    return converted


def foreign_currency(price: Price) -> str:
    """Return the currency of a price that is not in US dollars; nothing for dollars and units that are none."""
    try:
        return currency(parse(price_unit(price.unit)[1])[1])
    except RecycError:
        return ""


def deck_digits(value: float) -> float:
    """Return a number as decks write it."""
    return float(f"{value:.{_DIGITS}g}")


def _converted(price: Price, value: float, path: str, basis: Basis) -> Usable:
    """Return a price in money per tonne, of a unit and a size that it can have."""
    if not price.unit:
        raise RecycError(BAD_UNIT, "no unit", hint="for example USD/t")
    factor, unit = price_unit(price.unit)
    canonical = parse(unit)[1]
    if in_dollars(canonical) != "USD/kg":
        raise RecycError(BAD_UNIT, f"{price.unit.strip('()')} is no price per mass")
    rates: Mapping[str, float] = basis.deck.tree.get("fx", {})
    code = currency(canonical)
    if code and not rates.get(code):
        raise RecycError("E315", f"no exchange rate for {code} in {basis.deck.id}")
    tax, wet = basis.taxes.get(code), hydrate(price.item, path, basis.materials)
    per_tonne = value * factor * parse(unit)[0] * parse("t")[0] / (1.0 + (tax or 0.0)) * (wet.factor if wet else 1.0)
    record = bare(deck_digits(per_tonne), f"{unit.partition('/')[0]}/t")
    wrong = implausible(f"prices.{path}", record, rates)
    if wrong:
        raise RecycError("E361", wrong)
    written = "" if unit == record.unit and not tax and not wet else f"{price.text} {price.unit.strip('()')}"
    return Usable(path, price.date, record.value, record.unit, written, tax, wet)


def hydrate(item: str, path: str, materials: Tree) -> Hydrate | None:
    """Return what a salt is traded as; None where that is what the deck counts, or the item says that it is dry.

    Args:
        item: the name in the file.
        path: of what it prices in a deck: `reagents.lithium_hydroxide`.
        materials: formulas (`formula`, `traded`) and atomic masses.
    """
    entry = lookup(materials, path.removesuffix(".price"))
    if not isinstance(entry, dict) or "traded" not in entry:
        return None
    traded, counted = str(entry["traded"]), str(entry["formula"])
    if _DRY.search(item.lower()) or item.strip().lower() == counted.lower():
        return None
    masses = materials["atomic_mass"]
    return Hydrate(traded, counted, molar_mass(traded, masses) / molar_mass(counted, masses))


def molar_mass(formula: str, atomic_mass: Mapping[str, float]) -> float:
    """Return the molar mass of a formula that may hold crystal water [g/mol].

    >>> round(molar_mass("LiOH.H2O", {"li": 6.94, "o": 15.999, "h": 1.008}), 3)
    41.962
    """
    return sum(number * atomic_mass[element] for element, number in atoms(formula).items())


def atoms(formula: str) -> dict[str, float]:
    """Return the atoms of a formula that may hold crystal water.

    >>> atoms("NiSO4.6H2O")
    {'ni': 1.0, 's': 1.0, 'o': 10.0, 'h': 12.0}
    """
    count: dict[str, float] = {}
    for part in formula.split("."):
        rest = part.lstrip("0123456789")
        for element, number in parse_formula(rest).items():
            count[element] = count.get(element, 0.0) + float(part.removesuffix(rest) or 1) * number
    return count
