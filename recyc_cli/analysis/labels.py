"""Describes numbers in words, from their paths and their presets.

A label has two parts, what the number is and where it stands: `price of nickel` and `deck 2024`. Words of a path are
those of the presets (`title`, `label`) where they have any, else the id's own. What no pattern fits is told by its last
word and the groups above it, so that a preset of a user's own is read as well.
"""

from __future__ import annotations

from collections import Counter
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple, Protocol

from recyc_cli.analysis.phrases import FIGURES, INPUTS, PLACES, REQUEST, ROWS, WORDS
from recyc_cli.catalog.documents.document import lookup, owner_of
from recyc_cli.catalog.vocabulary import KINDS
from recyc_cli.report.names import chemistry_name, impact, label

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from recyc_cli.analysis.quote import Quote
    from recyc_cli.catalog.documents.document import Document, Tree


class Label(NamedTuple):
    """What a number is, and where it stands."""

    what: str
    where: str

    @property
    def text(self) -> str:
        """Both parts."""
        return f"{self.what}, {self.where}" if self.where else self.what


class OfInputs(Protocol):
    """A quote, and the paths of its inputs."""

    @property
    def quote(self) -> Quote:
        """The quote."""

    @property
    def leaves(self) -> Container[str]:
        """Its inputs by their paths."""


class Labels:
    """Labels of the numbers of one traced quote: its inputs by their paths, its figures by their names."""

    def __init__(self, traced: OfInputs) -> None:
        self._documents = traced.quote.resolved.documents
        self._inputs = traced.leaves
        materials = self._documents["materials"].tree
        self._elements = frozenset(materials["atomic_mass"])
        self._products: Tree = materials["products"]
        self._known: dict[str, Label] = {}

    def of(self, name: str) -> Label:
        """Return the label of an input or of a figure."""
        if name not in self._known:
            self._known[name] = self._input(name) if name in self._inputs else self._figure(name)
        return self._known[name]

    def apart(self, paths: Sequence[str]) -> dict[str, str]:
        """Return what inputs are called beside each other: where they stand is said of those that share their words."""
        shared = Counter(self.of(path).what for path in paths)
        return {path: self.of(path).what if shared[self.of(path).what] == 1 else self.of(path).text for path in paths}

    def _input(self, path: str) -> Label:
        """Read the path of an input: the preset that it lies in is where it stands."""
        prefix, rest = owner_of(self._documents, path)
        document, words = self._documents.get(prefix), rest.split(".")
        tree, kind, where = (document.tree, document.kind, _preset_name(document)) if document else ({}, REQUEST, "")
        if kind == "stages" and words[0] == "campaigns":
            where = f"{where} of {label(words[1])}"
            words = words[2:]
        for pattern, phrase in INPUTS.get(kind, ()):
            captures = captured(words, pattern)
            if captures is not None:
                return Label(phrase.format(*(_Word(self, words[: index + 1], tree) for index in captures)), where)
        return Label(self._plainly(words, tree), where)

    def _figure(self, name: str) -> Label:
        """Read the name of a figure."""
        words = name.split(".")
        for pattern, what, where in _figures_ending_in(words[-1]):
            captures = captured(words, pattern)
            if captures is not None:
                told = [_Word(self, [words[index]], {}) for index in captures]
                return Label(what.format(*told), where.format(*told))
        return Label(self._plainly(words, {}), "")

    def _plainly(self, words: Sequence[str], tree: Tree) -> str:
        """Tell a number by its last word and the groups above it: `interest (capital)`."""
        *groups, last = (self.word(words[: index + 1], tree) for index in range(len(words)))
        return f"{last} ({', '.join(reversed(groups))})" if groups else last

    def word(self, words: Sequence[str], tree: Tree) -> str:
        """Return the words for the last id of a path: the preset's own, an element's symbol, or the id's."""
        group, name = lookup(tree, ".".join(words)), words[-1]
        title = (group.get("label") or group.get("title")) if isinstance(group, dict) else None
        if title:
            return _within(title)
        if f"chemistries.{name}" in self._documents:
            return chemistry_name(name)
        return name.capitalize() if name in self._elements else WORDS.get(name) or label(name)

    def group(self, name: str) -> str:
        """Return the words for what several names begin with, or for the one name that they share."""
        prefix, rest = owner_of(self._documents, name)
        if name in self._inputs or not prefix:
            return self.of(name).text
        return self._plainly(rest.split("."), self._documents[prefix].tree)

    def product(self, name: str) -> str:
        """Return the words for a product or a reagent, as the materials name it."""
        known = self._products.get(name)
        return _within(known["label"]) if known else label(name)


class _Word:
    """One id that a pattern caught, as its words, or as a form of the feed, a product, a burden or a chemistry."""

    __slots__ = ("labels", "tree", "words")

    def __init__(self, labels: Labels, words: Sequence[str], tree: Tree) -> None:
        self.labels = labels
        self.words = words
        self.tree = tree

    def __format__(self, spec: str) -> str:
        name = self.words[-1]
        if spec == "form":
            return name.replace("-", " ") if name == "black-mass" else f"a {name}"
        if spec == "burden":
            return impact(name if name.endswith(ROWS) else f"{name}_g")[0]
        if spec == "product":
            return self.labels.product(name)
        if spec == "chemistry":
            return chemistry_name(name)
        words = self.labels.word(self.words, self.tree)
        return f"{'kg' if name == 'mass' else words} fed" if spec == "fed" else words


def captured(words: Sequence[str], pattern: str) -> list[int] | None:
    """Return the places of the words that a pattern leaves open, None where it does not fit.

    >>> captured(["metals", "nickel"], "metals.*"), captured(["grid", "energy"], "grid.energy|water")
    ([1], [1])
    >>> captured(["a", "b", "nickel"], "**.b.*"), captured(["metals", "nickel"], "reagents.*")
    ([2], None)
    """
    parts, anywhere = _parts(pattern)
    before = len(words) - len(parts)
    if before < 0 or (before and not anywhere):
        return None
    for word, choices in zip(words[before:], parts, strict=True):
        if choices and word not in choices:
            return None
    return [before + index for index, choices in enumerate(parts) if len(choices) != 1]


@lru_cache(4096)
def _figures_ending_in(word: str) -> list[tuple[str, str, str]]:
    """Return the rows of figures whose patterns may end in a word, in their order."""
    return [row for row in FIGURES if word in (_parts(row[0])[0][-1] or (word,))]


@cache
def _parts(pattern: str) -> tuple[list[tuple[str, ...]], bool]:
    """Split a pattern: the words that each place may hold, none where it may hold any; and whether more may precede."""
    places = pattern.removeprefix("**.").split(".")
    return [() if place == "*" else tuple(place.split("|")) for place in places], pattern.startswith("**.")


def _preset_name(document: Document) -> str:
    """Name a preset: a stage and an impact table by their names, a chemistry as it is written, others by their kind."""
    if document.kind == "chemistries":
        return chemistry_name(document.name)
    if document.kind in ("stages", "impacts") or not document.name:
        return document.name
    return f"{PLACES.get(document.kind, KINDS[document.kind])} {document.name}"


def _within(title: str) -> str:
    """Return a title as it stands within a sentence, what explains it left out.

    >>> _within("Line for cathode: mixing, calcination"), _within("NMC(811) cathode")
    ('line for cathode', 'NMC(811) cathode')
    """
    short = title.partition(":")[0]
    return short[:1].lower() + short[1:] if short[1:2].islower() else short
