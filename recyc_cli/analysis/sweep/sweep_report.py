"""Writes a sweep as the report `recyc.sweep/1`, its answer in words included."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from recyc_cli.analysis.sweep.axis_notes import notes_of_axes
from recyc_cli.analysis.sweep.sweep_words import answer_of_sweep
from recyc_cli.analysis.sweep.way import Way
from recyc_cli.analysis.sweep.zeros import zeros_of
from recyc_cli.report.notes.notes import MOOT, notes_of_quotes
from recyc_cli.report.notes.telling import in_order, note, reported
from recyc_cli.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recyc_cli.analysis.sweep.points import Points
    from recyc_cli.analysis.sweep.zeros import Zero
    from recyc_cli.report.notes.telling import Remark
    from recyc_cli.report.shapes.studies.swept import SweepReport, SweptAxis, SweptZero

SCHEMA: Literal["recyc.sweep/1"] = "recyc.sweep/1"
NOTED = 12
"""Quotes whose notes are told: of the first words of each axis."""


def sweep_report(sweep: Points) -> SweepReport:
    """Return the report of a sweep."""
    base = sweep.base.base.to_dict()
    money = base["scenario"]["currency"]
    zeros, left_out = zeros_of(sweep)
    rows = list(sweep.rows())
    axes = [_axis(sweep, place) for place in range(len(sweep.axes))]
    told = [_zero(zero, sweep) for zero in zeros]
    ways = [way for way in (sweep.way(feed, words) for feed, words in sweep.series()) if isinstance(way, Way)]
    remarks = [*_remarks(rows, left_out), *notes_of_axes(sweep, rows, ways)]
    moot = {MOOT.get(axis.name) for axis in sweep.axes}
    notes = [each for each in notes_of_quotes([way.base for way in ways[:NOTED]]) if each["code"] not in moot]
    return {
        "schema": SCHEMA,
        "recyc": __version__,
        "presets": sweep.base.base.resolved.library.digest,
        "scenario": base["scenario"],
        "basis": {**base["basis"], "margins": f"{money}/t"},
        "axes": axes,
        "figures": [
            {"name": name, "unit": unit_of_figure(name, base["scenario"]["currency"])} for name in sweep.figures
        ],
        "rows": rows,
        "zeros": told,
        "message": answer_of_sweep(axes, rows, told),
        "sources": sorted({source for way in ways for source in way.base.to_dict()["sources"]}),
        "warnings": in_order([*reported([(each, "") for each in remarks]), *notes]),
    }


def unit_of_figure(figure: str, money: str) -> str:
    """Return the unit of a figure.

    >>> [unit_of_figure(name, "EUR") for name in ("margin", "cost_labor", "ghg_kg", "lot_margin")]
    ['EUR/t', 'EUR/t', 'kg/t', 'EUR']
    """
    from recyc_cli.report.figures import NAMED

    if figure in NAMED:
        return NAMED[figure].unit_in(money)
    known = {"kwh_per_t": "kWh/t", "packs_per_t": "pack/t", "lot_mass_t": "t", "lot_packs": "pack", "lot_kwh": "kWh"}
    if figure in known:
        return known[figure]
    if figure.startswith("cost_"):
        return f"{money}/t"
    if figure.startswith("lot_"):
        return money
    unit = figure.rpartition("_")[2]
    return f"{ {'mj': 'MJ', 'l': 'L'}.get(unit, unit) }/t".strip()


def _axis(sweep: Points, place: int) -> SweptAxis:
    axis = sweep.axes[place]
    if axis.keyword is not None:
        name = axis.keyword.name
        usual = sweep.keywords.get(name) or axis.keyword.default
        told = None if usual is None else str(usual)
        return {"name": axis.name, "path": name, "unit": None, "values": axis.values, "now": told}
    at = sweep.numeric.index(axis)
    number = sweep.base.numbers[at]
    now = sweep.base.now(at)
    return {"name": axis.name, "path": number.path, "unit": axis.unit, "values": axis.values, "now": now}


def _zero(zero: Zero, sweep: Points) -> SweptZero:
    unit = next(axis.unit for axis in sweep.axes if axis.name == zero.axis)
    below, above = (each if each - each == 0.0 else None for each in (zero.below, zero.above))
    return {
        "chemistry": zero.chemistry, "route": zero.route, "axis": zero.axis, "value": zero.value, "unit": unit,
        "kind": zero.kind, "margin_below": below, "margin_above": above, "at": zero.at,
    }  # fmt: skip


def _remarks(rows: list[dict[str, float | str | None]], left_out: int) -> Iterator[Remark]:
    """Say which points are refused, and along how many lines no zero was looked for."""
    refused = [str(row["refused"]) for row in rows if row["refused"]]
    if refused:
        codes = " ".join(sorted(set(refused)))
        yield note("points-refused", count=len(refused), points=len(rows), codes=codes)
    if left_out:
        yield note("zeros-left-out", lines=left_out)
