"""Checks the rules of prices that follow others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.catalog.vocabulary import FOLLOWS, PRICED_TABLES
from recyc_cli.errors import RecycError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from recyc_cli.catalog.documents.document import Tree


def rule_faults(tree: Tree) -> list[RecycError]:
    """Return what is wrong: a price that follows nothing, a rule that names no price, prices that go in a circle."""
    prices, rules = _prices(tree), _rules(tree)
    faults = []
    for path, price in prices.items():
        if price == FOLLOWS and path not in rules:
            hint = f"write [{FOLLOWS}.{path}], or give the price"
            faults.append(RecycError("E313", "nothing says what this price follows", path, hint))
    for path, inputs in rules.items():
        for other in inputs:
            if other not in prices:
                hint = did_you_mean(other, prices)
                faults.append(RecycError("E313", f"no price at {other!r}", f"{FOLLOWS}.{path}", hint))
    circle = next((path for path in rules if path in _upstream(path, rules)), None)
    if circle is not None:
        faults.append(RecycError("E313", "the price follows itself in a circle", f"{FOLLOWS}.{circle}"))
    return faults


def _prices(tree: Tree) -> dict[str, object]:
    """Return every price of a deck by its path; a product that is paid a share of another has none."""
    found = {}
    for table in PRICED_TABLES:
        for name, item in _group(tree, table).items():
            price = item.get("price") if isinstance(item, dict) else item
            if price is not None:
                found[f"{table}.{name}"] = price
    return found


def _rules(tree: Tree) -> dict[str, list[str]]:
    """Return the paths that each price follows, by its own."""
    rules = _group(tree, FOLLOWS)
    return {
        f"{table}.{name}": [f"{other}.{key}" for other in PRICED_TABLES for key in _group(rule, other)]
        for table in PRICED_TABLES
        for name, rule in _group(rules, table).items()
    }


def _group(tree: object, name: str) -> Mapping[str, object]:
    group = tree.get(name) if isinstance(tree, dict) else None
    return group if isinstance(group, dict) else {}


def _upstream(path: str, rules: Mapping[str, list[str]]) -> Iterator[str]:
    """Yield the path of every price that one follows, through as many rules as there are."""
    seen: set[str] = set()
    due = list(rules.get(path, ()))
    while due:
        other = due.pop()
        if other not in seen:
            seen.add(other)
            yield other
            due += rules.get(other, ())
