"""Makes the program of a quote of what is drawn: every other number is a constant of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.catalog.vocabulary import USER
from recyc_cli.model.numbers.normal_form import NormalForm
from recyc_cli.model.numbers.program import written
from recyc_cli.units import parse

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from recyc_cli.catalog.spreads.joint import Joint
    from recyc_cli.model.numbers.guards import Guard
    from recyc_cli.model.numbers.program import Filled
    from recyc_cli.model.numbers.traced import Leaf, Traced


class Case(NamedTuple):
    """A quote of drawn numbers.

    Attributes:
        program: margin as a function of its inputs.
        ratios: of each input, in the order of the program's, what turns the canonical unit into its own; where the
            same number is another one in this quote, that too.
        middle: the margin where every input is in the middle.
        gives_way: places of the guards at which the feed takes another way.
        instead: that way, where there is one.
    """

    program: Filled
    ratios: tuple[float, ...]
    middle: float
    gives_way: tuple[int, ...] = ()
    instead: Case | None = None


LARGEST = 1e70
"""A margin beyond it is none: the squares of its squares, of which errors are told, would have no bounds."""
WORN = "E142"
"""Refusal of a battery that is too worn for a second life."""


def case_of(margin: Traced, guards: Sequence[Guard], leaves: Mapping[str, Leaf], joint: Joint) -> Case:
    """Write the program of a margin.

    Args:
        margin: traced.
        guards: as they were noted meanwhile.
        leaves: what the margin is made of, by path.
        joint: what is drawn.
    """
    program, ratios = program_of({"margin": margin}, guards, leaves, joint)
    worn = tuple(place for place, (code, _) in enumerate(program.program.guards, 1) if code == WORN)
    return Case(program, ratios, float(margin.value), worn)


def program_of(
    outputs: Mapping[str, Traced], guards: Sequence[Guard], leaves: Mapping[str, Leaf], joint: Joint
) -> tuple[Filled, tuple[float, ...]]:
    """Write the program of traced numbers, and what turns each of its inputs into its own number.

    Args:
        outputs: by their names.
        guards: as they were noted meanwhile.
        leaves: what they are made of, by path.
        joint: what is drawn.
    """
    middle = joint.values(dict.fromkeys(joint.draws, 0.0))
    program = written(NormalForm(outputs, guards, inputs=middle.keys()))
    ratios = (ratio_to_middle(leaves.get(path), float(middle[path])) for path in program.program.inputs)
    return program, tuple(ratios)


def stated_in(given: Collection[str], leaves: Mapping[str, Leaf]) -> set[str]:
    """Return the inputs of a quote that its user gave a number: these stand.

    Args:
        given: keywords that were given, as paths call them.
        leaves: what the quote is made of, by path.
    """
    found: set[str] = set()
    for path, leaf in leaves.items():
        if leaf.record is None:
            found |= {path} if path in given or path.startswith("mix.") else set()
        elif leaf.record.source == USER:
            found.add(path)
    return found


def ratio_to_middle(leaf: Leaf | None, middle: float) -> float:
    """Return what a drawn number is multiplied by to stand in the place of an input.

    >>> from recyc_cli.model.numbers.traced import Leaf
    >>> ratio_to_middle(Leaf("region.wage", 20.0, "USD/h"), 20.0)
    1.0
    """
    if leaf is None:
        return 1.0
    return float(leaf.value) / middle if middle else 1.0 / parse(leaf.unit)[0]
