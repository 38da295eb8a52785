"""Checks the keywords of a quote one by one, before any preset is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.catalog.vocabulary import FEED_BASES, FORMS, MODES, PROFILES, SEATS, USUAL, several
from recyc_cli.errors import RecycError, RecycErrors, did_you_mean
from recyc_cli.model.money.disassembly import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

MONEY = ("feed_price", "new_pack_price")
"""Keywords that are amounts of money: a number in `currency`, or (number, the code of its own currency)."""
NAMES = ("chemistry", "vehicle", "route", "region", "plant", "prices", "method", "contract", "business")
"""Keywords that name presets."""

DEFAULTS: dict[str, Any] = {
    "chemistry": None,
    "vehicle": None,
    "form": "pack",
    "soh": None,
    "disassemble": "none",
    "route": None,
    "region": "us",
    "throughput_t_per_year": 10_000.0,
    "plant": None,
    "prices": None,
    "as_of": None,
    "method": "recyc",
    "profile": USUAL,
    "seat": "chain",
    "feed_price": None,
    "feed_basis": "tonne",
    "contract": None,
    "business": None,
    "distance_km": None,
    "damaged": 0.0,
    "mode": "truck",
    "currency": "USD",
    "mix": None,
    "overrides": (),
    "price_overrides": (),
    "corrections": (),
    "mass_t": None,
    "packs": None,
    "kwh": None,
    "preset_dirs": (),
    "application": None,
    "pass_rate": None,
    "new_pack_price": None,
    "recycle": None,
}


class Request:
    """The keywords of a quote with their defaults, checked.

    Args:
        keywords: those of `DEFAULTS`.

    Raises:
        RecycErrors: every fault found, codes E12x.
    """

    given: Mapping[str, Any]
    """The keywords that were given: a plant or a vehicle fills in the rest."""
    money: Mapping[str, str]
    """The currency of each amount of money: its own, else the request's."""
    chemistry: str | None
    vehicle: str | None
    form: str
    soh: float | None
    disassemble: str
    route: str | None
    region: str
    throughput_t_per_year: float
    plant: str | None
    prices: str | None
    as_of: str | None
    method: str
    profile: str
    seat: str
    feed_price: float | None
    feed_basis: str
    contract: str | None
    business: str | None
    distance_km: float | None
    damaged: float
    mode: str
    currency: str
    mix: Mapping[str, float] | Sequence[tuple[str, str, float]] | None
    overrides: Sequence[str]
    price_overrides: Sequence[str]
    corrections: Sequence[str]
    mass_t: float | None
    packs: float | None
    kwh: float | None
    preset_dirs: Sequence[str]
    application: str | None
    pass_rate: float | None
    new_pack_price: float | None
    recycle: str | None

    def __init__(self, **keywords: Any) -> None:  # noqa: ANN401 - checked one by one
        for name in keywords:
            if name not in DEFAULTS:
                raise RecycError("E120", f"unknown keyword {name!r}", hint=did_you_mean(name, DEFAULTS))
        plain = {name: _single(value) for name, value in keywords.items()}
        self.__dict__.update({**DEFAULTS, **plain})
        self.given = {name: value for name, value in plain.items() if value is not None}
        self.money = {name: self._parted(name) for name in MONEY}
        faults = [*self._choices(), *self._numbers(), *self._feed()]
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
        request.vehicle, request.given = self.vehicle, self.given
        return request

    def unit(self, name: str) -> str | None:
        """Return the unit of an amount of money as it was given; None where it was not."""
        if getattr(self, name) is None:
            return None
        basis = self.feed_basis if name == "feed_price" else "kWh"
        return "1" if basis == "value" else f"{self.money[name]}/{'t' if basis == 'tonne' else basis}"

    def _parted(self, name: str) -> str:
        """Return the currency of an amount, and leave the number in its place."""
        amount = getattr(self, name)
        if not is_amount(amount):
            return self.currency
        number, code = amount
        setattr(self, name, number)
        return str(code)

    @property
    def parts(self) -> list[tuple[str, str, float]]:
        """The feed as (chemistry, form, share of delivered mass)."""
        if self.mix is None:
            return [(str(self.chemistry), self.form, 1.0)]
        if hasattr(self.mix, "items"):
            return [(name, self.form, share) for name, share in self.mix.items()]
        return [(name, form, share) for name, form, share in self.mix]

    def _choices(self) -> Iterable[RecycError]:
        choices = {
            "disassemble": tuple(LEVELS),
            "seat": SEATS,
            "profile": PROFILES,
            "feed_basis": FEED_BASES,
            "mode": MODES,
        }
        for name, known in choices.items():
            given = getattr(self, name)
            if given not in known:
                yield _unknown(name, given, known)

        for name in NAMES:
            given = getattr(self, name)
            if given is not None and not isinstance(given, str):
                yield RecycError("E121", f"a name is due for {name}, not {given!r}", f"--{name}")
        if self.as_of is not None and not _is_date(self.as_of):
            message = f"prices are known as of a year, a month or a day, not {self.as_of!r}"
            yield RecycError(
                "E122",
                message,
                "--as-of",
                "for example 2023, 2023-06 or 2023-06-30; --prices latest is the newest deck",
            )

    def _numbers(self) -> Iterable[RecycError]:
        yield from _positive("throughput_t_per_year", self.throughput_t_per_year, "t/yr")
        for name, unit in (("mass_t", "t"), ("packs", "packs"), ("kwh", "kWh")):
            if getattr(self, name) is not None:
                yield from _positive(name, getattr(self, name), unit)
        if sum(getattr(self, name) is not None for name in ("mass_t", "packs", "kwh")) > 1:
            yield RecycError("E122", "a lot has one size", hint="give one of --mass, --packs, --kwh")
        yield from _share(self.soh, "state of health", "--soh")
        yield from _share(self.pass_rate, "the share of modules that pass", "--pass-rate")
        if self.new_pack_price is not None:
            yield from _positive(
                "new_pack_price", self.new_pack_price, str(self.unit("new_pack_price")), "--new-pack-price"
            )
        if not finite(self.damaged) or not 0.0 <= self.damaged <= 1.0:
            yield RecycError("E122", f"the share damaged must be from 0 to 1, not {self.damaged}", "--damaged")
        if self.distance_km is not None:
            yield from _positive("distance_km", self.distance_km, "km")
        many = hasattr(self.feed_price, "__array_namespace__")
        if self.feed_price is not None and not many and not finite(self.feed_price):
            yield RecycError("E122", f"the feed price must be a finite number, not {self.feed_price}", "--feed-price")

    def _feed(self) -> Iterable[RecycError]:
        if sum(feed is not None for feed in (self.chemistry, self.mix, self.vehicle)) != 1:
            hint = "nmc622, or --mix lfp=0.3,nmc811=0.7, or --vehicle nissan-leaf-40"
            yield RecycError("E123", "give one chemistry, one mix or one vehicle", hint=hint)
            return
        parts = self.parts
        for name, form, share in parts:
            if form not in FORMS:
                yield _unknown("form", form, FORMS)
            elif form != "pack" and self.disassemble != "none":
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


def _share(value: object, what: str, flag: str) -> Iterable[RecycError]:
    if value is None or hasattr(value, "__array_namespace__"):
        return
    if not finite(value) or not 0.0 < value <= 1.0:  # type: ignore[operator]
        yield RecycError("E122", f"{what} must be above 0 and at most 1, not {value}", flag, "0.85 or 85%")


def _positive(name: str, value: object, unit: str, flag: str = "") -> Iterable[RecycError]:
    if hasattr(value, "__array_namespace__"):
        return
    if not finite(value) or not value > 0.0:  # type: ignore[operator]
        flag = flag or f"--{name.split('_', maxsplit=1)[0]}"
        yield RecycError("E122", f"{name} must be a finite number above 0 [{unit}], not {value}", flag)


def _unknown(name: str, given: object, known: Sequence[str]) -> RecycError:
    hint = did_you_mean(str(given), known) or f"one of {', '.join(known)}"
    return RecycError("E121", f"unknown {name} {given!r}", f"--{name}", hint)
