"""Compares a saved report with what the numbers saved with it give today.

A seal shows that a file was changed by chance, or by somebody who knows no better: who changes a file can seal it anew.
So every figure is computed again from the inputs that lie in the file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.model.numbers.arithmetic import add_up
from recyc_cli.report.walk import values_by_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from recyc_cli.report.shapes.quote import QuoteReport
    from recyc_cli.report.shapes.saved import SavedQuote

ROUNDING, NOTHING = 1e-9, 1e-6
"""What two figures may differ by: as a share of them, for powers are rounded otherwise by another system's library; and
whatever they are, for what should be 0 is a sum of roundings."""
_NOT_COMPUTED = ("schema", "recyc", "presets", "terms", "sources", "warnings")
"""Parts of a report that say where it comes from: another release tells them otherwise."""
_INPUTS = ".inputs"
_MISSING = "nothing"


class Change(NamedTuple):
    """A figure that a saved report tells otherwise than its inputs do."""

    path: str
    said: object
    given: object


def alterations(report: QuoteReport, now: QuoteReport, *, same_release: bool) -> list[Change]:
    """Return what a saved report says that is not what its inputs give, totals first.

    Args:
        report: as it was saved.
        now: what its inputs give.
        same_release: whether this release saved it; another one may have told more, or less.
    """
    said, given = dict(_figures(report)), dict(_figures(now))
    paths = dict.fromkeys((*said, *given)) if same_release else [path for path in said if path in given]
    found = (Change(path, said.get(path, _MISSING), given.get(path, _MISSING)) for path in paths)
    return sorted((each for each in found if not _agree(each.said, each.given)), key=_importance)


def unlike_terms(saved: SavedQuote) -> list[Change]:
    """Return the terms that a saved quote and its report tell differently."""
    terms = saved["report"]["terms"]
    told = terms.items() if terms else ()
    return [Change(f"terms.{name}", value, saved.get(name)) for name, value in told if saved.get(name) != value]


def does_not_add_up(report: QuoteReport) -> list[Change]:
    """Return the totals of a report that are not the sums of its own lines, products and stages.

    That holds whatever release saved it.
    """
    totals, lines = report["totals"], report["lines"]
    value, cost = (add_up(line["amount"] for line in lines if line["kind"] == kind) for kind in ("value", "cost"))
    sums = {
        "recovery_value": (value, add_up(product["value"] for product in report["products"])),
        "cost": (cost, add_up(stage["cost"] for stage in report["stages"]), add_up(totals["cost_groups"].values())),
        "margin": (value - cost,),
    }
    found = [
        Change(f"totals.{name}", totals[name], amount)  # type: ignore[literal-required]
        for name, amounts in sums.items()
        for amount in amounts
        if not _near(totals[name], amount, max(abs(value), abs(cost)))  # type: ignore[literal-required]
    ]
    for name, burden in report["impacts"].items():
        whole = add_up(_burden(stage["impacts"], name) for stage in report["stages"])
        if isinstance(burden, float) and not _near(burden, whole, burden):
            found.append(Change(f"impacts.{name}", burden, whole))
    return found


def _burden(impacts: Mapping[str, object], name: str) -> float:
    amount = impacts.get(name)
    return amount if isinstance(amount, float) else 0.0


def _figures(report: QuoteReport) -> Iterator[tuple[str, object]]:
    """Yield what is computed of a report, by path."""
    for path, value in values_by_path(report):
        if path.split(".")[0] not in _NOT_COMPUTED and not path.endswith(_INPUTS):
            yield path, value


def _agree(said: object, given: object) -> bool:
    if isinstance(said, (int, float)) and isinstance(given, (int, float)):
        return _near(said, given, max(abs(said), abs(given)))
    return said == given


def _near(one: float, other: float, size: float) -> bool:
    return abs(one - other) <= ROUNDING * abs(size) + NOTHING


def _importance(change: Change) -> tuple[bool, bool]:
    return (change.path != "totals.margin", not change.path.startswith("totals."))
