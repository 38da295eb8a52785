"""Applies `--set path=value` and `--price product=value` to the presets of a request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.catalog.documents import sums_to_one
from recyc_cli.catalog.documents.document import Document, Record, bare, lookup, todays_path, with_numbers
from recyc_cli.catalog.documents.folder import fold_name
from recyc_cli.catalog.documents.record import arithmetic
from recyc_cli.catalog.trade.contained import per_mass_sold
from recyc_cli.catalog.trade.names import slip_of
from recyc_cli.catalog.trade.units import read_unit, sign_behind
from recyc_cli.catalog.vocabulary import FOLLOWS, PRICES, USER
from recyc_cli.errors import RecycError, RecycErrors, did_you_mean
from recyc_cli.scenario.currency import GOODS
from recyc_cli.units import currency, in_currency, in_dollars, parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

SET, PRICE = "--set", "--price"
_SEPARATORS = (",", "-", "\u2013", "~", "'")
"""What stands behind a number where there is more of it than one number."""
CHEMISTRIES, FED = "chemistries", "feed"
"""Kind of presets of what is fed, and what stands for the one of them in a path."""
_PRICED = ("metals.{}", "reagents.{}", "products.{}.price")


def parse_override(text: str) -> tuple[str, float, str | None]:
    """Split `path=value` into the path, the number and the unit behind it, if any.

    Raises RecycError E103 where there is no finite number.

    >>> parse_override("region.electricity=0.09USD/kWh")
    ('region.electricity', 0.09, 'USD/kWh')
    >>> parse_override("prices.metals.nickel = 1.6e4 USD/t")
    ('prices.metals.nickel', 16000.0, 'USD/t')
    >>> parse_override("payables.korea.co=0.69*14.5/16")
    ('payables.korea.co', 0.6253124999999999, None)
    """
    path, equals, rest = (part.strip() for part in text.partition("="))
    rest = sign_behind(rest)
    digits = next((end for end in range(len(rest), 0, -1) if _number(rest[:end]) is not None), 0)
    value, unit = _number(rest[:digits]) if digits else None, rest[digits:].strip()
    if not (path and equals) or value is None or unit[:1] in _SEPARATORS:
        from recyc_cli.catalog.trade import amounts

        written = amounts.hint(rest) if path and equals else ""
        hint = written or "write region.electricity=0.09 or prices.metals.nickel=16000USD/t"
        raise RecycError("E103", f"{text!r} is not path=number", hint=hint)
    if value - value != 0.0:
        raise RecycError("E103", f"{text!r}: the number must be finite")
    return path, value, unit or None


def _number(text: str) -> float | None:
    """Return a number, or what products and quotients of numbers come to; None where a text is neither."""
    try:
        return float(text) if "_" not in text else None
    except ValueError:
        pass
    try:
        return arithmetic(text)
    except (ValueError, ZeroDivisionError, OverflowError):
        return None


def in_todays_words(documents: Mapping[str, Document], text: str) -> str:
    """Return `path=value` with the path as it is called today; `feed` stands for the one chemistry that is fed."""
    path, equals, rest = text.partition("=")
    asked = _of_feed(documents, path.strip())
    now = todays_path(documents, asked)
    return text if now == path.strip() else f"{now}{equals}{rest}"


def _of_feed(documents: Mapping[str, Document], path: str) -> str:
    """Return a path inside what is fed, whatever its name is, as a path of that preset."""
    fed = [prefix for prefix, document in documents.items() if document.kind == CHEMISTRIES]
    return f"{fed[0]}{path.removeprefix(FED)}" if path.startswith(f"{FED}.") and len(fed) == 1 else path


def override(
    documents: Mapping[str, Document],
    sets: Iterable[str] = (),
    prices: Iterable[str] = (),
    money: str = "",
    untaxed: Callable[[str, str], float] = lambda code, where: 1.0,  # noqa: ARG005 - of amounts without tax
) -> dict[str, Document]:
    """Return the documents in force, by the prefix of their printed paths, with all of a user's numbers set.

    `documents` has keys such as `region`, `prices` and `chemistries.nmc622`; corrections must be merged in already.
    A number without a unit is in that of the preset, an amount of money in the currency `money` if there is one.
    `untaxed` takes value-added tax out of a price in a currency.
    Raises RecycErrors with every fault: E103 (syntax), E104 (unknown path), E105 (unit), E314 (no longer whole).

    >>> override({}, ["region.wage=x"])
    Traceback (most recent call last):
    recyc_cli.errors.RecycErrors: --set region.wage: 'region.wage=x' is not path=number (write region.elec...
    """
    result, faults = dict(documents), []
    put: dict[str, list[str]] = {}
    for text, flag in [*((text, SET) for text in sets), *((text, PRICE) for text in prices)]:
        try:
            path, value, unit = parse_override(text)
            prefix, rest = locate_price(result, path) if flag == PRICE else locate(result, path)
            if unit:
                value, unit = _in_own_unit(value, unit, rest, f"{prefix}.{rest}", result)
            unit = unit or in_currency(_replaced(result[prefix], rest, prefix).unit, money)
            if value and (code := _priced_in(unit)):
                value = value * untaxed(code, f"{flag} {text}")
            result[prefix] = apply(result[prefix], rest, value, unit, prefix)
            put.setdefault(prefix, []).append(rest)
        except RecycError as error:
            error.where = error.where or f"{flag} {text.partition('=')[0].strip()[:80]}"
            faults.append(error)
    for prefix, paths in put.items():
        faults += sums_to_one.faults_of_paths(prefix, result[prefix], paths)
    if faults:
        raise RecycErrors(faults)
    return result


def _priced_in(unit: str) -> str:
    """Return the currency of the price of a good; nothing of any other number."""
    try:
        canonical = parse(unit)[1]
    except RecycError:
        return ""
    return currency(canonical) if in_dollars(canonical) in GOODS else ""


def _in_own_unit(
    value: float, text: str, path: str, shown: str, documents: Mapping[str, Document]
) -> tuple[float, str]:
    """Return an amount in a unit as the trade writes it, in a unit of recyc's; raise RecycError E105 where it is none.

    A price per kilogram of what is contained becomes one of what is sold.
    """
    try:
        read = read_unit(text)
    except RecycError as error:
        raise RecycError("E105", f"{shown}: {error.message}", hint=error.hint) from None
    if not read.of:
        return value * read.factor, read.unit
    name = path.removesuffix(".price").rpartition(".")[2]
    ratio = per_mass_sold(read.of, name, documents["materials"].tree) if "materials" in documents else None
    if ratio is None:
        message = f"{shown}: {text} is a price of what is contained, and {name} is not counted by it"
        raise RecycError("E105", message, hint="give the price of what is sold, such as 16000USD/t")
    return value * read.factor * ratio, read.unit


def user_record(value: float, unit: str) -> Record:
    """Return the record of a number that the user gives, in a unit that is known."""
    return bare(value, unit, USER)


def apply(document: Document, path: str, value: float, unit: str | None = None, prefix: str = "") -> Document:
    """Return the document with one number replaced; without `unit` the value is in the record's own unit.

    `path` is relative to the document, `prefix` is what messages put before it. An amount may be in any currency.
    Raises RecycError E104 (no such number), E105 (unit, or below zero where that cannot be).
    """
    shown = f"{prefix}.{path}" if prefix else path
    old = _replaced(document, path, prefix)
    _measuring_alike(unit or old.unit, old, shown)
    new = user_record(value, unit or old.unit)
    if value < 0.0 <= old.value and not path.startswith("products."):
        raise RecycError("E105", f"{shown} cannot be negative", hint=f"it is {old.value:g} {old.unit} now")
    return with_numbers(document, {path: new})


def as_it_stands(document: Document, path: str, unit: str) -> str:
    """Return a number as it stands, as a user would write it in a unit; without a unit in its own.

    A price that follows others has none: 1 stands in for it.
    """
    old = _replaced(document, path, "")
    value = old.value if path in document.records else 1.0
    return f"{value * old.factor / parse(unit)[0]!r} {unit}" if unit else f"{value!r}"


def _replaced(document: Document, path: str, prefix: str) -> Record:
    """Return the record that a user's number takes the place of, or raise RecycError E104."""
    old = document.records.get(path) or _followed_price(document, path)
    if old is None:
        raise _unknown(f"{prefix}.{path}" if prefix else path, {prefix: document})
    return old


def locate(documents: Mapping[str, Document], path: str) -> tuple[str, str]:
    """Split a printed path into the key of its document and the path inside it, or raise RecycError E104."""
    for prefix in sorted(documents, key=len, reverse=True):
        rest = path.removeprefix(f"{prefix}.")
        if rest != path and (rest in documents[prefix].records or _followed_price(documents[prefix], rest)):
            return prefix, rest
    raise _unknown(path, documents)


def locate_price(documents: Mapping[str, Document], name: str) -> tuple[str, str]:
    """Return the document and the path in it of what `--price name=...` means.

    The deck is asked first, then what chemistries say of their own products. Raises RecycError E104.
    """
    try:
        return PRICES, price_path(documents[PRICES], name)
    except RecycError:
        for prefix, document in documents.items():
            for key in lookup(document.tree, "products") or {} if document.kind == CHEMISTRIES else ():
                if fold_name(key) == fold_name(name):
                    return prefix, f"products.{key}.price"
        raise


def price_path(prices: Document, name: str) -> str:
    """Return the path in a price deck of what `--price name=...` means: a metal, else a reagent, else a product.

    A product that follows another price may be given its own. Raises RecycError E104.
    """
    for pattern in _PRICED:
        group = pattern.split(".")[0]
        for key in lookup(prices.tree, group) or {}:
            path = pattern.format(key)
            if fold_name(key) == fold_name(name) and (path in prices.records or _followed_price(prices, path)):
                return path
    known = names_of_prices(prices)
    hint = slip_of(name, known) or "known: " + " ".join(sorted(known))
    raise RecycError("E104", f"no price named {name!r} in {prices.path}", hint=hint)


def names_of_prices(prices: Document) -> set[str]:
    """Return the names that `--price` may take of a deck."""
    return {key for pattern in _PRICED for key in lookup(prices.tree, pattern.split(".")[0]) or {}}


def _followed_price(document: Document, path: str) -> Record | None:
    """Stand in for the price that has no number of its own because it follows another one."""
    product = path.removesuffix(".price")
    follows = lookup(document.tree, path) == FOLLOWS or (product != path and lookup(document.tree, f"{product}.of"))
    return user_record(0.0, "USD/kg") if document.kind in {PRICES, "chemistries"} and follows else None


def _measuring_alike(unit: str, old: Record, shown: str) -> None:
    """Refuse a unit that measures something else than the record's, whatever the currency."""
    try:
        canonical = parse(unit)[1]
    except RecycError as error:
        raise RecycError("E105", f"{shown}: {error.message}", hint=error.hint) from None
    if in_dollars(canonical) != in_dollars(old.canonical_unit):
        raise RecycError("E105", f"{shown} is in {old.unit}, which {unit} does not convert to")


def _unknown(path: str, documents: Mapping[str, Document]) -> RecycError:
    known = [f"{prefix}.{rest}" if prefix else rest for prefix, each in documents.items() for rest in each.records]
    hint = did_you_mean(path, known) or "`recyc presets show` prints the paths of all numbers"
    return RecycError("E104", f"no number at {path!r}", hint=hint)
