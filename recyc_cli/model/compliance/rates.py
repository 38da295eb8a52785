"""Computes the rates that laws ask for, each on its own denominator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.model.numbers.arithmetic import add_up, share_of
from recyc_cli.model.records.masses import CASING, HANDED_ON, PRODUCT, WHOLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.records.masses import Counting, Fraction, Masses

TOLERANCE = 1e-9
"""By which a rate may miss a limit and still meet it: rounding of sums."""


def counted(masses: Masses, counting: Counting) -> Iterator[tuple[Fraction, bool]]:
    """Yield the outputs that count, and whether a plant behind has to finish them [kg].

    Args:
        masses: of a plant or a chain.
        counting: which products and wastes count.

    Source: eu-2023-1542, Article 3(60).

    >>> from recyc_cli.model.records.masses import Counting, Fraction, Masses
    >>> steel = Fraction(name="steel", mass=200.0, derived=200.0)
    >>> [each.mass for each, _ in counted(Masses(outputs=[steel]), Counting())]
    [200.0]
    """
    for each in masses.outputs:
        if each.use == HANDED_ON:
            yield each, True
        elif each.name in counting.wastes or (each.use == PRODUCT and each.name not in counting.unsold):
            yield each, False


def efficiency(masses: Masses, counting: Counting) -> Number:
    """Recycling efficiency r_RE = sum of the battery-derived mass of outputs / mass of the batteries [1].

    Both without the casing and the elements that do not count. What is handed on counts by what the plant behind makes
    products of. NaN where nothing is left to divide by.

    Args:
        masses: of a plant or a chain [kg].
        counting: what counts.

    Source: eu-2023-1542, Article 3(60).

    >>> from recyc_cli.model.records.masses import Counting, Fraction, Masses
    >>> steel = Fraction(name="steel", mass=200.0, derived=200.0, parts={"casing": 100.0})
    >>> plant = Masses(fed=Fraction(name="feed", mass=1000.0, derived=1000.0, parts={"casing": 200.0}), outputs=[steel])
    >>> efficiency(plant, Counting()), efficiency(plant, Counting(casing=False))
    (0.2, 0.125)
    """
    out: Number = 0.0
    for each, unfinished in counted(masses, counting):
        share = counting.finished.get(WHOLE, 0.0) if unfinished else 1.0
        out = out + _bare(each, counting) * share
    return share_of(out, _bare(masses.fed, counting))


def _bare(fraction: Fraction, counting: Counting) -> Number:
    """Battery-derived mass without what does not count [kg]."""
    off = [fraction.elements.get(element, 0.0) for element in counting.left_out]
    off += [] if counting.casing else [fraction.parts.get(CASING, 0.0)]
    return fraction.derived - add_up(off)


def recovery(masses: Masses, element: str, counting: Counting) -> Number:
    """Recovery of an element r_RM = sum of its battery-derived mass in outputs / its mass in the batteries [1].

    NaN where the batteries hold none.

    Args:
        masses: of a plant or a chain [kg].
        element: its symbol.
        counting: what counts.

    Source: eu-2025-606, from what others tell of its annex.

    >>> from recyc_cli.model.records.masses import Counting, Fraction, Masses
    >>> fed = Fraction(name="feed", mass=10.0, derived=10.0, elements={"ni": 4.0})
    >>> metal = Fraction(name="nickel", mass=3.8, derived=3.8, elements={"ni": 3.8})
    >>> recovery(Masses(fed=fed, outputs=[metal]), "ni", Counting())
    0.95
    """
    out: Number = 0.0
    for each, unfinished in counted(masses, counting):
        share = counting.finished.get(element, 0.0) if unfinished else 1.0
        out = out + each.elements.get(element, 0.0) * share
    return share_of(out, masses.fed.elements.get(element, 0.0))


def recycled_content(masses: Masses, element: str) -> Number:
    """Recycled content = recovered mass of an element in the active materials / all of it in these [1].

    Args:
        masses: with what cathode is made of [kg].
        element: its symbol.

    Source: eu-2023-1542, Article 8.

    >>> from recyc_cli.model.records.masses import Masses
    >>> round(recycled_content(Masses(new_cathodes={"ni": 363.0}, recycled={"ni": 26.0}), "ni"), 4)
    0.0716
    """
    return share_of(masses.recycled.get(element, 0.0), masses.new_cathodes.get(element, 0.0))


def chained(rates: Iterable[Number]) -> Number:
    """Rate of plants in a row = product of their rates [1].

    Args:
        rates: of each plant [1].

    Source: eu-2025-606, from what others tell of its annex.

    >>> round(chained([0.94, 0.955]), 4)
    0.8977
    """
    whole: Number = 1.0
    for rate in rates:
        whole = whole * rate
    return whole


def meets(rate: float, at_least: float | None, at_most: float | None, *, below: bool = False) -> bool:
    """Whether a rate keeps to its limits, within 1e-9.

    Args:
        rate: [1].
        at_least: [1]; None: no such limit.
        at_most: [1]; None: no such limit.
        below: whether the most is itself too much.

    Source: eu-2023-1542, Annex XII.

    >>> meets(0.9499999999999998, 0.95, None), meets(0.949, 0.95, None), meets(0.015, None, 0.015, below=True)
    (True, False, False)
    """
    enough = at_least is None or rate >= at_least - TOLERANCE
    slack = -TOLERANCE if below else TOLERANCE
    return enough and (at_most is None or rate <= at_most + slack)
