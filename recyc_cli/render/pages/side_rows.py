"""Lays out the rows of a comparison: a number for each of its quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.render.numbers import fixed, two_digits
from recyc_cli.render.page import TOTAL, Cell, row
from recyc_cli.render.pages.side_names import FEED, WAY
from recyc_cli.render.titles import LIKELY
from recyc_cli.report.blocks.cathode import change_against
from recyc_cli.report.figures import COMPARED, LEFT, LOT, NAMED, Figure, ranked_in, shown_in
from recyc_cli.report.names import impact, label

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from recyc_cli.render.page import Row
    from recyc_cli.report.shapes.asked import Scenario
    from recyc_cli.report.shapes.products import Cathode
    from recyc_cli.report.shapes.questions import ComparisonReport
    from recyc_cli.report.shapes.quote import QuoteReport

BUYING_FEED, REFINER = ("chain", "shredder"), ("refiner",)
"""Seats that pay for the feed as it is delivered, and the one that pays for black mass."""


def figure_rows(quotes: list[QuoteReport], money: str) -> list[Row]:
    """Return the totals, with what each sums up or what is told beside it before it."""
    before: dict[str, list[Row]] = {
        "cost": stage_rows(quotes),
        "breakeven_feed_price": [
            _seen_by(REFINER, "price per t of black mass", NAMED["feed_price"], quotes),
            _seen_by(REFINER, "break-even of that price", NAMED["breakeven_feed_price"], quotes),
        ],
        "capital": [number_row("GHG, kg CO2e/t", (quote["impacts"]["ghg_kg"] for quote in quotes))],
    }
    rows = []
    for each in ranked_in(COMPARED):
        rows += before.get(each.id, [])
        seats = BUYING_FEED if each.of_feed else ()
        rows.append(_seen_by(seats, each.words_in(COMPARED, money), each, quotes))
        rows += _likely(quotes) if each.id == "margin" else []
    return rows


def _likely(quotes: list[QuoteReport]) -> list[Row]:
    """Return between what margins are likely to lie, where that is known of any."""
    known: list[Any] = [quote["totals"].get("likely", {}) for quote in quotes]
    return [
        number_row(words, (two_digits(each[name]) if each else None for each in known))
        for name, words in LIKELY.items()
        if any(known)
    ]


def _seen_by(seats: tuple[str, ...], words: str, each: Figure, quotes: list[QuoteReport]) -> Row:
    """Return a total of every column, where it is one of certain seats only of theirs."""
    totals = (
        quote["totals"].get(each.id) if quote["scenario"]["seat"] in seats or not seats else None for quote in quotes
    )
    return number_row(words, totals, each.how, TOTAL if each.is_sum else "")


def number_row(words: str, numbers: Iterable[float | None], how: str = "whole", style: str = "") -> Row:
    """Return a row of numbers, one a column."""
    return row(words, *(Cell(number, how) for number in numbers), style=style)


def axis_rows(report: ComparisonReport) -> list[Row]:
    """Return what sets the columns apart, where their names may have no room for it."""
    axes = [axis["axis"] for axis in report["axes"] if axis["axis"] not in (FEED, WAY)]
    return [row(label(axis), *(at[axis] for at in report["columns"])) for axis in axes]


def place_rows(quotes: list[QuoteReport], report: ComparisonReport) -> list[Row]:
    """Return what sets the places of a comparison apart though nobody asked: region, throughput, load, recoveries."""
    asked = {axis["axis"] for axis in report["axes"]}
    shown: tuple[tuple[str, Callable[[Scenario], str | float], str, str], ...] = (
        ("region", lambda scenario: scenario["region"], "region", ""),
        ("throughput", lambda scenario: scenario["throughput_t_per_year"], "t/yr", "whole"),
        ("load", lambda scenario: scenario.get("load", 1.0), "load", "share"),
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
    for each in shown_in(LOT):
        amounts = (lot["totals"].get(each.id) if lot else None for lot in lots)
        told = (amount if isinstance(amount, float) else None for amount in amounts)
        rows += [number_row(f"  {each.words}", told)] if LEFT in each.shown else []
    return rows


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

    def market(each: Cathode) -> float | None:
        return each["market_price_per_kg"]

    return [
        figures(f"cathode, {money}/kg", cost),
        beside("  new powder, price of the deck", market, cost),
        figures("  against new powder", lambda each: change_against(cost(each), market(each)), "change"),
        beside("  virgin, a plant as small as this", lambda each: each["virgin_cost_per_kg"], cost),
        figures("  against that virgin", lambda each: _change(each["saving"]["cost"]), "change"),
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
