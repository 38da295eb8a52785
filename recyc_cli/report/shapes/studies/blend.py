"""Types the report of a purchase: which lots, how much of each, and what holds it back."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired, TypedDict

from recyc_cli.report.shapes.asked import Basis, MixPart, Note, Scenario
from recyc_cli.report.shapes.products import WRITTEN


class BlendLot(TypedDict):
    """A lot on offer and what becomes of it."""

    lot: str
    chemistry: str | None
    form: str | None
    offered_t: float
    """How much there is [t]."""
    mass_t: float
    """How much is bought [t]."""
    share: float
    """Of the mix [1]."""
    feed_price: float
    """Asked [money/t]."""
    price_at_most: float | None
    """From this price on the plan does better without it [money/t]."""
    margin: float
    """Of a plant that is full of it [money/t]."""
    earned: float
    """Towards what the plant costs whether it works or not [money/t]."""
    reduced_cost: float
    """What a tonne more of it would earn: above 0 where all of it is bought, below 0 where none is [money/t]."""
    holds: dict[str, float]
    """Of each that is limited, its share of what the limit is of [1]."""


class BlendLimit(TypedDict):
    """A limit of the purchase, how much of it is used, and what more room would earn."""

    name: str
    kind: str
    """capacity, budget, least or limit."""
    limit: float
    used: float | None
    """In the unit of the limit; null of a share where nothing is bought."""
    unit: str
    """t, money or 1."""
    binding: bool
    shadow_price: float
    """What one more of `per` would earn [money]."""
    per: str
    """t, money, or kg of what is limited."""
    words: str


class BlendMix(TypedDict):
    """The purchase quoted once more as one mix."""

    profit: float | None
    """[money]; null where it cannot be quoted so."""
    difference: float | None
    """From the linear programme's profit [money]."""
    difference_pct: float | None
    """The same, of what the mix is sold for [%]."""
    feed: list[MixPart]
    load: float | None
    """Share of the plant that works [1]."""
    reason: str | None
    """Why there is none."""


class RefusedLot(TypedDict):
    """A lot that cannot be quoted, and why."""

    lot: str
    code: str
    message: str


class BlendReport(TypedDict):
    """Which lots to buy, and how much of each."""

    schema: Literal["recyc.blend/1"]
    recyc: str
    """Version of recyc."""
    presets: str
    """Digest of the presets."""
    scenario: Scenario
    """Of the mix; of the first lot where it cannot be quoted as one."""
    basis: Basis
    capacity_t_per_year: float
    months: float
    """In which the lots are worked."""
    mass_t: float
    """Bought in all [t]."""
    spent: float
    """On the feed [money]."""
    profit: float
    """By the linear programme: earned less the plant's cost [money]."""
    earned: float
    """By all lots, towards the plant's cost [money]."""
    plant_cost: float
    """Of the plant in that time, whether it works or not [money]."""
    lots: list[BlendLot]
    shadow_prices: list[BlendLimit]
    mix: BlendMix
    linear: list[str]
    """What the linear programme takes for linear."""
    refused: list[RefusedLot]
    message: str
    sources: list[str]
    warnings: list[Note]
    titles: NotRequired[Annotated[dict[str, str], WRITTEN]]
