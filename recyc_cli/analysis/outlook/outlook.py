"""Foresees what comes back by year and chemistry, and what it is worth."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any

from recyc_cli.analysis.outlook.foreseen import BAD, Foreseen
from recyc_cli.analysis.outlook.outlook_report import outlook_report
from recyc_cli.catalog.open_library import open_library
from recyc_cli.errors import RecycError, did_you_mean
from recyc_cli.model.numbers.arithmetic import plain
from recyc_cli.scenario.fill_in import defaults
from recyc_cli.scenario.keywords import ROWS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Unpack

    from recyc_cli.report.shapes.studies.outlook import OutlookReport
    from recyc_cli.scenario.keyword_types import DeckKeywords

UNKNOWN = "E188"
WORLD = "world"
FIRST, LAST = 1990, 2100
"""Years that may be asked for."""
AHEAD = 10
"""Years of an outlook, if nothing else is asked for."""


class Outlook(Foreseen):
    """What comes back, as the public function hands it out."""

    report: OutlookReport | None = None

    def __repr__(self) -> str:
        return f"<Outlook of {self.series_name}: {self.first} to {self.last}>"

    def to_dict(self) -> OutlookReport:
        """Return the report `recyc.outlook/1`: what `recyc outlook --format json` prints."""
        if self.report is None:
            self.report = outlook_report(self)
        return self.report


def outlook(
    *,
    series: str | None = None,
    life: str | float | None = None,
    first: int | None = None,
    last: int | None = None,
    chemistry_shares: Mapping[str, float] | None = None,
    routes: Sequence[str] = (),
    **keywords: Unpack[DeckKeywords],
) -> Outlook:
    """Foresee what comes back by year and chemistry, what it holds, and what it leaves by route.

    Args:
        series: of batteries sold or returned, of presets/outlook.toml [that of the region].
        life: of batteries there, by name, or their mean [yr] [the series' own].
        first: year that is told [2025, or the first there is].
        last: year [ten on, or the last there is].
        chemistry_shares: of all batteries [1]; those of the series by year of sale.
        routes: of packs [those compared].
        keywords: those of `quote`, for packs of each chemistry; `prices` may list several decks, each beside the first.

    Returns:
        An `Outlook`; `to_dict()` is the JSON.

    Raises:
        RecycError, RecycErrors: as `quote`; E187 packs without energy, E188, E189 what cannot be.

    >>> found = outlook(series="deloitte-2022", first=2025, last=2025, region="china", prices="china-2021-exvat")
    >>> round(found.to_dict()["years"][0]["value"] / 1e9, 1)
    5.9
    """
    tree = (library := open_library(keywords.get("preset_dirs", ()))).document("outlook").tree
    name = series or _of_region(tree["series"], str(keywords.get("region") or ROWS["region"].default))
    table = _named(tree["series"], name, "--series")
    life_name, lasts = _life(tree["lives"], life, str(table["life"]))
    ways = list(routes) or list(defaults(str(keywords.get("method") or ROWS["method"].default), library)["routes"])
    decks = _decks(keywords.pop("prices", None))
    quoted = ways, decks, {key: value for key, value in keywords.items() if value is not None}
    span, shares = _span(table, first, last), _shares(chemistry_shares or {})
    return Outlook((name, life_name), (table, lasts), span, shares, quoted)


def _decks(prices: str | Sequence[str] | None) -> list[str | None]:
    """Return the decks by which packs are quoted; None is the usual one."""
    return [prices] if prices is None or isinstance(prices, str) else [*prices] or [None]


def _of_region(series: Mapping[str, Any], region: str) -> str:
    return next((name for name, each in series.items() if region in each["regions"]), WORLD)


def _named(tables: Mapping[str, Any], name: str, where: str) -> Mapping[str, Any]:
    found = tables.get(name.lower())
    if found is None:
        hint = did_you_mean(name, list(tables)) or "known: " + ", ".join(tables)
        raise RecycError(UNKNOWN, f"no {where.removeprefix('--')} {name!r}", where, hint)
    table: Mapping[str, Any] = found
    return table


def _life(lives: Mapping[str, Any], given: str | float | None, own: str) -> tuple[str, Mapping[str, Any]]:
    """Return a life by its name, or the series' own with another mean."""
    life = own if given is None else given
    if isinstance(life, str):
        return life.lower(), _named(lives, life, "--life")
    if not isfinite(life) or not 0.0 < life <= LAST - FIRST:
        raise RecycError(BAD, f"a life of {life:g} years cannot be", "--life", "--life 12, or --life busch-2025")
    return f"{life:g} years", {**lives[own], "title": f"{life:g} years", "battery": life, "heavy_battery": life}


def _span(series: Mapping[str, Any], first: int | None, last: int | None) -> tuple[int, int]:
    """Return the years: as given, else ten from the first that comes back."""
    given = [int(year) for year in series.get("returned", {})]
    start = first if first is not None else min(given) if given else 2025
    end = last if last is not None else max(given) if given and first is None else start + AHEAD
    if not FIRST <= start <= end <= LAST:
        message = f"{start} to {end} are no years of an outlook"
        raise RecycError(BAD, message, "--from", f"years from {FIRST} to {LAST}, --to not before --from")
    return start, end


def _shares(shares: Mapping[str, float]) -> dict[str, float]:
    whole = sum(float(plain(share)) for share in shares.values())
    if shares and (abs(whole - 1.0) > 1e-9 or min(shares.values()) < 0.0):  # noqa: PLR2004 - rounding of decimal shares
        raise RecycError(
            BAD, f"the shares of the chemistries sum to {whole:g}, not 1", "--chemistry-shares", "lfp=0.6,nmc622=0.4"
        )
    return {name.lower(): float(share) for name, share in shares.items()}
