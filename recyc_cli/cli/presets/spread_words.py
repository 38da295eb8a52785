"""Says in words how far a number of a preset may lie off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.render.pages.records import exact

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recyc_cli.catalog.documents.document import Record
    from recyc_cli.catalog.spreads.spread import Spread, Spreads

DIGITS = 4
"""Of an end: more would say that a spread is known well."""


def spread_words(spreads: Spreads, about: str, record: Record) -> str:
    """Return the ends of a number's spread in its unit, the percentiles that they are, the form, and whose it is.

    Args:
        spreads: of all numbers.
        about: what the number is about.
        record: the number.
    """
    spread = spreads.spread(about, record)
    if spread.distribution is None:
        return {"unknown": "spread unknown"}.get(spread.how, f"no spread: {spread.because}")
    low, high = (f"{each / record.factor:.{DIGITS}g}" for each in (spread.low, spread.high))
    ends = percentiles(spread.shares)
    return ", ".join([f"{low} to {high}", *ends, spread.distribution.form, _whose(spread, spreads.months)])


def short_words(spreads: Spreads, about: str, record: Record) -> str:
    """Return a number's own range as it is written, else the ends of its class or series, or that it has none."""
    spread = spreads.spread(about, record)
    if spread.how in ("own", "unknown") or record.low is not None or record.high is not None:
        sides = ["?" if each is None else exact(each) for each in (record.low, record.high)]
        return " to ".join(sides) if {record.low, record.high} != {None} else ""
    if spread.distribution is None:
        return "" if spread.how == "class" else spread.how
    low, high = (f"{each / record.factor:.{DIGITS}g}" for each in (spread.low, spread.high))
    return f"{low} to {high} {_whose(spread, spreads.months)}"


def percentiles(shares: tuple[float, float]) -> Iterable[str]:
    """Say which percentiles the ends of a spread are; of a form with ends there is nothing to say.

    >>> [*percentiles((0.05, 0.95))], [*percentiles((0.0, 1.0))]
    (['P5 to P95'], [])
    """
    if shares[0] > 0.0:
        yield f"P{100.0 * shares[0]:.3g} to P{100.0 * shares[1]:.3g}"


def _whose(spread: Spread, months: int) -> str:
    if spread.how == "own":
        return "own range"
    return f"in {months} months" if spread.how == "series" else f"by class {spread.name}"
