"""Says in a sentence what a simulation found, or what moves a margin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.report.names import chemistry_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recyc_cli.report.shapes.studies.sensitivity import MovedInput, SensitivityReport
    from recyc_cli.report.shapes.studies.simulation import Best, SimulatedQuote

SURE = 0.8
"""Least share of draws in which one way is the best at which it is called likely best."""
FEW = 3
"""Of what moves a margin, so many are told."""
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
    if len({each["prices"] for each in quotes}) > 1:
        return _at_decks(quotes)
    parts = []
    for feed in dict.fromkeys(each["chemistry"] for each in best):
        ways = sorted((each for each in best if each["chemistry"] == feed), key=lambda each: -each["probability"])
        name = f"{chemistry_name(feed)}: " if feed else ""
        parts.append(name + _first(ways))
    return " ".join(parts)


def _at_decks(quotes: Sequence[SimulatedQuote]) -> str:
    """Return of each feed and route how many draws lose at the prices of each deck."""
    parts = []
    for feed, way in dict.fromkeys((each["chemistry"], each["route"]) for each in quotes):
        some = [each for each in quotes if (each["chemistry"], each["route"]) == (feed, way)]
        told = [f"{_often(each['probability_of_loss'])} ({each['prices']})" for each in some]
        parts.append(f"{chemistry_name(feed) if feed else 'It'} by {way} loses in {', '.join(told)}.")
    return " ".join(parts)


def message_of_moves(report: SensitivityReport) -> str:
    """Return the answer: the margin as quoted, and what moves it most."""
    if report["indices"]:
        parts = [f"{100.0 * each['total']:.0f} % on {each['group']}" for each in report["indices"][:FEW]]
        return f"Of the variance of the margin hang {', '.join(parts)}."
    quoted = f"{report['base']:,.0f} {report['scenario']['currency']}/t as quoted."
    if report["groups"]:
        told = [f"{each['group']} ({_round(each['p10'])} to {_round(each['p90'])})" for each in report["groups"][:FEW]]
        return f"{quoted} Alone unknown, what moves it most: {', '.join(told)}."
    if not report["inputs"]:
        return "Nothing that moves the margin is uncertain."
    if report["by"] == "elasticity":
        told = [f"{each['label']} ({each['per_percent']:+,.0f})" for each in report["inputs"][:FEW]]
        return f"{quoted} One percent more moves it most of {', '.join(told)}."
    told = [f"{each['label']}{_ends(each)}" for each in report["inputs"][:FEW]]
    return f"{quoted} What moves it most: {', '.join(told)}."


def _ends(of: MovedInput) -> str:
    """Return the margins at both ends of an input."""
    ends = [f"{end:,.0f}" for end in (of["at_low"], of["at_high"]) if end is not None]
    return f" ({' to '.join(ends)})" if ends else ""


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
