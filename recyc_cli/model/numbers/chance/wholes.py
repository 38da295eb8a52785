"""Keeps parts of a whole together when each of them is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.model.numbers.arithmetic import add_up, maximum, minimum

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.model.numbers.arithmetic import Number


def with_rest(parts: Mapping[str, Number], whole: float, rest: str = "") -> dict[str, Number]:
    """Return shares of which one is what the others leave: they sum to the whole, and none lies below 0.

    Where the others leave nothing they give way in proportion.

    Args:
        parts: drawn shares but that one [1].
        whole: what all of them are together [1].
        rest: name of the one that gives way; without, what it gets is not told.

    >>> with_rest({"metal": 0.95}, 1.0, "slag")["slag"]
    0.05...
    >>> with_rest({"metal": 0.9, "dust": 0.3}, 1.0)
    {'metal': 0.75..., 'dust': 0.25...}
    """
    kept = {name: maximum(part, 0.0) for name, part in parts.items()}
    total = add_up(kept.values())
    scale = minimum(whole / maximum(total, whole * 1e-12), 1.0)
    shares = {name: part * scale for name, part in kept.items()}
    return {**shares, rest: maximum(whole - add_up(shares.values()), 0.0)} if rest else shares


def in_proportion(parts: Mapping[str, Number], whole: float) -> dict[str, Number]:
    """Return drawn parts scaled so that they sum to what they did.

    Args:
        parts: drawn parts, of which one at least is above 0 [1].
        whole: what they are together [1].

    >>> in_proportion({"cathode": 0.3, "steel": 0.1}, 1.0)["steel"]
    0.25
    """
    scale = whole / add_up(parts.values())
    return {name: part * scale for name, part in parts.items()}
