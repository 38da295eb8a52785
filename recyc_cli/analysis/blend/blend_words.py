"""Says what to buy, what holds the purchase back, and what more room would earn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.analysis.amounts import in_millions

if TYPE_CHECKING:
    from recyc_cli.report.shapes.studies.blend import BlendLimit, BlendReport

LINEAR = (
    "a tonne of a lot earns what its quote in a full plant says, however much is bought and whatever stands beside it",
    "what the plant costs whether it works or not is taken off the whole, not off each tonne",
    "grades are paid by each lot's own quote, never by the mean of the mix",
    "the plant's size is fixed by --capacity, and it is built for the most demanding of the lots bought",
    "any part of a lot can be bought",
)
"""What the linear programme takes for linear."""
NAMED = 3
"""Lots that the answer names."""


def blend_message(report: BlendReport) -> str:
    """Return the answer: what to buy, what is left, what holds it back."""
    code = report["scenario"]["currency"]
    bought = sorted((each for each in report["lots"] if each["mass_t"]), key=lambda each: -each["mass_t"])
    if not bought:
        return f"Buy nothing: no lot earns more than it costs. {_profit(report, code)}."
    first = [f"{each['mass_t']:,.0f} t of {each['lot']}" for each in bought[:NAMED]]
    more = f" and {len(bought) - NAMED} more" if bought[NAMED:] else ""
    whole = f"Buy {report['mass_t']:,.0f} t of {sum(each['offered_t'] for each in report['lots']):,.0f} t on offer"
    names = f": {', '.join(first)}{more}" if bought[1:] or len(report["lots"]) > 1 else ""
    return f"{whole}{names}. {_profit(report, code)}{_held_back(report)}."


def _profit(report: BlendReport, code: str) -> str:
    profit = report["profit"]
    return (
        f"The profit is {in_millions(profit, code)}" if profit >= 0.0 else f"The loss is {in_millions(-profit, code)}"
    )


def _held_back(report: BlendReport) -> str:
    """Return which limits more room in would earn, the dearest first."""
    names = [each["name"] for each in report["shadow_prices"] if each["binding"]]
    if not names:
        return ", held back by what is on offer"
    return f", held back by {', '.join(names[:-1])}{' and ' if names[1:] else ''}{names[-1]}"


def limit_words(limit: BlendLimit, money: str) -> str:
    """Return what more room in a limit would earn.

    >>> budget = {"name": "budget", "kind": "budget", "limit": 9.0, "used": 9.0, "unit": "USD", "binding": True,
    ...           "shadow_price": 0.27, "per": "USD", "words": ""}
    >>> limit_words(budget, "USD")
    '0.27 USD for 1 USD more'
    >>> limit_words({**budget, "binding": False, "shadow_price": 0.0}, "USD")
    'nothing: it has room to spare'
    """
    worth = f"{_short(limit['shadow_price'])} {money}"
    if not limit["binding"]:
        return "nothing: it has room to spare"
    if limit["kind"] == "budget":
        return f"{worth} for 1 {money} more"
    if limit["kind"] == "least":
        return f"{worth} for a tonne less"
    if limit["kind"] == "limit":
        name, _, side = str(limit["name"]).partition(" at ")
        return f"{worth} for a kg of {name} {'more' if side == 'most' else 'less'}"
    return f"{worth} for a tonne more"


def _short(value: float) -> str:
    """Return a number to three figures, large ones whole.

    >>> _short(0.2676), _short(17.67), _short(1234.5)
    ('0.268', '17.7', '1,234')
    """
    return f"{value:,.0f}" if value >= 100.0 else f"{value:.3g}"  # noqa: PLR2004 - three figures
