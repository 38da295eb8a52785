"""Finds what is uncertain of some quotes, and plans how it is drawn."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from recyc_cli.analysis.simulation.asked import BAD, held, named_in
from recyc_cli.analysis.simulation.drawn_quotes import joint_inputs, stated, with_other_ways
from recyc_cli.catalog.spreads.joint import joint_of
from recyc_cli.engine.draws.case import WORN, case_of
from recyc_cli.errors import RecycError
from recyc_cli.model.numbers.traced import Leaf, nodes

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from recyc_cli.analysis.quote import Quote
    from recyc_cli.analysis.simulation.drawn_quotes import Traced
    from recyc_cli.catalog.spreads.joint import Joint
    from recyc_cli.catalog.spreads.spread import Spreads
    from recyc_cli.engine.draws.case import Case
    from recyc_cli.engine.draws.sampler import Plan

STUDIED = 1 << 17
"""Draws, from the first on, of which it is kept how each input goes with the margins."""
NO_LIBRARY = "E181"


class Uncertain:
    """What is drawn of some quotes.

    Args:
        quotes: traced.
        spreads: how far each number may lie off.
        fix: inputs that stand, beside those that the user gave, by path, pattern or last name.
        only: groups of which alone is drawn.

    Attributes:
        joint: the distribution of all that is drawn.
        fixed: paths of what stands.
    """

    def __init__(
        self,
        quotes: Sequence[Traced],
        spreads: Spreads,
        fix: Sequence[str] | str = (),
        only: Sequence[str] | str = (),
    ) -> None:
        self.quotes, self._spreads, self._inputs = quotes, spreads, joint_inputs(quotes)
        self.fixed = stated(quotes)
        self.joint = self.without(())
        more = held(self.joint, named_in(fix), named_in(only))
        if more:
            self.fixed |= more
            self.joint = self.without(())

    def without(self, paths: Collection[str]) -> Joint:
        """Return the distribution of all that is drawn but some inputs."""
        return joint_of(self._spreads, self._inputs, self.fixed | {*paths})

    def plan(self, sample: Mapping[str, Any], *, one_by_one: bool = True) -> Plan:
        """Write the programs of the quotes, and say how they are drawn.

        Args:
            sample: draws, seed and sampler.
            one_by_one: whether inputs that hardly spread any margin are drawn by themselves too, not as one.

        Raises:
            RecycError: E181 the library that draws is not installed.
        """
        checked_library("numpy")
        from recyc_cli.engine.draws.sampler import Plan
        from recyc_cli.engine.draws.together import drawn_as_one, small_inputs

        kept, together = self.joint, None
        if not one_by_one:
            every = with_other_ways(self.quotes)
            margins: list[Any] = [(of.quote.result.margin, of.leaves) for of in every]
            small = small_inputs(margins, self.joint, _refused_by(every))
            if small is not None:
                kept = self.joint.but(small.paths, self._spreads)
                together = drawn_as_one(small, margins, self.joint, kept)
        cases = [case_of_quote(each, kept) for each in self.quotes]
        draws = sample["draws"]
        return Plan(
            kept, cases, draws, sample["seed"], sample["sampler"], min(draws, STUDIED), together, self._spreads.replay
        )


def checked_library(name: str) -> None:
    """Refuse what needs a library that is not installed.

    >>> checked_library("json")
    """
    if find_spec(name) is None:
        raise RecycError(NO_LIBRARY, f"this needs {name}", hint="pip install 'recyc[simulate]'")


def has_result(quote: Quote, margins: Any) -> None:  # noqa: ANN401 - numbers of numpy
    """Refuse draws of a quote of which none has a margin.

    Raises:
        RecycError: E180.
    """
    if not (margins == margins).any():  # noqa: PLR0124 - what is no number is not itself
        way = quote.resolved.names["route"]
        raise RecycError(BAD, f"no draw of {way} has a result", hint="leave it out, or hold more with --fix")


def case_of_quote(of: Traced, joint: Joint) -> Case:
    """Write the program of a quote, and that of the way of what is too worn for it."""
    margin: Any = of.quote.result.margin
    own = case_of(margin, of.guards, of.leaves, joint)
    return own if of.instead is None else own._replace(instead=case_of_quote(of.instead, joint))


def _refused_by(quotes: Sequence[Traced]) -> set[str]:
    """Return the inputs by which feeds are told to take another way."""
    conditions: list[Any] = []
    for of in quotes:
        conditions += [each for guard in of.guards if guard.code == WORN for each in guard.args]
    return {node.path for node in nodes(conditions) if isinstance(node, Leaf)}
