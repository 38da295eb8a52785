"""Reads a laboratory's assay of black mass: each element's share of the dry mass."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.catalog.trade.amounts import parts_of_amount, span
from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.importing.assay.samples import LAYOUT, read_report
from recyc_cli.importing.assay.substances import (
    MOISTURE,
    PART_OF,
    WET,
    WORDS,
    element_in,
    find_share,
    find_substance,
    substance,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.importing.assay.samples import Entry, Report
    from recyc_cli.importing.sheets import Sheet

VALUE, SUM = "E372", "E373"
_FULL = 1.0 + 1e-9


def _bare(text: str) -> str:
    """Return a cell in small letters without blanks and dots."""
    return "".join(text.lower().replace(".", "").split())


_CELLS: dict[str, list[str]] = WORDS["cells"]
_TOTALS, _LEFT = (frozenset(WORDS["rows"][kind]) for kind in ("totals", "left"))
_SIGNS = "".join(_CELLS["signs"]) + " "
_BELOW, _NOT_ANALYSED = (frozenset(map(_bare, _CELLS[kind])) for kind in ("below", "not_analysed"))
_LEAST: float = WORDS["plausible"]["least"]
_SPREAD: float = WORDS["plausible"]["replicates"]


def _is_below(text: str) -> bool:
    """Tell whether a cell says that nothing was found: in words, or as less than a limit that it names, not counts.

    >>> [_is_below(text) for text in ("n. n.", "<LOQ", "< LQ", "Traces", "<0.05", "n.a.", "3")]
    [True, True, True, True, False, False, False]
    """
    bare = _bare(text)
    return bare in _BELOW or (bare[:1] in _CELLS["signs"] and bare[1:].isalpha())


class Taken(NamedTuple):
    """A share that was read, and where: of the dry mass, but for moisture [kg/kg]."""

    name: str
    share: float
    where: str
    text: str
    basis: str


class Assay(NamedTuple):
    """Shares of the dry mass by element [kg/kg], the moisture of the wet mass, and how the file was read."""

    shares: dict[str, float]
    moisture: float
    notes: list[str]
    taken: list[Taken]
    left: list[str]
    sample: str


def read_assay(sheets: list[Sheet], path: str, atomic_mass: Mapping[str, float], sample: str = "") -> Assay:
    """Read an assay: a row or a column per element, under any of the headings that laboratories use.

    Args:
        sheets: of the file; the ones that hold an assay are found.
        path: the file, for messages.
        atomic_mass: of the elements, for oxides.
        sample: the one that is meant, where there are several.

    Raises:
        RecycError: E370 where there is none, or a sample has to be named.
        RecycErrors: E371 (unknown element), E372 (value or unit), E373 (a sum that cannot be), all at once.
    """
    report = read_report(sheets, path, sample)
    taken, notes, left = _taken(report, path, atomic_mass)
    shares = _means(taken, notes, path)
    moisture = shares.pop(MOISTURE, 0.0)
    if moisture >= 1.0:
        raise RecycError(SUM, f"moisture of {100 * moisture:.4g} % leaves nothing", path, "check the units")
    wet = {each.name for each in taken if each.basis == WET} - {MOISTURE}
    if wet:
        shares = {name: share / (1.0 - moisture) if name in wet else share for name, share in shares.items()}
        dried = f"divided by {1.0 - moisture:.4g} for the dry mass" if moisture else "taken as dry: no moisture stated"
        notes.append(f"shares of the wet mass, {dried}")
    _refuse_implausible(shares, path)
    return Assay(shares, moisture, notes, taken, left + report.left, report.sample if sample else "")


def total_of(shares: Mapping[str, float]) -> float:
    """Return what shares sum to, each part of another one counted with the whole alone [kg/kg]."""
    return sum(share for name, share in shares.items() if PART_OF.get(name) not in shares)


def _taken(report: Report, path: str, atomic_mass: Mapping[str, float]) -> tuple[list[Taken], list[str], list[str]]:
    """Return what was read, notes on it, and what was left; raise all faults at once."""
    taken: list[Taken] = []
    notes: list[str] = []
    left: list[str] = []
    faults: list[RecycError] = []
    for entry in report.entries:
        try:
            why = _not_taken(entry)
            if why:
                left.append(f"{entry.name} ({entry.where}): {why}")
            elif entry.name.strip().lower().strip(":") not in _TOTALS:
                taken.append(_read(entry, report.mark, atomic_mass, notes))
        except RecycError as error:
            faults.append(RecycError(error.code, error.message, f"{path}: {entry.where}", error.hint))
    if faults:
        raise RecycErrors(faults)
    return taken, notes, left


def _not_taken(entry: Entry) -> str:
    """Say why a row is no share of the mass; nothing where it is one."""
    name = " ".join(entry.name.lower().split()).strip(" :")
    if name in _LEFT:
        return "no element"
    if find_substance(entry.name) is None and entry.unit and find_share(entry.unit) is None and name not in _TOTALS:
        return f"in {entry.unit}, which is no share of a mass"
    if _bare(str(entry.cell)) in _NOT_ANALYSED and name not in _TOTALS:
        return "not analysed"
    return ""


def _read(entry: Entry, mark: str, atomic_mass: Mapping[str, float], notes: list[str]) -> Taken:
    """Return the share that an entry states, or raise its fault."""
    found, text = substance(entry.name), str(entry.cell).strip()
    if _is_below(text):
        notes.append(f"{entry.name}: {text}, taken as 0")
        return Taken(found.name, 0.0, entry.where, text, "")
    parts = parts_of_amount(text) if isinstance(entry.cell, str) else None
    below = bool(parts) and parts is not None and parts.before in _CELLS["signs"]
    unit = parts.after if parts and parts.after else entry.unit
    if parts and (parts.second or (parts.before and not below)):
        raise RecycError(VALUE, f"{entry.name}: {text[:40]!r} is no one number")
    amount = span(parts, mark) if parts else None
    value = entry.cell if isinstance(entry.cell, float) else amount.value if amount else None
    if value is None or value - value != 0.0:
        raise RecycError(VALUE, f"{entry.name}: {text[:40]!r} is no number")
    if value < 0:
        raise RecycError(VALUE, f"{entry.name}: {value:g} is negative")
    share = find_share(unit)
    if share is None:
        raise RecycError(
            VALUE, f"{entry.name}: {f'unknown unit {unit!r}' if unit else 'no unit'}", hint="% g/kg mg/kg ppm"
        )
    shown = text if parts and parts.after else f"{text} {unit}"
    if below:
        notes.append(f"{entry.name}: below {shown.lstrip(_SIGNS)}, taken as 0")
    amount_of = 0.0 if below else float(value) * share.factor * element_in(found, atomic_mass)
    if found.is_rest:
        amount_of, shown = max(1.0 - amount_of, 0.0), f"1 less {shown}"
    return Taken(found.name, amount_of, entry.where, f"{shown} {found.formula}".strip(), share.basis or entry.basis)


def _means(taken: list[Taken], notes: list[str], path: str) -> dict[str, float]:
    """Return the share of each element; of repeats the mean, where they agree."""
    found: dict[str, list[Taken]] = {}
    for each in taken:
        found.setdefault(each.name, []).append(each)
    shares = {}
    for name, repeats in found.items():
        values = [each.share for each in repeats]
        mean = sum(values) / len(values)
        if max(values) - min(values) > _SPREAD * mean:
            apart = ", ".join(f"{each.text} ({each.where})" for each in repeats)
            message = f"{name.capitalize()} stands there {_times(len(repeats))}, too far apart for repeats: {apart}"
            raise RecycErrors([RecycError(VALUE, message, path, "give one row per element")])
        if len(values) > 1:
            notes.append(f"{name.capitalize()}: the mean of {len(values)} values")
        shares[name] = float(f"{mean:.12g}")
    return shares


def _times(count: int) -> str:
    return "twice" if count == len(("one", "two")) else f"{count} times"


def _refuse_implausible(shares: Mapping[str, float], path: str) -> None:
    """Raise RecycError E373 where the shares sum to more than there is, or to too little for a black mass."""
    total = total_of(shares)
    if total > _FULL:
        raise RecycError(SUM, f"the elements sum to {100 * total:.2f} %, more than there is", path, "check the units")
    for part, whole in PART_OF.items():
        if shares.get(part, 0.0) > shares.get(whole, 1.0):
            raise RecycError(SUM, f"more {part} than {WORDS['names'][whole][0]}", path, "check the units")
    if not any(shares.values()):
        raise RecycError(LAYOUT, "the assay has no element above 0", path)
    if total < _LEAST:
        message = f"the elements sum to {100 * total:.2f} %: too little for a black mass"
        hint = "fractions of 1 have the unit kg/kg; a cell shown as 19.4 % holds 0.194"
        raise RecycError(SUM, message, path, hint)
