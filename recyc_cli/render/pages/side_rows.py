"""Lays out the rows of a comparison: a number for each of its quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.render import titles
from recyc_cli.render.numbers import fixed
from recyc_cli.render.page import Cell, row
from recyc_cli.render.pages.side_names import FEED, WAY, money_of
from recyc_cli.report.names import impact, label

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from recyc_cli.render.page import Row
    from recyc_cli.report.shapes.asked import Scenario
    from recyc_cli.report.shapes.products import Cathode
    from recyc_cli.report.shapes.questions import ComparisonReport
    from recyc_cli.report.shapes.quote import LotTotal, QuoteReport, Total

OF_LOT: tuple[LotTotal, ...] = ("recovery_value", "cost", "margin")
"""Totals of a lot that stand side by side."""


def total_row(
    name: Total,
    quotes: list[QuoteReport],
    words: str = "",
    how: str = "whole",
    style: str = "",
    seats: Iterable[str] = (),
) -> Row:
    """Return one of the totals for every column, where it is one of certain seats only for theirs."""
    words = words or titles.COMPARED[name].format(money_of(quotes[0]))
    totals = (quote["totals"][name] if not seats or quote["scenario"]["seat"] in seats else None for quote in quotes)
    return number_row(words, totals, how, style)


def number_row(words: str, numbers: Iterable[float | None], how: str = "whole", style: str = "") -> Row:
    """Return a row of numbers, one a column."""
    return row(words, *(Cell(number, how) for number in numbers), style=style)


def axis_rows(report: ComparisonReport) -> list[Row]:
    """Return what sets the columns apart, where their names may have no room for it."""
    axes = [axis["axis"] for axis in report["axes"] if axis["axis"] not in (FEED, WAY)]
    return [row(label(axis), *(at[axis] for at in report["columns"])) for axis in axes]


def place_rows(quotes: list[QuoteReport], report: ComparisonReport) -> list[Row]:
    """Return what sets the places of a comparison apart though nobody asked: region, throughput, recoveries."""
    asked = {axis["axis"] for axis in report["axes"]}
    shown: tuple[tuple[str, Callable[[Scenario], str | float], str, str], ...] = (
        ("region", lambda scenario: scenario["region"], "region", ""),
        ("throughput", lambda scenario: scenario["throughput_t_per_year"], "t/yr", "whole"),
        ("profile", lambda scenario: scenario["profile"], "recoveries", ""),
    )
    return [
        row(words, *(Cell(read(quote["scenario"]), how) for quote in quotes))
        for axis, read, words, how in shown
        if axis not in asked and len({read(quote["scenario"]) for quote in report["quotes"]}) > 1
    ]


def stage_rows(quotes: list[QuoteReport]) -> list[Row]:
    """Return the cost of each stage; a route without the stage has a dash."""
    place: dict[str, int] = {}
    for quote in quotes:
        for index, stage in enumerate(quote["stages"]):
            place[stage["stage"]] = max(index, place.get(stage["stage"], 0))
    rows = []
    for name in sorted(place, key=lambda name: place[name]):
        costs = [{stage["stage"]: stage["cost"] for stage in quote["stages"]} for quote in quotes]
        cells = (Cell(cost.get(name), "whole", words=None if name in cost else "-") for cost in costs)
        rows.append(row(f"  {label(name)}", *cells))
    return rows


def lot_rows(quotes: list[QuoteReport], money: str) -> list[Row]:
    """Return what the lot that was asked for is sold for, costs and leaves."""
    lots = [quote["lot"] for quote in quotes]
    sizes = {f" of {fixed(lot['mass_t'], 2)} t" for lot in lots if lot}
    if not sizes:
        return []
    title = f"lot{sizes.pop() if len(sizes) == 1 else ''}, {money}"
    rows = [row(title, *[""] * len(quotes))]
    return rows + [
        number_row(f"  {label(name)}", (lot["totals"].get(name) if lot else None for lot in lots)) for name in OF_LOT
    ]


def cathode_rows(quotes: list[QuoteReport], money: str) -> list[Row]:
    """Return cost and GHG of a kilogram of cathode, against virgin in a plant of the same size, where one is made."""
    made = [quote["cathode"] for quote in quotes]

    def figures(words: str, read: Callable[[Cathode], float | None], how: str = "two") -> Row:
        return number_row(words, (read(cathode) if cathode else None for cathode in made), how)

    def beside(words: str, read: Callable[[Cathode], float | None], mine: Callable[[Cathode], float | None]) -> Row:
        """Tell of others' cathodes where a route makes one of its own to stand beside."""
        return figures(words, lambda each: None if mine(each) is None else read(each))

    def cost(each: Cathode) -> float | None:
        return each["cost_per_kg"]

    def ghg(each: Cathode) -> float | None:
        return (each["recycled"] or {}).get("ghg_kg")

    return [
        figures(f"cathode, {money}/kg", cost),
        beside("  virgin, same size", lambda each: each["virgin_cost_per_kg"], cost),
        figures("  against virgin", lambda each: _change(each["saving"]["cost"]), "change"),
        beside("  new, price of the deck", lambda each: each["market_price_per_kg"], cost),
        figures("cathode, kg CO2e/kg", ghg),
        beside("  virgin", lambda each: (each["virgin"] or {}).get("ghg_kg"), ghg),
        figures("  against virgin", lambda each: _change(each["saving"]["ghg"]), "change"),
    ]


def _change(saving: float | None) -> float | None:
    """Return what a saving does to the whole it is of."""
    return None if saving is None else -saving


def impact_rows(quotes: list[QuoteReport], keys: Iterable[str]) -> list[Row]:
    """Return impacts besides the one that always stands there."""
    named = [(key, *impact(key)) for key in keys if key != "ghg_kg"]
    return [number_row(f"{words}, {unit}/t", (quote["impacts"][key] for quote in quotes)) for key, words, unit in named]
