"""Builds the computed part of a quote's report.

Plain dictionaries, keys in a fixed order, numbers as the model gave them.
"""

from __future__ import annotations

from recyc_cli.model.flows.feedstock import TONNE
from recyc_cli.model.flows.impacts import GRAMS, NAMES, sum_of_rows
from recyc_cli.model.flows.mass_balance import black_mass_amounts
from recyc_cli.model.numbers.arithmetic import ratio
from recyc_cli.model.per_what import dry_share, lot_mass, lot_size, of_lot, units_in_tonne
from recyc_cli.model.records.ledger import COST, VALUE, by_group, total
from recyc_cli.model.seats import REFINER
from recyc_cli.report.blocks.cathode import cathode_block
from recyc_cli.report.blocks.credit import credit_block
from recyc_cli.report.blocks.scenario import basis, scenario_report
from recyc_cli.report.blocks.second_life import second_life_report
from recyc_cli.report.figures import FIGURES, LOT, shown_in
from recyc_cli.scenario.build.composition import dry_in_lot
from recyc_cli.typed import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from recyc_cli.model.records.ledger import Account, Line
    from recyc_cli.model.records.result import Balance, Held, Sold
    from recyc_cli.report.answer import Answer
    from recyc_cli.report.shapes import products
    from recyc_cli.report.shapes import quote as shape


def computed_figures(quote: Answer) -> shape.Computed:
    """Return what of the report is computed, its numbers as the model gave them; lines know no inputs yet."""
    result = quote.result
    streams = quote.resolved.scenario.streams
    kwh, packs = units_in_tonne(streams)
    totals = _totals(quote, kwh, packs)
    credit = credit_block(quote, _impacts)
    report: shape.Computed = {
        "scenario": scenario_report(quote),
        "basis": basis(quote, kwh, packs),
        "totals": totals,
        "stages": _stages(quote),
        "lines": [_line(line, quote.request.currency) for line in result.lines],
        "contained": [_contained(item) for item in result.held],
        "products": [_product(item) for item in result.sold],
        "black_mass": _black_mass(quote),
        "wastes": [{"waste": name, "stage": stage, "kg_per_t": mass} for stage, name, mass in result.wastes],
        "impacts": _impacts(sum_of_rows(result.impacts.values())),
        "cathode": cathode_block(quote, _impacts),
        "second_life": second_life_report(quote),
        "mass_balance": {
            **_balance(result.balance),
            "elements": {element: _balance(balance) for element, balance in result.elements.items()},
        },
        "lot": lot_of_quote(quote, kwh, packs),
    }
    if credit is not None:
        report["credit"] = credit
    return report


def _totals(quote: Answer, kwh: float | None, packs: float | None) -> shape.Totals:
    result = quote.result
    groups = by_group(result.lines)
    totals = {figure.id: figure.read(result, kwh, packs) for figure in FIGURES}
    return cast("shape.Totals", {**totals, "cost_groups": groups})


def _stages(quote: Answer) -> list[shape.Stage]:
    result = quote.result
    plants = {account.plant.stage: account for account in result.accounts}
    return [_stage(quote, stage, plants.get(stage)) for stage in result.impacts]


def _stage(quote: Answer, stage: str, account: Account | None) -> shape.Stage:
    result = quote.result
    lines = [line for line in result.lines if line.stage == stage]
    groups = by_group(lines)
    return {
        "stage": stage,
        "feed_t_per_t": account.flows.feed / TONNE if account else 1.0,
        "throughput_t_per_year": account.rate if account else result.delivered_rate,
        "cost": total(lines, COST),
        "value": total(lines, VALUE),
        "cost_groups": groups,
        "capital": _capital(account) if account else None,
        "impacts": _impacts(result.impacts[stage]),
    }


def _capital(account: Account) -> shape.Capital:
    capital = account.capital
    return {
        "purchased_equipment": capital.purchased_equipment,
        "isbl": capital.isbl,
        "osbl": capital.osbl,
        "design_engineering": capital.design_engineering,
        "contingency": capital.contingency,
        "fixed_capital": capital.fixed_capital,
        "working_capital": account.production.working_capital,
        "total_capital": account.total_capital,
    }


def _line(line: Line, currency: str) -> shape.Line:
    return {
        "kind": line.kind,
        "stage": line.stage,
        "group": line.group or None,
        "item": line.item,
        "quantity": line.quantity,
        "unit": line.unit or None,
        "price": line.price,
        "price_unit": line.price_unit.replace("USD", currency, 1) or None,
        "amount": line.amount,
        "inputs": [],
    }


def _contained(item: Held) -> products.Contained:
    return {
        "element": item.element,
        "kg_per_t": item.mass,
        "price_per_kg": item.price,
        "value": item.value,
    }


def _product(item: Sold) -> products.Product:
    return {
        "product": item.product,
        "stage": item.stage,
        "kg_per_t": item.mass,
        "recovery": item.recovery,
        "price_per_kg": item.price,
        "payable": item.payable,
        "value": item.value,
    }


def _black_mass(quote: Answer) -> products.BlackMass | None:
    """Yield and assay of the black mass a chain makes."""
    made = [feed for account in quote.result.accounts for feed in account.flows.black_mass]
    if not made:
        return None
    masses = black_mass_amounts(made, quote.resolved.scenario.market.elements)
    total = masses.pop("mass")
    return {"kg_per_t": total, "assay": {element: ratio(mass, total, 0.0) for element, mass in masses.items()}}


def _impacts(rows: list[float]) -> products.Burdens:
    named = dict(zip(NAMES, rows, strict=True))
    named["ghg_kg"] = named["ghg_kg"] / GRAMS
    return named


def _balance(balance: Balance) -> shape.Balance:
    return {
        "in_kg": balance.entering,
        "products_kg": balance.products,
        "wastes_kg": balance.wastes,
        "emissions_kg": balance.emissions,
        "closure_kg": balance.closure,
    }


def lot_of_quote(quote: Answer, kwh: float | None, packs: float | None) -> shape.Lot | None:
    """Scale a tonne to the lot: its mass, packs or nameplate energy; None where nobody says how large it is.

    Raises:
        RecycError E130: the size is in packs or energy, and the feed has none.
    """
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
        mass = lot_mass(size, per_tonne)
        dry = dry_share(quote.resolved.scenario.streams)
        given = dry_in_lot(request, quote.resolved.scenario.streams) if name == "mass_t" else None
        mass = mass if given is None else of_lot(given, mass)
        of_feed = quote.resolved.scenario.seat != REFINER
        told = [figure for figure in shown_in(LOT) if of_feed or not figure.of_feed]
        amounts = {figure.id: figure.read(quote.result, kwh, packs) for figure in told}
        totals = {name: of_lot(amount, mass) for name, amount in amounts.items() if amount is not None}
        return {
            "mass_t": mass,
            "packs": None if packs is None else lot_size(mass, packs),
            "kwh": None if kwh is None else lot_size(mass, kwh),
            "mass_weighed_t": None if dry is None else lot_mass(mass, dry),
            "totals": cast("shape.LotTotals", totals),
        }
    return None
