"""Lists the few facts that tell one preset of a kind from another."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.catalog.documents.document import in_usd, lookup
from recyc_cli.catalog.documents.sums_to_one import destinations
from recyc_cli.catalog.vocabulary import PRICES
from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.model.flows.stage import BLACK_MASS, CATHODE
from recyc_cli.model.second_life.reuse import SOLD
from recyc_cli.scenario.fill_in import usual_deck
from recyc_cli.units import CURRENCIES, parse

if TYPE_CHECKING:
    from collections.abc import Callable

    from recyc_cli.catalog.documents.document import Document
    from recyc_cli.catalog.documents.library import Library

    Cell = Callable[[Document, Library], object]
Fact = str | float
_DIGITS = 4


class Field(NamedTuple):
    """A fact of a kind of preset: its name in data, its heading in tables, and how it is read."""

    name: str
    heading: str
    cell: Cell

    def of(self, document: Document, library: Library) -> Fact | None:
        """Return what a preset says, a number to four digits; None where it says nothing."""
        cell = self.cell(document, library)
        if isinstance(cell, float):
            return float(f"{cell:.{_DIGITS}g}")
        words = " ".join(map(str, cell)) if isinstance(cell, (list, tuple)) else str(cell or "")
        return words or None


def facts(library: Library, kind: str) -> tuple[dict[str, dict[str, Fact | None]], list[str]]:
    """Return what each preset of a kind says in the fields of its kind, by its name, and which cannot be read.

    Money is in US dollars, foreign amounts at the rates of the usual deck.
    """
    rows: dict[str, dict[str, Fact | None]] = {}
    faulty = []
    for name in library.names(kind) if kind in FIELDS else ():
        try:
            document = library.document(kind, name)
            rows[name] = {field.name: field.of(document, library) for field in FIELDS[kind]}
        except (RecycError, RecycErrors):
            faulty.append(name)
    return rows, faulty


def _at(path: str) -> Cell:
    """Read a text or a list of texts."""
    return lambda document, _: lookup(document.tree, path)


def _number(path: str, unit: str, per: str = "") -> Cell:
    """Read a number in a unit, or how much there is of it `per` another one."""

    def cell(document: Document, library: Library) -> float | None:
        tree = in_usd(document, usual_deck(library).tree.get("fx", {})).tree if document.foreign else document.tree
        value, divisor = lookup(tree, path), lookup(tree, per) if per else 1.0
        return value / divisor / parse(unit)[0] if isinstance(value, float) and divisor else None

    return cell


def _currencies(document: Document, _: Library) -> list[str]:
    """Name the currencies that amounts are written in."""
    heads = {record.canonical_unit.partition("/")[0] for record in document.records.values()}
    return sorted(heads & set(CURRENCIES))


def _first_feed(document: Document, _: Library) -> float | None:
    """Return the throughput that a plant states, be it of its first stage or of a later one [t/yr]."""
    stated = document.tree.get("throughput")
    value = next(iter(stated.values()), None) if isinstance(stated, dict) else stated
    return value if isinstance(value, float) else None


def _of_stage(document: Document, _: Library) -> str:
    """Name the stage whose throughput a plant states, where it is not the first."""
    stated = document.tree.get("throughput")
    return next(iter(stated), "") if isinstance(stated, dict) else ""


def _stages(document: Document, _: Library) -> list[str]:
    """Name the stages of a route, in their order."""
    stages = [document.tree.get("second_life"), *document.tree["plants"]]
    return [stage for stage in stages if stage]


def _sells(document: Document, library: Library) -> str:
    """Name what leaves the plants of a route to be sold, the last plant's first; its black mass, which nobody takes."""
    known = {*library.document("materials").tree["products"], CATHODE} - {BLACK_MASS}
    fates = [list(destinations(plant.tree["fates"])) for plant in library.plants([document]).values()]
    last = {BLACK_MASS} & set(fates[-1]) if fates else {SOLD}
    sold = dict.fromkeys([*last, *(name for of in reversed(fates) for name in of if name in known)])
    return ", ".join(name.replace("_", " ") for name in sold)


FIELDS: dict[str, tuple[Field, ...]] = {
    "chemistries": (
        Field("family", "family", _at("family")),
        Field("kwh_per_kg", "kWh/kg", _number("design.pack_energy", "kWh", per="design.pack_mass")),
    ),
    "routes": (Field("stages", "stages", _stages), Field("sells", "sells", _sells)),
    "stages": (Field("stage", "stage", _at("stage")), Field("accepts", "takes", _at("accepts"))),
    "regions": (
        Field("country", "country", _at("country")),
        Field("currency", "currency", _currencies),
        Field("wage_usd_per_h", "wage, USD/h", _number("wage", "USD/h")),
        Field("electricity_usd_per_mwh", "power, USD/MWh", _number("electricity", "USD/MWh")),
    ),
    PRICES: (
        Field("market", "market", _at("market")),
        Field("year", "year", _at("year")),
        Field("vat_percent", "VAT, %", _number("vat.rate", "%")),
    ),
    "payables": (Field("market", "market", _at("market")), Field("year", "year", _at("year"))),
    "plants": (
        Field("routes", "routes", _at("routes")),
        Field("region", "region", _at("region")),
        Field("throughput_t_per_year", "t/yr", _first_feed),
        Field("status", "status", _at("status")),
        Field("company", "company", _at("company")),
        Field("of_stage", "t/yr into", _of_stage),
    ),
    "vehicles": (
        Field("pack_energy_kwh", "kWh", _number("pack_energy", "kWh")),
        Field("pack_mass_kg", "kg", _number("pack_mass", "kg")),
        Field("chemistry", "chemistry", _at("chemistry")),
        Field("maker", "maker", _at("maker")),
    ),
}
"""Fields by kind, what matters most first: a narrow terminal leaves out the last ones."""
