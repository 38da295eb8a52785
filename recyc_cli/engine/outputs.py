"""Reads off an answer what a row of a table of quotes says: figures, cost groups, burdens."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.model.flows.impacts import GRAMS, NAMES, sum_of_rows
from recyc_cli.model.numbers.arithmetic import NAN
from recyc_cli.model.per_what import units_in_tonne
from recyc_cli.model.records.ledger import COST, GROUPS, total
from recyc_cli.report.computed import lot_of_quote
from recyc_cli.report.figures import FIGURES, LOT, shown_in

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from typing import TypeAlias

    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.report.answer import Answer


class Choice(NamedTuple):
    """One of some names, told by its place among them."""

    place: Number
    names: tuple[str, ...]


Output: TypeAlias = "Number | Choice"
Outputs: TypeAlias = "Callable[[Answer], Mapping[str, Output]]"
RECYCLED_BY = "recycled_by"
SIZES = ("mass_t", "packs", "kwh")
COLUMNS = (
    *(figure.id for figure in FIGURES),
    "kwh_per_t",
    "packs_per_t",
    RECYCLED_BY,
    *(f"lot_{name}" for name in SIZES),
    *(f"lot_{figure.id}" for figure in shown_in(LOT)),
    *(f"cost_{group}" for group in GROUPS),
    *NAMES,
)
"""Everything that a row may say, in the order of the columns."""
USUAL = COLUMNS[: len(COLUMNS) - len(GROUPS) - len(NAMES)]
"""What it says where nobody asks for more: no cost groups, no burdens."""


def row_of_quotes(columns: Collection[str] = USUAL) -> Outputs:
    """Return what reads some columns off an answer, in the order of `COLUMNS`; NaN where there is no such number."""
    wanted = [name for name in COLUMNS if name in columns]

    def read(answer: Answer) -> Mapping[str, Output]:
        every = _figures(answer) | _groups(answer, wanted) | _burdens(answer, wanted)
        return {name: _there(every.get(name)) for name in wanted}

    return read


def _there(output: Output | None) -> Output:
    return NAN if output is None else output


def _figures(answer: Answer) -> dict[str, Output | None]:
    """Return the figures per tonne and of the lot, and the route that recycles in the end."""
    result = answer.result
    kwh, packs = units_in_tonne(answer.resolved.scenario.streams)
    every: dict[str, Output | None] = {figure.id: figure.read(result, kwh, packs) for figure in FIGURES}
    every |= {"kwh_per_t": kwh, "packs_per_t": packs}
    lot = lot_of_quote(answer, kwh, packs)
    if lot is not None:
        every |= {f"lot_{name}": lot[name] for name in SIZES}  # type: ignore[literal-required]
        every |= {f"lot_{name}": amount for name, amount in lot["totals"].items()}  # type: ignore[misc]
    if result.second is not None:
        recycled = result.second.recycled
        every[RECYCLED_BY] = Choice(recycled.taken, tuple(name for name, _ in recycled.margins))
    return every


def _groups(answer: Answer, wanted: Collection[str]) -> dict[str, Output | None]:
    lines = answer.result.lines
    return {f"cost_{group}": total(lines, COST, group=group) for group in GROUPS if f"cost_{group}" in wanted}


def _burdens(answer: Answer, wanted: Collection[str]) -> dict[str, Output | None]:
    """Return the burdens as a report has them: greenhouse gases in kg, other emissions in g."""
    if not set(NAMES) & set(wanted):
        return {}
    rows = dict(zip(NAMES, sum_of_rows(answer.result.impacts.values()), strict=True))
    return {**rows, "ghg_kg": rows["ghg_kg"] / GRAMS}
