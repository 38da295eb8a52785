"""Certifies what became of lots: whose metal a product holds, its recycled content, its burden."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.analysis.compliance.books import ALL, books_of
from recyc_cli.analysis.compliance.certificate_report import certificate_report
from recyc_cli.analysis.compliance.lots import of_quote, weighed_lots
from recyc_cli.analysis.quote import Quote, answer
from recyc_cli.catalog.open_library import open_library
from recyc_cli.errors import RecycError
from recyc_cli.model.compliance.certified import attributed
from recyc_cli.model.compliance.lots import scaled_masses, together
from recyc_cli.model.numbers.arithmetic import plain
from recyc_cli.model.records.masses import HANDED_ON, PRODUCT
from recyc_cli.scenario.request import Request

if TYPE_CHECKING:
    from typing import Unpack

    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.model.records.masses import Fraction, Masses
    from recyc_cli.report.shapes.certificate import CertificateReport
    from recyc_cli.scenario.keyword_types import Keywords

LOT, MASS_BALANCE = "lot", "mass-balance"
ACCOUNTINGS = (LOT, MASS_BALANCE)
BAD_ACCOUNTING = "E195"


class Certified(NamedTuple):
    """A lot, and the products that are put down to it."""

    lot: str
    period: str
    fed: Fraction
    products: list[Fraction]


class Certificate:
    """Lots and what became of them."""

    def __init__(
        self, library: Library, quote: Quote | None, lots: list[Certified], whole: Masses,
        per_tonne: list[Fraction], accounting: str, started: str, ended: str,
    ) -> None:  # fmt: skip
        self.library, self.quote, self.lots, self.whole = library, quote, lots, whole
        self.accounting, self.started, self.ended = accounting, started, ended
        self.per_tonne = per_tonne

    @property
    def told_elements(self) -> list[str]:
        """Elements whose recycled content laws ask for."""
        entries = (entry for book in books_of(self.library, (ALL,), "") for entry in book.entries("limits"))
        return sorted({str(each.tree["element"]) for each in entries if each.tree["measure"] == "content"})

    def to_dict(self) -> CertificateReport:
        """Return the report `recyc.certificate/1`: what `recyc certificate --format json` prints."""
        return certificate_report(self)


def certificate(
    *,
    outputs: str = "",
    accounting: str = LOT,
    lot: str = "",
    started: str = "",
    ended: str = "",
    **keywords: Unpack[Keywords],
) -> Certificate:
    """Certify what became of a lot, modelled, or of lots that were weighed.

    Args:
        outputs: a file of weighed masses, in the place of a quote.
        accounting: lot, each lot's own outputs, or mass-balance, those of all lots by what each brought.
        lot: what the lot is called.
        started: first day of the work.
        ended: last day of it.
        keywords: those of `quote`, the size of the lot among them; a tonne without one.

    Returns:
        A `Certificate`; `to_dict()` is the JSON.

    Raises:
        RecycError, RecycErrors: as `quote`; E190 nothing is recycled, E195 no such accounting, or lots whose outputs
            were not weighed apart; E397, E398 masses that cannot be.

    >>> found = certificate(chemistry="nmc622", route="hydro", mass_t=40.0)
    >>> round(found.lots[0].fed.mass)
    40000
    """
    if accounting not in ACCOUNTINGS:
        raise RecycError(BAD_ACCOUNTING, f"no accounting {accounting[:40]!r}", "--accounting", " or ".join(ACCOUNTINGS))
    library = open_library(keywords.get("preset_dirs", ()))
    if outputs:
        weighed = weighed_lots(outputs, library)
        lots = [(each.lot, each.year, each.masses) for each in weighed]
        quote = None
    else:
        quote = answer(Request(**keywords), library)
        of_tonne = of_quote(quote, []).masses
        size = quote.to_dict()["lot"]
        lots = [(lot, "", of_tonne if size is None else scaled_masses(of_tonne, size["mass_t"]))]
    whole = together([masses for _, _, masses in lots])
    per_tonne = [] if quote is None else _products(of_tonne, of_tonne, LOT)
    found = [Certified(name, year, masses.fed, _products(masses, whole, accounting))
             for name, year, masses in lots if plain(masses.fed.mass) > 0.0]  # fmt: skip
    if accounting == LOT and len(found) < len(lots):
        message = "what came out was not weighed lot by lot"
        raise RecycError(BAD_ACCOUNTING, message, "--accounting", f"--accounting {MASS_BALANCE}")
    return Certificate(library, quote, found, whole, per_tonne, accounting, started, ended)


def _products(masses: Masses, whole: Masses, accounting: str) -> list[Fraction]:
    """Return the products that are put down to a lot."""
    if accounting == MASS_BALANCE:
        return attributed(whole, masses.fed)
    return [each for each in masses.outputs if each.use in (PRODUCT, HANDED_ON)]
