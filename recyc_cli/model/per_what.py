"""Turns amounts per tonne into amounts per kWh, pack, tonne of black mass, or lot."""

from __future__ import annotations

from recyc_cli.model.flows.feedstock import MJ_PER_KWH, as_weighed, energy_of, packs_of
from recyc_cli.model.numbers.arithmetic import NAN, add_up, maximum, share_of
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.records.feed import Stream

PERCENT = 10.0
"""1 % of a tonne [kg/t]."""


def units_in_tonne(streams: Sequence[Stream]) -> tuple[Number | None, Number | None]:
    """Nameplate energy of a feed [kWh/t delivered], and packs it comes from [1/t]; None where a part of it has none.

    energy = that of `feedstock.energy_of` [MJ/t delivered] / 3.6

    Args:
        streams: the feed.

    Source: `feedstock.packs_of`.

    >>> from recyc_cli.model.records.feed import Chemistry, Stream
    >>> packs = Chemistry(design={"pack_mass": 500.0, "pack_energy": 360.0})
    >>> units_in_tonne([Stream(chemistry=packs, form="pack", share=1.0)])
    (200.0, 2.0)
    """
    energy, packs = energy_of(streams), packs_of(streams)
    return None if energy is None else energy / MJ_PER_KWH, packs


def per_percent(amount: Number, mass: Number) -> Number:
    """Amount per 1 % of a tonne that something is = amount per tonne / (10 kg of it).

    Args:
        amount: [x/t].
        mass: of it [kg/t].

    Returns:
        [x/%/t].

    Source: `arithmetic.share_of`.

    >>> per_percent(7470.0, 30.0)
    2490.0
    """
    return share_of(amount, mass / PERCENT)


def per_unit(amount: Number, units: Number | None) -> Number:
    """Amount per unit = amount per tonne / units in a tonne; NaN where a tonne has none.

    Args:
        amount: [x/t].
        units: kWh, packs or tonnes of black mass in a tonne [unit/t].

    Returns:
        [x/unit].

    Source: `arithmetic.share_of`.

    >>> per_unit(600.0, 150.0), per_unit(600.0, None), per_unit(600.0, 0.0)
    (4.0, nan, nan)
    """
    return NAN if units is None else share_of(amount, units)


def percent_of(amount: Number, value: Number) -> Number:
    """Amount as a share of what is sold = amount / max(value, 0) x 100; NaN where nothing is sold.

    Args:
        amount: [x/t].
        value: of what is sold [x/t].

    Returns:
        [%].

    Source: `arithmetic.share_of`.

    >>> percent_of(-440.0, 5500.0), percent_of(1.0, 0.0)
    (-8.0, nan)
    """
    return share_of(amount, maximum(value, 0.0)) * 100.0


def dry_share(streams: Sequence[Stream]) -> Number | None:
    """Dry mass of a feed over its mass as weighed [1]; None where nothing says that a part of it is wet.

    1 - moisture, of one; 1 / sum(share of the dry mass / (1 - moisture)), of several

    Args:
        streams: the feed.

    Source: fastmarkets-black-mass-spec-2024-04, assays and payables of black mass are of its dry mass.

    >>> from recyc_cli.model.records.feed import Stream
    >>> dry_share([Stream(share=1.0, moisture=0.12)]), dry_share([Stream(share=1.0)])
    (0.88, None)
    >>> dry_share([Stream(share=0.5, moisture=0.25), Stream(share=0.5)])
    0.8571428571428572
    """
    first = streams[0].moisture
    if len(streams) == 1 and first is not None:
        return 1.0 - first
    if all(stream.moisture is None for stream in streams):
        return None
    return 1.0 / add_up(as_weighed(stream.share, stream) for stream in streams)


def per_dry_tonne(price: Number, dry: Number) -> Number:
    """Price per tonne of dry mass = price per tonne as weighed / dry share [money/t].

    Args:
        price: per tonne as weighed [money/wmt].
        dry: of `dry_share` [1].

    Source: `per_what.dry_share`.

    >>> per_dry_tonne(2200.0, 0.88)
    2500.0
    """
    return price / dry


def lot_mass(size: Number, units: Number) -> Number:
    """Mass of a lot = its size / units in a tonne [t].

    Args:
        size: of the lot in tonnes, packs or kWh [unit].
        units: in a tonne delivered [unit/t].

    Source: `feedstock.packs_of`.

    >>> lot_mass(40.0, 2.5)
    16.0
    """
    return size / units


def lot_size(mass: Number, units: Number) -> Number:
    """Size of a lot = its mass x units in a tonne [unit].

    Args:
        mass: of the lot [t].
        units: packs or kWh in a tonne delivered [unit/t].

    Source: `feedstock.packs_of`.

    >>> lot_size(16.0, 2.5)
    40.0
    """
    return mass * units


def of_lot(amount: Number, mass: Number) -> Number:
    """Amount of a lot = amount per tonne x mass [x].

    Args:
        amount: [x/t].
        mass: of the lot [t].

    Source: `recycling.evaluate`.

    >>> of_lot(-20.0, 16.0)
    -320.0
    """
    return amount * mass
