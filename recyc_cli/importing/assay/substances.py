"""Knows the substances that laboratories report: elements, their oxides, graphite, moisture."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.errors import RecycError, nearest
from recyc_cli.importing.words import by_spelling, unaccented, words_of_files
from recyc_cli.model.flows.feedstock import mass_fractions, parse_formula

if TYPE_CHECKING:
    from collections.abc import Mapping

ELEMENT = "E371"
MOISTURE = "moisture"
WORDS = words_of_files("assay")
PART_OF: dict[str, str] = WORDS["subjects"]["part_of"]
"""Shares that are a part of another one, measured beside it."""
DRY, WET = "dry", "wet"
_UNITS: dict[str, float] = WORDS["units"]
_NAMES = by_spelling(WORDS["names"])
_RESTS = by_spelling(WORDS["rest"])
_SYMBOLS = frozenset(WORDS["subjects"]["symbols"].split())
_QUALIFIERS = frozenset(WORDS["subjects"]["qualifiers"])
_COMPOUNDS = {formula.lower(): (formula, element) for formula, element in WORDS["compounds"].items()}
_BASES = by_spelling(WORDS["basis"])
_LINE = re.compile(r"^\d{1,3}(?=[a-z])|\b\d{2,4}(?:\.\d+)?(?:\s*nm)?\b|[()\[\],]|(?<=[a-z])[+-]+$")
"""What stands beside an element: its isotope, the line it was measured at, brackets."""
_SPLIT = re.compile(r"[ ._\-]")


class Substance(NamedTuple):
    """What a report names: an element's symbol in small letters, graphite or moisture, and as which compound."""

    name: str
    formula: str = ""
    is_rest: bool = False
    """Whether the share is of all that is not it, as dry matter is of moisture."""


class Share(NamedTuple):
    """A unit of a share of a mass: so many kg/kg is one, of the dry or the wet mass where it says so."""

    factor: float
    basis: str


@cache
def find_substance(text: str) -> Substance | None:
    """Return what a name in a report means, or None where it is no substance.

    >>> [found and found.name for found in map(find_substance, ("Total Li", "Li 670.783", "C/graphite", "Sample"))]
    ['li', 'li', 'graphite', None]
    >>> find_substance("Li2O")[:2], find_substance("Níquel").name, find_substance("Dry matter").is_rest
    (('li', 'Li2O'), 'ni', True)
    """
    words = " ".join(text.lower().replace("_", " ").split()).strip(" :*")
    if words in _RESTS:
        return Substance(_RESTS[words], is_rest=True)
    for plain in (words, _without_qualifiers(words)):
        if plain in _COMPOUNDS and plain not in _NAMES:
            return Substance(_COMPOUNDS[plain][1], _COMPOUNDS[plain][0])
        if name := _element(plain):
            return Substance(name)
    named = {_element(word) for word in _without_qualifiers(words).split()}
    return Substance(named.pop()) if len(named) == 1 and "" not in named else None


def _element(plain: str) -> str:
    return _NAMES.get(plain) or _NAMES.get(unaccented(plain)) or (plain if plain in _SYMBOLS else "")


def _without_qualifiers(words: str) -> str:
    return " ".join(word for word in _LINE.sub(" ", words).split() if word not in _QUALIFIERS)


def substance(text: str) -> Substance:
    """Return what a name in a report means, or raise RecycError E371.

    >>> substance("Aluminium").name
    'al'
    """
    found = find_substance(text)
    if found is None:
        close = nearest(text, [name for name in _NAMES if name.isascii()])
        meant = close and WORDS["names"][_NAMES[close[0]]][0]
        hint = f"did you mean {meant}?" if meant else "a symbol such as Ni, an oxide such as NiO, graphite or moisture"
        raise RecycError(ELEMENT, f"unknown element {text[:40]!r}", hint=hint)
    return found


def element_in(found: Substance, atomic_mass: Mapping[str, float]) -> float:
    """Return the mass of its element in a substance [kg/kg].

    >>> round(element_in(Substance("li", "Li2O"), {"li": 6.94, "o": 15.999}), 4)
    0.4645
    """
    if not found.formula:
        return 1.0
    return mass_fractions(parse_formula(found.formula), {**WORDS["atomic_mass"], **atomic_mass})[found.name]


@cache
def find_share(text: str) -> Share | None:
    """Return what a unit of a share comes to, or None where a text is none.

    >>> find_share("Gew.-%"), find_share("mg/kg TS"), find_share("% (w/w)"), find_share("USD/t")
    (Share(factor=0.01, basis=''), Share(factor=1e-06, basis='dry'), Share(factor=0.01, basis=''), None)
    """
    words = text.lower().replace("μ", "µ").strip(" :")
    for spelled in sorted(_BASES, key=len, reverse=True):
        rest = words.rstrip(")] ").removesuffix(spelled)
        if rest and rest != words.rstrip(")] ") and rest[-1] in " ([,-." and (share := _factor(rest.rstrip(" ([,-"))):
            return Share(share, _BASES[spelled])
    factor = _factor(words)
    return None if factor is None else Share(factor, "")


def basis_said(text: str) -> str:
    """Return `dry` or `wet` where a line above a table says what its shares are of.

    >>> basis_said("Results on dry basis"), basis_said("Analysis as received"), basis_said("Lot 17")
    ('dry', 'wet', '')
    """
    words = f" {' '.join(text.lower().split())} "
    said = {basis for spelled, basis in _BASES.items() if len(spelled) > len("os") and f" {spelled} " in words}
    return said.pop() if len(said) == 1 else ""


def _factor(words: str) -> float | None:
    return _UNITS.get(_SPLIT.sub("", words)) if words else None
