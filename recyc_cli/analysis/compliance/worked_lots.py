"""Finds the masses of many lots: a quote of each kind, as often as there are tonnes of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from recyc_cli.analysis.compliance.lots import NO_MASSES, Judged, of_quote, with_refiner
from recyc_cli.analysis.quote import answer
from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.importing.lots.headings import Map
from recyc_cli.importing.lots.lot_files import LotFiles
from recyc_cli.importing.lots.lot_records import NAME, keywords_of_row, lot_records
from recyc_cli.model.compliance.lots import scaled_masses, together
from recyc_cli.model.seats import SHREDDER
from recyc_cli.scenario.keywords import LOT, acting_on
from recyc_cli.scenario.request import Request

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from recyc_cli.analysis.quote import Quote
    from recyc_cli.catalog.documents.library import Library

MOST_FAULTS = 20
MASS = "mass_t"


class Worked(NamedTuple):
    """Lots of one kind: the quote of a tonne, how many tonnes, who finishes black mass, what the lots are called."""

    quote: Quote
    tonnes: float
    refiner: str
    names: list[str]
    hands_on: bool


def worked_lots(files: Sequence[str], keywords: Mapping[str, Any], library: Library, *, settled: bool) -> list[Worked]:
    """Return the lots of tables, those that are alike together.

    Args:
        files: of lots, as `recyc batch` reads them.
        keywords: of a quote, which hold for all lots unless a column says otherwise.
        library: of presets.
        settled: whether it is said who finishes black mass; else the route does.

    Raises:
        RecycErrors: lots that cannot be read or quoted, or have no size; by their names, the first twenty.
    """
    given = {name: value for name, value in keywords.items() if value is not None}
    table = LotFiles(files, "", Map(), library, list(given))
    try:
        records = lot_records(table)
        settings, units = {**given, **table.settings}, table.units
    finally:
        table.close()
    sizes = {row.name for row in acting_on(LOT)}
    kinds: dict[str, tuple[dict[str, Any], list[dict[str, Any]]]] = {}
    for number, record in enumerate(records, 1):
        alike = {name: value for name, value in record.items() if name not in sizes and name != NAME}
        kinds.setdefault(json.dumps(alike), (alike, []))[1].append({NAME: str(number), **record})
    faults: list[RecycError] = []
    found: list[Worked] = []
    for alike, lots in kinds.values():
        try:
            found.append(_worked(keywords_of_row(alike, settings, units), lots, library))
        except (RecycError, RecycErrors) as error:
            several = error.errors if isinstance(error, RecycErrors) else [error]
            faults += [RecycError(each.code, each.message, f"lot {lots[0][NAME]}", each.hint) for each in several]
    if faults:
        raise RecycErrors(faults[:MOST_FAULTS])
    if settled:
        return found
    return [each._replace(quote=whole, refiner=by) for each in found for whole, by in (with_refiner(each.quote),)]


def _worked(asked: Mapping[str, Any], lots: Sequence[Mapping[str, Any]], library: Library) -> Worked:
    """Return lots that differ in their size alone."""
    quote = answer(Request(**asked), library)
    of_quote(quote, [])
    tonnes = sum(_tonnes(lot, asked, library) for lot in lots)
    return Worked(quote, tonnes, "", [str(lot[NAME]) for lot in lots], quote.request.seat == SHREDDER)


def _tonnes(lot: Mapping[str, Any], asked: Mapping[str, Any], library: Library) -> float:
    """Return the size of a lot [t]."""
    if lot.get(MASS) is not None:
        return float(lot[MASS])
    size = {row.name: lot[row.name] for row in acting_on(LOT) if lot.get(row.name) is not None}
    sized = answer(Request(**{**asked, **size}), library).to_dict()["lot"] if size else None
    if sized is None:
        raise RecycError(NO_MASSES, "the lot has no size", str(lot[NAME]), "a column of mass, of packs or of kWh")
    return sized["mass_t"]


def judged_lots(worked: Iterable[Worked], casing: Collection[str]) -> list[Judged]:
    """Return the masses of all lots by families of chemistries [kg]: averages are by mass.

    Args:
        worked: the lots.
        casing: parts of packs that are their outer casing.
    """
    groups: dict[tuple[str, ...], list[Judged]] = {}
    for each in worked:
        one = of_quote(each.quote, casing)
        sized = one._replace(
            masses=scaled_masses(one.masses, each.tonnes), lots=tuple(each.names),
            hands_on=one.hands_on or each.hands_on,
        )  # fmt: skip
        groups.setdefault((*one.families, str(one.batteries)), []).append(sized)
    return [
        several[0]._replace(
            masses=together([each.masses for each in several]),
            lots=tuple(name for each in several for name in each.lots),
            hands_on=any(each.hands_on for each in several),
        )
        for several in groups.values()
    ]
