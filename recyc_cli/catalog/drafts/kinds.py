"""Names kinds of presets as people do: by their folder, or by one thing in it."""

from __future__ import annotations

from recyc_cli.catalog.vocabulary import KINDS, SINGLETONS


def kind_by_word() -> dict[str, str]:
    """Return the words for kinds, each with the kind it means.

    >>> [kind_by_word().get(word) for word in ("chemistries", "chemistry", "prices", "price", "price deck", "deck")]
    ['chemistries', 'chemistries', 'prices', 'prices', 'prices', None]
    """
    spelled = {word: kind for kind, name in KINDS.items() for word in (kind, name, name.split()[0])}
    return spelled | {single: single for single in SINGLETONS}


def kind_of(word: str) -> str:
    """Return the kind that a word means, or the word itself where there is no such kind.

    >>> kind_of("Vehicle"), kind_of("vehicles"), kind_of("widget")
    ('vehicles', 'vehicles', 'widget')
    """
    return kind_by_word().get(word.lower(), word)
