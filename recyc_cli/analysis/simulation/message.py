"""Says in a sentence what a simulation found."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recyc_cli.report.shapes.studies.simulation import Best, SimulatedQuote

SURE = 0.8
"""Least share of draws in which one way is the best at which it is called likely best."""
RARE = 0.01
"""Share below which draws are counted of a thousand."""


def message_of(quotes: Sequence[SimulatedQuote], best: Sequence[Best], money: str) -> str:
    """Return the answer: of one quote its range and its losses, of several which is best how often.

    >>> message_of([], [], "USD")
    ''
    """
    if len(quotes) == 1:
        one = quotes[0]
        ends = f"one in ten lies below {_round(one['p10'])}, one in ten above {_round(one['p90'])}"
        return f"{_round(one['p50'])} {money}/t in the middle; {ends}; {_often(one['probability_of_loss'])} lose."
    parts = []
    for feed in dict.fromkeys(each["chemistry"] for each in best):
        ways = sorted((each for each in best if each["chemistry"] == feed), key=lambda each: -each["probability"])
        name = f"{feed.upper()}: " if feed else ""
        parts.append(name + _first(ways))
    return " ".join(parts)


def _first(ways: Sequence[Best]) -> str:
    """Say which way is best how often, with those that come near."""
    lead, *others = ways
    if not others:
        return f"{lead['route']} alone."
    behind = " and ".join(f"{each['route']} in {each['probability'] * 100:.0f}" for each in others[:2])
    how = " likely" if lead["probability"] >= SURE else ""
    tie = "" if lead["probability"] >= SURE else "; none is best in 80"
    return f"{lead['route']} is{how} best in {lead['probability'] * 100:.0f} of 100 draws, {behind}{tie}."


def _often(share: float) -> str:
    """Return a share in words.

    >>> _often(0.704), _often(0.0), _often(1.0)
    ('70 of 100', 'none', 'all')
    """
    if share in (0.0, 1.0):
        return "all" if share else "none"
    return f"{share * 100:.0f} of 100" if RARE <= share <= 1.0 - RARE else f"{share * 1000:.0f} of 1,000"


def _round(amount: float) -> str:
    """Return an amount to two digits, as well as a range is known.

    >>> _round(-4132.0), _round(87.2), _round(0.3)
    ('-4,100', '87', '0.3')
    """
    if abs(amount) < 10.0:  # noqa: PLR2004 - two digits
        return f"{amount:.1f}"
    digits = len(str(int(abs(amount)))) - 2
    return f"{round(amount, -digits):,.0f}"
