"""Types what every report says of its question: scenario, basis, terms and notes.

What stands in brackets is the unit; `money` is the currency of the scenario, `t` a tonne of the feed as delivered. A
field that a later release adds is `NotRequired`: reports written before have to stay good.
"""

from __future__ import annotations

from typing import NotRequired, TypedDict


class MixPart(TypedDict):
    """A part of a mixed feed."""

    chemistry: str
    form: str
    share: float
    """Share of the delivered mass [1]."""


class Made(TypedDict):
    """What a cathode is made of."""

    chemistry: str | None
    """Null of a mix."""
    mix: list[MixPart] | None


class Feed(Made):
    """What is recycled."""

    form: str
    """What is delivered: pack, module, cell, scrap-cell, scrap-electrode, black-mass or mixed."""
    vehicle: str | None


class Scenario(Feed):
    """What was asked, names as the presets spell them."""

    soh: float
    """State of health; acts on a second life only [1]."""
    pack_mass_kg: NotRequired[float | None]
    """Of one pack, where it was given [kg]."""
    pack_energy_kwh: NotRequired[float | None]
    """Nameplate energy of one pack, where it was given [kWh]."""
    disassemble: str
    route: str
    region: str
    throughput_t_per_year: float
    """Feed of the first plant when it is full [t/yr]."""
    load: NotRequired[float]
    """Share of it that the plants work [1]."""
    plant: str | None
    prices: str
    """Price deck."""
    as_of: str | None
    """Date that dated prices were picked by."""
    method: str
    profile: str
    """Which recoveries: conservative, typical or optimistic."""
    seat: str
    """Whose account it is: chain, holder, shredder or refiner."""
    currency: str
    """What `money` stands for in units."""
    overrides: list[str]
    """What of the presets was changed."""
    corrections: list[str]
    """Corrections of the method in force."""
    feed_price: float | None
    """As it was given [feed_price_unit]."""
    feed_price_unit: str | None
    feed_basis: str
    """What a feed price is per: tonne, kWh, or a share of the contained value."""
    contract: str | None
    business: str | None
    distance_km: float | None
    """To the first plant [km]."""
    damaged: float
    """Damaged share of the feed [1]."""
    mode: str
    """Means of transport."""
    application: str | None
    """What a pack is used for in its second life."""
    pass_rate: float | None
    """Share of the packs that pass the tests, where it was given [1]."""
    new_pack_price: float | None
    """As it was given [new_pack_price_unit]."""
    new_pack_price_unit: str | None
    recycle: str | None
    """Route on which packs end after their second life, where one was given."""
    lag: NotRequired[str | None]
    """How long before the products are sold the feed was bought, where it was given."""
    feed_prices: NotRequired[str | None]
    """Price deck that the feed was bought at, where one was given."""


class Basis(TypedDict):
    """What amounts are per, and in the money of which time."""

    amounts: str
    contained_value: str
    """The elements that the contained value counts."""
    contained_as: str
    """In which compound an element is valued whose price is not its own."""
    feed_price_as: NotRequired[str]
    """The feed price as the trade quotes black mass of one metal: per 1 % of it."""
    kwh_per_t: float | None
    """Nameplate energy; null of scrap and black mass [kWh/t]."""
    packs_per_t: float | None
    """Null of what are no packs [pack/t]."""
    price_date: str | None
    breakeven: str
    """What the break-even feed price is per."""
    currency_year: str
    """Years of the prices and of the equipment's costs."""
    mass: NotRequired[str]
    """What a mass of the feed was taken as: wet or dry. Amounts are per dry tonne."""
    moisture: NotRequired[float | None]
    """Water in the feed as weighed; null where it is dry [1]."""
    vat: NotRequired[str]
    """Whether amounts are with value-added tax: included or excluded."""
    incoterm: NotRequired[str]
    """Where feed prices hold: EXW at the holder's gate, FCA, CIF or DAP."""


class Terms(TypedDict):
    """Reference, date and validity of a saved quote, and who offers to whom."""

    reference: str | None
    date: str | None
    valid_until: str | None
    offered_by: str | None
    offered_to: str | None


class Note(TypedDict):
    """What is to know of a result."""

    code: str
    message: str
    of: NotRequired[str]
    """What it is of, as the message begins; nothing where it is of all."""
    values: NotRequired[dict[str, str | float]]
    """What the message tells, apart."""


class LotSize(TypedDict):
    """The size of a lot."""

    mass_t: float
    """[t]."""
    packs: float | None
    """[pack]."""
    kwh: float | None
    """[kWh]."""
    mass_weighed_t: NotRequired[float | None]
    """With the water in it; null where it is dry [t]."""


class Noted(TypedDict):
    """What of a report has notes."""

    warnings: list[Note]


class Backed(Noted):
    """What of a report has sources and notes."""

    sources: list[str]


class Termed(TypedDict):
    """What of a report has terms."""

    terms: Terms | None
