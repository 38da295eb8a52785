"""Attributes the change since a saved quote to the presets' numbers, one after another.

Today's numbers take the place of the saved ones one at a time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from recyc_cli.analysis.quote import answer
from recyc_cli.analysis.saved.save import keywords_of, margins_agree, quote_from_saved, request_of, saved_library
from recyc_cli.catalog.documents.document import leaves, lookup, owner_of
from recyc_cli.model.evaluate import evaluate
from recyc_cli.report.figures import MOVED, shown_in
from recyc_cli.scenario.request import Request
from recyc_cli.scenario.resolve import resolve
from recyc_cli.scenario.varied_number import EARLY
from recyc_cli.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from recyc_cli.analysis.quote import Quote
    from recyc_cli.catalog.documents.document import Document, Record
    from recyc_cli.report.shapes.quote import QuoteReport
    from recyc_cli.report.shapes.saved import Move, MovesReport, SavedQuote, Written

SCHEMA: Literal["recyc.moves/1"] = "recyc.moves/1"


def moves(saved: SavedQuote, preset_dirs: tuple[str, ...] = ()) -> MovesReport:
    """Quote again what a saved quote asked, with the presets at hand, and say what moved its margin.

    Every number that changed takes its new value, one after another in the order of their paths, exchange rates
    first, and the margin is computed each time; so the effects add up to the whole difference. What is no change of a
    number (a preset that gained or lost one, another choice in words) is told as one step after them, the model as
    one step before.

    Args:
        saved: what `freezing.freeze` returned.
        preset_dirs: folders of presets to be asked first.

    Returns:
        The report `recyc.moves/1`: totals then and now, and the moves.

    Raises:
        RecycError, RecycErrors: as `quote`.
    """
    report, then = saved["report"], quote_from_saved(saved)
    now = answer(request_of(saved, preset_dirs))
    steps = [*_model(report, then, saved), *_numbers(saved, then, now)]
    after = now.to_dict()
    return {
        "schema": SCHEMA,
        "recyc": __version__,
        "presets": now.resolved.library.digest,
        "terms": report["terms"],
        "scenario": report["scenario"],
        "basis": report["basis"],
        "totals": {
            each.id: {"then": report["totals"].get(each.id), "now": after["totals"].get(each.id)}
            for each in shown_in(MOVED)
        },
        "moves": [step for step in steps if step["effect"] != 0.0],
        "without_effect": sum(step["effect"] == 0.0 for step in steps),
        "warnings": after["warnings"],
    }


def _model(report: QuoteReport, then: Quote, saved: SavedQuote) -> Iterator[Move]:
    saved_margin = report["totals"]["margin"]
    if not margins_agree(then.result.margin, saved_margin, report):
        effect = then.result.margin - saved_margin
        versions: Written = {"before": saved["recyc"], "after": __version__, "unit": None, "source": None}
        yield {"path": "recyc", **versions, "effect": effect}


def _numbers(saved: SavedQuote, then: Quote, now: Quote) -> Iterator[Move]:
    """Yield each number that changed with its effect on the margin, then what else changed."""
    library, keywords = saved_library(saved), keywords_of(saved)
    start, margin = then, then.result.margin
    for path, _, new in changed_numbers(then.resolved.documents, now.resolved.documents):
        if path.startswith(EARLY):
            record = _record(path, now)
            unit = f" {record.canonical_unit}" if record else ""
            overrides = [*keywords.get("overrides", ()), f"{path}={new!r}{unit}"]
            keywords = {**keywords, "overrides": overrides}
            start = answer(Request(**keywords), library)
            yield {"path": path, **_written(path, then, now), "effect": start.result.margin - margin}
            margin = start.result.margin
    request, taken = Request(**keywords), {}
    for path, _, new in changed_numbers(start.resolved.documents, now.resolved.documents):
        taken[path] = new
        result = evaluate(resolve(request, taken, library).scenario)
        yield {"path": path, **_written(path, then, now), "effect": result.margin - margin}
        margin = result.margin
    if not margins_agree(now.result.margin, margin, saved["report"]):
        rest = now.result.margin - margin
        yield {"path": "other", "before": None, "after": None, "unit": None, "source": None, "effect": rest}


def changed_numbers(before: Mapping[str, Document], after: Mapping[str, Document]) -> list[tuple[str, float, float]]:
    """Return the numbers that two scenarios both have and that differ: path, old value, new value, canonical units."""
    numbers = []
    for prefix, document in before.items():
        if prefix not in after:
            continue
        for path, old in leaves(document.tree):
            new = lookup(after[prefix].tree, path)
            if isinstance(old, float) and isinstance(new, float) and old != new:
                numbers.append((f"{prefix}.{path}", old, new))
    return sorted(numbers)


def _written(path: str, then: Quote, now: Quote) -> Written:
    """Return a number as it was and is written; in canonical units where the unit changed."""
    old, new = _record(path, then), _record(path, now)
    if old is None or new is None:
        return {"before": None, "after": None, "unit": None, "source": None}
    same = old.unit == new.unit
    return {
        "before": old.value if same else old.value * old.factor,
        "after": new.value if same else new.value * new.factor,
        "unit": old.unit if same else new.canonical_unit,
        "source": new.source,
    }


def _record(path: str, quote: Quote) -> Record | None:
    prefix, rest = owner_of(quote.resolved.documents, path)
    return quote.resolved.documents[prefix].records.get(rest)
