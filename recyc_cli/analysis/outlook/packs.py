"""Quotes packs of each chemistry on each route: what a tonne holds, and what it leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from recyc_cli.analysis.quote import answer
from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.model.money.planning.energies import sold_as
from recyc_cli.model.numbers.arithmetic import plain
from recyc_cli.scenario.request import Request

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recyc_cli.analysis.quote import Quote
    from recyc_cli.catalog.documents.library import Library

NO_ENERGY = "E187"


class Packs(NamedTuple):
    """A tonne of packs of a chemistry.

    Attributes:
        quote: on the route that leaves most.
        route: that one.
        margins: by route [money/t]; None where it takes none.
        kwh_per_t: [kWh/t].
        value: contained [money/t].
        metals: by element [t/t].
        products: what elements are sold as, contained [t/t].
        recovered: the same, of the route that sells most of it [t/t].
        second: what a tonne is sold for in a second life, and what it leaves [money/t]; None where no route has one.
    """

    quote: Quote
    route: str
    margins: dict[str, float | None]
    kwh_per_t: float
    value: float
    metals: dict[str, float]
    products: dict[str, float]
    recovered: dict[str, float]
    second: tuple[float, float] | None


def packs_of(chemistry: str, routes: Iterable[str], keywords: Mapping[str, Any], library: Library) -> Packs:
    """Quote packs of a chemistry on every route that takes them.

    Raises:
        RecycError, RecycErrors: as a quote, where no route takes them.
    """
    margins: dict[str, float | None] = {}
    quotes: dict[str, Quote] = {}
    refused: RecycError | RecycErrors | None = None
    for route in routes:
        try:
            quotes[route] = answer(Request(**{**keywords, "chemistry": chemistry, "route": route}), library)
            margins[route] = float(plain(quotes[route].result.margin))
        except (RecycError, RecycErrors) as error:
            refused, margins[route] = error, None
    if not quotes:
        assert refused is not None  # noqa: S101 - there is a route
        raise refused
    best = max(quotes, key=lambda name: margins[name] or 0.0)
    return _packs(quotes, best, margins)


def _packs(quotes: Mapping[str, Quote], route: str, margins: dict[str, float | None]) -> Packs:
    quote = quotes[route]
    report, elements = quote.to_dict(), quote.resolved.scenario.market.elements
    kwh = report["basis"]["kwh_per_t"]
    if not kwh:
        name = report["scenario"]["chemistry"]
        message = f"{name} has no nameplate energy, by which batteries are counted"
        raise RecycError(NO_ENERGY, message, "--chemistry-shares")
    metals: dict[str, float] = {}
    products: dict[str, float] = {}
    recovered: dict[str, float] = {}
    for each in report["contained"]:
        element = elements[each["element"]]
        metals[each["element"]] = sold_as(each["kg_per_t"], 1.0)
        products[element.metal] = sold_as(
            each["kg_per_t"], 1.0 if element.compound is None else float(plain(element.compound))
        )
        recovered[element.metal] = max(_sold(each, element.metal) for each in quotes.values())
    value = report["totals"]["contained_value"] or 0.0
    return Packs(quote, route, margins, kwh, value, metals, products, recovered, _second(quotes))


def _second(quotes: Mapping[str, Quote]) -> tuple[float, float] | None:
    """Return what the best of the second lives is sold for and leaves."""
    found = [each.result for each in quotes.values() if each.result.second is not None]
    if not found:
        return None
    best = max(found, key=lambda result: float(plain(result.margin)))
    return float(plain(best.value)), float(plain(best.margin))


def _sold(quote: Quote, product: str) -> float:
    """Return what a route sells of a product [t/t]."""
    return sold_as(sum(float(plain(each.mass)) for each in quote.result.sold if each.product == product), 1.0)
