"""Makes the report of an outlook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from recyc_cli.analysis.amounts import in_millions
from recyc_cli.analysis.outlook.beside import of_others
from recyc_cli.model.money.planning.energies import gigawatt_hours, of_energy, part_of, tonnes
from recyc_cli.model.numbers.arithmetic import is_finite, share_of
from recyc_cli.report.answer import beyond
from recyc_cli.report.notes.notes import notes_of_quotes
from recyc_cli.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from recyc_cli.analysis.outlook.foreseen import Foreseen
    from recyc_cli.analysis.outlook.packs import Packs
    from recyc_cli.report.shapes.studies import outlook as shape

SCHEMA: Literal["recyc.outlook/1"] = "recyc.outlook/1"
KWH_PER_T = 1000.0 / 3.6
"""kWh/t in MJ/kg."""
ASSUMPTIONS = (
    "all that comes back is collected, and none goes abroad",
    "value, metals and margins are those of packs as they are quoted today, by kWh of nameplate energy",
    "margins are of plants of the size quoted, which find their feed, at the prices of one deck in all years",
    "a life is logistic about its mean; vehicle and battery end independently of each other",
)


def outlook_report(found: Foreseen) -> shape.OutlookReport:
    """Return the report of an outlook, or raise RecycError E340 where its amounts are without bounds."""
    rows = [_row(found, year, name, groups) for (year, name), groups in sorted(found.energies.items())]
    first = max(found.packs, key=lambda name: sum(row["gwh"] for row in rows if row["chemistry"] == name))
    quote = found.packs[first].quote.to_dict()
    report: Any = {
        "schema": SCHEMA,
        "recyc": __version__,
        "presets": quote["presets"],
        "scenario": quote["scenario"],
        "life": _life(found),
        "series": {"name": found.series_name, "title": str(found.series["title"])},
        "quotes": [_quote(name, packs) for name, packs in found.packs.items()],
        "years": [_year(found, year, rows) for year in sorted({row["year"] for row in rows})],
        "rows": rows,
        "decks": list(_decks(found)),
        "told": [],
        "gaps": list(_gaps(found, rows)),
        "assumptions": list(ASSUMPTIONS),
    }
    if not all(map(is_finite, _amounts(report))):
        raise beyond(found.packs[first].quote.request)
    report["told"] = of_others(found, report["years"])
    report["message"] = _message(report)
    quotes = [packs.quote for packs in found.packs.values()]
    every = [packs.quote for deck in found.decks for packs in deck.values()]
    report["sources"] = sorted({source for each in every for source in each.to_dict()["sources"]} | {*_sources(found)})
    report["warnings"] = notes_of_quotes(quotes)
    return report  # type: ignore[no-any-return]


def _life(found: Foreseen) -> shape.OutlookLife:
    names = ("battery", "heavy_battery", "spread", "vehicle_life", "repurposed", "second_life")
    told: Any = {"name": found.life_name, "title": str(found.life["title"])}
    return {**told, **{name: float(found.life[name]) for name in names}}  # type: ignore[typeddict-item]


def _quote(name: str, packs: Packs) -> shape.OutlookQuote:
    per_kwh = {
        route: None if margin is None else float(share_of(margin, packs.kwh_per_t))
        for route, margin in packs.margins.items()
    }
    value = float(share_of(packs.value, packs.kwh_per_t))
    return {
        "chemistry": name,
        "kwh_per_t": packs.kwh_per_t,
        "contained_value_per_kwh": value,
        "margin_per_kwh": per_kwh,
    }


def _row(found: Foreseen, year: int, name: str, groups: Mapping[str, float]) -> shape.OutlookRow:
    """Return what comes back of a chemistry in a year."""
    packs, gwh = found.packs[name], sum(groups.values())
    weights = {group: float(value) * KWH_PER_T for group, value in found.series.get("kwh_per_t", {}).items()}

    def amounts(per_t: Mapping[str, float]) -> dict[str, float]:
        return {key: of_energy(gwh, each, packs.kwh_per_t) for key, each in per_t.items()}

    return {
        "year": year,
        "chemistry": name,
        "gwh": gwh,
        "t": sum(tonnes(each, weights.get(group, packs.kwh_per_t)) for group, each in groups.items()),
        "value": of_energy(gwh, packs.value, packs.kwh_per_t),
        "margin": {
            route: None if margin is None else of_energy(gwh, margin, packs.kwh_per_t)
            for route, margin in packs.margins.items()
        },
        "metals": amounts(packs.metals),
        "products": amounts(packs.products),
        "recovered": amounts(packs.recovered),
    }


def _year(found: Foreseen, year: int, rows: list[shape.OutlookRow]) -> shape.OutlookYear:
    """Return all that comes back in a year."""
    those = [row for row in rows if row["year"] == year]
    groups: dict[str, float] = {}
    for (when, _), parts in found.energies.items():
        for group, gwh in parts.items() if when == year else ():
            groups[group] = groups.get(group, 0.0) + gwh
    counted = found.library.document("outlook").records.get(f"series.{found.series_name}.counted.{year}")
    told = [None if counted is None else value for value in _counted(counted)]
    return {
        "year": year,
        "gwh": sum(row["gwh"] for row in those),
        "t": sum(row["t"] for row in those),
        **_worth(found, found.packs, {row["chemistry"]: row["gwh"] for row in those}),  # type: ignore[typeddict-item]
        "groups": dict(sorted(groups.items())),
        "second_life": _second_life(found, year, sum(row["gwh"] for row in those)),
        "counted": told[0],
        "counted_low": told[1],
        "counted_high": told[2],
    }


def _second_life(found: Foreseen, year: int, back: float) -> shape.SecondLife:
    """Return what goes to stationary storage in a year, and what is earned with it."""
    parts = {name: gwh for (when, name), gwh in found.reused.items() if when == year}
    gwh = sum(parts.values())
    sums: list[float | None] = []
    for place in (0, 1):
        each = [
            None if second is None else of_energy(part, second[place], found.packs[name].kwh_per_t)
            for name, part in parts.items()
            for second in (found.packs[name].second,)
        ]
        sums.append(None if None in each else sum(amount for amount in each if amount is not None))
    whole = gwh + back
    return {"gwh": gwh, "share": float(share_of(gwh, whole)) if whole else 0.0, "value": sums[0], "margin": sums[1]}


def _decks(found: Foreseen) -> Iterator[shape.DeckYear]:
    """Yield the value of every year at every deck, where there are several."""
    for deck in found.decks if found.decks[1:] else ():
        name = next(iter(deck.values())).quote.resolved.names["prices"]
        for year in sorted({when for when, _ in found.energies}):
            parts = {name: sum(groups.values()) for (when, name), groups in found.energies.items() if when == year}
            yield {"prices": name, "year": year, **_worth(found, deck, parts)}  # type: ignore[typeddict-item]


def _worth(found: Foreseen, packs: Mapping[str, Packs], parts: Mapping[str, float]) -> dict[str, Any]:
    """Return value, margins by route and the best of them of energies by chemistry."""
    margins: dict[str, float | None] = {}
    for route in found.routes:
        each = [packs[name].margins[route] for name in parts]
        known = None in each
        margins[route] = None if known else sum(
            of_energy(gwh, packs[name].margins[route] or 0.0, packs[name].kwh_per_t) for name, gwh in parts.items()
        )  # fmt: skip
    best = sum(
        of_energy(gwh, packs[name].margins[packs[name].route] or 0.0, packs[name].kwh_per_t)
        for name, gwh in parts.items()
    )
    value = sum(of_energy(gwh, packs[name].value, packs[name].kwh_per_t) for name, gwh in parts.items())
    return {"value": value, "margin": margins, "best": best}


def _amounts(report: Any) -> Iterator[float]:  # noqa: ANN401 - as far as it is made
    """Yield the amounts of money by year."""
    for each in (*report["years"], *report["decks"]):
        second = each.get("second_life", {})
        worth = (each["value"], each["best"], *each["margin"].values(), second.get("value"), second.get("margin"))
        yield from (amount for amount in worth if amount is not None)


def _counted(record: Any) -> list[float | None]:  # noqa: ANN401 - a record, or nothing
    if record is None:
        return [None, None, None]
    values = (record.value, record.low, record.high)
    return [None if value is None else gigawatt_hours(part_of(value, record.factor)) for value in values]


def _gaps(found: Foreseen, rows: list[shape.OutlookRow]) -> Iterator[shape.OutlookGap]:
    """Yield what of a product is foreseen to be missing, against what comes back."""
    for product, years in found.series.get("gap", {}).items():
        for year, gap in years.items():
            those = [row for row in rows if row["year"] == int(year)]
            if not those:
                continue
            recovered = sum(row["recovered"].get(product, 0.0) for row in those)
            yield {
                "product": product,
                "year": int(year),
                "gap": float(gap),
                "contained": sum(row["products"].get(product, 0.0) for row in those),
                "recovered": recovered,
                "share": float(share_of(recovered, float(gap))),
            }


def _sources(found: Foreseen) -> Iterator[str]:
    """Yield the sources of the series and of the life."""
    starts = (f"series.{found.series_name}.", f"lives.{found.life_name}.")
    for path, record in found.library.document("outlook").records.items():
        if path.startswith(starts):
            yield record.source


def _message(report: shape.OutlookReport) -> str:
    """Return the answer: how much comes back at either end, what it holds, and what is left of it."""
    code, first, last = report["scenario"]["currency"], report["years"][0], report["years"][-1]

    def energy_of(each: shape.OutlookYear) -> str:
        return f"{_few(each['gwh'])} GWh ({each['t'] / 1e3:,.0f} kt) in {each['year']}"

    held = f"{in_millions(last['value'], code)} of metals"
    best = in_millions(abs(last["best"]), code)
    left = f"leave {best}" if last["best"] >= 0.0 else f"lose {best}"
    grows = "" if first["year"] == last["year"] else f"{energy_of(first)}, "
    return f"{grows}{energy_of(last)} come back, then with {held}; the best routes {left}."


def _few(value: float) -> str:
    """Return a number to three figures, large ones whole.

    >>> _few(5.964), _few(1483.0)
    ('5.96', '1,483')
    """
    return f"{value:,.0f}" if value >= 100.0 else f"{value:.3g}"  # noqa: PLR2004 - three figures
