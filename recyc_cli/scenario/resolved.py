"""Defines a request with all that it resolves to."""

from __future__ import annotations

from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from recyc_cli.catalog.documents.document import Document, Record
    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.numbers.traced import Leaf, Traced
    from recyc_cli.model.records.feed import Fit
    from recyc_cli.model.records.scenario import Scenario
    from recyc_cli.scenario.request import Request

KEPT = 200
"""Of each kind, what is made of presets alone and that a process keeps: presets with corrections, in a currency, ..."""


class Inputs(list[str]):
    """Paths of the numbers of a preset in the order of their bits, and what is told of those that act together."""

    __slots__ = ("ends", "named", "recorded")

    def __init__(self, paths: Iterable[str] = ()) -> None:
        super().__init__(paths)
        self.ends: dict[str, int] = {}
        """Table -> place behind the last number of it, once somebody asked."""
        self.named: dict[int, list[str]] = {}
        """Bits, the first of them the preset's own first -> names (`report.provenance`)."""
        self.recorded: tuple[list[int], list[tuple[str, Record]]] | None = None
        """Places of the bits; full paths with records, in the order of the records; once somebody asked."""


class Resolved:
    """A scenario and where it comes from."""

    __slots__ = (
        "borrowed", "corrections", "deck", "documents", "fits", "fx", "inputs", "leaves", "library", "movable", "names",
        "numbers", "purchases", "put", "request", "scenario", "taxes",
    )  # fmt: skip

    put: Collection[str]
    """Paths of numbers that an analysis puts in the place of presets'."""
    request: Request
    """What is asked for, filled in by vehicle and plant."""
    library: Library
    documents: dict[str, Document]
    """Presets in force, corrected and overridden, by the prefix of their numbers' paths."""
    names: dict[str, str]
    """Proper names: route, region, prices, method, plant, application, and each chemistry by what it was called."""
    corrections: list[str]
    deck: Document
    """The price deck before anybody changed a number of it."""
    borrowed: tuple[str, str]
    """Payables: the region's key and the key of the table used."""
    purchases: list[tuple[str, float]]
    """Decks that the feed is bought at, where not the quote's own, and the share that is."""
    fits: dict[str, tuple[Fit, Collection[str]]]
    """How each chemistry's pack was scaled to the vehicle's, and the forms whose composition was given."""
    fx: Number
    """Units of the request's currency per USD."""
    inputs: dict[str, Inputs]
    """Where numbers remember their inputs or are traced: their paths in the order of the bits, by preset."""
    leaves: dict[str, Leaf]
    """Where numbers are traced: each number of the presets in force and of the request, as written, by its path."""
    movable: bool
    """Whether others may stand in the place of the numbers that are traced, each as a user would set it."""
    numbers: dict[str, Traced]
    """The same, as the model takes them: in canonical units and the request's currency."""
    scenario: Scenario
    taxes: dict[str, float]
    """Rate of value-added tax in the prices that the user gave, by currency: 0 where they are said to be without it."""

    @property
    def chemistries(self) -> list[str]:
        """Proper names of the chemistries, in the order of the feed."""
        return [name for role, name in self.names.items() if role.startswith("chemistry ")]
