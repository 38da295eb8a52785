"""Types the keywords in `keywords.py`, for type checkers and editors alone.

Nothing imports this at run time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Generic, TypedDict, TypeVar

Amount = float | tuple[float, str]
"""Money: a number in the request's currency, or (number, code of its own)."""
Price = Amount | Mapping[str, Amount]
"""Of the feed: one for all of it, or one for each part of a mix."""
Shares = Mapping[str, float] | Sequence[tuple[str, str, float]]
"""A mix: share by chemistry, or (chemistry, form, share)."""
Name = TypeVar("Name")
Word = TypeVar("Word")
Part = TypeVar("Part")
Number = TypeVar("Number")
Money = TypeVar("Money")
Paid = TypeVar("Paid")
Mix = TypeVar("Mix")


class _Keywords(TypedDict, Generic[Name, Word, Part, Number, Money, Paid, Mix], total=False):
    """The keywords, by what each may be: a name, a word, a number that may be left out, a number, money, a mix."""

    chemistry: Name
    form: Word
    vehicle: Name
    mix: Mix
    mass_t: float | None
    mass_basis: str
    moisture: Part
    packs: float | None
    kwh: float | None
    pack_mass_kg: Part
    pack_energy_kwh: Part
    soh: Part
    application: Name
    pass_rate: Part
    new_pack_price: Money
    recycle: Name
    disassemble: Word
    region: Word
    throughput_t_per_year: Number
    load: Number
    capacity_t_per_year: Part
    plant: Name
    route: Name
    prices: Name
    as_of: Name
    lag: Name
    feed_prices: Name
    method: Word
    profile: Word
    seat: Word
    feed_price: Paid
    incoterm: Name
    vat: Name
    feed_basis: Word
    contract: Name
    business: Name
    distance_km: Part
    mode: Word
    damaged: Number
    currency: str
    price_overrides: Sequence[str]
    overrides: Sequence[str]
    corrections: Sequence[str]
    preset_dirs: Sequence[str]


Keywords = _Keywords[str | None, str, float | None, float, Amount | None, Price | None, Shares | None]
"""What `quote` takes."""
ColumnKeywords = _Keywords[
    str | Sequence[str] | None,
    str | Sequence[str],
    float | Sequence[float] | None,
    float | Sequence[float],
    Amount | Sequence[Amount] | None,
    Price | Sequence[Price] | None,
    Shares | Sequence[Shares] | None,
]
"""What `compare` takes: of what its columns may differ in, one value or a list."""


class DeckKeywords(
    _Keywords[str | Sequence[str] | None, str, float | None, float, Amount | None, Price | None, Shares | None],
    total=False,
):
    """What `outlook` takes: those of `quote`, `prices` one deck or several."""


class PlantKeywords(DeckKeywords, total=False):
    """What `finance` takes: the same, and the terms of the plant."""

    life: float | None
    discount: float | None
    tax: float | None
    depreciation: str | None
    bonus: float | None
    losses: str | None
    build: Sequence[float] | None
    ramp: Sequence[float] | None
    overrun: float | None
    estimate_class: int | None
    carbon_price: Amount | None
    inflation: float | None
    mid_year: bool
    fee_for_irr: float | None
    draws: int | None
    seed: int | None


ReadKeywords = _Keywords[Any, Any, Any, Any, Any, Any, Any]
"""What options say: a value or a list of them, for a quote or for a comparison."""


class DrawnKeywords(
    _Keywords[str | Sequence[str] | None, str, float | None, float, Amount | None, Price | None, Shares | None],
    total=False,
):
    """The keywords of a simulation: those of a quote, `prices` one deck or several, and of its sample."""

    draws: int
    seed: int
    sampler: str
    horizon: str
    fix: Sequence[str] | str
    only: Sequence[str] | str
    every: bool
    bootstrap: str | None
    jobs: int


class MovedKeywords(Keywords, total=False):
    """The keywords of what moves a margin: those of a quote, and its own."""

    by: str
    group: str
    top: int
    draws: int
    seed: int
    horizon: str
    fix: Sequence[str] | str


class Values:
    """The keywords as a request holds them: amounts without their currency."""

    chemistry: str | None
    form: str
    vehicle: str | None
    mix: Shares | None
    mass_t: float | None
    mass_basis: str
    moisture: float | None
    packs: float | None
    kwh: float | None
    pack_mass_kg: float | None
    pack_energy_kwh: float | None
    soh: float | None
    application: str | None
    pass_rate: float | None
    new_pack_price: float | None
    recycle: str | None
    disassemble: str
    region: str
    throughput_t_per_year: float
    load: float
    capacity_t_per_year: float | None
    plant: str | None
    route: str | None
    prices: str | None
    as_of: str | None
    lag: str | None
    feed_prices: str | None
    method: str
    profile: str
    seat: str
    feed_price: float | None
    incoterm: str | None
    vat: str | None
    feed_basis: str
    contract: str | None
    business: str | None
    distance_km: float | None
    mode: str
    damaged: float
    currency: str
    price_overrides: Sequence[str]
    overrides: Sequence[str]
    corrections: Sequence[str]
    preset_dirs: Sequence[str]
