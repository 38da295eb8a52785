"""What moved a saved quote: today's presets put in the place of the saved ones, one number after another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.analysis.quote import answer
from recyc_cli.analysis.saved.save import again, request_of, same
from recyc_cli.catalog.documents.document import leaves, lookup, owner_of
from recyc_cli.catalog.documents.snapshot import thawed
from recyc_cli.model.evaluate import evaluate
from recyc_cli.scenario.request import Request
from recyc_cli.scenario.resolve import resolve
from recyc_cli.scenario.varied_number import EARLY
from recyc_cli.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from recyc_cli.analysis.quote import Quote
    from recyc_cli.catalog.documents.document import Document

SCHEMA = "recyc.moves/1"
TOTALS = ("contained_value", "recovery_value", "cost", "margin", "breakeven_feed_price")


def moves(saved: Mapping[str, Any], preset_dirs: tuple[str, ...] = ()) -> dict[str, Any]:
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
    report, then = saved["report"], again(saved)
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
        "totals": {name: {"then": report["totals"][name], "now": after["totals"][name]} for name in TOTALS},
        "moves": [step for step in steps if step["effect"] != 0.0],
        "without_effect": sum(step["effect"] == 0.0 for step in steps),
        "warnings": after["warnings"],
    }


def _model(report: Mapping[str, Any], then: Quote, saved: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    saved_margin = report["totals"]["margin"]
    if not same(then.result.margin, saved_margin, report):
        effect = then.result.margin - saved_margin
        versions = {"before": saved.get("recyc"), "after": __version__}
        yield {"path": "recyc", **versions, "unit": None, "source": None, "effect": effect}


def _numbers(saved: Mapping[str, Any], then: Quote, now: Quote) -> Iterator[dict[str, Any]]:
    """Yield each number that changed with its effect on the margin, then what else changed."""
    library, keywords = thawed(saved["presets"], saved["names"]), saved["request"]
    start, margin = then, then.result.margin
    for path, _, new in changed(then.resolved.documents, now.resolved.documents):
        if path.startswith(EARLY):
            record = _record(path, now)
            overrides = [*keywords.get("overrides", ()), f"{path}={new!r} {record.canonical_unit}"]
            keywords = {**keywords, "overrides": overrides}
            start = answer(Request(**keywords), library)
            yield {"path": path, **_records(path, then, now), "effect": start.result.margin - margin}
            margin = start.result.margin
    request, taken = Request(**keywords), {}
    for path, _, new in changed(start.resolved.documents, now.resolved.documents):
        taken[path] = new
        result = evaluate(resolve(request, taken, library).scenario)
        yield {"path": path, **_records(path, then, now), "effect": result.margin - margin}
        margin = result.margin
    if not same(now.result.margin, margin, saved["report"]):
        rest = now.result.margin - margin
        yield {"path": "other", "before": None, "after": None, "unit": None, "source": None, "effect": rest}


def changed(before: Mapping[str, Document], after: Mapping[str, Document]) -> list[tuple[str, float, float]]:
    """Return the numbers that two scenarios both have and that differ: path, old value, new value, canonical units."""
    found = []
    for prefix, document in before.items():
        if prefix not in after:
            continue
        for path, old in leaves(document.tree):
            new = lookup(after[prefix].tree, path)
            if isinstance(old, float) and isinstance(new, float) and old != new:
                found.append((f"{prefix}.{path}", old, new))
    return sorted(found)


def _records(path: str, then: Quote, now: Quote) -> dict[str, Any]:
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


def _record(path: str, quote: Quote) -> Any:  # noqa: ANN401 - a record, or None
    prefix, rest = owner_of(quote.resolved.documents, path)
    return quote.resolved.documents[prefix].records.get(rest)
