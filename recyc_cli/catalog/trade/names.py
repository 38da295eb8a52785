"""Suggests the name that a slip was meant for, and never that of another good."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from recyc_cli.errors import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable

_PARTS = re.compile(r"[^\w]+|_")
_ALIKE = 0.75
"""`hydroxide` is 0.71 like `oxide`, `sulphate` 0.8 like `sulfate`."""


def slip_of(name: str, known: Iterable[str]) -> str:
    """Return the hint for a name that is a slip of a known one, word by word; nothing where it is not.

    >>> slip_of("nikel", ["nickel", "cobalt"]), slip_of("cobalt sulphate", ["cobalt_sulfate"])
    ('did you mean nickel?', 'did you mean cobalt_sulfate?')
    >>> slip_of("cobalt hydroxide", ["cobalt_oxide"]), slip_of("lithium", ["aluminum"]), slip_of("LCE", ["lco"])
    ('', '', '')
    """
    close = [each for each in nearest(name, known) if _is_slip(_words(name), _words(each))]
    return f"did you mean {close[0]}?" if close else ""


def _words(name: str) -> list[str]:
    return [word for word in _PARTS.split(name.lower()) if word]


def _is_slip(words: list[str], of: list[str]) -> bool:
    from difflib import SequenceMatcher

    alike = (SequenceMatcher(None, one, other).ratio() >= _ALIKE for one, other in zip(words, of, strict=False))
    return len(words) == len(of) and all(alike)
