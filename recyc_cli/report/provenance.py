"""Which numbers a quote used."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recyc_cli.analysis.quote import Quote
    from recyc_cli.catalog.documents.document import Record

METALS = "prices.metals"
ALWAYS = ("impacts", METALS, "prices.vat", "region.grid", "method.rounding", "vehicle", "plant.throughput")
"""What no line of the ledger names: burdens, metals of the contained value, tax, a pack's and a plant's size."""


def used_records(quote: Quote) -> list[tuple[str, Record]]:
    """Return the records behind a quote by their paths: those its lines name, its composition and its burdens."""
    used = {path for line in quote.result.lines for path in line.inputs}.union(ALWAYS)
    used |= {f"chemistries.{stream.chemistry.id}.{stream.form}" for stream in quote.resolved.scenario.streams}
    used |= {f"chemistries.{name}.design" for name in quote.resolved.fits}
    used = used - {METALS} | {f"{METALS}.{metal}" for metal in _metals(quote)}
    found = []
    for prefix, document in quote.resolved.documents.items():
        if prefix in used:
            found += [(f"{prefix}.{path}", record) for path, record in document.records.items()]
            continue
        mine = {path[len(prefix) + 1 :] for path in used if path.startswith(f"{prefix}.")}
        if mine:
            found += [(f"{prefix}.{path}", record) for path, record in document.records.items() if _within(path, mine)]
    return found


def _metals(quote: Quote) -> set[str]:
    """Return the metals that price an element which the feed holds or the payables name."""
    market = quote.resolved.scenario.market
    named = {*market.payables, *(item.element for item in quote.result.held)}
    return {item.metal for element, item in market.elements.items() if element in named and item.metal}


def _within(path: str, wanted: set[str]) -> bool:
    """Whether a path or one of the groups it stands in is wanted."""
    while path:
        if path in wanted:
            return True
        path = path.rpartition(".")[0]
    return False
