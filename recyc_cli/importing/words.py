"""Knows what other people's files call things, as `words.toml` lists it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from recyc_cli.catalog.files import toml_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recyc_cli.importing.sheets import Row

_TABLES = toml_file.load_toml(str(Path(__file__).with_name("words.toml")), "words.toml")
ASSAY: dict[str, Any] = _TABLES["assay"]
PRICES: dict[str, Any] = _TABLES["prices"]


def by_spelling(table: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Return what is meant by each spelling in a table.

    >>> by_spelling({"co": ["cobalt", "kobalt"]})
    {'cobalt': 'co', 'kobalt': 'co'}
    """
    return {spelling: name for name, spellings in table.items() for spelling in spellings}


def columns_of(row: Row, heads: Mapping[str, Iterable[str]]) -> dict[str, int]:
    """Return the columns that a row heads, of those that are known.

    >>> columns_of(["Sample", "Wert"], {"value": ["value", "wert"], "unit": ["unit"]})
    {'value': 1}
    """
    words = [str(cell).strip().lower() for cell in row]
    return {key: at for key, known in heads.items() for at, word in enumerate(words) if word in known}
