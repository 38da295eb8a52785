"""Reduces a quote to the customer's copy: what it holds, its fate, its price, no cost.

A reduction that names what it keeps: what a later release adds to the report stays out until it is listed here.
Presets and sources of one's own go unnamed, for a name may tell what is nobody else's business; only the feed keeps its
name, by which its holder knows it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast

from recyc_cli.catalog.open_library import builtin_library
from recyc_cli.catalog.vocabulary import USER
from recyc_cli.errors import RecycError
from recyc_cli.model.flows.mass_balance import from_feed, recycling_efficiency
from recyc_cli.model.flows.stage import BLACK_MASS
from recyc_cli.model.money.margins import processing_charge
from recyc_cli.model.money.sales import fetched
from recyc_cli.model.per_what import per_unit
from recyc_cli.model.seats import CHAIN, HOLDER, REFINER
from recyc_cli.report.offers.positions import positions, unvalued
from recyc_cli.report.provenance import records_of, without_inputs

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

    from recyc_cli.catalog.documents.document import Record
    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.model.records.market import Market
    from recyc_cli.report.answer import Answer
    from recyc_cli.report.shapes import saved as shape
    from recyc_cli.report.shapes.products import Product
    from recyc_cli.report.shapes.quote import QuoteReport

Records = list[tuple[str, "Record"]]
SCHEMA: Literal["recyc.customer/1"] = "recyc.customer/1"
NO_CUSTOMER = "E117"
SCENARIO = (
    "vehicle",
    "chemistry",
    "form",
    "soh",
    "disassemble",
    "route",
    "region",
    "seat",
    "prices",
    "method",
    "currency",
    "mix",
)
UNNAMED = {
    "route": ("routes", "own"),
    "region": ("regions", "own region"),
    "prices": ("prices", "own price deck"),
    "method": ("methods", "own method"),
}
"""What of the scenario names a preset, of which kind, and what one that is not public is called."""
BASIS = (
    "amounts", "contained_value", "contained_as", "kwh_per_t", "packs_per_t", "price_date", "mass", "moisture", "vat",
    "incoterm",
)  # fmt: skip
SECOND_LIFE = ("threshold_soh", "pass_rate", "soh_sold", "cycles_left", "years")
WARNINGS = ("pack-scaled", "soh-assumed")
PUBLISHED, AGREED, ESTIMATE, OWN = "published", "agreed", "estimate", "own"
"""What a price rests on: a public source, the one who makes the offer, nobody's quotation, or a deck of one's own."""
SHOWN = ("prices.metals.", "chemistries.", "impacts.", "region.grid")
"""Records whose sources are those of what is shown, besides the recoveries (`stages.NAME.fates`)."""


def customer_copy(quote: Answer, report: QuoteReport, *, valued: bool = True) -> shape.CustomerReport:
    """Return the customer's copy of a quote's `report`, with the `bibliography` of what it shows.

    Args:
        quote: as it was answered.
        report: of it.
        valued: whether the copy tells what the metals in the feed are worth.
    """
    from recyc_cli.report.in_full import bibliography

    if report["scenario"]["seat"] == REFINER:
        from recyc_cli.report.blocks.black_mass import per_black_mass

        report = per_black_mass(quote, report)
    copy = customer(report, records_of(quote), quote.resolved.scenario.market, builtin_library())
    copy["offer"]["positions"] = positions(quote, copy["lot"])
    copy = without_inputs(copy if valued else unvalued(copy), [])
    return copy | {"bibliography": bibliography(quote.resolved.library, copy["sources"])}


def customer(report: QuoteReport, records: Records, market: Market, public: Library) -> shape.CustomerReport:
    """Reduce a quote to what its customer, the one who hands over the feed, may see (`recyc.customer/1`).

    Args:
        report: `recyc.quote/1`; a refiner's per tonne of the black mass it buys.
        records: the records behind it by path, for dates and sources of the prices shown.
        market: which metal prices an element, and which element each product is named after.
        public: the presets and sources that may be named.

    Raises:
        RecycError: E117, where the quote is the customer's own.
    """
    scenario, graded = report["scenario"], report["second_life"]
    if scenario["seat"] == HOLDER:
        message = "the holder of the feed is the customer: there is nobody to give a copy to"
        raise RecycError(NO_CUSTOMER, message, "--customer", "--seat chain, shredder or refiner")
    sources = public.sources()
    return {
        "schema": SCHEMA,
        "recyc": report["recyc"],
        "terms": report["terms"],
        "scenario": cast("shape.CustomerScenario", _only(SCENARIO, scenario) | _unnamed(report, public)),
        "basis": cast("shape.CustomerBasis", _only(BASIS, report["basis"]) | _of_unlike_packs(report)),
        "offer": _offer(report),
        "contained": _contained(report, dict(records), market, sources),
        "contained_value": report["totals"]["contained_value"],
        "products": _products(report),
        "recycling_efficiency": _efficiency(report, market),
        "second_life": cast("shape.CustomerSecondLife", _only(SECOND_LIFE, graded)) if graded else None,
        "impacts": report["impacts"],
        "lot": _lot(report),
        "sources": sorted({record.source for path, record in records if _shown(path)} & sources.keys()),
        "warnings": [note for note in report["warnings"] if note["code"] in WARNINGS],
    }


def _only(names: Iterable[str], table: Mapping[str, object]) -> dict[str, object]:
    """Return what stands under some names of a table."""
    return {name: table.get(name) for name in names}


def _offer(report: QuoteReport) -> shape.Offer:
    """Return the price of the feed, signed, and the treatment fee that a negative one is, per t, kWh, pack and lot."""
    price, basis, lot = report["totals"]["feed_price"], report["basis"], report["lot"]
    per_kwh = per_unit(price, basis["kwh_per_t"])
    per_pack = None if report["scenario"]["mix"] else per_unit(price, basis["packs_per_t"])
    charge = processing_charge(report["totals"]["contained_value"], price)
    of_lot = lot["totals"].get("feed_price") if lot else None

    def fee(amount: float | None) -> float | None:
        return -amount if price < 0.0 and amount is not None else None

    return {
        "unit": basis["breakeven"],
        "feed_price": price,
        "feed_price_per_kwh": per_kwh,
        "feed_price_per_pack": per_pack,
        "feed_price_of_lot": of_lot,
        "treatment_fee": fee(price),
        "treatment_fee_per_kwh": fee(per_kwh),
        "treatment_fee_per_pack": fee(per_pack),
        "treatment_fee_of_lot": fee(of_lot),
        "processing_charge": None if charge < 0.0 or report["second_life"] else charge,
        "positions": [],
    }


def _unnamed(report: QuoteReport, public: Library) -> dict[str, object]:
    """Return words for the presets that are not public, in the place of their names."""
    scenario, date = report["scenario"], str(report["basis"]["price_date"] or "")
    dated = {"prices": (f" {date}" if scenario["as_of"] else f" of {date}") if date else ""}
    given: Mapping[str, object] = scenario
    return {
        name: own + dated.get(name, "")
        for name, (kind, own) in UNNAMED.items()
        if given[name] not in public.names(kind)
    }


def _contained(
    report: QuoteReport, records: dict[str, Record], market: Market, sources: Container[str]
) -> list[shape.CustomerContained]:
    """Return the metals in the feed at their prices, and what each rests on; only a public source is named."""
    entries: list[shape.CustomerContained] = []
    for entry in report["contained"]:
        record = records.get(f"prices.metals.{market.elements[entry['element']].metal}")
        known = record if record and record.source != USER else None
        date, source = (known.date, known.source) if known else ("", "")
        named = source if source in sources else None
        entries.append({**entry, "price_date": date or None, "price_source": named, "price_is": _rests(known, named)})
    return entries


def _rests(record: Record | None, source: str | None) -> str:
    """Say what a price rests on.

    Args:
        record: of the price; None where the one who makes the offer stated it.
        source: of the record, where it is public.
    """
    if record is None:
        return AGREED
    return ESTIMATE if record.evidence == ESTIMATE else OWN if source is None else PUBLISHED


def _products(report: QuoteReport) -> list[shape.CustomerProduct]:
    """Return what is made of the feed, the same product of several stages together, and whether it is sold."""
    products: dict[str, shape.CustomerProduct] = {}
    for entry in report["products"]:
        name = entry["product"]
        seen = products.setdefault(name, {"product": name, "kg_per_t": 0.0, "recovery": None, "sold": False})
        seen["kg_per_t"] += entry["kg_per_t"]
        seen["sold"] = seen["sold"] or _sold(entry)
        if entry["recovery"] is not None:
            seen["recovery"] = (seen["recovery"] or 0.0) + entry["recovery"]
    return list(products.values())


def _efficiency(report: QuoteReport, market: Market) -> float | None:
    """Return the share of the delivered mass that leaves as what is sold; None where others finish the work.

    Metals and salts count with the element that comes from the feed, everything else with its mass. A residue that
    nobody pays for does not count. Indicative (`mass_balance.recycling_efficiency`).
    """
    products = report["products"]
    unfinished = any(entry["product"] == BLACK_MASS for entry in products) or report["second_life"]
    if unfinished or report["scenario"]["seat"] != CHAIN:
        return None
    masses = {entry["element"]: entry["kg_per_t"] for entry in report["contained"]}
    return recycling_efficiency(_recovered(entry, masses, market) for entry in products if _sold(entry))


def _sold(entry: Product) -> bool:
    """Tell a product from a residue, also where there is none of it: somebody pays for it."""
    return bool(fetched(entry["price_per_kg"], entry["payable"]) > 0.0)


def _recovered(entry: Product, masses: dict[str, float], market: Market) -> float:
    """Return the mass of a product that comes from the feed [kg/t]."""
    element = market.products[entry["product"]].element if entry["product"] in market.products else ""
    return from_feed(entry["kg_per_t"], entry["recovery"], masses.get(element))


def _of_unlike_packs(report: QuoteReport) -> dict[str, object]:
    """Return what takes the place of a number of packs that are not alike."""
    return {"packs_per_t": None} if report["scenario"]["mix"] else {}


def _lot(report: QuoteReport) -> shape.CustomerLot | None:
    """Return the size of the lot, its packs as whole ones where they are alike, and the value it holds."""
    lot = report["lot"]
    if lot is None:
        return None
    packs = None if lot["packs"] is None or report["scenario"]["mix"] else float(round(lot["packs"]))
    value = lot["totals"]["contained_value"]
    weighed = lot.get("mass_weighed_t")
    return {
        "mass_t": lot["mass_t"],
        "packs": packs,
        "kwh": lot["kwh"],
        "mass_weighed_t": weighed,
        "contained_value": value,
    }


def _shown(path: str) -> bool:
    """Tell whether a record stands behind something the copy shows."""
    return path.startswith(SHOWN) or (path.startswith("stages.") and ".fates" in path)
