"""Reads a heading of a table: what its column is, what it names, and its unit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.importing.table.dates import dated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

_EDGES = " :*=\t\u00a0"


class Vocabulary(NamedTuple):
    """What tables of one kind say: headings, what they are about, and units."""

    heads: Mapping[str, str]
    """What a column is, by each heading that says so in small letters."""
    noise: frozenset[str]
    """Words beside a heading that say nothing of what its column is."""
    subject: str
    """What rows or columns are about."""
    value: str
    """What its amounts are called."""
    across: str
    """What columns of amounts may differ in besides: `sample`, `date`."""
    is_subject: Callable[[str], bool]
    is_unit: Callable[[str], bool]


class Label(NamedTuple):
    """What a heading says: the role of its column, or what its amounts are of, and their unit."""

    role: str = ""
    subject: str = ""
    date: str = ""
    unit: str = ""


def plain(cell: object) -> str:
    """Return a text in small letters and single blanks, without what edges it.

    >>> plain(" Price_LME  (USD/t): ")
    'price lme (usd/t)'
    """
    return " ".join(str(cell).replace("_", " ").lower().split()).strip(_EDGES)


def unbracketed(text: str) -> str:
    """Return a text without the brackets around it.

    >>> unbracketed("($/mt)"), unbracketed("% (w/w)")
    ('$/mt', '% (w/w)')
    """
    inside = text[1:-1].strip()
    return inside if (text[:1], text[-1:]) in (("(", ")"), ("[", "]")) and not set("()[]") & set(inside) else text


def bracketed(text: str) -> tuple[str, str]:
    """Part a text that ends in brackets: the words before them, what is inside; nothing inside where it does not.

    >>> bracketed("Price [USD/t] "), bracketed("Price"), bracketed("All values ( mg/kg )")
    (('Price', 'USD/t'), ('Price', ''), ('All values', 'mg/kg'))
    """
    whole = text.strip()
    opened = [at for at in (whole.find("("), whole.find("[")) if at >= 0]
    if not opened or whole[-1] not in ")]":
        return whole, ""
    return whole[: min(opened)].rstrip(), whole[min(opened) + 1 : -1].strip()


def read_label(cell: object, vocabulary: Vocabulary) -> Label:
    """Return what a heading says; an empty label where nothing in it is known."""
    text = str(cell).strip(_EDGES)
    if not text:
        return Label()
    if role := _role(text, vocabulary):
        return Label(role)
    if vocabulary.across == "date" and (date := dated(text)):
        return Label(date=date)
    if vocabulary.is_subject(text):
        return Label(subject=text)
    labels = (_with_unit(rest, unit, vocabulary) for rest, unit in _parted(text) if vocabulary.is_unit(unit))
    return next((label for label in labels if any(label)), _with_odd_unit(text, vocabulary))


def _with_odd_unit(text: str, vocabulary: Vocabulary) -> Label:
    """Return what a heading says whose brackets hold no unit that is known: it is told where an amount is read."""
    words, unit = bracketed(text)
    role = _role(words, vocabulary) if unit else ""
    return Label(role, unit=unit if role == vocabulary.value else "")


def _with_unit(rest: str, unit: str, vocabulary: Vocabulary) -> Label:
    """Return what the words before a unit say; a heading that is all unit is that of the amounts."""
    role = _role(rest, vocabulary) if rest else vocabulary.value
    if role:
        return Label(role, unit=unit)
    return Label(subject=rest, unit=unit) if vocabulary.is_subject(rest) else Label()


def unit_of_heading(cell: object, vocabulary: Vocabulary) -> tuple[str, str]:
    """Split a heading that names nothing known into its words and its unit; the unit may be missing.

    A text that is all unit has no words.
    """
    text = str(cell).strip(_EDGES)
    return next(((rest, unit) for rest, unit in _parted(text) if vocabulary.is_unit(unit)), (text, ""))


def unit_above(cells: Iterable[object], vocabulary: Vocabulary) -> str:
    """Return the unit that a line above a table says its amounts are in; nothing where none does, or two.

    `Results in wt%` and `All values (mg/kg)` are such lines.
    """
    found: set[str] = set()
    for cell in cells:
        words = str(cell).strip(_EDGES)
        _, inside = bracketed(words)
        said = [inside.removeprefix("in ")] if inside else re.findall(r"\bin (\S+)$", words)
        found.update(unit for unit in said if vocabulary.is_unit(unit))
    return found.pop() if len(found) == 1 else ""


def _role(text: str, vocabulary: Vocabulary) -> str:
    """Return what a column of this heading is: as it stands, else without the words that say nothing."""
    words = plain(text)
    if words in vocabulary.heads:
        return vocabulary.heads[words]
    parts = re.split(r"[\s,/-]+", words)
    kept = [word for word in parts if word not in vocabulary.noise]
    only = next((vocabulary.heads[word] for word in parts if word in vocabulary.heads), "")
    return vocabulary.heads.get(" ".join(kept), "") if kept else only


def _parted(text: str) -> Iterator[tuple[str, str]]:
    """Yield every way to part a heading into words and a unit behind them, the longest unit first."""
    before, inside = bracketed(text)
    if inside:
        yield before.strip(_EDGES), inside
    words = re.split(r"[\s_]+", text.replace(",", ", "))
    for at in range(len(words)):
        rest = " ".join(words[:at]).rstrip(",;").removesuffix(" in").strip(_EDGES)
        yield rest, unbracketed(" ".join(words[at:]))
