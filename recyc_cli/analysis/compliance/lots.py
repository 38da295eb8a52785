"""Finds the masses that are judged: those of a quote, or those that were weighed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.analysis.quote import answer
from recyc_cli.catalog.vocabulary import DAMP_FORMS
from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.importing.masses.masses_file import WeighedLot, read_masses
from recyc_cli.model.compliance.lots import together
from recyc_cli.model.compliance.masses_of_chain import masses_of_chain
from recyc_cli.model.flows.feedstock import parse_formula
from recyc_cli.model.records.masses import HANDED_ON
from recyc_cli.model.seats import CHAIN, REFINER, SHREDDER
from recyc_cli.scenario.request import Request

if TYPE_CHECKING:
    from collections.abc import Collection

    from recyc_cli.analysis.compliance.books import Book, Entry
    from recyc_cli.analysis.quote import Quote
    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.model.records.masses import Masses

NO_MASSES = "E190"
MODELLED, WEIGHED = "modelled", "weighed"


class Judged(NamedTuple):
    """Masses of a period, and what they are of."""

    period: str
    families: tuple[str, ...]
    masses: Masses
    batteries: bool
    """Whether what went in were batteries."""
    lots: tuple[str, ...] = ()
    weighed: bool = False
    hands_on: bool = False
    """Whether black mass leaves."""


def pure_components(library: Library) -> dict[str, str]:
    """Return the components that are one element, each with its symbol."""
    components = library.document("materials").tree["components"]
    formulas = {name: parse_formula(item["formula"]) for name, item in components.items() if "formula" in item}
    return {name: next(iter(moles)) for name, moles in formulas.items() if len(moles) == 1}


def of_quote(quote: Quote, casing: Collection[str]) -> Judged:
    """Return the masses of a quote [kg/t delivered].

    Raises:
        RecycError: E190, where nothing is recycled.
    """
    scenario, result = quote.resolved.scenario, quote.result
    if not result.accounts or result.second is not None:
        message = "nothing is recycled here: a second life has no rate, nor has who only hands batteries over"
        raise RecycError(NO_MASSES, message, "--route, --seat", "--route hydro, --seat chain")
    masses = masses_of_chain(scenario, result, pure_components(quote.resolved.library), casing)
    families = tuple(dict.fromkeys(stream.chemistry.family for stream in scenario.streams))
    batteries = quote.request.seat != REFINER and not any(each.form in DAMP_FORMS for each in scenario.streams)
    return Judged("", families, masses, batteries, hands_on=_hands_on(masses))


def _hands_on(masses: Masses) -> bool:
    return any(each.use == HANDED_ON for each in masses.outputs)


def with_refiner(quote: Quote) -> tuple[Quote, str]:
    """Return the quote of the whole chain of a shredder whose route goes on, and that route; else the quote itself.

    The first recycler answers for the chain: where nobody says who buys its black mass, its own route finishes it.
    """
    if quote.request.seat != SHREDDER:
        return quote, ""
    whole = answer(Request(**{**quote.request.given, "seat": CHAIN}), quote.resolved.library)
    return (whole, quote.resolved.names["route"]) if whole.result.accounts[1:] else (quote, "")


def of_file(path: str, library: Library) -> list[Judged]:
    """Return the masses that were weighed, by year and family of chemistries: lots of both are averaged by mass.

    Raises:
        RecycErrors: as `weighed_lots`.
    """
    groups: dict[tuple[str, str], list[WeighedLot]] = {}
    for lot in weighed_lots(path, library):
        family = str(library.document("chemistries", lot.chemistry).tree.get("family")) if lot.chemistry else ""
        groups.setdefault((lot.year, family), []).append(lot)
    return [
        Judged(
            year, (family,) if family else (), together([each.masses for each in lots]), batteries=True,
            lots=tuple(each.lot for each in lots if each.lot), weighed=True,
        )
        for (year, family), lots in sorted(groups.items())
    ]  # fmt: skip


def weighed_lots(path: str, library: Library) -> list[WeighedLot]:
    """Return the lots of a file of weighed masses.

    Raises:
        RecycErrors: as `read_masses`; E101, chemistries that no preset has, all at once.
    """
    materials = library.document("materials").tree
    formulas = {name: item["formula"] for name, item in materials["products"].items() if "formula" in item}
    metals = [name for name, item in materials["elements"].items() if "metal" in item]
    parts = [*materials["components"], "electrode"]
    lots = read_masses(path, formulas, materials["atomic_mass"], metals, parts)
    faults = []
    for name in dict.fromkeys(each.chemistry for each in lots if each.chemistry):
        try:
            library.document("chemistries", name)
        except RecycError as error:
            faults.append(RecycError(error.code, error.message, path, error.hint))
    if faults:
        raise RecycErrors(faults)
    return lots


def of_group(judged: list[Judged], book: Book, entry: Entry | None) -> Judged | None:
    """Return what an entry is about: all lots of a period as one, or those of its group of chemistries.

    None where none is of the group. Lots that say no chemistry count to the first group.
    """
    wanted = set(entry.names("groups")) if entry is not None else set()
    first = next(iter(book.tree.get("groups", {})), "")
    kept = []
    for each in judged:
        groups = {group for family in each.families for group in book.groups_of(family)} or {first}
        if not wanted or wanted & groups:
            kept.append(each)
    if not kept:
        return None
    families = tuple(dict.fromkeys(family for each in kept for family in each.families))
    return Judged(
        kept[0].period,
        families,
        together([each.masses for each in kept]),
        batteries=all(each.batteries for each in kept),
        lots=tuple(lot for each in kept for lot in each.lots),
        weighed=kept[0].weighed,
        hands_on=any(each.hands_on for each in kept),
    )
