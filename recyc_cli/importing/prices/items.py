"""Finds the price of a deck that an item of a file stands for.

By its code, its name, or the name that `--price` takes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from recyc_cli.errors import RecycError, did_you_mean
from recyc_cli.importing.prices.usable import atoms
from recyc_cli.importing.words import PRICES, by_spelling
from recyc_cli.scenario.overrides import price_path

if TYPE_CHECKING:
    from recyc_cli.catalog.documents.document import Document, Tree

_CODES, _NAMES = by_spelling(PRICES["codes"]), by_spelling(PRICES["names"])
_SPELLING = by_spelling(PRICES["spelling"])
_WORDS = re.compile(r"[^a-z0-9]+")
_TRADE = re.compile(
    r"\s+(?:lme|cif|fob|cash|spot|price|grade a|nwe|anhydrous|(?:mono|hexa|hepta)hydrate|battery grade)\b.*"
)


def path_of(item: str, code: str, deck: Document, materials: Tree) -> str:
    """Return the path in a deck of what an item prices.

    Args:
        item: the name or description in the file: its first words, up to a comma, are the item.
        code: the publisher's code, such as PNICK.
        deck: the deck whose prices are known.
        materials: symbols of elements and formulas of compounds.

    Raises:
        RecycError: E104 where no price of a deck is of that name; its hint may suggest one.
    """
    own = {_plain(key): key for group in ("products", "reagents", "metals") for key in deck.tree.get(group, {})}
    known = {**_NAMES, **_symbols(materials), **own}
    spelled = _formulas(materials) | known
    name = _CODES.get(code) or _plain(item.partition(",")[0])
    name = spelled.get(name) or spelled.get(_TRADE.sub("", name), "") or name
    try:
        return price_path(deck, name)
    except RecycError as error:
        raise RecycError("E104", "no price of a deck", hint=did_you_mean(_plain(item), known) or "") from error


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
    """Return a name in small letters, single blanks and American spelling.

    >>> _plain("Lithium_Carbonate ** "), _plain("Nickel Sulphate")
    ('lithium carbonate', 'nickel sulfate')
    """
    words = _WORDS.sub(" ", text.lower()).split()
    return " ".join(_SPELLING.get(word, word) for word in words)
