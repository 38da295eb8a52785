"""Lists the words of presets and requests: kinds, forms, seats, modes, profiles."""

from __future__ import annotations

FORMS = ("pack", "module", "cell", "scrap-cell", "scrap-electrode", "black-mass")
SEATS = ("chain", "holder", "shredder", "refiner")
LEVELS = ("none", "module", "cell")
"""Levels that a pack is opened by."""
MODES = ("truck", "rail", "ship", "barge")
FEED_BASES = ("tonne", "kWh", "value", "wmt")
"""What a feed price is per: a dry tonne delivered, a kWh of nameplate energy, 1 of contained value, or a wet tonne."""
DRY, WET = "dry", "wet"
DAMP_FORMS = ("scrap-electrode", "black-mass")
"""Forms that may hold water when they are weighed."""
PROFILES = ("conservative", "typical", "optimistic")
USUAL = "typical"
"""The profile that is a stage as it stands."""
PAYABLE_GROUPS = (
    "forms", "families", "borrow", "fixed", "on", "incoterms", "tolls", "yields", "powders", "mixing", "specification",
    "penalties",
)  # fmt: skip
"""Groups of a payables table that are no region's."""
TERMS = ("EXW", "FCA", "CIF", "DAP")
"""Incoterms, as presets write them."""
USER = "user"
"""The source of a number that the user gave."""
OWN = "own"
"""The source of a number that a preset replaces without naming one: that of what it replaces says another number."""
INCOTERMS = tuple(term.lower() for term in TERMS)
FOLLOWS = "follows"
"""The table of a deck that says what a price follows, and the word in the place of a price that nobody quotes."""
PRICED_TABLES = ("metals", "reagents", "products")
FORM_TABLES = ("pack", "module", "cell", "scrap-electrode", "black-mass")
REST = "rest"
"""The share of a component that is what the others leave."""
DESCRIBED_BY = {"vintage": ("pack", "module", "cell", "design")}
"""A word of a preset -> the tables it speaks of: a preset that states one of them anew states the word as well."""
TOLD_FIRST = (
    "", "prices", "payables", "contract", "business", "region", "chemistries", "vehicle", "application", "stages",
    "plant", "equipment", "method", "materials", "impacts",
)  # fmt: skip
"""Inputs are told in this order, by the first word of their paths; those of the request come first."""
PRICES = "prices"
"""The kind of presets that are price decks, and the first word of the paths of a deck in force."""
KINDS = {
    "chemistries": "chemistry",
    "routes": "route",
    "stages": "stage",
    "methods": "method",
    "regions": "region",
    PRICES: "price deck",
    "payables": "payables table",
    "impacts": "impact table",
    "contracts": "contract",
    "business": "business model",
    "applications": "application",
    "plants": "plant",
    "vehicles": "vehicle",
    "spreads": "spread table",
    "rules": "rule",
}
SINGLETONS = ("materials", "equipment", "finance", "outlook", "passports", "sources")
_PLURALS = {
    "pack": "packs",
    "module": "modules",
    "cell": "cells",
    "scrap-cell": "scrap-cells",
    "scrap-electrode": "scrap-electrodes",
    "black-mass": "lots of black mass",
}


def several(form: str) -> str:
    """Return the words for several of a form of feed.

    >>> several("pack"), several("black-mass")
    ('packs', 'lots of black mass')
    """
    return _PLURALS.get(form, form)


def kind_by_word() -> dict[str, str]:
    """Return the words for kinds, each with the kind it means: by their folder, or by one thing in it.

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


RENAMED: dict[str, dict[str, str]] = {}
"""Kind of preset -> path of a number or a table in an earlier version -> its path today."""


def renamed(kind: str, path: str) -> str:
    """Return what a path inside a preset of a kind is called today.

    >>> renamed("regions", "wage")
    'wage'
    """
    for old, new in RENAMED.get(kind, {}).items():
        if path == old or path.startswith(f"{old}."):
            return new + path[len(old) :]
    return path
