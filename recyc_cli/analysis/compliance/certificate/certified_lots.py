"""Defines lots with the products that are put down to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.analysis.compliance.books import ALL, books_of

if TYPE_CHECKING:
    from recyc_cli.analysis.quote import Quote
    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.model.records.masses import Fraction, Masses


class Certified(NamedTuple):
    """A lot, and the products that are put down to it."""

    lot: str
    period: str
    fed: Fraction
    products: list[Fraction]


class Said(NamedTuple):
    """What the user says of lots: how they are accounted for, where and when they were worked, from what."""

    accounting: str
    started: str
    ended: str
    region: str
    """Where no quote tells it."""
    form: str
    weighed: bool
    premium_on: tuple[str, ...]
    """Products that a contract pays a premium for; none: all."""


class CertifiedLots:
    """Lots and what became of them."""

    def __init__(
        self, library: Library, quote: Quote | None, lots: list[Certified], whole: Masses,
        per_tonne: list[Fraction], said: Said,
    ) -> None:  # fmt: skip
        self.library, self.quote, self.lots, self.whole = library, quote, lots, whole
        self.per_tonne, self.said = per_tonne, said

    @property
    def told_elements(self) -> list[str]:
        """Elements whose recycled content laws ask for."""
        entries = (entry for book in books_of(self.library, (ALL,), "") for entry in book.entries("limits"))
        return sorted({str(each.tree["element"]) for each in entries if each.tree["measure"] == "content"})
