"""Quotes side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.analysis.cautions import cautions
from recyc_cli.analysis.quote import Quote, quote
from recyc_cli.errors import RecycError

if TYPE_CHECKING:
    from collections.abc import Sequence

SCHEMA = "recyc.comparison/1"
CHEMISTRIES = ("nmc622", "lfp")
UNSUITED = "E131"
ROUTES = ("pyro", "hydro", "direct")


class Comparison:
    """Several quotes of one scenario, chemistry by chemistry and route by route."""

    __slots__ = ("left_out", "quotes")

    def __init__(self, quotes: list[Quote], left_out: Sequence[str] = ()) -> None:
        self.quotes = quotes
        self.left_out = left_out

    def to_dict(self) -> dict[str, Any]:
        """Return the report `recyc.comparison/1`; best by margin per tonne, and per kWh beside it."""
        reports = [item.to_dict() for item in self.quotes]
        blocks: dict[str, list[dict[str, Any]]] = {}
        for report in reports:
            blocks.setdefault(_label(report), []).append(report)
        return {
            "schema": SCHEMA,
            "recyc": reports[0]["recyc"],
            "quotes": reports,
            "warnings": [*cautions(self.quotes), *({"code": "left-out", "message": text} for text in self.left_out)],
            "best": {
                "margin": _best(reports, "margin"),
                "margin_per_kwh": _best(reports, "margin_per_kwh"),
                "by_chemistry": {label: _best(block, "margin") for label, block in blocks.items()},
            },
        }


def compare(
    chemistries: Sequence[str] | None = None,
    routes: Sequence[str] | None = None,
    **keywords: Any,  # noqa: ANN401
) -> Comparison:
    """Quote every chemistry on every route; what a route is not made for is left out, and said.

    Args:
        chemistries: default nmc622 and lfp; left out where a mix is given.
        routes: default every route that recovers metal or cathode.
        keywords: those of `quote`, shared by all.

    Raises:
        RecycError, RecycErrors: as `quote`.

    >>> compare(["lfp"], ["hydro"]).to_dict()["best"]["margin"]["chemistry"]
    'lfp'
    """
    feeds: Sequence[dict[str, Any]] = [{"chemistry": name} for name in chemistries or CHEMISTRIES]
    if keywords.get("mix") is not None and not chemistries:
        feeds = [{}]
    quotes, refused = [], []
    for feed in feeds:
        for route in routes or ROUTES:
            try:
                quotes.append(quote(route=route, **feed, **keywords))
            except RecycError as fault:
                if fault.code != UNSUITED:
                    raise
                refused.append(fault)
    if not quotes:
        raise refused[0]
    return Comparison(quotes, [f"left out: {fault.message}" for fault in refused])


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
