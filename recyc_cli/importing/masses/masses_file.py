"""Reads weighbridge tickets: a row for each fraction that went in or came out.

Columns: `side`, `name`, `kg` or `t`; and as far as known `formula` of a compound, `counts` (its elements that were in
the batteries, or `whole`), `use`, `moisture`, `lot`, `year`, `chemistry`, and masses or shares of elements and parts:
`li_kg`, `li_%`, `casing_kg`, `cathode_kg`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.catalog.trade.amounts import decimal_mark
from recyc_cli.errors import RecycError, RecycErrors, did_you_mean
from recyc_cli.importing.masses.fractions import SHOWN, SIDES, Known, Ticket, ticket
from recyc_cli.importing.sheets import read_sheets
from recyc_cli.model.compliance.lots import fractions_together, together
from recyc_cli.model.compliance.rates import TOLERANCE
from recyc_cli.model.records.masses import HANDED_ON, WASTE, Fraction, Masses

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

LAYOUT, BEYOND = "E397", "E398"
WORDS = ("side", "name", "kg", "t", "formula", "counts", "use", "moisture", "lot", "year", "chemistry")
NUMBERS = ("kg", "t", "moisture")
UNITS = ("kg", "%")
FEED, BETWEEN, OUT, OFF, ACTIVE, RECYCLED = SIDES


class WeighedLot(NamedTuple):
    """A lot: its name, the year it was worked in, its chemistry, and its masses."""

    lot: str
    year: str
    chemistry: str
    masses: Masses


def read_masses(path: str, formulas: Mapping[str, str], atoms: Mapping[str, float], metals: Iterable[str],
                parts: Iterable[str]) -> list[WeighedLot]:  # fmt: skip
    """Read a file of weighed masses, a lot or several.

    Args:
        path: .csv or .xlsx.
        formulas: of products that go by their usual names.
        atoms: atomic masses [g/mol].
        metals: elements that come from batteries wherever a compound holds them.
        parts: components whose masses may be stated beside elements.

    Raises:
        RecycErrors: E397 (no table of masses, a row that cannot be), E398 (more comes out than went in), all at once.
    """
    sheet = read_sheets(path)[0]
    head = [str(cell).strip().lower() for cell in sheet.rows[0]]
    while head and not head[-1]:
        head.pop()
    _refuse_heads(head, path, {*atoms}, {*parts, "casing"})
    numbers = [at for at, name in enumerate(head) if name not in WORDS or name in NUMBERS]
    texts = (str(row[at]) for row in sheet.rows[1:] for at in numbers if at < len(row) and isinstance(row[at], str))
    known = Known(formulas, atoms, frozenset(metals), decimal_mark(texts, sheet.delimiter))
    tickets: list[Ticket] = []
    faults: list[RecycError] = []
    for line, row in enumerate(sheet.rows[1:], 2):
        where, cells = f"{path}: line {line}", _cells(head, row)
        if any(str(cell).strip() for cell in row[len(head) :]):
            faults.append(RecycError(LAYOUT, f"{len(row)} cells under {len(head)} headings", where))
        try:
            if cells:
                tickets.append(ticket(cells, where, known))
        except RecycErrors as error:
            faults += error.errors
    if faults:
        raise RecycErrors(faults)
    return _lots(tickets, path)


def _cells(head: Sequence[str], row: Sequence[str | float]) -> dict[str, str | float]:
    """Return the cells of a row that say something, by their heading."""
    cells = {name: cell.strip() if isinstance(cell, str) else cell for name, cell in zip(head, row, strict=False)}
    return {name: cell for name, cell in cells.items() if name and cell != ""}


def _refuse_heads(head: list[str], path: str, atoms: set[str], parts: set[str]) -> None:
    """Refuse columns that nobody can read, and a table without those that are due."""
    faults = [
        RecycError(LAYOUT, f"two columns {name!r}", path, "keep one")
        for name in dict.fromkeys(filter(None, head))
        if head.count(name) > 1
    ]
    for name in filter(None, head):
        of, _, unit = name.rpartition("_")
        if name in WORDS or (unit in UNITS and of in atoms | parts):
            continue
        hint = did_you_mean(name, [*WORDS, *(f"{each}_kg" for each in sorted(atoms | parts))])
        faults.append(
            RecycError(LAYOUT, f"unknown column {name[:SHOWN]!r}", path, hint or "columns: " + " ".join(WORDS))
        )
    missing = [due for due in ("side", "name") if due not in head]
    faults += [RecycError(LAYOUT, f"no column {due}", path, "side,name,kg") for due in missing]
    if not {"kg", "t"} & {*head}:
        faults.append(RecycError(LAYOUT, "no column of masses", path, "side,name,kg, or t"))
    if faults:
        raise RecycErrors(faults)


def _lots(tickets: list[Ticket], path: str) -> list[WeighedLot]:
    lots: dict[tuple[str, str, str], list[Ticket]] = {}
    for each in tickets:
        lots.setdefault((each.lot, each.year, each.chemistry), []).append(each)
    faults: list[RecycError] = []
    found = []
    for (lot, year, chemistry), held in lots.items():
        where = f"{path}: lot {lot}" if lot else path
        masses = _masses(held)
        if lot and not masses.fed.mass > 0.0:
            faults.append(RecycError(LAYOUT, "nothing went in", where, f"a row with side {FEED}"))
        faults += _beyond(masses, where) if lot else ()
        found.append(WeighedLot(lot, year, chemistry, masses))
    if found and not faults:
        whole = together([each.masses for each in found])
        if not whole.fed.mass > 0.0 and not whole.new_cathodes:
            faults.append(RecycError(LAYOUT, "nothing went in", path, f"a row with side {FEED}"))
        faults += _beyond(whole, path)
    if not tickets:
        faults.append(RecycError(LAYOUT, "no masses in it", path, "side,name,kg"))
    if faults:
        raise RecycErrors(faults)
    return found


def _masses(tickets: list[Ticket]) -> Masses:
    """Return the masses of a lot; without a name those that several lots share, such as what came of all of them."""
    by_side: dict[str, list[Fraction]] = {side: [] for side in SIDES}
    for each in tickets:
        by_side[each.side].append(each.fraction)
    fed = _sum(by_side[FEED])
    off = sum(each.mass for each in by_side[OFF])
    fed = Fraction(**{**vars(fed), "mass": fed.mass - off, "derived": fed.derived - off})
    return Masses(
        fed=fed,
        outputs=by_side[OUT],
        between=_sum(by_side[BETWEEN]) if by_side[BETWEEN] else None,
        new_cathodes=_sum(by_side[ACTIVE]).elements,
        recycled=_sum(by_side[RECYCLED]).elements,
    )


def _sum(fractions: list[Fraction]) -> Fraction:
    whole = Fraction(name="feed", mass=0.0, derived=0.0)
    for each in fractions:
        whole = fractions_together(whole, each)
    return whole


def _beyond(masses: Masses, where: str) -> list[RecycError]:
    """Return what cannot be: more battery-derived mass, or more of an element, comes out than went in."""
    out = [each for each in masses.outputs if each.use in ("product", HANDED_ON, WASTE)]
    sums = {"mass": (sum(each.derived for each in out), masses.fed.derived)}
    for element, held in masses.fed.elements.items():
        sums[element] = (sum(each.elements.get(element, 0.0) for each in out), held)
    sums |= {f"recycled {name}": (mass, masses.new_cathodes.get(name, 0.0)) for name, mass in masses.recycled.items()}
    hint = "say what of a compound was in the batteries: formula, counts; or mend the masses"
    return [
        RecycError(BEYOND, f"{came:,.6g} kg of {name} come out, {went:,.6g} kg went in", where, hint)
        for name, (came, went) in sums.items()
        if came > went * (1.0 + TOLERANCE) + TOLERANCE
    ]
