"""Quotes side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.analysis.cautions import REUSE_ONLY, cautions
from recyc_cli.analysis.quote import Quote, quote
from recyc_cli.analysis.turning import turns
from recyc_cli.catalog.scenario import library_at
from recyc_cli.errors import RecycError, RecycErrors

if TYPE_CHECKING:
    from collections.abc import Sequence

SCHEMA = "recyc.comparison/1"
CHEMISTRIES = ("nmc622", "lfp")
ROUTES = ("pyro", "hydro", "direct", "hydro-to-cathode", "shred", "reuse")
LEFT_OUT = ("E131", "E142", "E143", "E144", "E145", "E146", "E147")
"""Refusals that leave a column out of a comparison, and are told: a pair that does not suit, a second life refused."""
NOT_THIS_CASE = ("E127", "E128", "E132", "E141")
"""The method does not know the route, the route does not take the form or has no such seat, the form has no second
life: nothing to tell of a route nobody named."""


class Comparison:
    """Several quotes of one scenario, chemistry by chemistry and route by route."""

    __slots__ = ("left_out", "quotes")

    def __init__(self, quotes: list[Quote], left_out: Sequence[str] = ()) -> None:
        self.quotes = quotes
        self.left_out = list(left_out)

    def to_dict(self) -> dict[str, Any]:
        """Return the report `recyc.comparison/1`; best by margin per tonne, and per kWh beside it."""
        reports = [item.to_dict() for item in self.quotes]
        turning, notes = turns(self.quotes)
        blocks: dict[str, list[dict[str, Any]]] = {}
        for report in reports:
            blocks.setdefault(_label(report), []).append(report)
        return {
            "schema": SCHEMA,
            "recyc": reports[0]["recyc"],
            "quotes": reports,
            "warnings": [*self._cautions(), *({"code": "left-out", "message": text} for text in self.left_out)],
            "best": {
                "margin": _best(reports, "margin"),
                "margin_per_kwh": _best(reports, "margin_per_kwh"),
                "by_chemistry": {label: _best(block, "margin") for label, block in blocks.items()},
            },
            "reuse_turns_at_soh": turning,
            "notes": notes,
        }

    def _cautions(self) -> list[dict[str, str]]:
        """Return the quotes' warnings; options of a second life that was left out did have an effect."""
        given = cautions(self.quotes)
        if any(" reuse left out" in text for text in self.left_out):
            given = [item for item in given if not item["message"].endswith(REUSE_ONLY)]
        return given


def compare(
    chemistries: Sequence[str] | None = None,
    routes: Sequence[str] | None = None,
    **keywords: Any,  # noqa: ANN401
) -> Comparison:
    """Quote every chemistry on every route; what a route is not made for is left out, and said.

    Args:
        chemistries: default nmc622 and lfp; left out where a mix is given.
        routes: default every route; reuse where the method, the form and the state of health allow it.
        keywords: those of `quote`, shared by all.

    Raises:
        RecycError, RecycErrors: as `quote`.

    >>> compare(["lfp"], ["hydro"]).to_dict()["best"]["margin"]["chemistry"]
    'lfp'
    """
    feeds: Sequence[dict[str, Any]] = [{"chemistry": name} for name in chemistries or CHEMISTRIES]
    if keywords.get("mix") is not None and not chemistries:
        feeds = [{}]
    quotes: list[Quote] = []
    refused: list[RecycError | RecycErrors] = []
    left_out: list[str] = []
    for feed in feeds:
        for route in routes or (*ROUTES, *_made_for(feed, keywords.get("preset_dirs", ()))):
            try:
                quotes.append(quote(route=route, **feed, **keywords))
            except (RecycError, RecycErrors) as error:
                codes = {fault.code for fault in error.errors}
                if not routes and codes & set(NOT_THIS_CASE) and codes <= {*NOT_THIS_CASE, *LEFT_OUT}:
                    continue
                if not codes <= set(LEFT_OUT):
                    raise
                refused.append(error)
                left_out += _reasons(error, f"{feed.get('chemistry', 'mix')} {route} left out")
    if not quotes:
        raise refused[0]
    return Comparison(quotes, list(dict.fromkeys(left_out)))


def _made_for(feed: dict[str, Any], preset_dirs: Sequence[str]) -> list[str]:
    """Return the other routes that say they suit the family of a feed's chemistry."""
    if "chemistry" not in feed:
        return []
    library = library_at(preset_dirs)
    family = library.document("chemistries", feed["chemistry"]).tree.get("family")
    others = (name for name in library.names("routes") if name not in ROUTES)
    return [name for name in others if family in library.document("routes", name).tree.get("suits", ())]


def _reasons(error: RecycError | RecycErrors, what: str) -> list[str]:
    """Return why a pair has no column."""
    return [f"{what}: {fault.message}" + (f" ({fault.hint})" if fault.hint else "") for fault in error.errors]


def _label(report: dict[str, Any]) -> str:
    return str(report["scenario"]["chemistry"] or "mix")


def _best(reports: list[dict[str, Any]], total: str) -> dict[str, Any] | None:
    """Return the quote with the highest total; the first of equals."""
    ranked = [report for report in reports if report["totals"][total] is not None]
    if not ranked:
        return None
    winner = max(ranked, key=lambda report: float(report["totals"][total]))
    return {
        "chemistry": winner["scenario"]["chemistry"],
        "route": winner["scenario"]["route"],
        total: winner["totals"][total],
    }
