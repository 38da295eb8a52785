"""Puts what studies print and others count beside what is foreseen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.analysis.outlook.coming import RETURNED, by_year
from recyc_cli.model.money.planning.energies import beyond, gigawatt_hours, part_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recyc_cli.analysis.outlook.foreseen import Foreseen
    from recyc_cli.report.shapes.studies.outlook import OutlookYear, ToldBeside

COUNTED, TOLD = "counted", "told"
ENERGY, TONNES, WORTH = "energy", "tonnes", "worth"
OURS: dict[str, Any] = {ENERGY: "gwh", TONNES: "t", WORTH: "value"}
"""What of a year stands beside each."""


def of_others(found: Foreseen, years: Sequence[OutlookYear]) -> list[ToldBeside]:
    """Return what others say of the years that are told, by year."""
    named = {year["year"]: year for year in years}
    said = [*_studies(found, named), *_series(found, named)]
    return sorted(said, key=lambda each: (list(OURS).index(each["what"]), each["by"], each["year"]))


def _studies(found: Foreseen, years: dict[int, OutlookYear]) -> Iterator[ToldBeside]:
    """Yield the numbers that stand beside the series itself."""
    records = found.library.document("outlook").records
    for table, what in ((COUNTED, ENERGY), *((f"{TOLD}.{what}", what) for what in OURS)):
        start = f"series.{found.series_name}.{table}."
        for path, record in records.items():
            if path.startswith(start) and int(path.removeprefix(start)) in years:
                year = years[int(path.removeprefix(start))]
                ends = (record.value, record.low, record.high)
                values = [None if end is None else _ours(found, what, part_of(end, record.factor)) for end in ends]
                yield _beside(what, record.source, year, values, record.note)


def _ours(found: Foreseen, what: str, value: float) -> float:
    """Return a number of others in the unit of ours."""
    if what == ENERGY:
        return gigawatt_hours(value)
    return part_of(value, found.dollar) if what == WORTH else value


def _series(found: Foreseen, years: dict[int, OutlookYear]) -> Iterator[ToldBeside]:
    """Yield what other series have come back."""
    series = found.library.document("outlook").tree["series"]
    for name in found.series.get("beside", ()):
        for year, gwh in by_year(series[name], RETURNED).items():
            if year in years:
                yield _beside(ENERGY, name, years[year], [gwh, None, None], "")


def _beside(what: str, by: str, year: OutlookYear, values: Sequence[float | None], note: str) -> ToldBeside:
    theirs, low, high = values
    assert theirs is not None  # noqa: S101 - a record has a value
    ours: float = year[OURS[what]]  # type: ignore[literal-required]
    return {
        "what": what, "by": by, "year": year["year"], "theirs": theirs, "low": low, "high": high, "ours": ours,
        "off": beyond(ours, theirs), "note": note,
    }  # fmt: skip
