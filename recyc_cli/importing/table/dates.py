"""Reads dates as tables write them: ISO, with names of months, with slashes."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from recyc_cli.catalog.files import toml_file

if TYPE_CHECKING:
    from collections.abc import Iterable

_MONTH = re.compile(r"((?:19|20)\d\d)\s*[Mm/.-]\s*(\d{1,2})")
_MONTH_FIRST = re.compile(r"(\d{1,2})\s*[/.-]\s*((?:19|20)\d\d)")
_DAY = re.compile(r"((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?")
_CHINESE = re.compile(r"((?:19|20)\d\d)\s*年\s*(\d{1,2})\s*月(?:\s*(\d{1,2})\s*日)?")
_EUROPEAN = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*((?:19|20)\d\d)")
_SLASHED = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2((?:19|20)\d\d)(?:[T ].*)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_WORDS = re.compile(r"\W+")
_CENTURY = 2000
DAY_FIRST, MONTH_FIRST = "day first", "month first"


def dated(cell: str | float, order: str = "") -> str:
    """Return a date as 2025, 2025-09 or 2025-09-01; nothing where the cell is none, or may be either of two.

    Args:
        cell: what stands there.
        order: of day and month where slashes part them, as `order_of` finds it.

    >>> [dated(cell) for cell in ("1960M01", "2025-09-01", "30.09.2025", 2024.0, "Q3", "11/2025", "28. November 2025")]
    ['1960-01', '2025-09-01', '2025-09-30', '2024', '', '2025-11', '2025-11-28']
    >>> dated("Nov-25"), dated("März 2025"), dated("11/28/2025"), dated("03/04/2025"), dated("03/04/2025", DAY_FIRST)
    ('2025-11', '2025-03', '2025-11-28', '', '2025-04-03')
    """
    text = f"{cell:.10g}" if isinstance(cell, float) else cell.strip()
    if match := _EUROPEAN.fullmatch(text):
        parts = [match[3], match[2], match[1]]
    elif match := _SLASHED.fullmatch(text):
        parts = _slashed(match[1], match[3], match[4], order)
    elif match := _MONTH_FIRST.fullmatch(text):
        parts = [match[2], match[1]]
    elif match := _DAY.fullmatch(text) or _MONTH.fullmatch(text) or _CHINESE.fullmatch(text):
        parts = [part for part in match.groups() if part]
    elif _YEAR.fullmatch(text):
        return text
    else:
        parts = _named(text)
    if not parts or not 1 <= int(parts[1]) <= 12 or not 1 <= int([*parts, "1"][2]) <= 31:  # noqa: PLR2004
        return ""
    return "-".join([parts[0], *(f"{int(part):02d}" for part in parts[1:])])


def order_of(cells: Iterable[str | float]) -> str:
    """Return whether the day or the month comes first in dates with slashes; nothing where they do not tell.

    >>> order_of(["11/28/2025", "11/02/2025"]), order_of(["28/11/2025"]), order_of(["11/10/2025"])
    ('month first', 'day first', '')
    """
    parts = [match.groups() for cell in cells if isinstance(cell, str) and (match := _SLASHED.fullmatch(cell.strip()))]
    days_first = any(int(first) > 12 for first, _, _, _ in parts)  # noqa: PLR2004 - months
    months_first = any(int(second) > 12 for _, _, second, _ in parts)  # noqa: PLR2004 - months
    if days_first == months_first:
        return ""
    return DAY_FIRST if days_first else MONTH_FIRST


def _slashed(first: str, second: str, year: str, order: str) -> list[str]:
    """Return year, month and day; nothing where either may be the month."""
    known = order or order_of([f"{first}/{second}/{year}"]) or (DAY_FIRST if first == second else "")
    if not known:
        return []
    return [year, second, first] if known == DAY_FIRST else [year, first, second]


def _named(text: str) -> list[str]:
    """Return year, month and perhaps day of a text with the name of a month."""
    words = [word for word in _WORDS.split(text.lower()) if word]
    named = [word for word in words if word in _months()]
    numbers = [word for word in words if word.isdecimal()]
    if len(named) != 1 or not 1 <= len(numbers) <= len(("day", "year")) or len(words) > len(numbers) + 1:
        return []
    year = next(
        (word for word in numbers if _YEAR.fullmatch(word)), numbers[-1] if len(numbers[-1]) == len("25") else ""
    )
    if not year:
        return []
    numbers.remove(year)
    whole = year if _YEAR.fullmatch(year) else str(_CENTURY + int(year))
    return [whole, str(_months()[named[0]]), *numbers]


@cache
def _months() -> dict[str, int]:
    """Return the number of each month by its names."""
    path = Path(__file__).with_name("words.toml")
    months = toml_file.load_toml(str(path), path.name)["dates"]["months"]
    return {name: number for number, names in enumerate(months, 1) for name in names}
