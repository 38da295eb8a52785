"""Reads one row of weighed masses: what it is, and what of it was in the batteries."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.catalog.trade.amounts import parse_number
from recyc_cli.errors import RecycError, RecycErrors, did_you_mean
from recyc_cli.importing.prices.hydrates import atoms as atoms_of
from recyc_cli.model.flows.feedstock import TONNE, mass_fractions
from recyc_cli.model.numbers.arithmetic import plain
from recyc_cli.model.records.masses import HANDED_ON, PRODUCT, WASTE, Fraction

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

LAYOUT = "E397"
SIDES = ("in", "powder", "out", "off", "active", "recycled")
USES = (PRODUCT, WASTE, HANDED_ON)
WHOLE = "whole"
PERCENT = 100.0


class Ticket(NamedTuple):
    """A row: the side it stands on, its lot, and what was weighed."""

    side: str
    lot: str
    year: str
    chemistry: str
    fraction: Fraction


def ticket(
    cells: Mapping[str, str], where: str, formulas: Mapping[str, str], atoms: Mapping[str, float],
    metals: Collection[str],
) -> Ticket:  # fmt: skip
    """Return what a row says.

    Args:
        cells: by the heading of their column.
        where: the row stands, for messages.
        formulas: of products that go by their usual names.
        atoms: atomic masses [g/mol].
        metals: elements that come from batteries wherever a compound holds them.

    Raises:
        RecycErrors: E397, all that is wrong with the row at once.
    """
    side, use, numbers = _read(cells, where)
    mass = numbers.get("kg", 0.0) + numbers.get("t", 0.0) * TONNE
    mass *= 1.0 - numbers.get("moisture", 0.0) / PERCENT
    name = cells.get("name", "").lower().replace(" ", "_")
    stated = _stated(numbers, mass)
    elements = {each: kg for each, kg in stated.items() if each in atoms}
    parts = {each: kg for each, kg in stated.items() if each not in atoms}
    formula = cells.get("formula", formulas.get(name, "") if side == "out" else "")
    derived, held = _of_compound(formula, cells.get("counts", ""), mass, where, atoms, metals)
    fraction = Fraction(
        name=name, stage=side, use=use, mass=mass, derived=derived, elements=held | elements, parts=parts, reagents={}
    )
    lot, year, chemistry = (cells.get(word, "").strip() for word in ("lot", "year", "chemistry"))
    return Ticket(side, lot, year, chemistry, fraction)


def _read(cells: Mapping[str, str], where: str) -> tuple[str, str, dict[str, float]]:
    """Return side, use and numbers of a row."""
    faults: list[RecycError] = []
    side = _word(cells.get("side", ""), "side", SIDES, where, faults)
    use = _word(cells.get("use", PRODUCT).replace("-", " "), "use", USES, where, faults)
    numbers = {
        name: _number(text, name, where, faults)
        for name, text in cells.items()
        if name in ("kg", "t", "moisture") or name.endswith(("_kg", "_%"))
    }
    if "kg" not in numbers and "t" not in numbers:
        faults.append(RecycError(LAYOUT, "no mass", where, "the column kg, or t"))
    if numbers.get("moisture", 0.0) >= PERCENT:
        faults.append(RecycError(LAYOUT, "moisture of 100 % leaves nothing", where))
    if faults:
        raise RecycErrors(faults)
    return side, use, numbers


def _stated(numbers: Mapping[str, float], mass: float) -> dict[str, float]:
    """Return what is stated of elements and parts [kg]."""
    found = {}
    for column, number in numbers.items():
        name, _, unit = column.rpartition("_")
        if name:
            found[name] = number if unit == "kg" else mass * number / PERCENT
    return found


def _of_compound(
    formula: str, counts: str, mass: float, where: str, atoms: Mapping[str, float], metals: Collection[str]
) -> tuple[float, dict[str, float]]:
    """Return what of a fraction was in the batteries, and its elements; without a formula all of it was [kg]."""
    if not formula:
        return mass, {}
    try:
        shares = mass_fractions(atoms_of(formula), atoms)
    except (KeyError, ValueError):
        raise RecycErrors([RecycError(LAYOUT, f"{formula!r} is no formula", where, "such as NiSO4.6H2O")]) from None
    wanted = counts.lower().replace(",", " ").replace("+", " ").split()
    if wanted == [WHOLE] or len(shares) == 1:
        return mass, {element: mass * plain(share) for element, share in shares.items()}
    strange = [each for each in wanted if each not in shares]
    if strange:
        hint = f"elements of {formula}, or {WHOLE}"
        raise RecycErrors([RecycError(LAYOUT, f"counts {strange[0]!r}, which is not in it", where, hint)])
    held = {e: mass * plain(share) for e, share in shares.items() if (e in wanted if wanted else e in metals)}
    return sum(held.values()), held


def _word(text: str, column: str, known: Collection[str], where: str, faults: list[RecycError]) -> str:
    word = text.strip().lower()
    if word not in known:
        hint = did_you_mean(word, known) or "one of: " + ", ".join(known)
        faults.append(RecycError(LAYOUT, f"{column} {text[:40]!r}", where, hint))
    return word


def _number(text: str, column: str, where: str, faults: list[RecycError]) -> float:
    """Return a mass or a share, which is finite and not negative."""
    bare = text.rstrip("% ")
    value = parse_number(bare, "." if "." in bare or "," not in bare else ",")
    if value is None or value - value != 0.0 or value < 0.0:
        faults.append(RecycError(LAYOUT, f"{column}: {text[:40]!r} is no mass or share", where, "digits and a point"))
        return 0.0
    return value
