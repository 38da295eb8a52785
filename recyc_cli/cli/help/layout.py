"""Lays out rows of help, a term and what it means, on lines of 80 columns."""

from __future__ import annotations

from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

WIDTH = 80


def lines_of(term: str, words: str, column: int) -> list[str]:
    """Return the lines of a term at column 2 and its words from `column` on; a long term stands alone.

    >>> lines_of("--soh SHARE", "state of health", 20)
    ['  --soh SHARE       state of health']
    >>> lines_of("--disassemble LEVEL", "none module cell", 20)
    ['  --disassemble LEVEL', '                    none module cell']
    """
    term = f"  {term}"
    lines = wrapped(words, WIDTH - column)
    if len(term) + 1 < column and lines:
        return [f"{term:{column}}{lines[0]}", *(" " * column + line for line in lines[1:])]
    return [term, *(" " * column + line for line in lines)]


def rows(pairs: Iterable[tuple[str, str]], column: int) -> list[str]:
    """Return the lines of several rows."""
    return [line for term, words in pairs for line in lines_of(term, words, column)]


def wrapped(words: str, width: int) -> list[str]:
    """Return words in lines of at most `width`, a longer word on a line of its own.

    >>> wrapped("a deck of prices", 8)
    ['a deck', 'of', 'prices']
    """
    lines: list[str] = []
    for word in words.split():
        if lines and len(lines[-1]) + len(word) < width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
