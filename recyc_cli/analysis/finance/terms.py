"""Gathers the terms that a plant is financed on: those given, else those of the presets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.model.money.lifetime.cash_flow import CARRIED, LOSSES
from recyc_cli.model.money.lifetime.depreciation import declining_balance, straight_line
from recyc_cli.model.money.lifetime.worth import nominal_rate
from recyc_cli.model.numbers.arithmetic import plain
from recyc_cli.scenario.request import finite, is_amount
from recyc_cli.scenario.varied_number import conversion

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from recyc_cli.analysis.quote import Quote
    from recyc_cli.model.numbers.arithmetic import Number

BAD, ASKED = "E170", "E171"
KG_PER_TONNE = 1000.0
LONGEST = 100
"""Most years of a life, of building and of a schedule."""
USUAL_CLASS = 4
"""Class of estimate of a plant that is reckoned from a list of its equipment."""
WAYS = "straight-10, macrs-7, declining-25% or at-once"
KEYWORDS = (
    "life", "discount", "tax", "depreciation", "bonus", "losses", "build", "ramp", "overrun", "estimate_class",
    "carbon_price", "inflation", "mid_year", "fee_for_irr",
)  # fmt: skip

SAMPLE = ("draws", "seed")
FEWEST, MOST = 100, 200_000
"""Draws of a plant: fewer tell no tenth, more do not fit in memory with every year of theirs."""


class Written(NamedTuple):
    """How a plant is written off: by which way, over how many years or at which rate."""

    way: str
    number: Number

    def text(self) -> str:
        """Return it as `--depreciation` takes it."""
        number = plain(self.number)
        if self.way == "declining":
            return f"{self.way}-{number * 100:.6g}%"
        return "at-once" if (self.way, number) == ("straight", 1.0) else f"{self.way}-{number:.6g}"


class Terms(NamedTuple):
    """What a plant is financed on, all of it known."""

    life: int
    discount: Number
    tax: Number
    written: Written
    bonus: Number
    losses: str
    build: tuple[Number, ...]
    ramp: tuple[Number, ...]
    overrun: Number
    estimate_class: int
    under: Number
    over: Number
    carbon_price: Number
    inflation: Number
    mid_year: bool
    fee_for_irr: Number
    given: frozenset[str]
    """Those that somebody gave."""
    macrs: Mapping[str, Mapping[str, Number]]

    def schedule(self) -> Sequence[Number]:
        """Return the shares of the capital written off by working year."""
        if self.written.way == "macrs":
            return tuple(self.macrs[f"{plain(self.written.number):g}"].values())
        if self.written.way == "declining":
            return declining_balance(self.written.number, self.life)
        return straight_line(self.written.number, self.life)

    def shares(self) -> list[Number]:
        """Return the share of a full year that each working year works."""
        return [*self.ramp[: self.life], *([1.0] * (self.life - len(self.ramp)))]


def terms_of(quote: Quote, given: Mapping[str, Any]) -> Terms:
    """Return the terms of a plant: what is given, the region's and the method's own, else the usual ones.

    Raises:
        RecycErrors: E170 numbers that no plant can have, E171 what the region does not say and nobody gave.
    """
    usual, whole = quote.resolved.library.document("finance").tree, _whole(quote, given)
    written = _written(whole.pop("depreciation"), usual["macrs"])
    faults = [*_faults(whole, usual), *([written] if isinstance(written, RecycError) else [])]
    faults += [_asks(quote, "tax rate", "--tax", "25%")] if whole["tax"] is None else []
    faults += [_asks(quote, "price of carbon", "--carbon-price", "0")] if whole["carbon_price"] is None else []
    faults += [_asks(quote, "depreciation", "--depreciation", "straight-10")] if written is None else []
    if faults or written is None or isinstance(written, RecycError):
        raise RecycErrors(faults)
    missed = usual["estimates"][str(whole["estimate_class"])]
    whole |= {"life": int(whole["life"]), "build": tuple(whole["build"]), "ramp": tuple(whole["ramp"])}
    known = frozenset(name for name, value in given.items() if value is not None)
    return Terms(**whole, **missed, given=known, macrs=usual["macrs"], written=written)


def _whole(quote: Quote, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return every term: as it was given, else as the region, the method or all plants have it."""
    method, region = quote.resolved.scenario.method, quote.resolved.documents["region"].tree
    usual = quote.resolved.library.document("finance").tree
    known = {name: value for name, value in given.items() if value is not None}
    if is_amount(known.get("carbon_price", 0.0)):
        known["carbon_price"] = _in_money(quote, known["carbon_price"])
    whole: dict[str, Any] = {
        "life": plain(method.plant["life"]),
        "tax": plain(region["tax_rate"]) if "tax_rate" in region else None,
        "depreciation": _way_of(region.get("depreciation")),
        "carbon_price": plain(region["carbon_price"]) * KG_PER_TONNE if "carbon_price" in region else None,
        "bonus": 0.0,
        "losses": CARRIED,
        "build": tuple(usual["build"].values()),
        "ramp": tuple(usual["ramp"].values()),
        "overrun": 1.0,
        "estimate_class": USUAL_CLASS,
        "inflation": 0.0,
        "mid_year": False,
    } | known
    if "discount" not in whole and finite(whole["inflation"]):
        whole["discount"] = nominal_rate(plain(method.capital["interest"]), whole["inflation"])
    return {"fee_for_irr": whole.get("discount"), "discount": None, **whole}


def _in_money(quote: Quote, price: tuple[float, str]) -> float:
    """Return a price of carbon in the currency of the quote."""
    fx = quote.resolved.documents["prices"].tree.get("fx", {})
    return price[0] * conversion(
        f"{price[1]}/t", f"{quote.request.currency}/t", fx, "the carbon price", "--carbon-price"
    )


def _asks(quote: Quote, what: str, flag: str, example: str) -> RecycError:
    region = quote.resolved.names["region"]
    return RecycError(ASKED, f"region {region} has no {what}", flag, f"{flag} {example}, or one of your own preset")


def _way_of(own: Mapping[str, Any] | None) -> str | None:
    """Return how a region writes a plant off, as `--depreciation` takes it."""
    if own is None:
        return None
    declining = own["way"] == "declining"
    return f"{own['way']}-{plain(own['rate' if declining else 'years']):g}"


def _written(given: str | None, macrs: Mapping[str, Any]) -> Written | RecycError | None:
    """Return how the plant is written off; None where nobody says it."""
    if given is None:
        return None
    way, _, text = {"at-once": "straight-1"}.get(given.lower(), given.lower()).partition("-")
    try:
        number = float(text.removesuffix("%")) / (100.0 if way == "declining" and text.endswith("%") else 1.0)
    except ValueError:
        number = 0.0
    sound = {
        "straight": 1.0 <= number <= LONGEST,
        "declining": 0.0 < number <= 1.0,
        "macrs": f"{number:g}" in macrs,
    }.get(way, False)
    if sound:
        return Written(way, number)
    hint = f"{WAYS}; macrs-{', macrs-'.join(macrs)}"
    return RecycError(BAD, f"{given!r} is no way to write a plant off", "--depreciation", hint)


def _faults(whole: Mapping[str, Any], usual: Mapping[str, Any]) -> Iterator[RecycError]:
    """Yield what is wrong with the numbers, each with its option."""
    life = whole["life"]
    if not finite(life) or not 1 <= life <= LONGEST or life != int(life):
        yield RecycError(BAD, f"the life must be whole years from 1 to {LONGEST}, not {life}", "--life", "--life 15")
    for name, flag in (("discount", "--discount"), ("inflation", "--inflation"), ("fee_for_irr", "--fee-for-irr")):
        repeated = name == "fee_for_irr" and whole[name] == whole["discount"]
        if not repeated and not (finite(whole[name]) and whole[name] > -1.0):
            yield RecycError(BAD, f"a rate must lie above -100 % a year, not {_percent(whole[name])}", flag, "8%")
    for name in ("tax", "bonus"):
        if whole[name] is not None and (not finite(whole[name]) or not 0.0 <= whole[name] <= 1.0):
            yield RecycError(BAD, f"the {name} must be a share from 0 to 1, not {whole[name]}", f"--{name}", "25%")
    if not finite(whole["overrun"]) or not whole["overrun"] > 0.0:
        yield RecycError(BAD, f"the overrun must be a factor above 0, not {whole['overrun']}", "--overrun", "1.3")
    carbon = whole["carbon_price"]
    if carbon is not None and (not finite(carbon) or not carbon >= 0.0):
        yield RecycError(BAD, "the carbon price must be 0 or more", "--carbon-price", "70")
    if whole["losses"] not in LOSSES:
        yield RecycError(BAD, f"losses are {', '.join(LOSSES)}, not {whole['losses']!r}", "--losses")
    if str(whole["estimate_class"]) not in usual["estimates"]:
        hint = ", ".join(usual["estimates"])
        yield RecycError(BAD, f"there is no class of estimate {whole['estimate_class']}", "--estimate-class", hint)
    yield from _share_faults(whole)


def _share_faults(whole: Mapping[str, Any]) -> Iterator[RecycError]:
    build, ramp = whole["build"], whole["ramp"]
    known = len(build) <= LONGEST and all(finite(share) and 0.0 <= share <= 1.0 for share in build)
    if build and not (known and abs(sum(build) - 1.0) < 1e-9):  # noqa: PLR2004 - rounding of decimal shares
        hint = "--build 2 (years), or the share spent in each: --build 40%,60%"
        yield RecycError(BAD, "the shares of the capital spent by year must sum to 1", "--build", hint)
    if not all(finite(share) and 0.0 < share <= 1.0 for share in ramp):
        hint = "the share of a full year that the first ones work: --ramp 50%,80%"
        yield RecycError(BAD, "a working year works more than nothing and at most all of it", "--ramp", hint)


def _percent(value: object) -> str:
    return f"{value * 100:g} %" if finite(value) else str(value)  # type: ignore[operator]


def checked_sample(draws: float | None, seed: float | None) -> tuple[int, int] | None:
    """Return how often a plant is drawn, and the seed; None where it is not.

    Raises:
        RecycError: E170 draws or a seed that cannot be.

    >>> checked_sample(1000, None), checked_sample(None, 7)
    ((1000, 1), None)
    """
    if draws is not None and not (finite(draws) and draws == int(draws) and FEWEST <= draws <= MOST):
        raise RecycError(BAD, f"{draws:g} draws: {FEWEST} to {MOST:,} can be", "--draws", "--draws 10000")
    if seed is not None and not (finite(seed) and seed == int(seed) and seed >= 0):
        raise RecycError(BAD, f"a seed is a whole number from 0 on, not {seed:g}", "--seed", "--seed 7")
    return None if draws is None else (int(draws), 1 if seed is None else int(seed))
