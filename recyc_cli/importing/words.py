"""Knows what other people's files call things, from a `words.toml` for each kind."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from recyc_cli.catalog.files import toml_file
from recyc_cli.importing.table.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

_HERE = Path(__file__).parent
_ACCENTS = frozenset(map(chr, range(0x300, 0x370)))
"""Marks of Unicode that stand over, under or through a letter; those of Japanese lie elsewhere."""


def words_of_files(kind: str) -> dict[str, Any]:
    """Return the tables of `KIND/words.toml`: what files of a kind call things."""
    return toml_file.load_toml(str(_HERE / kind / "words.toml"), f"{kind}/words.toml")


def by_spelling(table: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Return what is meant by each spelling in a table.

    >>> by_spelling({"co": ["cobalt", "kobalt"]})
    {'cobalt': 'co', 'kobalt': 'co'}
    """
    return {spelling: name for name, spellings in table.items() for spelling in spellings}


def unaccented(text: str) -> str:
    """Return a text whose Latin letters have no accents.

    >>> unaccented("níquel"), unaccented("コバルト")
    ('niquel', 'コバルト')
    """
    return normalize("NFC", "".join(letter for letter in normalize("NFD", text) if letter not in _ACCENTS))


def vocabulary(
    words: Mapping[str, Any], is_subject: Callable[[str], bool], is_unit: Callable[[str], bool]
) -> Vocabulary:
    """Return what tables of a kind say, given its words and what tells subjects and units."""
    table = words["table"]
    return Vocabulary(
        by_spelling(words["heads"]),
        frozenset(table["noise"]),
        table["subject"],
        table["value"],
        table["across"],
        is_subject,
        is_unit,
    )
