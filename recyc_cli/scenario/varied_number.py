"""Varies one number of a scenario: a keyword of the request, or a number of a preset."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from recyc_cli.catalog.documents import sums_to_one
from recyc_cli.catalog.documents.document import bare, lookup, units_per_usd
from recyc_cli.catalog.documents.tax import AS_A_RULE, EXCLUDED
from recyc_cli.errors import RecycError, did_you_mean
from recyc_cli.model.flows.feedstock import MJ_PER_KWH
from recyc_cli.scenario.build.followed import followed_deck
from recyc_cli.scenario.currency import GOODS, tax_factor, taxed_as_the_deck
from recyc_cli.scenario.keywords import MONEY, VARYING, on_axis
from recyc_cli.scenario.overrides import locate, locate_price, names_of_prices
from recyc_cli.scenario.request import Request
from recyc_cli.scenario.resolve import resolve
from recyc_cli.units import currency, currency_of, in_currency, in_dollars, parse

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from recyc_cli.catalog.documents.document import Document, Record
    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.scenario.keyword_types import Keywords
    from recyc_cli.scenario.resolved import Resolved

    Span = tuple[float, float]

FLAG = "--vary"
SHARES = ("fates", "payables", "forms", "recovered", "wasted", "payable")
"""Groups and keys whose numbers are shares, 1 included."""
EARLY = "prices.fx."
"""Exchange rates act before the scenario is built, so they go the way of `--set`."""
WIDER = 10.0
PAID_AT_MOST = 2.0
"""Default range of the feed price, in multiples of the contained value."""


class Varied:
    """A number that takes other values, all of them in `unit`: the one it was written in, money in what was asked for.

    `span` is its default range, None where it has none; `room` is what it can be at all, None where
    anything goes; `low` and `high` are those of its record. `tax` makes a price that a user writes one of the quote's,
    and `word` is what is said of tax in the place of nothing.
    """

    __slots__ = (
        "_fx", "_money", "_rate", "_scale", "_untaxed",
        "high", "low", "path", "room", "span", "tax", "unit", "value", "word",
    )  # fmt: skip

    def __init__(
        self,
        path: str,
        unit: str,
        value: float | None,
        span: Span | None,
        record: Record | None,
        fx: Mapping[str, float],
    ) -> None:
        self.path, self.unit, self.value, self.span = path, unit, value, span
        self.room: Span | None = None
        self.low, self.high = (record.low, record.high) if record else (None, None)
        self._scale, self._rate, self._money, self._fx = 1.0, 1.0, 1.0, fx
        self.word: Mapping[str, str | None] = {}
        self.tax: Callable[[str, str], Number] = _no_tax
        self._untaxed = 1.0

    def resolve(self, keywords: Keywords, x: Number) -> Resolved:
        """Resolve a request with the number at `x`, which may be many values at once."""
        if self.path in VARYING or self.path.startswith(EARLY):
            return resolve(Request(**self.request(keywords, x)))
        base = Request(**self._cut_loose(keywords))
        return resolve(base, {self.path: x * self._scale * self._untaxed / self._rate * self._money})

    def request(self, keywords: Keywords, x: Number) -> dict[str, Any]:
        """Return the keywords of a request with the number at `x`, as a user would write them."""
        if self.path in VARYING:
            row, sign = VARYING[self.path]
            basis = {"feed_basis": "tonne"} if "feed_basis" in on_axis(row.axis) else {}
            return {**self.word, **keywords, **basis, row.name: x * sign}
        if not isinstance(x, float):
            raise TypeError(f"{self.path} takes one value at a time")
        return {
            **self.word,
            **keywords,
            "overrides": (*keywords.get("overrides", ()), f"{self.path}={x!r} {self.unit}"),
        }

    def of_keyword(self, x: float) -> float:
        """Return a value as its keyword has it: a gate fee is a negative feed price."""
        return x * VARYING[self.path][1] if self.path in VARYING else x

    def apart(self, keywords: Keywords) -> tuple[dict[str, Any], dict[str, str]]:
        """Return the keywords of a request without the number, and its name as rows have it, with its unit."""
        if self.path not in VARYING:
            return {**keywords}, {self.path: self.unit}
        row, _ = VARYING[self.path]
        return {name: value for name, value in self.request(keywords, 1.0).items() if name != row.name}, {row.name: ""}

    def of(self, unit: str, where: str) -> float:
        """Return what turns a number in another unit into one in this unit.

        Raises:
            RecycError: E105 a unit that measures something else, or none at all; E315 a currency without a rate.
        """
        factor = conversion(unit, self.unit, self._fx, self.path, where)
        code = currency_of(parse(unit)[1])
        return factor * float(self.tax(code, where)) / self._untaxed if code else factor

    def _cut_loose(self, keywords: Keywords) -> dict[str, Any]:
        """Give a product that follows another price one of its own."""
        follows = self.path.startswith("prices.products.") and self.path.endswith(".price")
        return self.request(keywords, self.value or 0.0) if follows else {**keywords}

    def convert(self, record: Record, resolved: Resolved) -> None:
        """Note how a value becomes the scenario's: canonical unit, exchange rate, the request's currency."""
        self._scale, canonical = parse(self.unit)
        code = currency(canonical)
        if code:
            self._rate = units_per_usd(self._fx, code, self.path)
        if in_dollars(record.canonical_unit).startswith("USD"):
            self._money = resolved.fx

    def with_tax(self, resolved: Resolved, code: str) -> None:
        """Take what is said of tax for this number too, in a currency; a deck's is without it where nothing is said."""
        deck = self.path not in VARYING
        self.tax = partial(tax_factor, resolved, deck=deck)
        said = taxed_as_the_deck(resolved)
        if resolved.request.vat is not None:
            self._untaxed = untaxed = float(self.tax(code, self.path))
            self.value = None if self.value is None else self.value / untaxed
            self.low, self.high = (None if each is None else each / untaxed for each in (self.low, self.high))
            self.span, self.room = (each and (each[0] / untaxed, each[1] / untaxed) for each in (self.span, self.room))
        elif deck and code in AS_A_RULE:
            said = EXCLUDED
        self.word = {"vat": said}


def _no_tax(_code: str, _where: str) -> Number:
    return 1.0


def conversion(unit: str, wanted: str, fx: Mapping[str, float], what: str, where: str) -> float:
    """Return what turns a number in one unit into one in another, money by the rates of a deck.

    >>> conversion("EUR/kg", "USD/t", {"EUR": 0.8}, "nickel", "--from")
    1250.0

    Raises:
        RecycError: E105 a unit that measures something else, or none at all; E315 a currency without a rate.
    """
    try:
        factor, canonical = parse(unit)
    except RecycError as error:
        raise RecycError("E105", error.message, where, error.hint) from None
    own, due = parse(wanted)
    if in_dollars(canonical) != in_dollars(due):
        raise RecycError("E105", f"{what} is in {wanted}, which {unit} does not convert to", where)
    return factor / own * _exchange(currency_of(canonical), currency_of(due), fx, where)


def varied(name: str, resolved: Resolved, contained_value: float, feed_price: float) -> Varied:
    """Find the number that a name means.

    Args:
        name: a keyword (`VARYING`), the path of a number, or the short name of a price.
        resolved: the scenario as it is.
        contained_value: of the feed, which sets the range of feed prices [money/t].
        feed_price: what is paid for the feed as it is [money/t].

    Raises:
        RecycError E104: no such number, with the nearest ones.
    """
    found = _varied(name.strip(), resolved, contained_value, feed_price)
    if in_dollars(parse(found.unit)[1]) in GOODS:
        found.with_tax(resolved, currency_of(parse(found.unit)[1]))
    return found


def _varied(name: str, resolved: Resolved, contained_value: float, feed_price: float) -> Varied:
    key = name.lower().replace("-", "_")
    if key in VARYING:
        return _keyword(key, resolved, contained_value, feed_price)
    prefix, rest = _find(name, resolved)
    document, path = resolved.documents[prefix], f"{prefix}.{rest}"
    record = document.records.get(rest)
    if record is None:
        record = bare(_followed(resolved, document, rest) / resolved.fx, "USD/kg")
    record = _asked_for(record, resolved)
    number = Varied(path, record.unit, record.value, _span(path, record), record, _rates(resolved))
    room = room_of_share(document, rest, record)
    if room is not None:
        number.room = number.span = room
    number.convert(record, resolved)
    return number


def room_of_share(document: Document, path: str, record: Record | None) -> Span | None:
    """Return what a share of a whole may be while all others stay as they are, in its unit; None for what is none."""
    room = sums_to_one.range_of_share(document, path)
    factor = 1.0 if record is None else record.factor
    return None if room is None else (room[0] / factor, room[1] / factor)


def _followed(resolved: Resolved, document: Document, path: str) -> Number:
    """Return a price that has no number of its own: of what it is made of, or that of its metal."""
    followed = lookup(followed_deck(resolved), path)
    price: Number = lookup(document.tree, str(lookup(document.tree, f"{path.removesuffix('.price')}.of")))
    return price if followed is None else followed


def has_number(path: str, resolved: Resolved) -> bool:
    """Tell whether a scenario has this number."""
    if path in VARYING:
        return True
    try:
        locate(resolved.documents, path)
    except RecycError:
        return False
    return True


def _keyword(key: str, resolved: Resolved, contained_value: float, feed_price: float) -> Varied:
    row, sign = VARYING[key]
    unit = in_currency(row.unit, resolved.request.currency) if row.kind == MONEY else row.unit
    if row.span:
        scale, rates = (resolved.fx, _rates(resolved)) if row.kind == MONEY else (1.0, {})
        span = row.span[0] * scale, row.span[1] * scale
        return Varied(key, unit, _standing(key, row.name, resolved), span, None, rates)
    most = max(PAID_AT_MOST * contained_value, abs(feed_price)) or 1.0
    return Varied(key, unit, feed_price * sign, (-most, most), None, _rates(resolved))


def _standing(key: str, name: str, resolved: Resolved) -> float | None:
    """Return a keyword's number as it is without being varied: of the scenario where presets say it."""
    scenario = resolved.scenario
    if key == "throughput":
        return float(scenario.throughput)
    if key == "new_pack_price":
        return None if scenario.reuse is None else float(scenario.reuse.market["new_pack"] * MJ_PER_KWH)
    value: float | None = getattr(resolved.request, name)
    return value


def _asked_for(record: Record, resolved: Resolved) -> Record:
    """Return an amount of money in the currency that was asked for, any other number as it is written."""
    wanted = in_currency(record.unit, resolved.request.given.get("currency", ""))
    if wanted == record.unit:
        return record
    own, code = currency_of(parse(record.unit)[1]), currency_of(parse(wanted)[1])
    factor = _exchange(own, code, _rates(resolved), FLAG)
    low, high = (None if end is None else end * factor for end in (record.low, record.high))
    return record._replace(value=record.value * factor, unit=wanted, low=low, high=high)


def _exchange(own: str, other: str, fx: Mapping[str, float], where: str) -> float:
    """Return the units of another currency per unit of one; 1 between numbers that are no money."""
    if own == other:
        return 1.0
    return units_per_usd({"USD": 1.0, **fx}, other, where) / units_per_usd({"USD": 1.0, **fx}, own, where)


def _rates(resolved: Resolved) -> Mapping[str, float]:
    rates: Mapping[str, float] = resolved.documents["prices"].tree.get("fx", {})
    return rates


def _find(name: str, resolved: Resolved) -> tuple[str, str]:
    """Return the document and the path in it of a number's path or a price's short name."""
    try:
        return locate(resolved.documents, name)
    except RecycError as error:
        if "." in name:
            raise RecycError(error.code, error.message, FLAG, error.hint) from None
    try:
        return locate_price(resolved.documents, name)
    except RecycError:
        known = [*VARYING, *names_of_prices(resolved.documents["prices"])]
        hint = did_you_mean(name, known) or f"a price, a path as --set takes it, or {', '.join(VARYING)}"
        raise RecycError("E104", f"no number named {name!r}", FLAG, hint) from None


def _span(path: str, record: Record) -> Span | None:
    """Return a number's default range: its low and high widened to a tenth and the tenfold; shares from 0 to 1."""
    value = record.value
    low = value if record.low is None else record.low
    high = value if record.high is None else record.high
    factor, canonical = parse(record.unit)
    whole = 1.0 / factor
    named = any(part in SHARES for part in path.split("."))
    if canonical == "1" and 0.0 <= value <= whole and (named or value < whole):
        return min(low, 0.0), max(high, whole)
    ends = (low, high, value / WIDER, value * WIDER)
    return (min(ends), max(ends)) if min(ends) < max(ends) else None
