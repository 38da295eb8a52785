"""Reads rules of presets: limits, exports, credits, duties, open questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

    from recyc_cli.catalog.documents.document import Document
    from recyc_cli.catalog.documents.library import Library

KIND = "rules"
ALL = "all"


class Switch(NamedTuple):
    """An open question of a law: what it acts on, and its choices, of which the first is reckoned with."""

    name: str
    words: str
    effect: str
    choices: tuple[str, ...]
    of: tuple[str, ...]
    read: str
    cited: str
    why: str


class Entry(NamedTuple):
    """One thing that a law asks, of the table it stands in."""

    rule: str
    name: str
    table: str
    requirement: str
    article: str
    read: str
    start: str
    end: str
    source: str
    tree: Mapping[str, Any]

    def stands(self, day: str) -> bool:
        """Tell whether it is in force on a day."""
        return self.start <= day and not self.ended(day)

    def ended(self, day: str) -> bool:
        """Tell whether it has ended before a day."""
        return bool(self.end) and self.end < day

    def names(self, key: str) -> tuple[str, ...]:
        """Return a list of names that it states."""
        return tuple(self.tree.get(key, ()))


class Book:
    """A preset of rules."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.tree = document.tree
        self.name = document.name

    @property
    def switches(self) -> dict[str, Switch]:
        """Open questions by name."""
        found = {}
        for name, held in self.tree.get("switches", {}).items():
            choices, of = tuple(held["choices"]), tuple(held["of"])
            found[name] = Switch(
                name, held["words"], held["effect"], choices, of, held["read"], held["cited"], held["why"]
            )
        return found

    @property
    def casing(self) -> list[str]:
        """Parts of packs that are their outer casing."""
        return [part for each in self.switches.values() if each.effect == "casing" for part in each.of]

    def entries(self, table: str) -> Iterator[Entry]:
        """Yield what stands in one table: limits, exports, credits or duties."""
        for name, held in self.tree.get(table, {}).items():
            source = held.get("cited", "") or self._source(f"{table}.{name}")
            yield Entry(
                self.name, name, table, held["requirement"], held["article"], held["read"], held["start"],
                held.get("end", ""), source, held,
            )  # fmt: skip

    def groups_of(self, family: str) -> list[str]:
        """Return the groups of chemistries that a family belongs to."""
        return [name for name, families in self.tree.get("groups", {}).items() if family in families]

    def _source(self, path: str) -> str:
        """Return the source of the first number of an entry."""
        records = self.document.records
        return next((each.source for key, each in records.items() if key.startswith(f"{path}.")), "")


def books_of(library: Library, names: tuple[str, ...], region: str) -> list[Book]:
    """Return the rules that are asked for: by name, all of them, or those of the plant's region where it has any.

    What names of several begin with stands for these: eu for eu-2023-1542 and eu-waste.

    Raises:
        RecycError: E101, a name that no preset has.
    """
    if names and ALL not in names:
        known = library.names(KIND)
        asked = [each for name in names for each in _begun(name.lower(), known) or [name]]
        return [Book(library.document(KIND, name)) for name in dict.fromkeys(asked)]
    every = [Book(document) for document in library.every(KIND)]
    here = [book for book in every if region in book.tree.get("regions", ())]
    return every if names or not here else here


def _begun(start: str, known: Iterable[str]) -> list[str]:
    """Return the names that begin with a word.

    >>> _begun("eu", ["eu-2023-1542", "europe", "eu-waste"])
    ['eu-2023-1542', 'eu-waste']
    """
    return [name for name in known if name.startswith(f"{start}-")]
