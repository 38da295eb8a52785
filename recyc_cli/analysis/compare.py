"""Quotes side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.analysis.cautions import cautions
from recyc_cli.analysis.quote import Quote, quote

if TYPE_CHECKING:
    from collections.abc import Sequence

SCHEMA = "recyc.comparison/1"
CHEMISTRIES = ("nmc622", "lfp")
ROUTES = ("pyro", "hydro", "direct")


class Comparison:
    """Several quotes of one scenario, chemistry by chemistry and route by route."""

    __slots__ = ("quotes",)

    def __init__(self, quotes: list[Quote]) -> None:
        self.quotes = quotes

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
            "warnings": cautions(self.quotes),
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
    """Quote every chemistry on every route.

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
    return Comparison([quote(route=route, **feed, **keywords) for feed in feeds for route in routes or ROUTES])


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
