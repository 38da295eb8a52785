"""Writes the command line that asks for a quote, word by word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.catalog.vocabulary import DRY, WET
from recyc_cli.scenario.keywords import FEED, KEYWORDS, LIST, MONEY, NUMBER, SHARES
from recyc_cli.scenario.request import PER, is_amount

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recyc_cli.scenario.keywords import Keyword
    from recyc_cli.scenario.request import Request

Word = tuple[str, str]
"""A flag and what stands behind it; what a command is about has no flag."""
MASS = "t"
"""Unit of the mass of a lot."""
WEIGHED = {WET: "wmt", DRY: "dmt"}


def command_words(request: Request) -> list[Word]:
    """Return what asks for a quote, defaults left out; nothing where no command line can.

    >>> from recyc_cli.scenario.request import Request
    >>> command_words(Request(chemistry="nmc622", route="hydro", throughput_t_per_year=20000.0, feed_price=-150.0))
    [('', 'nmc622'), ('--throughput', '20000.0t/yr'), ('--route', 'hydro'), ('--feed-price', '-150.0USD/t')]
    """
    if not (request.mix is None or hasattr(request.mix, "items")):
        return []
    return [word for row in KEYWORDS for word in _of(row, request)]


def flags_of(row: Keyword) -> tuple[str, ...]:
    """Return the flags that give a keyword."""
    return tuple(dict.fromkeys(flag for option in row.options if option.help for flag in option.flags))


def unit_behind(row: Keyword, request: Request) -> str:
    """Return what stands behind a number of a keyword: its unit."""
    if row.kind == MONEY:
        basis = PER[request.feed_basis] if row.signed else "kWh"
        return f"{request.money[row.name]}/{basis}"
    if row.unit == MASS:
        return WEIGHED.get(request.mass_basis, row.unit)
    return row.unit if row.kind == NUMBER and row.unit != "pack" else ""


def _of(row: Keyword, request: Request) -> Iterator[Word]:
    value = request.given.get(row.name)
    flags = flags_of(row)
    if value is None or value == row.default or not (flags or row.axis == FEED):
        return
    flag = flags[0] if flags else ""
    if row.kind == LIST:
        yield from ((flag, str(text)) for text in value)
    elif row.kind == SHARES:
        yield flag, ",".join(f"{name}={share!r}" for name, share in value.items())
    elif row.kind == MONEY:
        yield flag, _money(row, value, request)
    else:
        yield flag, f"{value!r}{unit_behind(row, request)}" if isinstance(value, (int, float)) else str(value)


def _money(row: Keyword, value: Any, request: Request) -> str:  # noqa: ANN401 - a number, (number, code), or one each
    if hasattr(value, "items"):
        return ",".join(f"{name}={_money(row, each, request)}" for name, each in value.items())
    number = value[0] if is_amount(value) else value
    if row.signed and request.feed_basis == "value":
        return f"{number * 100.0!r}%"
    return f"{number!r}{unit_behind(row, request)}"
