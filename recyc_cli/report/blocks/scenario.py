"""Reports the scenario of a quote, and what its amounts are per."""

from __future__ import annotations

from recyc_cli.catalog.documents import tax
from recyc_cli.catalog.documents.document import lookup
from recyc_cli.catalog.vocabulary import DRY, INCOTERMS, WET
from recyc_cli.model.money.deck_prices import gross, gross_factor
from recyc_cli.model.numbers.arithmetic import plain
from recyc_cli.model.per_what import dry_share, per_percent
from recyc_cli.model.seats import REFINER
from recyc_cli.report.blocks import second_life
from recyc_cli.scenario.keywords import KEYWORDS, MONEY, PRESET, TOLD
from recyc_cli.typed import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.catalog.documents.document import Document
    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.records.result import Held
    from recyc_cli.report.answer import Answer
    from recyc_cli.report.shapes.asked import Basis, MixPart, Scenario
    from recyc_cli.scenario.request import Request

AMOUNTS = tuple(row.name for row in KEYWORDS if row.kind == MONEY)
"""Amounts of the scenario that stand in the unit they were given in, which the block has beside them."""
UNITS = {row.name: row.unit for row in KEYWORDS} | {"share": "1"}
"""Units of the numbers of the scenario and of the lot."""
FORM_WORDS = {"scrap-cell": "rejected cells", "scrap-electrode": "electrode scrap", "black-mass": "black mass"}


def scenario_report(quote: Answer) -> Scenario:
    """Return what was asked for, with proper names, in the order of the table; an amount has its unit beside it."""
    request, names = quote.request, quote.resolved.names
    mix: list[MixPart] = [
        {"chemistry": names[f"chemistry {name}"], "form": form, "share": share} for name, form, share in request.parts
    ]
    forms = {form for _, form, _ in request.parts}
    own = {
        "chemistry": mix[0]["chemistry"] if request.mix is None else None,
        "form": forms.pop() if len(forms) == 1 else "mixed",
        "soh": second_life.soh(quote),
        "throughput_t_per_year": quote.resolved.scenario.throughput,
        "seat": quote.resolved.scenario.seat,
        "mix": None if request.mix is None else mix,
        "overrides": _changed(request),
        "corrections": list(quote.resolved.corrections),
    }
    block: dict[str, Any] = {}
    for row in TOLD:
        value = names.get(row.name) if row.kind == PRESET else getattr(request, row.name)
        block[row.name] = own.get(row.name, value)
        if row.kind == MONEY:
            block[f"{row.name}_unit"] = request.unit(row.name)
    return cast("Scenario", block)


def _changed(request: Request) -> list[str]:
    """What the request changes in the presets: numbers, prices, corrections of the method."""
    prices = [f"price {item}" for item in request.price_overrides]
    wishes = [f"correction {wish if '=' in wish else wish + '=on'}" for wish in request.corrections]
    return [*request.overrides, *prices, *wishes]


def basis(quote: Answer, kwh: float | None, packs: float | None) -> Basis:
    """Return what amounts are per and in the money of which time.

    Args:
        quote: as it was answered.
        kwh: nameplate energy [kWh/t], where the feed has any.
        packs: packs in a tonne [1/t], where it is packs.
    """
    counted = [item for item in quote.result.held if item.counted]
    documents = quote.resolved.documents
    year = documents["prices"].tree.get("year")
    forms = {form for _, form, _ in quote.request.parts}
    form = FORM_WORDS.get(quote.request.form, quote.request.form) if len(forms) == 1 else "mixed feed"
    bought = "black mass" if quote.resolved.scenario.seat == REFINER else form
    share = dry_share(quote.resolved.scenario.streams)
    dry, delivered = ("", " as delivered") if share is None else ("dry ", "")
    by_content = _by_content(quote, counted) if forms == {"black-mass"} and bought == form else ""
    return {
        "amounts": f"{quote.request.currency} per {dry}t of {form}{delivered}",
        "contained_value": ", ".join(item.element.capitalize() for item in counted) or "nothing",
        "contained_as": _valued_as(quote, counted),
        **({"feed_price_as": by_content} if by_content else {}),  # type: ignore[typeddict-item]
        "kwh_per_t": kwh,
        "packs_per_t": packs,
        "price_date": year if quote.request.as_of is None else f"as of {quote.request.as_of}",
        "breakeven": f"{quote.request.currency} per {dry if bought == form else ''}t of {bought}",
        "currency_year": f"{year}; equipment {_equipment_year(documents)}",
        "mass": quote.request.mass_basis or (DRY if share is None else WET),
        "moisture": _moisture(quote, share),
        "vat": tax.INCLUDED if lookup(documents["prices"].tree, "vat.included") else tax.EXCLUDED,
        "incoterm": (quote.request.incoterm or INCOTERMS[0]).upper(),
    }


def _moisture(quote: Answer, dry: Number | None) -> Number | None:
    """Return the water in the feed as weighed [1]; None where nothing says that it is wet."""
    streams = quote.resolved.scenario.streams
    return None if dry is None else streams[0].moisture if len(streams) == 1 else 1.0 - dry


def _valued_as(quote: Answer, counted: list[Held]) -> str:
    """Say in which compound an element is valued whose price is not its own."""
    known = quote.resolved.scenario.market.elements
    return " ".join(
        f"{name} is valued as {element.formula}, {element.compound:.3f} kg per kg of {name}."
        for name, element in ((item.element.capitalize(), known[item.element]) for item in counted)
        if element.formula
    )


def _by_content(quote: Answer, counted: list[Held]) -> str:
    """Say what the feed price is per 1 % of the one metal that is counted, and with the tax of such quotes."""
    code, price = str(quote.request.currency), plain(quote.result.feed_price)
    if len(counted) != 1 or not price > 0.0 or not plain(counted[0].mass) > 0.0:
        return ""
    [metal] = counted
    of_one = plain(per_percent(price, metal.mass))
    said = f"The feed price is {of_one:,.4g} {code} per 1 % of {metal.element.capitalize()} in a tonne"
    tree = quote.resolved.documents["prices"].tree
    if code not in tax.AS_A_RULE or lookup(tree, "vat.included"):
        return f"{said}."
    rate = tax.rates(tax.INCLUDED, {code}, str(tree.get("year", "")), quote.resolved.library, "--vat")[code]
    [taxed] = gross({metal.element: of_one}, gross_factor(rate, included=True)).values()
    return f"{said}, {taxed:,.4g} with {tax.rate_text(rate)} VAT."


def _equipment_year(documents: Mapping[str, Document]) -> str:
    """Year of the equipment's dollars: the method's, or that of the deck's plant cost index."""
    stated = str(documents["method"].tree["equipment_year"])
    if stated != "deck":
        return stated
    index = documents["prices"].records.get("cepci") or documents["method"].records["capital.cepci"]
    return index.date or f"at index {index.value:g}"
