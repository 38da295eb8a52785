"""Reads one row of weighed masses: what it is, and what of it was in the batteries."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.catalog.trade.amounts import parse_number
from recyc_cli.errors import RecycError, RecycErrors, did_you_mean
from recyc_cli.importing.prices.hydrates import atoms as atoms_of
from recyc_cli.model.compliance.rates import TOLERANCE
from recyc_cli.model.flows.feedstock import TONNE, mass_fractions
from recyc_cli.model.numbers.arithmetic import plain
from recyc_cli.model.records.masses import HANDED_ON, PRODUCT, WASTE, Fraction

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    Cells = Mapping[str, str | float]

LAYOUT = "E397"
SIDES = ("in", "powder", "out", "off", "active", "recycled")
USES = (PRODUCT, WASTE, HANDED_ON)
WHOLE = "whole"
PERCENT = 100.0
MOST_KG = 1e12
"""No plant has weighed more."""
SHOWN = 40
_YEAR = re.compile(r"(19|20)\d\d([-/]\d\d)?")


class Ticket(NamedTuple):
    """A row: the side it stands on, its lot, and what was weighed."""

    side: str
    lot: str
    year: str
    chemistry: str
    fraction: Fraction


class Known(NamedTuple):
    """What rows are read with."""

    formulas: Mapping[str, str]
    """Of products that go by their usual names."""
    atoms: Mapping[str, float]
    """Atomic masses [g/mol]."""
    metals: Collection[str]
    """Elements that come from batteries wherever a compound holds them."""
    mark: str = "."
    """Decimal mark of the file."""


def ticket(cells: Cells, where: str, known: Known) -> Ticket:
    """Return what a row says.

    Args:
        cells: by the heading of their column.
        where: the row stands, for messages.
        known: what it is read with.

    Raises:
        RecycErrors: E397, all that is wrong with the row at once.
    """
    faults: list[RecycError] = []
    words = {name: str(cell) for name, cell in cells.items()}
    side = _word(words.get("side", ""), "side", SIDES, where, faults)
    use = _word(words.get("use", PRODUCT).replace("-", " "), "use", USES, where, faults)
    numbers = _numbers(cells, known.mark, where, faults)
    mass = numbers.get("kg", 0.0) + numbers.get("t", 0.0) * TONNE
    mass *= 1.0 - numbers.get("moisture", 0.0) / PERCENT
    stated = _stated(numbers, mass)
    elements = {each: kg for each, kg in stated.items() if each in known.atoms}
    parts = {each: kg for each, kg in stated.items() if each not in known.atoms}
    name = words.get("name", "").lower().replace(" ", "_")
    formula = words.get("formula", known.formulas.get(name, "") if side == "out" else "")
    derived, held = _of_compound(formula, words.get("counts", ""), mass, where, known, faults)
    faults += [] if faults else _too_much(elements, parts, mass, where)
    lot, year, chemistry = (words.get(word, "").strip() for word in ("lot", "year", "chemistry"))
    if year and not _YEAR.fullmatch(year.removesuffix(".0")):
        faults.append(RecycError(LAYOUT, f"year {year[:SHOWN]!r}", where, "2027, or 2027-28"))
    if faults:
        raise RecycErrors(faults)
    fraction = Fraction(
        name=name, stage=side, use=use, mass=mass, derived=derived, elements=held | elements, parts=parts, reagents={}
    )
    return Ticket(side, lot, year.removesuffix(".0"), chemistry, fraction)


def _numbers(cells: Cells, mark: str, where: str, faults: list[RecycError]) -> dict[str, float]:
    """Return the numbers of a row."""
    numbers = {
        name: _number(cell, name, mark, where, faults)
        for name, cell in cells.items()
        if name in ("kg", "t", "moisture") or name.endswith(("_kg", "_%"))
    }
    told = [each for each in ("kg", "t") if each in numbers]
    if len(told) != 1:
        message = "no mass" if not told else "a mass in kg and one in t"
        faults.append(RecycError(LAYOUT, message, where, "the column kg, or t"))
    if numbers.get("moisture", 0.0) >= PERCENT:
        faults.append(RecycError(LAYOUT, "moisture of 100 % leaves nothing", where))
    if max((numbers[each] * (TONNE if each == "t" else 1.0) for each in told), default=0.0) > MOST_KG:
        faults.append(RecycError(LAYOUT, f"more than {MOST_KG:g} kg", where, "masses are in kg, or t"))
    return numbers


def _stated(numbers: Mapping[str, float], mass: float) -> dict[str, float]:
    """Return what is stated of elements and parts [kg]."""
    found = {}
    for column, number in numbers.items():
        name, _, unit = column.rpartition("_")
        if name:
            found[name] = number if unit == "kg" else mass * number / PERCENT
    return found


def _too_much(
    elements: Mapping[str, float], parts: Mapping[str, float], mass: float, where: str
) -> Iterator[RecycError]:
    """Yield what cannot be: elements together, or a part, that weigh more than the whole."""
    for name, kg in {"elements": sum(elements.values()), **parts}.items():
        if kg > mass * (1.0 + TOLERANCE):
            message = f"{name} of {kg:,.6g} kg in {mass:,.6g} kg"
            yield RecycError(LAYOUT, message, where, "a share is in %, a mass is dry")


def _of_compound(
    formula: str, counts: str, mass: float, where: str, known: Known, faults: list[RecycError]
) -> tuple[float, dict[str, float]]:
    """Return what of a fraction was in the batteries, and its elements; without a formula all of it was [kg]."""
    if not formula:
        return mass, {}
    try:
        shares = mass_fractions(atoms_of(formula), known.atoms)
    except (KeyError, ValueError):
        faults.append(RecycError(LAYOUT, f"{formula[:SHOWN]!r} is no formula", where, "such as NiSO4.6H2O"))
        return mass, {}
    wanted = counts.lower().replace(",", " ").replace("+", " ").split()
    if wanted == [WHOLE] or len(shares) == 1:
        return mass, {element: mass * plain(share) for element, share in shares.items()}
    strange = [each for each in wanted if each not in shares]
    if strange:
        hint = f"elements of {formula}, or {WHOLE}"
        message = f"counts {', '.join(strange)[:SHOWN]!r}, which is not in it"
        faults.append(RecycError(LAYOUT, message, where, hint))
    metals = known.metals
    held = {e: mass * plain(share) for e, share in shares.items() if (e in wanted if wanted else e in metals)}
    return sum(held.values()), held


def _word(text: str, column: str, known: Collection[str], where: str, faults: list[RecycError]) -> str:
    word = text.strip().lower()
    if word not in known:
        hint = did_you_mean(word, known) or "one of: " + ", ".join(known)
        faults.append(RecycError(LAYOUT, f"{column} {text[:SHOWN]!r}", where, hint))
    return word


def _number(cell: str | float, column: str, mark: str, where: str, faults: list[RecycError]) -> float:
    """Return a mass or a share, which is finite and not negative."""
    value: float | None
    if isinstance(cell, str):
        bare = cell.rstrip("% ")
        value = next(
            (read for each in (mark, "." if mark == "," else ",") if (read := parse_number(bare, each)) is not None),
            None,
        )
    else:
        value = float(cell)
    if value is None or value - value != 0.0 or value < 0.0:
        faults.append(
            RecycError(LAYOUT, f"{column}: {str(cell)[:SHOWN]!r} is no mass or share", where, "digits and a point")
        )
        return 0.0
    return value
