"""Finds the price of a deck that an item of a file stands for.

By its code, its name, the name that the trade has for it, or the name that `--price` takes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.catalog.trade.names import slip_of
from recyc_cli.errors import RecycError
from recyc_cli.importing.prices.hydrates import atoms
from recyc_cli.importing.prices.price_units import WORDS
from recyc_cli.importing.words import by_spelling, unaccented
from recyc_cli.scenario.overrides import price_path

if TYPE_CHECKING:
    from recyc_cli.catalog.documents.document import Document, Tree

UNKNOWN = "E104"
_CODES, _NAMES = by_spelling(WORDS["codes"]), by_spelling(WORDS["names"])
_SPELLING = by_spelling(WORDS["spelling"])
_GOODS = frozenset(WORDS["goods"]["words"])
_WHY: dict[str, str] = WORDS["goods"]["without_price"]
_CONTAINED: dict[str, str] = WORDS["contained"]
_OTHER_TIME, _NOT_PRICES = WORDS["items"]["other_time"], WORDS["items"]["not_prices"]
_PARTICLES = frozenset(WORDS["items"]["particles"])
_WORDS = re.compile(r"[^\w]+|_")


class Good(NamedTuple):
    """What an item prices: its path in a deck, and the formula that it is priced per mass of, where it says so."""

    path: str
    of: str = ""


def good_of(item: str, code: str, deck: Document, materials: Tree) -> Good:
    """Return what an item prices.

    Args:
        item: the name or description in the file.
        code: the publisher's code, such as PNICK.
        deck: the deck whose prices are known.
        materials: symbols of elements and formulas of compounds.

    Raises:
        RecycError: E104 where no price of a deck is of that name; its hint may suggest one.
    """
    words = _plain(item)
    why = _why_not(words)
    if why:
        raise RecycError(UNKNOWN, why)
    known = _names(deck, materials)
    name, of = _CODES.get(code) or known.get(words) or _in_words(words, known), ""
    if not name and words in _CONTAINED:
        symbol = _CONTAINED[words]
        name, of = str(materials["elements"][symbol.lower()]["metal"]), symbol
    try:
        return Good(price_path(deck, name or words), of)
    except RecycError as error:
        raise RecycError(UNKNOWN, "no price of a deck", hint=slip_of(words, known)) from error


def _why_not(words: str) -> str:
    """Say why no deck prices something, though its name is known."""
    padded = f" {words} "
    for phrase in _OTHER_TIME:
        if f" {phrase} " in padded:
            return f"no price of a deck: {phrase} is not cash"
    for phrase in _NOT_PRICES:
        if f" {phrase} " in padded:
            return f"no price of a deck: {phrase} is no price"
    return next((f"no price of a deck: {why}" for phrase, why in _WHY.items() if f" {phrase} " in padded), "")


def _names(deck: Document, materials: Tree) -> dict[str, str]:
    """Return the name in a deck behind every name that is known, formulas and symbols among them."""
    own = {_plain(key): key for group in ("products", "reagents", "metals") for key in deck.tree.get(group, {})}
    return _formulas(materials) | {_plain(name): key for name, key in _NAMES.items()} | _symbols(materials) | own


def _in_words(words: str, known: dict[str, str]) -> str:
    """Return the good whose name stands among the words, its longest name first; nothing where there are two.

    A word of another good beside it (`cobalt hydroxide`, `nickel scrap`) makes it that other good.
    """
    padded = f" {words} "
    phrases = [phrase for phrase in known if f" {phrase} " in padded and len(phrase) > len("xyz")]
    longest = [phrase for phrase in phrases if not any(phrase != other and phrase in other for other in phrases)]
    names = {known[phrase] for phrase in longest}
    if not names:
        first, _, rest = words.partition(" ")
        return known.get(first, "") if first in known and not _GOODS & set(rest.split()) else ""
    covered = {word for phrase in longest for word in phrase.split()}
    beside = (_GOODS & set(words.split())) - covered
    return names.pop() if len(names) == 1 and not beside else ""


def _symbols(materials: Tree) -> dict[str, str]:
    """Return the metal of a deck behind the symbol of an element, or behind the compound that the deck counts it in."""
    priced = {symbol: item for symbol, item in materials["elements"].items() if "metal" in item}
    return {_plain(item.get("compound", symbol)): item["metal"] for symbol, item in priced.items()}


def _formulas(materials: Tree) -> dict[str, str]:
    """Return the reagent or product behind the formula of a compound, with its crystal water or without."""
    items = [*materials["reagents"].items(), *materials["products"].items()]
    formulas = [(item[key], name) for name, item in items for key in ("traded", "formula") if key in item]
    return {_plain(formula): name for formula, name in formulas if len(atoms(formula)) > 1}


def _plain(text: str) -> str:
    """Return a name in small letters, single blanks and American spelling, without what stands between its words.

    >>> _plain("Lithium_Carbonate ** "), _plain("Nickel Sulphate"), _plain("sulfato de níquel")
    ('lithium carbonate', 'nickel sulfate', 'sulfate nickel')
    """
    words = _WORDS.sub(" ", unaccented(text.lower())).split()
    return " ".join(_SPELLING.get(word, word) for word in words if word not in _PARTICLES)
