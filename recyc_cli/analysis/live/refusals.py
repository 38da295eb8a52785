"""Gathers what a quote is refused for as conditions that a page can judge."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from recyc_cli.catalog.documents.sums_to_one import conditions_of_paths
from recyc_cli.model.numbers.arithmetic import NO_RESULT
from recyc_cli.model.numbers.guards import FINITE, HOLDS, NOT_ZERO
from recyc_cli.model.numbers.traced import Traced
from recyc_cli.scenario.keywords import KEYWORDS, NUMERIC, SHARE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recyc_cli.analysis.live.sides import Side
    from recyc_cli.model.numbers.traced import Leaf
    from recyc_cli.scenario.resolved import Resolved

REFUSED, BELOW, DAMAGED, RATE = "E122", "E105", "E144", "E315"
RATES = "prices.fx."
WORDS = {
    REFUSED: "this number cannot be so",
    BELOW: "this number cannot be negative",
    RATE: "a rate of exchange has to be above 0",
    DAMAGED: "damaged packs are not reused",
    "E123": "the shares of a mix have to sum to 1",
    "E142": "the state of health lies below what the application asks for",
    "E314": "shares that belong together have to sum to 1: change others with it",
    NO_RESULT: "these numbers lead to no finite result",
}
"""What a refusal says where the numbers of a page are changed, by its code."""


class Condition(NamedTuple):
    """Something that has to hold: `kind` of a number (`guards`), the number, the code where it does not."""

    kind: str
    number: Any
    code: str


class Bound(NamedTuple):
    """What an input may be by itself: at least `least`, above it where `above`, at most `most`; else `code`."""

    code: str
    least: float | None
    above: bool
    most: float | None


def early(side: Side) -> Iterator[Condition]:
    """Yield what is refused before any number of a preset is looked at."""
    resolved = side.traced.quote.resolved
    if resolved.scenario.reuse is not None:
        yield from _holding((resolved.request.damaged <= 0.0, DAMAGED))


def kept_whole(side: Side) -> Iterator[Condition]:
    """Yield that shares which belong together stay whole."""
    for document in side.traced.quote.resolved.documents.values():
        paths = dict.fromkeys(document.records)
        for condition, code in conditions_of_paths(document, paths):
            yield from _holding((condition, code))


def _holding(*found: tuple[Any, str]) -> Iterator[Condition]:
    return (Condition(HOLDS, condition, code) for condition, code in found if isinstance(condition, Traced))


def conditions(side: Side) -> list[Condition]:
    """Return what the model asks of its numbers, in the order of evaluation, each once."""
    found: dict[tuple[str, int, str], Condition] = {}
    for guard in side.guards:
        first = guard.args[0]
        number = first if guard.kind in (HOLDS, NOT_ZERO, FINITE) else Traced(0.0, "**", guard.args)
        if isinstance(number, Traced):
            told = number if guard.kind in (HOLDS, NOT_ZERO, FINITE) else guard.args
            key = (guard.kind, _identity(told), guard.code)
            kind = guard.kind if guard.kind in (HOLDS, NOT_ZERO) else FINITE
            found.setdefault(key, Condition(kind, number, guard.code))
    return list(found.values())


def _identity(told: Any) -> int:  # noqa: ANN401 - a traced number, or base and exponent
    return told.index if isinstance(told, Traced) else hash(tuple(getattr(each, "index", each) for each in told))


def bound_of(leaf: Leaf, resolved: Resolved) -> Bound | None:
    """Return what an input may be by itself, as a request and `--set` judge it."""
    if leaf.record is None:
        row = next((row for row in KEYWORDS if row.short == leaf.path and row.kind in NUMERIC), None)
        if row is None or row.signed:
            return None
        return Bound(REFUSED, 0.0, not row.zero, 1.0 if row.kind == SHARE else None)
    if leaf.path.startswith(RATES):
        return Bound(RATE, 0.0, above=True, most=None)
    prefix = next(each for each in resolved.documents if leaf.path.startswith(f"{each}."))
    if leaf.value >= 0.0 and not leaf.path.removeprefix(f"{prefix}.").startswith("products."):
        return Bound(BELOW, 0.0, above=False, most=None)
    return None
