"""Says what the words of a note are made of.

A template takes the note's values (`telling`). In square brackets stands what is left out where a value of it is
missing; behind `¦` what a short line drops where it has no room. A note whose words depend on how something came about
has them under `code/case`.
"""

from __future__ import annotations

from recyc_cli.row import Row
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Words(Row):
    """The words of a note: in full, and as one line on a screen; `each` joins several of a code on that line."""

    full: str
    short: str
    each: tuple[str, str] | None = None


def fields(words: str) -> list[str]:
    """Return the names of the values that words take. Without `re`, which would cost a quote a twelfth of its start.

    >>> fields("{months:.0f} of {region:place}, no more")
    ['months', 'region']
    """
    return [part.partition("}")[0].partition(":")[0] for part in words.split("{")[1:]]


def in_capitals(words: str) -> str:
    """Return words with the names of their values, in capitals, in the place of them.

    >>> in_capitals("{kg:.1f} kg/t of {feed}")
    'KG kg/t of FEED'
    """
    first, *rest = words.split("{")
    return first + "".join(
        name.upper() + part.partition("}")[2] for name, part in zip(fields(words), rest, strict=True)
    )


def first_field(words: str) -> tuple[str, str, str]:
    """Return the name of the value that words begin with, the words for it alone, and the rest; or nothing, and all.

    >>> first_field("{months} ({region})"), first_field("all")
    (('months', '{months}', ' ({region})'), ('', '', 'all'))
    """
    if not words.startswith("{"):
        return "", "", words
    inside, _, rest = words[1:].partition("}")
    return inside.partition(":")[0], f"{{{inside}}}", rest


def with_optional(words: str, told: Callable[[str], bool]) -> str:
    """Return words with those of their parts in square brackets that are told.

    >>> with_optional("left out[ for {feed}][: {why}]", lambda part: "why" in part)
    'left out: {why}'
    """
    first, *rest = words.split("[")
    parts = (part.partition("]") for part in rest)
    return first + "".join((inside if told(inside) else "") + after for inside, _, after in parts)


def with_blanks(text: str) -> str:
    """Return a text with a blank between a number and a percent sign.

    >>> with_blanks("80% of x, %")
    '80 % of x, %'
    """
    *parts, last = text.split("%")
    return "".join(f"{part} %" if part[-1:].isdecimal() else f"{part}%" for part in parts) + last
