"""Finds the price of a deck that an item of a file stands for.

By its code, its name, or the name that `--price` takes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from recyc_cli.errors import RecycError, did_you_mean
from recyc_cli.scenario.overrides import price_path

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.catalog.documents.document import Document

_CODES = {
    "PALUM": "aluminum",
    "PCOPP": "copper",
    "PNICK": "nickel",
    "PCOBA": "cobalt",
    "PLEAD": "lead",
    "PZINC": "zinc",
}
_NAMES = {
    "aluminium": "aluminum",
    "al": "aluminum",
    "cu": "copper",
    "ni": "nickel",
    "co": "cobalt",
    "mn": "manganese",
    "manganese electro": "manganese",
    "electrolytic manganese": "manganese",
    "li2co3": "lithium_carbonate",
    "lithium carbonate battery grade": "lithium_carbonate",
    "battery grade lithium carbonate": "lithium_carbonate",
    "sulphuric acid": "sulfuric_acid",
    "lioh": "lithium_hydroxide",
    "lioh h2o": "lithium_hydroxide",
    "nickel sulphate": "nickel_sulfate",
    "cobalt sulphate": "cobalt_sulfate",
    "manganese sulphate": "manganese_sulfate",
}
_WORDS = re.compile(r"[^a-z0-9]+")
_TRADE = re.compile(
    r"\s+(?:lme|cif|fob|cash|spot|price|grade a|nwe|anhydrous|(?:mono|hexa|hepta)hydrate|battery grade)\b.*"
)


def path_of(item: str, code: str, deck: Document) -> str:
    """Return the path in a deck of what an item prices.

    Args:
        item: the name or description in the file: its first words, up to a comma, are the item.
        code: the publisher's code, such as PNICK.
        deck: the deck whose prices are known.

    Raises:
        RecycError: E104 where no price of a deck is of that name; its hint may suggest one.
    """
    known = _name_by_spelling(deck)
    name = _CODES.get(code) or _plain(item.partition(",")[0])
    name = known.get(name) or known.get(_TRADE.sub("", name), "") or name
    try:
        return price_path(deck, name)
    except RecycError as error:
        raise RecycError("E104", "no price of a deck", hint=did_you_mean(_plain(item), known) or "") from error


def _name_by_spelling(deck: Document) -> Mapping[str, str]:
    """Return the name in the deck of every spelling."""
    own = {_plain(key): key for group in ("products", "reagents", "metals") for key in deck.tree.get(group, {})}
    return {**_NAMES, **own}


def _plain(text: str) -> str:
    """Return a name in small letters and single blanks.

    >>> _plain("Lithium_Carbonate ** ")
    'lithium carbonate'
    """
    return _WORDS.sub(" ", text.lower()).strip()
