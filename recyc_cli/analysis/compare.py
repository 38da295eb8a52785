"""Quotes side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.analysis.cautions import REUSE_ONLY, cautions
from recyc_cli.analysis.quote import Quote, quote
from recyc_cli.analysis.turning import turns
from recyc_cli.catalog import filling
from recyc_cli.catalog.scenario import library_at
from recyc_cli.errors import RecycError, RecycErrors

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recyc_cli.catalog.library import Library

SCHEMA = "recyc.comparison/1"
CHEMISTRIES = ("nmc622", "lfp")
ROUTES = ("pyro", "hydro", "direct", "hydro-to-cathode", "shred", "reuse")
UNSUITED = "E131"
LEFT_OUT = (UNSUITED, "E142", "E143", "E144", "E145", "E146", "E147")
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
        if any("reuse left out" in text for text in self.left_out):
            given = [item for item in given if not item["message"].endswith(REUSE_ONLY)]
        return given


def compare(
    chemistries: Sequence[str] | None = None,
    routes: Sequence[str] | None = None,
    plants: Sequence[str] | None = None,
    vehicles: Sequence[str] | None = None,
    **keywords: Any,  # noqa: ANN401
) -> Comparison:
    """Quote every chemistry on every route, or in every plant; what a route is not made for is left out, and said.

    Args:
        chemistries: default nmc622 and lfp; left out where a mix or vehicles are given.
        routes: default every route; reuse where the method, the form and the state of health allow it. Of plants:
            those each works.
        plants: each on the same feed.
        vehicles: instead of chemistries.
        keywords: those of `quote`, shared by all.

    Raises:
        RecycError, RecycErrors: as `quote`.

    >>> compare(["lfp"], ["hydro"]).to_dict()["best"]["margin"]["chemistry"]
    'lfp'
    """
    feeds = _feeds(chemistries, vehicles, keywords)
    named = bool(routes or plants)
    library = library_at(keywords.get("preset_dirs") or ())
    ways = _ways(routes, plants, library)
    quotes: list[Quote] = []
    refused: list[RecycError | RecycErrors] = []
    left_out: dict[tuple[str, str], dict[str, None]] = {}
    for feed in feeds:
        for way in [*ways, *([] if named else _made_for(feed, library))]:
            try:
                quotes.append(quote(**{**keywords, **feed, **way}))
            except (RecycError, RecycErrors) as error:
                codes = {fault.code for fault in error.errors}
                if not named and codes & set(NOT_THIS_CASE) and codes <= {*NOT_THIS_CASE, *LEFT_OUT}:
                    continue
                if not codes <= {*LEFT_OUT, *(NOT_THIS_CASE if plants else ())}:
                    raise
                refused.append(error)
                for fault in error.errors:
                    pair = " ".join(way.values()), _reason(fault)
                    left_out.setdefault(pair, {})[next(iter(feed.values()), "mix")] = None
    if not quotes:
        raise refused[0]
    told = [f"{way} left out for {', '.join(names)}: {why}" for (way, why), names in left_out.items()]
    return Comparison(quotes, told)


def _feeds(
    chemistries: Sequence[str] | None, vehicles: Sequence[str] | None, keywords: Mapping[str, Any]
) -> list[dict[str, str]]:
    """Return the keywords of each feed that is compared."""
    if keywords.get("mix") is not None and not chemistries and not vehicles:
        return [{}]
    feeds = [*({"chemistry": name} for name in chemistries or ()), *({"vehicle": name} for name in vehicles or ())]
    return feeds or [{"chemistry": name} for name in CHEMISTRIES]


def _ways(routes: Sequence[str] | None, plants: Sequence[str] | None, library: Library) -> list[dict[str, str]]:
    """Return the keywords of each way the feeds may go: routes, or plants and the routes of each."""
    if not plants:
        return [{"route": route} for route in routes or ROUTES]
    return [{"plant": plant, "route": route} for plant in plants for route in routes or filling.routes(plant, library)]


def _made_for(feed: Mapping[str, str], library: Library) -> list[dict[str, str]]:
    """Return the keywords of the other routes that say they suit the family of a feed's chemistry."""
    if "chemistry" not in feed:
        return []
    family = library.document("chemistries", feed["chemistry"]).tree.get("family")
    others = (library.document("routes", name) for name in library.names("routes") if name not in ROUTES)
    return [{"route": route.name} for route in others if family in route.tree.get("suits", ())]


def _reason(fault: RecycError) -> str:
    """Return why a pair has no column. The names of both stand before it: of what does not suit, the why is enough."""
    if fault.code == UNSUITED:
        return fault.message.partition("): ")[2]
    return fault.message + (f" ({fault.hint})" if fault.hint else "")


def _label(report: dict[str, Any]) -> str:
    scenario = report["scenario"]
    return str(scenario["vehicle"] or scenario["chemistry"] or "mix")


def _best(reports: list[dict[str, Any]], total: str) -> dict[str, Any] | None:
    """Return the quote with the highest total; the first of equals."""
    ranked = [report for report in reports if report["totals"][total] is not None]
    if not ranked:
        return None
    winner = max(ranked, key=lambda report: float(report["totals"][total]))
    return {
        "chemistry": winner["scenario"]["chemistry"],
        "route": winner["scenario"]["route"],
        "plant": winner["scenario"]["plant"],
        "vehicle": winner["scenario"]["vehicle"],
        total: winner["totals"][total],
    }
