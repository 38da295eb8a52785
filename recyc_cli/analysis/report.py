"""A quote as the report `recyc.quote/1`: plain dictionaries, keys in a fixed order, numbers finite or null."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli import __version__
from recyc_cli.analysis import second_life
from recyc_cli.analysis.cathode import cathode_block
from recyc_cli.analysis.cautions import cautions
from recyc_cli.model.balance import black_mass_amounts
from recyc_cli.model.feedstock import MJ_PER_KWH, TONNE, energy_of, packs_of
from recyc_cli.model.impacts import GRAMS, NAMES, together
from recyc_cli.model.ledger import COST, GROUPS, VALUE, total
from recyc_cli.model.number import add_up, plain, share_of
from recyc_cli.model.seats import REFINER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.analysis.quote import Quote
    from recyc_cli.catalog.document import Document
    from recyc_cli.catalog.request import Request
    from recyc_cli.model.account import Account
    from recyc_cli.model.balance import Balance
    from recyc_cli.model.valuation import Held, Sold

SCHEMA = "recyc.quote/1"
FORM_WORDS = {"scrap-cell": "rejected cells", "scrap-electrode": "electrode scrap", "black-mass": "black mass"}


def report(quote: Quote) -> dict[str, Any]:
    """Return the report of a quote."""
    result = quote.result
    streams = quote.resolved.scenario.streams
    energy, packs = energy_of(streams), packs_of(streams)
    kwh = None if energy is None else energy / MJ_PER_KWH
    totals = _totals(quote, kwh, packs)
    return {
        "schema": SCHEMA,
        "recyc": __version__,
        "scenario": _scenario(quote),
        "basis": _basis(quote, kwh, packs),
        "totals": totals,
        "stages": _stages(quote),
        "lines": [_line(line._asdict(), quote.request.currency) for line in result.lines],
        "contained": [_contained(item) for item in result.held],
        "products": [_product(item) for item in result.sold],
        "black_mass": _black_mass(quote),
        "wastes": [{"waste": name, "stage": stage, "kg_per_t": mass} for stage, name, mass in result.wastes],
        "impacts": _impacts(together(result.impacts.values())),
        "cathode": cathode_block(quote, _impacts),
        "second_life": second_life.second_life(quote),
        "mass_balance": _balance(result.balance)
        | {"elements": {element: _balance(balance) for element, balance in result.elements.items()}},
        "lot": _lot(quote, totals, kwh, packs),
        "terms": quote.terms,
        "sources": sorted({record.source for _, record in quote.records}),
        "warnings": cautions([quote]),
    }


def _scenario(quote: Quote) -> dict[str, Any]:
    request, names = quote.request, quote.resolved.names
    mix = [
        {"chemistry": names[f"chemistry {name}"], "form": form, "share": share} for name, form, share in request.parts
    ]
    forms = {form for _, form, _ in request.parts}
    return {
        "chemistry": mix[0]["chemistry"] if request.mix is None else None,
        "form": forms.pop() if len(forms) == 1 else "mixed",
        "soh": second_life.soh(quote),
        "disassemble": request.disassemble,
        "route": names["route"],
        "region": names["region"],
        "throughput_t_per_year": quote.resolved.scenario.throughput,
        "plant": names.get("plant"),
        "prices": names["prices"],
        "as_of": request.as_of,
        "method": names["method"],
        "profile": request.profile,
        "seat": request.seat,
        "currency": request.currency,
        "mix": None if request.mix is None else mix,
        "overrides": _changed(request),
        "corrections": list(quote.resolved.corrections),
        "feed_price": request.feed_price,
        "feed_price_unit": request.unit("feed_price"),
        "feed_basis": request.feed_basis,
        "contract": names.get("contract"),
        "business": names.get("business"),
        "distance_km": request.distance_km,
        "damaged": request.damaged,
        "mode": request.mode,
        "vehicle": names.get("vehicle"),
        **second_life.asked(quote),
    }


def _changed(request: Request) -> list[str]:
    """What the request changes in the presets: numbers, prices, corrections of the method."""
    prices = [f"price {item}" for item in request.price_overrides]
    wishes = [f"correction {wish if '=' in wish else wish + '=on'}" for wish in request.corrections]
    return [*request.overrides, *prices, *wishes]


def _basis(quote: Quote, kwh: float | None, packs: float | None) -> dict[str, Any]:
    counted = [item for item in quote.result.held if item.counted]
    documents = quote.resolved.documents
    year = documents["prices"].tree.get("year")
    forms = {form for _, form, _ in quote.request.parts}
    form = FORM_WORDS.get(quote.request.form, quote.request.form) if len(forms) == 1 else "mixed feed"
    return {
        "amounts": f"{quote.request.currency} per t of {form} as delivered",
        "contained_value": ", ".join(item.element.capitalize() for item in counted) or "nothing",
        "contained_as": _valued_as(quote, counted),
        "kwh_per_t": kwh,
        "packs_per_t": packs,
        "price_date": year if quote.request.as_of is None else f"as of {quote.request.as_of}",
        "breakeven": f"{quote.request.currency} per t of {'black mass' if quote.request.seat == REFINER else form}",
        "currency_year": f"{year}; equipment {_equipment_year(documents)}",
    }


def _valued_as(quote: Quote, counted: list[Held]) -> str:
    """Say in which compound an element is valued whose price is not its own."""
    known = quote.resolved.scenario.market.elements
    return " ".join(
        f"{name} is valued as {element.formula}, {element.compound:.3f} kg per kg of {name}."
        for name, element in ((item.element.capitalize(), known[item.element]) for item in counted)
        if element.formula
    )


def _equipment_year(documents: Mapping[str, Document]) -> str:
    """Year of the equipment's dollars: the method's, or that of the deck's plant cost index."""
    stated = str(documents["method"].tree["equipment_year"])
    if stated != "deck":
        return stated
    index = documents["prices"].records.get("cepci") or documents["method"].records["capital.cepci"]
    return index.date or f"at index {index.value:g}"


def _totals(quote: Quote, kwh: float | None, packs: float | None) -> dict[str, Any]:
    result = quote.result
    return {
        "contained_value": result.contained_value,
        "recovery_value": result.value,
        "cost": result.cost,
        "margin": result.margin,
        "margin_pct": result.margin / result.value * 100.0 if plain(result.value) > 0.0 else None,
        "feed_price": result.feed_price,
        "breakeven_feed_price": result.breakeven_feed_price,
        "margin_per_kwh": None if kwh is None else share_of(result.margin, kwh),
        "margin_per_pack": None if packs is None else share_of(result.margin, packs),
        "capital": add_up(_capital(account)["total_capital"] for account in result.accounts),
        "cost_groups": {group: total(result.lines, COST, group=group) for group in GROUPS},
    }


def _stages(quote: Quote) -> list[dict[str, Any]]:
    result = quote.result
    plants = {account.plant.stage: account for account in result.accounts}
    return [_stage(quote, stage, plants.get(stage)) for stage in result.impacts]


def _stage(quote: Quote, stage: str, account: Account | None) -> dict[str, Any]:
    result = quote.result
    groups = {group: total(result.lines, COST, stage, group) for group in GROUPS}
    return {
        "stage": stage,
        "feed_t_per_t": account.flows.feed / TONNE if account else 1.0,
        "throughput_t_per_year": account.rate if account else result.delivered_rate,
        "cost": total(result.lines, COST, stage),
        "value": total(result.lines, VALUE, stage),
        "cost_groups": groups,
        "capital": _capital(account) if account else None,
        "impacts": _impacts(result.impacts[stage]),
    }


def _capital(account: Account) -> dict[str, float]:
    capital, working = account.capital, account.production.working_capital
    return {
        "purchased_equipment": capital.purchased_equipment,
        "isbl": capital.isbl,
        "osbl": capital.osbl,
        "design_engineering": capital.design_engineering,
        "contingency": capital.contingency,
        "fixed_capital": capital.fixed_capital,
        "working_capital": working,
        "total_capital": capital.fixed_capital + working,
    }


def _line(line: dict[str, Any], currency: str) -> dict[str, Any]:
    return {
        "kind": line["kind"],
        "stage": line["stage"],
        "group": line["group"] or None,
        "item": line["item"],
        "quantity": line["quantity"],
        "unit": line["unit"] or None,
        "price": line["price"],
        "price_unit": line["price_unit"].replace("USD", currency, 1) or None,
        "amount": line["amount"],
        "inputs": list(line["inputs"]),
    }


def _contained(item: Held) -> dict[str, Any]:
    return {
        "element": item.element,
        "kg_per_t": item.mass,
        "price_per_kg": item.price,
        "value": item.mass * item.price,
    }


def _product(item: Sold) -> dict[str, Any]:
    return {
        "product": item.product,
        "stage": item.stage,
        "kg_per_t": item.mass,
        "recovery": item.recovery,
        "price_per_kg": item.price,
        "payable": item.payable,
        "value": item.value,
    }


def _black_mass(quote: Quote) -> dict[str, Any] | None:
    """Yield and assay of the black mass a chain makes."""
    made = [feed for account in quote.result.accounts for feed in account.flows.black_mass]
    if not made:
        return None
    held = black_mass_amounts(made, quote.resolved.scenario.market.elements)
    whole = held.pop("mass")
    return {"kg_per_t": whole, "assay": {element: mass / whole for element, mass in held.items()}}


def _impacts(rows: list[float]) -> dict[str, float]:
    named = dict(zip(NAMES, rows, strict=True))
    named["ghg_kg"] = named["ghg_kg"] / GRAMS
    return named


def _balance(balance: Balance) -> dict[str, float]:
    return {
        "in_kg": balance.entering,
        "products_kg": balance.products,
        "wastes_kg": balance.wastes,
        "emissions_kg": balance.emissions,
        "closure_kg": balance.closure,
    }


def _lot(quote: Quote, totals: dict[str, Any], kwh: float | None, packs: float | None) -> dict[str, Any] | None:
    """Scale a tonne to the lot: its mass, packs or nameplate energy."""
    request = quote.request
    sizes = (("mass_t", 1.0), ("packs", packs), ("kwh", kwh))
    for name, per_tonne in sizes:
        size = getattr(request, name)
        if size is None:
            continue
        if per_tonne is None:
            from recyc_cli.errors import RecycError

            message = f"a lot of {request.form} has no nameplate energy and no packs"
            raise RecycError("E130", message, f"--{name}", "give its mass with --mass")
        mass = size / per_tonne
        amounts = ["contained_value", "recovery_value", "cost", "margin"]
        if request.seat != REFINER:
            amounts += ["feed_price", "breakeven_feed_price"]
        return {
            "mass_t": mass,
            "packs": mass * packs if packs is not None else None,
            "kwh": mass * kwh if kwh is not None else None,
            "totals": {name: totals[name] * mass for name in amounts if totals[name] is not None},
        }
    return None
