"""Makes the stored draws of usual quotes: `python -m ...make_table lfp nmc622`."""

from __future__ import annotations

import marshal
import sys
from contextlib import suppress
from struct import pack
from typing import TYPE_CHECKING, Any

from recyc_cli.analysis.quote import answer
from recyc_cli.analysis.simulation.drawn_quotes import joint_inputs, scenarios_of, traced
from recyc_cli.analysis.simulation.likely.table import FEED, FILE, FLOAT, Row, Table, ledger_of
from recyc_cli.analysis.simulation.likely.traced import case_with_parts, traced_ledger
from recyc_cli.catalog.open_library import builtin_library
from recyc_cli.catalog.spreads.joint import joint_of
from recyc_cli.engine.draws.likely.named import DRAWS
from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.files import write_whole
from recyc_cli.model.numbers.arithmetic import plain
from recyc_cli.scenario.fill_in import usual_spreads
from recyc_cli.scenario.keywords import ROWS
from recyc_cli.scenario.request import Request

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recyc_cli.analysis.simulation.drawn_quotes import Traced
    from recyc_cli.catalog.spreads.joint import Joint

MANY = 12_288
"""Draws whose quantiles the stored ones get."""
MATTERS = 1.0
"""Parts of a ledger below it are not drawn apart [USD/t]."""
FORMAT = 2  # of marshal: the same bytes for the same numbers, whoever else holds them


def make_table(chemistries: Sequence[str]) -> int:
    """Make the table of some chemistries, or of all, by all their routes, and write it where it is read."""
    library = builtin_library()
    regions = sorted(library.names("regions"), key=lambda name: (name != ROWS["region"].default, name))
    data = table_made(chemistries or library.names("chemistries"), regions)
    write_whole(FILE, data)
    sys.stderr.write(f"{len(data):,} bytes\n")
    return 0


class _Made:
    """A table as it grows."""

    def __init__(self) -> None:
        self.rows: dict[bytes, int] = {}
        self.names: dict[tuple[str, ...], int] = {}
        self.cases: dict[tuple[str, str], list[tuple[int, bytes, Row, Row, float]]] = {}
        self.ratios: dict[tuple[str, str], Row] = {}
        self.worn: dict[tuple[str, str], bytes] = {}

    def data(self) -> bytes:
        """Return the table as it is written."""
        return marshal.dumps((DRAWS, list(self.names), self.cases, self.ratios, self.worn, b"".join(self.rows)), FORMAT)

    def row(self, row: Any) -> Row:  # noqa: ANN401 - an array
        """Keep a row of draws, each of them once."""
        from recyc_cli.engine.draws.likely.stored import as_bytes

        data, low, step = as_bytes(row)
        return self.rows.setdefault(data, len(self.rows)), low, step

    def add(self, of: Traced, joint: Joint) -> None:
        """Draw a quote and keep its draws, and those of its parts over what they are where the route has none yet."""
        from recyc_cli.engine.draws.likely.stored import GIVES_WAY, figures_of, likely_width, relative, with_quantiles

        route = of.quote.resolved.names["route"]
        amounts = {name: float(plain(amount)) for name, amount in traced_ledger(of).items()}
        few, many = figures_of(case_with_parts(of, joint), joint, MANY)
        margin = self.row(with_quantiles(few["margin"], many))
        feed = self.row(few[FEED]) if FEED in few else (0, 0.0, 0.0)
        place = self.names.setdefault(tuple(amounts), len(self.names))
        entry = (place, b"".join(pack(FLOAT, each) for each in amounts.values()), margin, feed, likely_width(many))
        self.cases.setdefault((of.quote.resolved.chemistries[0], route), []).append(entry)
        if GIVES_WAY in few:
            self.worn.setdefault((of.quote.resolved.chemistries[0], route), bytes(map(int, few[GIVES_WAY])))
        for name, amount in amounts.items():
            if abs(amount) > MATTERS and name != FEED and (route, name) not in self.ratios:
                self.ratios[route, name] = self.row(relative(few[name], amount))


def table_made(chemistries: Iterable[str], regions: Sequence[str]) -> bytes:
    """Return the table of some chemistries, by every route that a comparison has of them.

    Args:
        chemistries: by name.
        regions: in their order; a quote that is like one that is stored already is not stored again.
    """
    made = _Made()
    for chemistry in chemistries:
        for region in regions:
            _add(made, chemistry, region)
    return made.data()


def _add(made: _Made, chemistry: str, region: str) -> None:
    """Draw the quotes of a chemistry in a region that are like none of those drawn before."""
    table = Table(made.data())
    scenarios, library = scenarios_of([chemistry], (), {"region": region})
    new = []
    for each in scenarios:
        named = {name: value for name, value in each.items() if name != "usual"}
        with suppress(RecycError, RecycErrors):  # it is not for this case
            quote = answer(Request(**named), library)
            if table.like(chemistry, named["route"], ledger_of(quote)) is None:
                new.append(named)
    quotes = traced(new, library)
    joint = joint_of(usual_spreads(library), joint_inputs(quotes))
    for of in quotes:
        made.add(of, joint)


if __name__ == "__main__":
    sys.exit(make_table(sys.argv[1:]))
