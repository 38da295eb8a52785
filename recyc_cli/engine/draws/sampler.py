"""Computes the margins of quotes on common draws, a block at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from recyc_cli.engine.draws.case import LARGEST
from recyc_cli.engine.draws.normals import BLOCK, normals
from recyc_cli.engine.draws.replayed import names_of_blocks, replayed
from recyc_cli.engine.numpy_program import NumpyProgram, Scratch, slots_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from recyc_cli.catalog.spreads.joint import Joint
    from recyc_cli.catalog.spreads.replay import Replay
    from recyc_cli.engine.columns import Numbers
    from recyc_cli.engine.draws.case import Case
    from recyc_cli.engine.draws.normals import Sampler
    from recyc_cli.engine.draws.together import Together

PIECE = 2048
"""Rows of one pass: with many programs in turn the scratch memory stays in the cache."""


class Plan(NamedTuple):
    """What is sampled.

    Attributes:
        joint: the distribution of the inputs.
        cases: the quotes.
        draws: how many.
        seed: of all of them.
        sampler: how they are drawn.
        studied: draws, from the first on, of which it is kept how they go with the margins.
        together: inputs that are no part of `joint` and drawn as one beside it.
        replay: a history whose prices are replayed.
    """

    joint: Joint
    cases: Sequence[Case]
    draws: int
    seed: int
    sampler: Sampler
    studied: int
    together: Together | None = None
    replay: Replay | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the standard normal numbers of a draw: those of the joint distribution first."""
        return (*self.joint.draws, *(self.together.names if self.together else ()), *names_of_blocks(self.replay))

    def draws_of(self, block: int) -> dict[str, Numbers]:
        """Return the standard normal numbers of a block, by name."""
        rows = dict(zip(self.names, normals(len(self.names), self.seed, block, self.sampler), strict=True))
        return rows if self.replay is None else rows | replayed(self.replay, self.joint, rows)

    @property
    def blocks(self) -> int:
        """Blocks that hold all draws."""
        return -(-self.draws // BLOCK)


class Sampled(NamedTuple):
    """A block of draws.

    Attributes:
        margins: a row for each case; NaN where it has none.
        products: of each name that is drawn and each case the sum of draw times margin less the middle one.
        instead: of each case the draws in which the feed takes another way.
    """

    margins: Numbers
    products: Numbers
    instead: NDArray[np.int64]


def every_case(cases: Sequence[Case]) -> list[Case]:
    """Return the cases of quotes, and behind them the other ways that feeds take."""
    return [*cases, *(each.instead for each in cases if each.instead is not None)]


class Runner:
    """Computes blocks of a plan."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._programs = [(NumpyProgram(each.program.program), each) for each in plan.cases]
        ways = [each.instead for each in plan.cases if each.instead is not None]
        self._places = {id(each): place for place, each in enumerate(every_case(plan.cases))}
        self._ways = {id(each): NumpyProgram(each.program.program) for each in ways}
        self._scratch = Scratch(PIECE)

    def block(self, number: int) -> Sampled:
        """Return the margins of a block."""
        plan = self._plan
        draws = plan.draws_of(number)
        first = number * BLOCK
        margins, other = self.margins(draws, BLOCK)
        left = min(plan.draws - first, BLOCK)
        studied = min(plan.studied - first, left)
        products = np.zeros((len(plan.joint.draws), len(margins)))
        if studied > 0:
            rows = np.array([draws[name][:studied] for name in plan.joint.draws])
            middles = np.array([[case.middle] for case in plan.cases])
            known = np.nan_to_num(margins[:, :studied] - middles)
            products = np.einsum("db,cb->dc", rows, known)
        return Sampled(margins[:, :left], products, other[:, :left].sum(axis=1))

    def alone(
        self, groups: Mapping[str, Collection[str]], blocks: Iterable[int], count: int = BLOCK
    ) -> dict[str, Numbers]:
        """Return the margins with each group of names alone drawn, the others in their middle.

        Args:
            groups: names of draws by the name of their group.
            blocks: numbers of the blocks.
            count: draws of each block, from its first on.
        """
        found: dict[str, list[Numbers]] = {group: [] for group in groups}
        for block in blocks:
            every = self._plan.draws_of(block)
            for group, names in groups.items():
                some = {name: row[:count] if name in names else 0.0 for name, row in every.items()}
                found[group].append(self.margins(some, count)[0])
        return {group: np.concatenate(parts, axis=1) for group, parts in found.items()}

    def margins(self, draws: Mapping[str, Numbers | float], count: int) -> tuple[Numbers, NDArray[np.bool_]]:
        """Return the margins of some draws: of each name standard normal numbers, or one for all of them.

        Where a feed takes another way the margin is that of the other way; the second table tells where.
        """
        values = self._plan.joint.values(draws)  # type: ignore[arg-type]
        columns: dict[tuple[str, float], Numbers] = {}
        margins = np.empty((len(self._programs), count))
        instead = np.zeros(margins.shape, np.bool_)
        for margin, other, (program, case) in zip(margins, instead, self._programs, strict=True):
            refused = self._run(program, case, values, columns, margin)
            margin[refused > 0] = np.nan
            self._add(margin, case, draws)
            if case.instead is not None and refused.any():
                other[:] = np.isin(refused, case.gives_way)
                way = self._ways[id(case.instead)]
                found = np.empty(count)
                found[self._run(way, case.instead, values, columns, found) > 0] = np.nan
                self._add(found, case.instead, draws)
                margin[other] = found[other]
        margins[~(np.abs(margins) < LARGEST)] = np.nan
        return margins, instead

    def _add(self, margin: Numbers, case: Case, draws: Mapping[str, Numbers | float]) -> None:
        """Add to a margin what inputs that are drawn as one do to it."""
        if self._plan.together is not None:
            margin += self._plan.together.added(self._places[id(case)], draws)

    def _run(
        self,
        program: NumpyProgram,
        case: Case,
        values: Mapping[str, Any],
        columns: dict[tuple[str, float], Numbers],
        margin: Numbers,
    ) -> NDArray[np.int16]:
        """Compute a margin, and return of each draw what refuses it."""
        count = len(margin)
        given = {}
        for path, ratio in zip(program.inputs, case.ratios, strict=True):
            if (path, ratio) not in columns:
                value = values[path] if ratio == 1.0 else values[path] * ratio
                columns[path, ratio] = value if np.ndim(value) else np.full(count, value)
            given[path] = columns[path, ratio]
        refused = np.zeros(count, np.int16)
        program.run(given, slots_of([case.program], [count]), [margin], refused, self._scratch)
        return refused
