"""Makes the report of a certificate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from recyc_cli.analysis.compliance.certificate.footprints import footprint_of, premium_of
from recyc_cli.analysis.compliance.compliance_report import NOT_ADVICE, fraction_mass
from recyc_cli.analysis.compliance.lots import MODELLED, WEIGHED
from recyc_cli.model.compliance.certified import content_of, elsewhere
from recyc_cli.model.compliance.lots import fractions_together
from recyc_cli.model.flows.feedstock import TONNE
from recyc_cli.model.numbers.arithmetic import add_up, plain, share_of
from recyc_cli.model.records.masses import WASTE
from recyc_cli.report.notes.notes import notes_of_quotes
from recyc_cli.report.notes.telling import in_order
from recyc_cli.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recyc_cli.analysis.compliance.certificate.certified_lots import Certified, CertifiedLots
    from recyc_cli.model.records.masses import Fraction
    from recyc_cli.report.shapes import certificate as shape

SCHEMA: Literal["recyc.certificate/1"] = "recyc.certificate/1"
SCRAP = ("scrap-cell", "scrap-electrode")


def certificate_report(asked: CertifiedLots) -> shape.CertificateReport:
    """Return the report of a certificate."""
    quote = None if asked.quote is None else asked.quote.to_dict()
    lots = [_lot(asked, each) for each in asked.lots]
    return {
        "schema": SCHEMA,
        "recyc": __version__,
        "presets": asked.library.digest,
        "scenario": None if quote is None else quote["scenario"],
        "masses": WEIGHED if asked.said.weighed else MODELLED,
        "accounting": asked.said.accounting,
        "message": certificate_message(asked),
        "origin": _origin(asked),
        "lots": lots,
        "closure_kg": _closure(asked),
        "content": _content(asked),
        "premium": _premium(asked),
        "rests_on": list(_rests_on(asked)),
        "sources": [] if quote is None else quote["sources"],
        "warnings": in_order(notes_of_quotes([asked.quote])) if asked.quote is not None else [],
    }


def certificate_message(asked: CertifiedLots) -> str:
    """Return the answer: what came of the lots, and how much of each element that laws name."""
    fed = plain(asked.whole.fed.mass)
    whole = _whole(asked)
    shares = ", ".join(
        f"{element.capitalize()} {share * 100:.1f} %"
        for element in asked.told_elements
        if (held := plain(asked.whole.fed.elements.get(element, 0.0))) > 0.0
        and (share := plain(share_of(whole.elements.get(element, 0.0), held))) == share
    )
    of = f"{len(asked.lots)} lots" if len(asked.lots) > 1 else f"lot {asked.lots[0].lot}".strip()
    return f"{of}: {fed:,.6g} kg in, {plain(whole.derived):,.6g} kg of them in products; recovered {shares or 'none'}"


def _whole(asked: CertifiedLots) -> Fraction:
    """Return all products of all lots as one."""
    first, *others = [product for lot in asked.lots for product in lot.products]
    for other in others:
        first = fractions_together(first, other)
    return first


def _origin(asked: CertifiedLots) -> shape.Origin:
    request = None if asked.quote is None else asked.quote.request
    names, said = {} if asked.quote is None else asked.quote.resolved.names, asked.said
    form = said.form if request is None else request.form
    return {
        "region": names.get("region", said.region),
        "plant": "" if request is None else request.plant or "",
        "route": names.get("route", ""),
        "started": said.started,
        "ended": said.ended,
        "consumer": "pre" if form in SCRAP else "post",
    }


def _premium(asked: CertifiedLots) -> shape.Premium | None:
    """Return what a premium must be worth; None of weighed masses, whose prices nobody stated."""
    if asked.quote is None or asked.said.weighed:
        return None
    return premium_of(asked.quote, asked.per_tonne, asked.said.premium_on)


def _footprint(asked: CertifiedLots, one: Fraction) -> shape.Footprint | None:
    """Return the burdens of a product: of weighed ones what the way has for all that went in."""
    if asked.quote is None:
        return None
    if not asked.said.weighed:
        return footprint_of(asked.quote, asked.per_tonne, _of_tonne(asked, one))
    made = [each for each in asked.whole.outputs if each.use != WASTE]
    return footprint_of(asked.quote, made, one, asked.whole.fed.mass / TONNE)


def _lot(asked: CertifiedLots, lot: Certified) -> shape.CertifiedLot:
    return {
        "lot": lot.lot,
        "period": lot.period,
        "fed": fraction_mass(lot.fed),
        "products": [_product(asked, lot, each) for each in lot.products],
        "elements": list(_elements(lot)),
    }


def _product(asked: CertifiedLots, lot: Certified, one: Fraction) -> shape.CertifiedProduct:
    elements = {name: plain(mass) for name, mass in one.elements.items() if plain(mass)}
    return {
        "product": one.name,
        "stage": one.stage,
        "kg": plain(one.mass),
        "derived_kg": plain(one.derived),
        "elements": elements,
        "recovered": {
            name: plain(share_of(mass, lot.fed.elements[name]))
            for name, mass in elements.items()
            if plain(lot.fed.elements.get(name, 0.0))
        },
        "recycled_content": {name: plain(content_of(one, name)) for name in elements},
        "footprint": _footprint(asked, one),
    }


def _of_tonne(asked: CertifiedLots, one: Fraction) -> Fraction:
    """Return the same product per tonne delivered."""
    return next(each for each in asked.per_tonne if (each.stage, each.name) == (one.stage, one.name))


def _elements(lot: Certified) -> Iterator[shape.CertifiedElement]:
    for element, fed in lot.fed.elements.items():
        held = [each.elements.get(element, 0.0) for each in lot.products]
        yield {
            "element": element,
            "fed_kg": plain(fed),
            "products_kg": plain(add_up(held)),
            "elsewhere_kg": plain(elsewhere(fed, held)),
            "recovered": plain(share_of(add_up(held), fed)) if plain(fed) else None,
        }


def _closure(asked: CertifiedLots) -> float:
    """Return the largest difference between what lots are given and what products hold [kg]."""
    made = [each for each in asked.whole.outputs if each.use != WASTE]
    whole = _whole(asked)
    names = {name for each in made for name in each.elements}
    return max(
        (
            abs(plain(elsewhere(whole.elements.get(name, 0.0), [each.elements.get(name, 0.0) for each in made])))
            for name in names
        ),
        default=0.0,
    )


def _content(asked: CertifiedLots) -> dict[str, float]:
    """Return the recycled content over all products of each element that laws name."""
    whole = _whole(asked)
    return {
        name: plain(content_of(whole, name)) for name in asked.told_elements if plain(whole.elements.get(name, 0.0))
    }


def _rests_on(asked: CertifiedLots) -> Iterator[str]:
    if asked.said.weighed:
        yield "masses as weighed; what of a compound was in the batteries follows from its formula"
    else:
        yield "masses as modelled, not weighed"
    if asked.quote is not None:
        yield "burdens as modelled, not metered" if asked.said.weighed else "prices of the deck: no contract was read"
        yield "burdens of all plants and of the way to them, shared by battery-derived mass; by value beside"
        yield "virgin material as the impact table states it"
    yield {
        "lot": "each lot's own outputs",
        "mass-balance": "outputs of all lots together, put down to each by what it brought of an element",
    }[asked.said.accounting]
    yield f"no act says yet how recycled content is accounted for; {NOT_ADVICE}"
