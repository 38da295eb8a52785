"""Certifies what became of lots: whose metal a product holds, and its burden."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.analysis.compliance.certificate.certificate_report import certificate_report
from recyc_cli.analysis.compliance.certificate.certified_lots import Certified, CertifiedLots, Said
from recyc_cli.analysis.compliance.lots import NO_MASSES, of_quote, weighed_lots
from recyc_cli.analysis.quote import answer
from recyc_cli.catalog.open_library import open_library
from recyc_cli.errors import RecycError, did_you_mean
from recyc_cli.model.compliance.certified import attributed
from recyc_cli.model.compliance.lots import scaled_masses, together
from recyc_cli.model.numbers.arithmetic import plain
from recyc_cli.model.records.masses import HANDED_ON, PRODUCT
from recyc_cli.scenario.keywords import FEED, WAY, on_axis
from recyc_cli.scenario.request import Request

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Unpack

    from recyc_cli.analysis.quote import Quote
    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.model.records.masses import Fraction, Masses
    from recyc_cli.report.shapes.certificate import CertificateReport
    from recyc_cli.scenario.keyword_types import Keywords

LOT, MASS_BALANCE = "lot", "mass-balance"
ACCOUNTINGS = (LOT, MASS_BALANCE)
BAD_ACCOUNTING, BAD_PRODUCT = "E195", "E198"


class Certificate(CertifiedLots):
    """Lots and what became of them, as the public function hands them out."""

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
    premium_on: Sequence[str] = (),
    **keywords: Unpack[Keywords],
) -> Certificate:
    """Certify what became of a lot, or of lots that were weighed.

    Args:
        outputs: a file of weighed masses, in the place of those of a quote, whose burdens stay where one is asked for.
        accounting: lot, each lot's own outputs, or mass-balance, those of all lots by what each brought.
        lot: what the lot is called.
        started: first day of the work.
        ended: its last day.
        premium_on: products that a contract pays a premium for; none: all.
        keywords: those of `quote`, the size of the lot among them; a tonne without one.

    Raises:
        RecycError, RecycErrors: as `quote`; E190, E195, E198 what cannot be asked, E397, E398 masses that cannot be.

    >>> round(certificate(chemistry="nmc622", route="hydro", mass_t=40.0).lots[0].fed.mass)
    40000
    """
    library = open_library(keywords.get("preset_dirs", ()))
    named = any(keywords.get(name) for name in (*on_axis(FEED), *on_axis(WAY)))
    quote = answer(Request(**keywords), library) if named or not outputs else None
    of_tonne = None if quote is None else of_quote(quote, []).masses
    whole, found = _certified(_lots(outputs, lot, quote, of_tonne, library), accounting)
    if not any(each.products for each in found):
        raise RecycError(NO_MASSES, "no batteries went in, or no product came out", outputs, "rows of sides in and out")
    per_tonne = _products(of_tonne, of_tonne, LOT) if of_tonne else []
    place = keywords.get("region") and library.resolve("regions", keywords["region"])
    paid = tuple(_known(premium_on, per_tonne))
    said = Said(accounting, started, ended, place or "", keywords.get("form") or "", bool(outputs), paid)
    return Certificate(library, quote, found, whole, per_tonne, said)


def _lots(
    outputs: str, lot: str, quote: Quote | None, of_tonne: Masses | None, library: Library
) -> list[tuple[str, str, Masses]]:
    """Return the lots that were weighed, each with its name and year, or the one of a quote."""
    if outputs or quote is None or of_tonne is None:
        return [(each.lot, each.year, each.masses) for each in weighed_lots(outputs, library)]
    return [(lot, "", _sized(quote, of_tonne))]


def _known(names: Sequence[str], products: Sequence[Fraction]) -> Iterator[str]:
    """Yield names of products as they are called here."""
    known = [each.name for each in products]
    for name in names:
        plain_name = name.lower().replace(" ", "_")
        if plain_name not in known:
            hint = did_you_mean(plain_name, known) or f"products here: {' '.join(known)}"
            raise RecycError(BAD_PRODUCT, f"no product {name[:40]!r} is certified here", "--premium-on", hint)
        yield plain_name


def _certified(lots: list[tuple[str, str, Masses]], accounting: str) -> tuple[Masses, list[Certified]]:
    """Return all lots as one, and each with its products."""
    if accounting not in ACCOUNTINGS:
        raise RecycError(BAD_ACCOUNTING, f"no accounting {accounting[:40]!r}", "--accounting", " or ".join(ACCOUNTINGS))
    whole = together([masses for _, _, masses in lots])
    fed = [each for each in lots if plain(each[2].fed.mass) > 0.0]
    if accounting == LOT and len(fed) < len(lots):
        message = "what came out was not weighed lot by lot"
        raise RecycError(BAD_ACCOUNTING, message, "--accounting", f"--accounting {MASS_BALANCE}")
    return whole, [Certified(name, year, each.fed, _products(each, whole, accounting)) for name, year, each in fed]


def _sized(quote: Quote, of_tonne: Masses) -> Masses:
    """Return the masses of the lot; of a tonne where it has no size."""
    size = quote.to_dict()["lot"]
    return of_tonne if size is None else scaled_masses(of_tonne, size["mass_t"])


def _products(masses: Masses, whole: Masses, accounting: str) -> list[Fraction]:
    """Return the products that are put down to a lot."""
    if accounting == MASS_BALANCE:
        return attributed(whole, masses.fed)
    return [each for each in masses.outputs if each.use in (PRODUCT, HANDED_ON)]
