"""Reads every figure off a result, by name, so that two results can be held against each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.model.flows.impacts import ROWS

if TYPE_CHECKING:
    from recyc_cli.model.records.result import Balance, Result

Figures = dict[str, Any]
"""Name -> float or array."""
TOTALS = (
    "contained_value",
    "value",
    "cost",
    "margin",
    "feed_price",
    "breakeven_feed_price",
    "plant_feed",
    "delivered_rate",
)
BALANCE = ("entering", "products", "wastes", "emissions", "closure")


def figures(result: Result) -> Figures:
    """Return every number of a result: totals, groups, lines, products, wastes, plants, impacts and balances."""
    read: Figures = {f"total {name}": getattr(result, name) for name in TOTALS}
    for part in (_ledger(result), _goods(result), _plants(result), _burdens(result), _balances(result)):
        read |= part
    return read


def _add(read: Figures, name: str, amount: Any) -> None:
    """Lines and wastes of several streams may bear one name."""
    read[name] = read[name] + amount if name in read else amount


def _ledger(result: Result) -> Figures:
    read: Figures = {}
    for line in result.lines:
        name = f"line {line.kind} {line.stage} {line.group} {line.item}"
        _add(read, f"{name} amount", line.amount)
        _add(read, f"stage {line.stage} {line.group or line.kind}", line.amount)
        if line.quantity is not None:
            _add(read, f"{name} quantity", line.quantity)
        if line.price is not None:
            read[f"{name} price"] = line.price
    return read


def _goods(result: Result) -> Figures:
    read: Figures = {}
    for held in result.held:
        read[f"held {held.element} mass"], read[f"held {held.element} price"] = held.mass, held.price
    for sold in result.sold:
        name = f"sold {sold.stage} {sold.product}"
        read[f"{name} mass"], read[f"{name} value"] = sold.mass, sold.value
        if sold.recovery is not None:
            read[f"{name} recovery"] = sold.recovery
    for stage, waste, mass in result.wastes:
        _add(read, f"waste {stage} {waste}", mass)
    for haul in result.hauls:
        read |= {f"haul {haul.leg} {name}": getattr(haul, name) for name in ("gross", "freight", "packaging")}
    return read


def _plants(result: Result) -> Figures:
    read: Figures = {}
    for account in result.accounts:
        stage = account.plant.stage
        read[f"plant {stage} rate"] = account.rate
        read |= {f"capital {stage} {name}": value for name, value in vars(account.capital).items()}
        read |= {f"yearly {stage} {name}": value for name, value in vars(account.production).items()}
    return read


def _burdens(result: Result) -> Figures:
    return {
        f"impact {stage} {row}": value
        for stage, rows in result.impacts.items()
        for row, value in zip(ROWS, rows, strict=True)
    }


def _balances(result: Result) -> Figures:
    read: Figures = {}
    balances: dict[str, Balance] = {"all": result.balance, **result.elements}
    for name, balance in balances.items():
        read |= {f"balance {name} {part}": getattr(balance, part) for part in BALANCE}
    return read
