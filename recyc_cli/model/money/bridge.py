"""Splits the gap between contained value and recovery value into changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.model.numbers.arithmetic import maximum, minimum

if TYPE_CHECKING:
    from recyc_cli.model.numbers.arithmetic import Number

LOST, GAINED, OTHERS = "not_recovered_or_paid", "sold_above_metals", "other_products"


def changes(contained: Number, carried: Number, value: Number) -> dict[str, Number]:
    """Changes from the contained value to the recovery value [money/t delivered].

    contained + min(carried - contained, 0) + max(carried - contained, 0) + (value - carried) = value

    Args:
        contained: value of the metals in the feed [money/t delivered].
        carried: what the products are sold for that carry these metals [money/t delivered].
        value: of all products [money/t delivered].

    Source: `recycling.evaluate`.

    >>> changes(10.0, 7.0, 9.0)
    {'sold_above_metals': 0.0, 'not_recovered_or_paid': -3.0, 'other_products': 2.0}
    """
    gap = carried - contained
    return {GAINED: maximum(gap, 0.0), LOST: minimum(gap, 0.0), OTHERS: value - carried}
