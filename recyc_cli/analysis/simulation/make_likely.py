"""Makes the stored draws of usual quotes: `python -m recyc_cli.analysis.simulation.make_likely`."""

from __future__ import annotations

import marshal
import sys
from struct import pack
from typing import TYPE_CHECKING, Any

from recyc_cli.analysis.simulation.asked import spreads_at
from recyc_cli.analysis.simulation.drawn_quotes import joint_inputs, joint_of, scenarios_of, traced
from recyc_cli.analysis.simulation.likely_table import FEED, FILE, Row, Table
from recyc_cli.analysis.simulation.likely_traced import case_with_parts, traced_ledger
from recyc_cli.catalog.open_library import builtin_library
from recyc_cli.engine.draws.named import DRAWS
from recyc_cli.files import write_whole
from recyc_cli.model.numbers.arithmetic import plain
from recyc_cli.scenario.keywords import ROWS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recyc_cli.analysis.simulation.drawn_quotes import Traced
    from recyc_cli.catalog.spreads.joint import Joint

HORIZON = "12mo"
MANY = 24_576
"""Draws whose quantiles the stored ones get."""
MATTERS = 1.0
"""Parts of a ledger below it are not drawn apart [USD/t]."""
FORMAT = 2  # of marshal: the same bytes for the same numbers, whoever else holds them


def main() -> int:
    """Make the table of all chemistries by all their routes, and write it where it is read."""
    library = builtin_library()
    regions = sorted(library.names("regions"), key=lambda name: (name != ROWS["region"].default, name))
    data = table_of(library.names("chemistries"), regions)
    write_whole(FILE, data)
    sys.stderr.write(f"{len(data):,} bytes\n")
    return 0


class _Made:
    """A table as it grows."""

    def __init__(self) -> None:
        self.rows: dict[bytes, int] = {}
        self.names: dict[tuple[str, ...], int] = {}
        self.cases: dict[str, list[tuple[int, bytes, Row, Row, float]]] = {}
        self.ratios: dict[tuple[str, str], Row] = {}

    def data(self) -> bytes:
        """Return the table as it is written."""
        return marshal.dumps((DRAWS, list(self.names), self.cases, self.ratios, b"".join(self.rows)), FORMAT)

    def row(self, row: Any) -> Row:  # noqa: ANN401 - an array
        """Keep a row of draws, each of them once."""
        from recyc_cli.engine.draws.stored import as_bytes

        data, low, step = as_bytes(row)
        return self.rows.setdefault(data, len(self.rows)), low, step

    def add(self, of: Traced, joint: Joint) -> None:
        """Draw a quote and keep its draws, and those of its parts over what they are where the route has none yet."""
        from recyc_cli.engine.draws.stored import figures_of, over, width_of, with_quantiles

        route = of.quote.resolved.names["route"]
        amounts = {name: float(plain(amount)) for name, amount in traced_ledger(of).items()}
        few, many = figures_of(case_with_parts(of, joint), joint, MANY)
        margin = self.row(with_quantiles(few["margin"], many))
        feed = self.row(few[FEED]) if FEED in few else (0, 0.0, 0.0)
        place = self.names.setdefault(tuple(amounts), len(self.names))
        entry = (place, pack(f"<{len(amounts)}f", *amounts.values()), margin, feed, width_of(many))
        self.cases.setdefault(route, []).append(entry)
        for name, amount in amounts.items():
            if abs(amount) > MATTERS and name != FEED and (route, name) not in self.ratios:
                self.ratios[route, name] = self.row(over(few[name], amount))


def table_of(chemistries: Iterable[str], regions: Sequence[str]) -> bytes:
    """Return the table of some chemistries, by every route that a comparison has of them.

    Args:
        chemistries: by name.
        regions: in their order; a quote that is like one that is stored already is not stored again.
    """
    made = _Made()
    for chemistry in chemistries:
        for region in regions:
            quotes, joint = _quotes(chemistry, region)
            table = Table(made.data())
            for of in quotes:
                ledger = {name: float(plain(amount)) for name, amount in traced_ledger(of).items()}
                if table.like(of.quote.resolved.names["route"], ledger) is None:
                    made.add(of, joint)
    return made.data()


def _quotes(chemistry: str, region: str) -> tuple[list[Traced], Joint]:
    """Return the quotes of a chemistry by all routes, and what is drawn."""
    scenarios, library = scenarios_of([chemistry], (), {"region": region})
    quotes = traced(scenarios, library)
    return quotes, joint_of(spreads_at(HORIZON, library), joint_inputs(quotes))


if __name__ == "__main__":
    sys.exit(main())
