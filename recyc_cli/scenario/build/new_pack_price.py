"""Chooses the price of the new pack that a used one is held against."""

from __future__ import annotations

from recyc_cli.errors import RecycError
from recyc_cli.model.flows.feedstock import MJ_PER_KWH
from recyc_cli.model.second_life.new_packs import in_proportion, ratio_to_all
from recyc_cli.row import Row
from recyc_cli.scenario import currency
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recyc_cli.catalog.documents.document import Tree
    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.scenario.resolved import Resolved

APPLICATION = "application"
ALL = "all"
"""Prices of new packs of every use, the world over."""


class NewPack(Row):
    """Where a price comes from: whose packs, of which year, and in whose proportions (table, year) to all packs."""

    market: str
    year: str
    region: tuple[str, str] | None
    family: tuple[str, str] | None


def price(resolved: Resolved, stage: str) -> Number:
    """Return the price of a new pack [money/MJ]: the user's, the stage's, or that of the application's market.

        p = p(market, year) p(region, y) / p(all, y) p(family, z) / p(all, z)

    A region's packs, and those of a family of cathodes, are only known all together, so a market's price is taken to
    stand to that of the world as all packs do. An application that names its `rival` is served by new packs of that
    family, whatever the used ones are: the market's price is theirs.

    Raises:
        RecycError: E146, where the stage has no prices at all.
    """
    request, tree = resolved.request, resolved.documents[f"stages.{stage}"].tree
    if request.new_pack_price is not None:
        return currency.exchanged(resolved, "new_pack_price", request.new_pack_price) / MJ_PER_KWH
    if "new_pack" in tree["price"]:
        own: Number = tree["price"]["new_pack"]
        return own
    return price_of(new_pack(resolved, stage), tree["new_packs"])


def price_of(used: NewPack, table: Tree) -> Number:
    """Return the price of new packs [money/MJ], in the proportions of their region and family to the world's.

    Args:
        used: whose packs, of which year, in which region and of which family.
        table: prices by market and year [money/MJ].
    """
    found: Number = table[used.market][used.year]
    for part in filter(None, (used.region, used.family)):
        found = in_proportion(found, ratio_of(part, table))
    return found


def ratio_of(part: tuple[str, str], table: Tree) -> Number:
    """Return what the packs of a part of the world cost in a year over what all packs did [1]."""
    name, year = part
    return ratio_to_all(table[name][year], table[ALL][year])


def new_pack(resolved: Resolved, stage: str) -> NewPack:
    """Say which prices of new packs a request takes: of its market or, if those are of a nearer year, of all packs.

    Raises:
        RecycError: E146, where the stage has no prices at all.
    """
    table, use = resolved.documents[f"stages.{stage}"].tree["new_packs"], resolved.documents[APPLICATION].tree
    market, year = str(use["new_pack"]), asked_year(resolved, stage)
    known = [name for name in dict.fromkeys((market, ALL)) if table.get(name)]
    if not known:
        message = f"no price of new packs for {market}"
        raise RecycError("E146", message, "--new-pack-price", "give one, such as 115USD/kWh")
    nearest = {name: nearest_year(year, table[name]) for name in known}
    used = min(known, key=lambda name: _apart(year, nearest[name]))
    region = str(resolved.documents["region"].tree.get("new_packs", ""))
    family = "" if use.get("rival") else _family(resolved)
    return NewPack(used, nearest[used], _part(region, year, table), _part(family, year, table))


def _part(name: str, year: str, table: Tree) -> tuple[str, str] | None:
    """Return a part of the world with the nearest year in which both it and all packs have a price."""
    shared = [each for each in table.get(name, {}) if each in table.get(ALL, {})]
    return (name, nearest_year(year, shared)) if shared else None


def _family(resolved: Resolved) -> str:
    """Return the family of the cathode of the packs that are used again."""
    return str(resolved.documents[f"chemistries.{resolved.chemistries[0]}"].tree["family"])


def asked_year(resolved: Resolved, stage: str) -> str:
    """Return the year whose new packs are meant, nothing where the newest are.

    A stage whose `new_pack_of` is `day` buys them on the day, whatever the year of the metals: the newest, or those of
    the day that the request is as of. Another takes them of the last year the deck speaks of: `2018-2022` is 2022.
    """
    if resolved.documents[f"stages.{stage}"].tree["price"].get("new_pack_of") == "day":
        return str(resolved.request.as_of or "")[:4]
    text = str(resolved.documents["prices"].tree.get("year", ""))
    return text[-4:] if text[-4:].isdigit() else text[:4]


def nearest_year(year: str, known: Iterable[str]) -> str:
    """Return the year that is nearest, the earlier of two; without a year to look for, the latest.

    >>> nearest_year("2026", ["2024", "2025"]), nearest_year("2020", ["2019", "2021"]), nearest_year("", ["2019"])
    ('2025', '2019', '2019')
    """
    return min(sorted(known, reverse=not year.isdigit()), key=lambda each: _apart(year, each))


def _apart(year: str, other: str) -> int:
    """Years between two; none where no year is looked for."""
    return abs(int(year) - int(other)) if year.isdigit() else 0
