"""Holds a plant's masses against one thing that a law asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.analysis.compliance.counting import REFINER, choices_of, counting, open_questions
from recyc_cli.model.compliance import plant_rates, rates
from recyc_cli.model.compliance.rates import meets
from recyc_cli.model.numbers.arithmetic import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from recyc_cli.analysis.compliance.books import Book, Entry
    from recyc_cli.analysis.compliance.counting import Settled
    from recyc_cli.analysis.compliance.lots import Judged
    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.records.masses import Counting, Masses

PASS, FAIL, DEPENDS, NOT_APPLICABLE = "pass", "fail", "depends", "not applicable"
PER = {
    "efficiency": "battery-derived mass of products, of the batteries' dry mass",
    "recovery": "battery-derived in products, of the element in the batteries",
    "powder": "electrode in the powder, of the electrode in the batteries",
    "impurity": "of the powder's mass",
    "smelting": "in products, of the element in the powder",
    "repair": "in products, of what goes into the repair",
    "energy": "coal equivalent, per mass of product",
    "content": "recovered, of the element in the active materials",
}
"""Denominators, by measure."""
OF_BATTERIES = ("efficiency", "recovery")
SPLIT = "how energy is split among products"


class Check(NamedTuple):
    """One thing that a law asks, and what came of it."""

    entry: Entry
    period: str
    verdict: str
    result: float | None = None
    span: tuple[float, float] | None = None
    depends_on: tuple[str, ...] = ()
    why: str = ""
    at_least: float | None = None
    at_most: float | None = None
    per: str = ""
    in_force: bool = True


MEASURES: dict[str, Callable[[Masses, Entry, Counting], Number]] = {
    "efficiency": lambda masses, _, way: rates.efficiency(masses, way),
    "recovery": lambda masses, entry, way: rates.recovery(masses, str(entry.tree["element"]), way),
    "smelting": lambda masses, entry, way: plant_rates.smelting(masses, str(entry.tree["element"]), way),
    "powder": lambda masses, entry, _: plant_rates.powder_recovery(masses, entry.names("of")),
    "impurity": lambda masses, entry, _: plant_rates.impurity(masses, entry.names("of")),
    "repair": lambda masses, entry, _: plant_rates.repaired(masses, entry.names("of")),
    "content": lambda masses, entry, _: rates.recycled_content(masses, str(entry.tree["element"])),
}
NONE_OF = {
    "recovery": "none of it in the batteries",
    "smelting": "none of it goes into the plant",
    "powder": "no powder is made here, or none was weighed",
    "impurity": "no powder is made here, or none was weighed",
    "repair": "no material is repaired here",
    "content": "no active material with it is made here",
    "energy": "not made here, or its energy is not known",
    "efficiency": "no batteries went in",
}


def check_limit(entry: Entry, book: Book, judged: Judged, settled: Settled, day: str) -> Check:
    """Hold a rate against its limit, in every way that is left open."""
    tree, measure = entry.tree, str(entry.tree["measure"])
    at_least, at_most = (None if tree.get(key) is None else float(tree[key]) for key in ("at_least", "at_most"))
    told = Check(
        entry, judged.period, NOT_APPLICABLE, at_least=at_least, at_most=at_most, per=PER[measure],
        in_force=entry.stands(day),
    )  # fmt: skip
    if measure in OF_BATTERIES and not judged.batteries:
        return told._replace(why="no batteries go in: the first recycler answers for the chain")
    if measure == "smelting" and judged.weighed and judged.masses.between is None:
        return told._replace(why=NONE_OF["powder"])
    values = _values(entry, book, judged.masses, settled)
    known = [value for value, _ in values if value == value]  # noqa: PLR0124 - NaN is none
    if not known or values[0][0] != values[0][0]:
        return told._replace(why=NONE_OF[measure])
    passes = [(meets(value, at_least, at_most, below=bool(tree.get("below"))), choice) for value, choice in values]
    turning = _turning(passes)
    verdict = DEPENDS if turning else PASS if passes[0][0] else FAIL
    unknown = min(known) != max(known) and any(REFINER in choice for _, choice in values)
    return told._replace(
        verdict=verdict,
        result=None if unknown else values[0][0],
        span=(min(known), max(known)),
        depends_on=turning,
        why="what is handed on is not yet recycled: --refiner says what becomes of it" if unknown else "",
    )


def _values(entry: Entry, book: Book, masses: Masses, settled: Settled) -> list[tuple[float, dict[str, str]]]:
    """Return a rate in every way that it may be counted, first the one that is reckoned with."""
    measure = str(entry.tree["measure"])
    if measure == "energy":
        return [
            (plain(value), {SPLIT: how})
            for value, how in zip(
                plant_rates.energy_span(masses, entry.names("of")[0]), ("by mass", "all"), strict=True
            )
        ]
    switches = {name: book.switches[name] for name in entry.names("switches")}
    questions = open_questions(switches.values(), settled, masses) if measure in OF_BATTERIES else {}
    return [
        (plain(MEASURES[measure](masses, entry, counting(choice, switches, settled, masses))), choice)
        for choice in choices_of(questions)
    ]


def _turning(passes: list[tuple[bool, dict[str, str]]]) -> tuple[str, ...]:
    """Return the questions on which a verdict turns, other things alike; where none alone does, all that differ."""
    by_choice = {tuple(choice.items()): good for good, choice in passes}
    first = passes[0][1]
    found: dict[str, None] = {}
    for good, choice in passes:
        for name in choice:
            for other in {each[name] for _, each in passes} - {choice[name]}:
                if by_choice.get(tuple({**choice, name: other}.items()), good) != good:
                    found[name] = None
    return tuple(name for name in first if name in found)


def check_export(entry: Entry, judged: Judged, ship_to: str, day: str) -> Check:
    """Hold where black mass goes against where it may go."""
    told = Check(entry, judged.period, NOT_APPLICABLE, in_force=entry.stands(day))
    if not judged.hands_on:
        return told._replace(why="no black mass leaves")
    if not ship_to:
        return told._replace(
            verdict=DEPENDS, depends_on=("where the black mass goes",), why="--ship-to REGION says where"
        )
    allowed = ship_to in entry.names("to")
    return told._replace(verdict=PASS if allowed else FAIL, why=f"black mass goes to {ship_to}")


def check_credit(entry: Entry, judged: Judged, made: Mapping[str, bool], day: str) -> Check:
    """Say what a credit pays on a day for what is made."""
    told = Check(entry, judged.period, NOT_APPLICABLE, in_force=entry.stands(day), per="of the cost of production")
    if entry.ended(day):
        return told._replace(why=f"ended on {entry.end}")
    makes = str(entry.tree["makes"])
    if not made.get(makes, True):
        return told._replace(why=f"no {makes} are made here")
    paid = {year: float(share) for year, share in entry.tree.get("paid", {}).items() if year <= day[:4]}
    share = paid[max(paid)] if paid else None
    if share == 0.0:
        return told._replace(why=f"paid until the end of {int(max(paid)) - 1}")
    return told._replace(verdict=DEPENDS, result=share, depends_on=(str(entry.tree["turns_on"]),))


def made_by(masses: Masses) -> dict[str, bool]:
    """Return which kinds of things a plant makes."""
    minerals = any(each.elements for each in masses.outputs if each.use == "product")
    return {"minerals": minerals, "cathodes": bool(masses.new_cathodes), "cells": False}


def checks_of(book: Book, periods: list[list[Judged]], settled: Settled, ship_to: str, day: str) -> Iterator[Check]:
    """Yield what one book asks, of every period."""
    from recyc_cli.analysis.compliance.lots import of_group

    for judged in periods:
        for entry in book.entries("limits"):
            part = of_group(judged, book, entry)
            if part is not None:
                yield check_limit(entry, book, part, settled, day)
        whole = of_group(judged, book, None)
        if whole is None:
            continue
        for entry in book.entries("exports"):
            yield check_export(entry, whole, ship_to, day)
        for entry in book.entries("credits"):
            yield check_credit(entry, whole, made_by(whole.masses), day)
