"""Checks the keywords of a quote one by one, before any preset is opened."""

from __future__ import annotations

from recyc_cli.catalog.vocabulary import FORMS, several
from recyc_cli.errors import RecycError, RecycErrors, did_you_mean
from recyc_cli.scenario.keywords import CHOICE, KEYWORDS, LOT, MONEY, NUMERIC, PRESET, ROWS, SHARE, TIMES, acting_on
from recyc_cli.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Unpack

    from recyc_cli.scenario.keyword_types import Keywords, Values
    from recyc_cli.scenario.keywords import Keyword
else:
    Values = object

SIZE, LOAD, CAPACITY = "throughput_t_per_year", "load", "capacity_t_per_year"
SAME = 1e-6
"""By which share of it two loads that are one may differ: what a person rounds."""


PER = {"tonne": "t", "wmt": "wmt", "kWh": "kWh"}
"""What a feed price is per, as its unit has it."""


class Request(Values):
    """The keywords of a quote with their defaults, checked.

    Args:
        keywords: those of the table (`KEYWORDS`).

    Raises:
        RecycErrors: every fault found, codes E12x.
    """

    given: dict[str, Any]
    """The keywords that were given: a plant or a vehicle fills in the rest."""
    money: Mapping[str, str]
    """The currency of each amount of money: its own, else the request's."""
    fed: tuple[Any, Any] = (None, None)
    """Beside a capacity: the throughput and the load that were given, if they were."""

    def __init__(self, **keywords: Unpack[Keywords]) -> None:
        for name in keywords:
            if name not in ROWS:
                raise RecycError("E120", f"unknown keyword {name!r}", hint=did_you_mean(name, ROWS))
        plain = {name: _single(value) for name, value in keywords.items()}
        self.__dict__.update({row.name: row.default for row in KEYWORDS} | plain)
        self.given = {name: value for name, value in plain.items() if value is not None}
        self.money = {row.name: self._parted(row.name) for row in KEYWORDS if row.kind == MONEY}
        faults = [*self._choices(), *self._numbers(), *self._feed()] or [*self._capacity()]
        if faults:
            raise RecycErrors(faults)

    def filled(self, more: Mapping[str, Any]) -> Request:
        """Return the request with what nobody gave filled in, checked anew.

        Args:
            more: keywords; where there is a vehicle, its chemistry among them.

        Raises:
            RecycErrors: what is filled in does not go with what was given.
        """
        request = Request(**{**more, **self.given, "vehicle": None})
        request.vehicle, request.given, request.fed = self.vehicle, self.given, self.fed
        request.capacity_t_per_year = self.capacity_t_per_year
        return request

    def unit(self, name: str) -> str | None:
        """Return the unit of an amount of money as it was given; None where it was not."""
        if getattr(self, name) is None:
            return None
        basis = self.feed_basis if name == "feed_price" else "kWh"
        return "1" if basis == "value" else f"{self.money[name]}/{PER[basis]}"

    def _parted(self, name: str) -> str:
        """Return the currency of an amount, and leave the number in its place."""
        amount = getattr(self, name)
        if hasattr(amount, "items"):
            amount = self._average(amount)
            setattr(self, name, amount)
        if not is_amount(amount):
            return self.currency
        number, code = amount
        setattr(self, name, number)
        return str(code)

    def weigh_prices(self) -> None:
        """Average prices of the parts of a mix anew, where the shares are others than they were."""
        for name in self.money:
            if hasattr(self.given.get(name), "items"):
                setattr(self, name, self._average(self.given[name])[0])

    def _average(self, prices: Mapping[str, Any]) -> Any:  # noqa: ANN401 - a number, or (number, code)
        """Return the price of a mix, given those of its parts: their average by mass."""
        amounts = {name.lower(): each if is_amount(each) else (each, self.currency) for name, each in prices.items()}
        names = [name.lower() for name, _, _ in self.parts]
        if self.mix is None or sorted(names) != sorted(amounts):
            message = f"prices are given of {', '.join(prices)}, and the feed is {', '.join(names)}"
            raise RecycError("E122", message, "--feed-price", "one price, or one for each part of --mix")
        codes = {code for _, code in amounts.values()}
        if len(codes) > 1 or not all(finite(number) for number, _ in amounts.values()) or self.feed_basis != "tonne":
            message = "the prices of a mix's parts are finite numbers per tonne, in one currency"
            raise RecycError("E122", message, "--feed-price", "nmc622=900,lfp=-150")
        from recyc_cli.model.money.feed_price import mean_price

        shares = [share for _, _, share in self.parts]
        return mean_price((share, amounts[name][0]) for name, share in zip(names, shares, strict=True)), codes.pop()

    @property
    def names_prices(self) -> bool:
        """Whether it asks for prices of a time, be it of what is sold or of what is bought."""
        return not self.given.keys().isdisjoint(TIMES)

    @property
    def parts(self) -> list[tuple[str, str, float]]:
        """The feed as (chemistry, form, share of delivered mass)."""
        if self.mix is None:
            return [(str(self.chemistry), self.form, 1.0)]
        if hasattr(self.mix, "items"):
            return [(name, self.form, share) for name, share in self.mix.items()]
        return [(name, form, share) for name, form, share in self.mix]

    def _choices(self) -> Iterable[RecycError]:
        for row in KEYWORDS:
            given = getattr(self, row.name)
            if row.kind == CHOICE and given not in row.choices and (given is not None or row.default is not None):
                yield _unknown(row.name, given, row.choices)
            if row.kind == PRESET and given is not None and not isinstance(given, str):
                yield RecycError("E121", f"a name is due for {row.name}, not {given!r}", f"--{row.name}")
        if self.as_of is not None and not _is_date(self.as_of):
            message = f"prices are known as of a year, a month or a day, not {self.as_of!r}"
            hint = "for example 2023, 2023-06 or 2023-06-30; --prices latest is the newest deck"
            yield RecycError("E122", message, "--as-of", hint)

        if self.lag is not None:
            yield from self._lag()
        if self.vat is not None:
            yield from self._vat()

    def _lag(self) -> Iterable[RecycError]:
        from recyc_cli.scenario.build.purchases import months_of_lag

        if not isinstance(self.lag, str) or not months_of_lag(self.lag):
            yield RecycError("E122", f"a lag is of 1 to 36 months, not {self.lag!r}", "--lag", "for example 3mo")
        if self.feed_prices is not None:
            yield RecycError("E122", "a lag finds the deck of the feed itself", "--feed-prices", "give one of the two")

    def _vat(self) -> Iterable[RecycError]:
        from recyc_cli.catalog.documents.tax import tax_said

        try:
            tax_said(str(self.vat), "--vat")
        except RecycError as error:
            yield error

    def _numbers(self) -> Iterable[RecycError]:
        for row in KEYWORDS:
            value = getattr(self, row.name)
            if row.kind in NUMERIC and value is not None and not hasattr(value, "__array_namespace__"):
                unit = str(self.unit(row.name)) if row.kind == MONEY else row.unit
                yield from _number(row, value, unit)
        if sum(getattr(self, row.name) is not None for row in acting_on(LOT)) > 1:
            yield RecycError("E122", "a lot has one size", hint="give one of --mass, --packs, --kwh")

    def _capacity(self) -> Iterable[RecycError]:
        """Take what a plant is built for as its feed when it is full, and what it is fed as its load."""
        built = self.capacity_t_per_year
        if built is None:
            return
        fed, load = self.fed = self.given.get(SIZE), self.given.get(LOAD)
        if fed is not None and not (finite(fed) and fed <= built):
            message = f"a plant built for {built:,.6g} t/yr cannot be fed {fed if not finite(fed) else f'{fed:,.6g}'}"
            yield RecycError("E122", message, "--capacity", "give a throughput of at most the capacity")
            return
        share = fed / built if fed is not None else 1.0 if load is None else load
        if load is not None and abs(load - share) > SAME * share:
            message = f"{fed:,.6g} of {built:,.6g} t/yr is a load of {share:.4g}, not {load:.4g}"
            yield RecycError("E122", message, "--load", "give two of --throughput, --capacity, --load")
            return
        self.throughput_t_per_year, self.load = built, share
        self.given = {**self.given, SIZE: built, LOAD: share}
        del self.given[CAPACITY]

    def _feed(self) -> Iterable[RecycError]:
        if sum(feed is not None for feed in (self.chemistry, self.mix, self.vehicle)) != 1:
            hint = "nmc622, or --mix lfp=0.3,nmc811=0.7, or --vehicle nissan-leaf-40"
            yield RecycError("E123", "give one chemistry, one mix or one vehicle", hint=hint)
            return
        parts = self.parts
        if self.mix is not None and not (self.pack_mass_kg is None and self.pack_energy_kwh is None):
            message = "one pack's mass and energy are of one chemistry, and a mix has several"
            yield RecycError("E122", message, "--pack-mass", "quote each chemistry apart")
        for name, form, share in parts:
            if form not in FORMS and form != self.form:
                yield _unknown("form", form, FORMS)
            elif form in FORMS and form != "pack" and self.disassemble != "none":
                message = (
                    f"{form} cannot be disassembled to {several(self.disassemble)} here: disassembly starts from packs"
                )
                yield RecycError("E124", message, "--disassemble", "--form pack, or --disassemble none")
            if not finite(share) or not 0.0 < share <= 1.0:
                yield RecycError("E123", f"the share of {name} must be above 0 and at most 1, not {share}", "--mix")
        whole = sum(share for _, _, share in parts if finite(share))
        if abs(whole - 1.0) > 1e-9:  # noqa: PLR2004 - rounding of decimal shares
            yield RecycError("E123", f"the shares of the mix sum to {whole:g}, not 1", "--mix")
        if len({(name.lower(), form) for name, form, _ in parts}) < len(parts):
            yield RecycError("E123", "a chemistry stands in the mix twice", "--mix")


def _single(value: Any) -> Any:  # noqa: ANN401 - a keyword's value
    """Return the plain number behind one of another library's kind, in a mix too; anything else as it is.

    >>> _single({"lfp": 0.3}), _single("hydro"), _single(12)
    ({'lfp': 0.3}, 'hydro', 12)
    """
    if hasattr(value, "items"):
        return {name: _single(share) for name, share in value.items()}
    if isinstance(value, (list, tuple)):
        items = [_single(item) for item in value]
        return tuple(items) if isinstance(value, tuple) else items
    return value.item() if getattr(value, "ndim", None) == 0 else value


def is_amount(value: Any) -> bool:  # noqa: ANN401 - a keyword's value
    """Tell an amount with a currency of its own, (number, code), from a bare number and from a list of amounts.

    >>> is_amount((120.0, "EUR")), is_amount(120.0), is_amount([100.0, (120.0, "EUR")]), is_amount(["us", "china"])
    (True, False, False, False)
    """
    parted = isinstance(value, (list, tuple)) and len(value) == len(("number", "code"))
    return parted and isinstance(value[1], str) and not isinstance(value[0], str)


def _is_date(value: object) -> bool:
    from recyc_cli.catalog.documents.as_of import is_date

    return isinstance(value, str) and is_date(value)


def finite(value: object) -> bool:
    """Tell whether something is a finite number; a truth value is none."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and value - value == 0.0


def _number(row: Keyword, value: object, unit: str) -> Iterable[RecycError]:
    """Yield what is wrong with a number: it has to be finite, above 0 unless it is signed, a share at most 1."""
    flag, sound, least = row.options[0].flags[0], finite(value), 0.0 if row.zero else None
    what = row.words if row.kind == SHARE and row.words else f"the {row.short.replace('_', ' ')}"
    if row.signed and not sound:
        yield RecycError("E122", f"{what} must be a finite number, not {value}", flag)
    elif row.kind == SHARE and not (sound and (value == least or 0.0 < value <= 1.0)):  # type: ignore[operator]
        due = "above 0 and at most 1" if least is None else "from 0 to 1"
        yield RecycError("E122", f"{what} must be {due}, not {value}", flag, "0.85 or 85%")
    elif not (row.signed or row.kind == SHARE or (sound and (value > 0.0 or value == least))):  # type: ignore[operator]
        due = "above 0" if least is None else "of 0 or more"
        yield RecycError("E122", f"{row.name} must be a finite number {due} [{unit}], not {value}", flag)


def _unknown(name: str, given: object, known: Sequence[str]) -> RecycError:
    hint = did_you_mean(str(given), known) or f"one of {', '.join(known)}"
    return RecycError("E121", f"unknown {name} {given!r}", f"--{name}", hint)
