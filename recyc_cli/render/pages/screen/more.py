"""Lays out what `-v` adds to a comparison: stages, burden, capital, and the cathode."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.render.page import HEAD, Block, Cell, row
from recyc_cli.render.pages.screen.arranged import group_heading
from recyc_cli.render.pages.screen.caption import name_apart
from recyc_cli.render.pages.screen.figures import BLANK, in_thousands, wide
from recyc_cli.render.pages.side_names import money_of
from recyc_cli.render.text import GAP, WIDTH
from recyc_cli.report.blocks.cathode import change_against
from recyc_cli.report.names import label

if TYPE_CHECKING:
    from collections.abc import Callable

    from recyc_cli.render.page import Row
    from recyc_cli.render.pages.screen.arranged import Arranged
    from recyc_cli.report.shapes.questions import ComparisonReport
    from recyc_cli.report.shapes.quote import QuoteReport

SPLIT = {"preprocessing": "pre-\nprocessing"}
"""Stages whose names take two lines."""
SMALL = "bought new: at the price of the deck; virgin, as small: made in a virgin plant as small as this"
CREDIT = "GHG: CO2e of all that is done, without credit for what is recovered"


def more_blocks(report: ComparisonReport, plan: Arranged) -> list[Block]:
    """Return the tables below that of margins, with the same rows in the same order."""
    stages, plants = _stages(report, plan), _plants(report, plan)
    return [*_fitted(stages, plants), *_cathodes(report, plan)]


def _fitted(stages: Block, plants: Block) -> list[Block]:
    """Return two tables as one where there is room."""
    rows = [
        one if one.style == HEAD else row(*one.cells, *other.cells[1:])
        for one, other in zip(stages.rows, plants.rows, strict=True)
    ]
    both = plants._replace(
        columns=stages.columns + plants.columns[1:], align=stages.align + plants.align[1:], rows=rows
    )
    return [both] if wide(both) - (len(both.columns) - 1) * (GAP - 1) <= WIDTH else [stages, plants]


def _table(
    report: ComparisonReport, plan: Arranged, heads: list[str], cells: Callable[[QuoteReport], list[Cell]], title: str
) -> Block:
    """Return a table of numbers, a row for each quote; quotes without any have none."""
    rows: list[Row] = []
    for group in plan.groups:
        lines = []
        for index in group.columns:
            told = cells(report["quotes"][index])
            if any(cell.value is not None for cell in told):
                lines.append(row(BLANK + name_apart(report, index, plan), *told))
        if lines and len(plan.groups) > 1:
            rows.append(row(group_heading(report, group, plan), "" if rows else f" {title}", style=HEAD))
        rows += lines
    corner = title if len(plan.groups) == 1 else ""
    return Block(corner, ("", *heads), "<" + ">" * len(heads), rows, [], ruled=True)


def _stages(report: ComparisonReport, plan: Arranged) -> Block:
    """Return what each stage costs; a route without it has a dash."""
    place: dict[str, int] = {}
    for quote in report["quotes"]:
        for index, stage in enumerate(quote["stages"]):
            place[stage["stage"]] = max(index, place.get(stage["stage"], 0))
    names = sorted(place, key=lambda name: place[name])
    how = "thousands" if in_thousands(report) else "whole"

    def cells(quote: QuoteReport) -> list[Cell]:
        costs = {stage["stage"]: stage["cost"] for stage in quote["stages"]}
        return [Cell(costs.get(name), how, words=None if name in costs else "-") for name in names]

    heads = [SPLIT.get(name, f"\n{label(name)}") for name in names]
    money = ("1,000 " if in_thousands(report) else "") + money_of(report["quotes"][0])
    return _table(report, plan, heads, cells, f"what each stage costs, {money} per tonne")


def _plants(report: ComparisonReport, plan: Arranged) -> Block:
    """Return footprint and capital."""

    def cells(quote: QuoteReport) -> list[Cell]:
        return [Cell(quote["impacts"]["ghg_kg"], "whole"), Cell(quote["totals"]["capital"], "million")]

    table = _table(report, plan, ["GHG\nkg", "capital\nmillion"], cells, "footprint and capital")
    return table._replace(notes=[CREDIT])


def _cathodes(report: ComparisonReport, plan: Arranged) -> list[Block]:
    """Return cost and footprint of a kilogram of cathode beside new powder and a virgin plant's, where one is made."""

    def cells(quote: QuoteReport) -> list[Cell]:
        made = quote["cathode"]
        if made is None or made["cost_per_kg"] is None:
            return []
        market, virgin = made["market_price_per_kg"], made["virgin_cost_per_kg"]
        burdens = [(made["recycled"] or {}).get("ghg_kg"), (made["virgin"] or {}).get("ghg_kg")]
        return [
            Cell(made["cost_per_kg"], "two"),
            Cell(market, "two"),
            Cell(change_against(made["cost_per_kg"], market), "change"),
            Cell(virgin, "two"),
            Cell(change_against(made["cost_per_kg"], virgin), "change"),
            *(Cell(burden, "one") for burden in burdens),
        ]

    money = money_of(report["quotes"][0])
    heads = [f"made,\n{money}/kg", "bought\nnew", "against\nthat", "virgin,\nas small"]
    heads += ["against\nthat", "this,\nkg CO2e", "virgin,\nkg CO2e"]
    table = _table(report, plan, heads, cells, "cathode per kg")
    return [table._replace(notes=[SMALL])] if table.rows else []
