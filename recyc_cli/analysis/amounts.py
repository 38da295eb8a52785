"""Writes amounts and rates as sentences tell them."""

from __future__ import annotations

MILLION = 1e6
MANY = 1e4
"""Millions from which on billions are told."""


def in_millions(amount: float, code: str) -> str:
    """Return an amount in millions.

    >>> in_millions(12_345_678.0, "USD"), in_millions(-123_456_789.0, "EUR"), in_millions(234_567.0, "USD")
    ('12.3 million USD', '-123 million EUR', '0.23 million USD')
    """
    size = abs(amount) / MILLION
    if size >= MANY:
        return f"{amount / MILLION / 1000.0:,.1f} billion {code}"
    digits = 0 if size >= 100.0 else 1 if size >= 1.0 else 2  # noqa: PLR2004 - three figures
    rounded = round(amount / MILLION, digits) if digits else round(amount / MILLION)
    return f"{rounded:,} million {code}"


def in_percent(rate: float) -> str:
    """Return a rate in percent.

    >>> in_percent(0.08), in_percent(0.14267), in_percent(-0.0312)
    ('8 %', '14.3 %', '-3.1 %')
    """
    return f"{rate * 100:.1f}".removesuffix(".0") + " %"
