"""Holds a simulation, and makes its report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.analysis.simulation.simulation_report import simulation_report

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recyc_cli.analysis.quote import Quote
    from recyc_cli.engine.draws.sampler import Plan, Sampled
    from recyc_cli.report.shapes.simulation import SimulationReport


class Simulation:
    """Quotes on common draws, as the public function hands them out.

    Attributes:
        quotes: in the order that was asked.
        margins: a row of each quote, a column of each draw, a numpy array [money/t]; NaN where a draw has no result.
        fixed: inputs that stand as the user wants it.
    """

    def __init__(
        self, quotes: Sequence[Quote], plan: Plan, sampled: Sampled, months: int, fixed: Sequence[str]
    ) -> None:
        self.quotes, self.plan, self.months, self.fixed = quotes, plan, months, fixed
        self.margins, self.products = sampled
        self._report: SimulationReport | None = None

    def to_dict(self) -> SimulationReport:
        """Return the report `recyc.simulation/1`: what `recyc simulate --format json` prints."""
        if self._report is None:
            self._report = simulation_report(self)
        return self._report
