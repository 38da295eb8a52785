"""Reckons an outlook once more, on numbers that remember their formulas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.model.money.planning.energies import GIGA, of_energy, tonnes
from recyc_cli.model.numbers.arithmetic import add_up, share_of
from recyc_cli.model.numbers.traced import Leaf

if TYPE_CHECKING:
    from recyc_cli.analysis.outlook.outlook import Outlook
    from recyc_cli.analysis.outlook.packs import Packs
    from recyc_cli.report.shapes.studies.outlook import OutlookReport, OutlookRow, OutlookYear

NOTE = (
    "Energies by year and chemistry, and what a tonne of packs holds and leaves, are blue numbers on the sheet Inputs: "
    "change one, and tonnes, values and margins follow. Other decks, second lives, metals and what others say were "
    "computed once: run recyc again for those."
)


class TracedPacks:
    """A tonne of packs of a chemistry, of traced numbers."""

    def __init__(self, name: str, packs: Packs, money: str) -> None:
        self.route = packs.route
        self.kwh: Any = Leaf(f"packs.{name}.kwh_per_t", packs.kwh_per_t, "kWh/t")
        self.value: Any = Leaf(f"packs.{name}.holds", packs.value, f"{money}/t")
        self.margins: dict[str, Any] = {
            route: None if margin is None else Leaf(f"packs.{name}.leaves.{route}", margin, f"{money}/t")
            for route, margin in packs.margins.items()
        }

    def row(self, row: OutlookRow) -> OutlookRow:
        """Return what comes back of it in a year, its energy an input."""
        gwh: Any = Leaf(f"energy.{row['year']}.{row['chemistry']}", row["gwh"], "GWh")
        heavy = share_of(row["gwh"] * GIGA, row["t"])
        margins = {
            route: None if margin is None else of_energy(gwh, margin, self.kwh)
            for route, margin in self.margins.items()
        }
        value = of_energy(gwh, self.value, self.kwh)
        return {**row, "gwh": gwh, "t": tonnes(gwh, heavy), "value": value, "margin": margins}


def traced_outlook(found: Outlook) -> OutlookReport:
    """Return the report of an outlook with formulas: the values are those of the plain one."""
    report: OutlookReport = {**found.to_dict()}
    money = report["scenario"]["currency"]
    packs = {name: TracedPacks(name, each, money) for name, each in found.packs.items()}
    report["rows"] = [packs[row["chemistry"]].row(row) for row in report["rows"]]
    report["years"] = [_year(year, report["rows"], packs) for year in report["years"]]
    return report


def _year(year: OutlookYear, rows: list[OutlookRow], packs: dict[str, TracedPacks]) -> OutlookYear:
    """Return the sums of a year."""
    those = [row for row in rows if row["year"] == year["year"]]
    margins: dict[str, float | None] = {}
    for route, margin in year["margin"].items():
        known = [each for row in those if (each := row["margin"][route]) is not None]
        margins[route] = None if margin is None else add_up(known)
    best = [each for row in those if (each := row["margin"][packs[row["chemistry"]].route]) is not None]
    return {
        **year,
        "gwh": add_up(row["gwh"] for row in those),
        "t": add_up(row["t"] for row in those),
        "value": add_up(row["value"] for row in those),
        "margin": margins,
        "best": add_up(best),
    }
