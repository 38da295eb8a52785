"""Lays out a purchase: what to buy, what holds it back, what is left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from recyc_cli.render.chart import svg
from recyc_cli.render.chart.rows import Row as Bar
from recyc_cli.render.chart.side_bars import GAIN
from recyc_cli.render.look import FILE, ROWS, SCREEN, is_form
from recyc_cli.render.notes import tells_all, with_notes
from recyc_cli.render.numbers import fixed
from recyc_cli.render.page import (
    HEAD,
    TOTAL,
    Cell,
    block,
    cells_of,
    listed_rows,
    listing,
    page_of_blocks,
    row,
    sources_and_notes,
    texts,
    wrapped_list,
)
from recyc_cli.render.pages.pictures import both
from recyc_cli.render.pages.screen.caption import changes, in_lines, place_and_day, rests_on
from recyc_cli.render.pages.screen.onward import onward_of_blend
from recyc_cli.render.pages.screen.pictured import pictured
from recyc_cli.render.text import WIDTH

if TYPE_CHECKING:
    from recyc_cli.render.look import Look
    from recyc_cli.render.page import Block, Page
    from recyc_cli.render.pages.pictures import Figure
    from recyc_cli.report.shapes.asked import Scenario
    from recyc_cli.report.shapes.studies.blend import BlendLimit, BlendLot, BlendReport

FIRST = 12
"""Lots of a table on a screen."""
MOST = 40
"""Lots of a picture."""
TITLE = "What to buy"
LOT = ("lot", "chemistry", "form", "offered_t", "mass_t", "share", "feed_price", "price_at_most", "margin", "earned",
    "reduced_cost")  # fmt: skip
UNSHOWN = ("chemistry", "form", "share", "margin", "earned", "reduced_cost")
"""Fields of a lot that a table for people does not have by themselves."""
Amount = Literal["mass_t", "spent", "earned", "plant_cost", "profit"]
LIMIT = ("kind", "unit", "shadow_price", "per")
COLUMNS = ("section", *LOT, "holds", "item", "kind", "limit", "used", "unit", "shadow_price", "per", "value", "text")


def blend_page(report: BlendReport, look: Look) -> Page:
    """Return the page of a purchase."""
    if is_form(look.form, ROWS) and not is_form(look.form, FILE):
        return with_notes(page_of_blocks([], _for_programs(report), [], columns=COLUMNS), report, look)
    head = [report["message"], *blend_heading(report)]
    screen = is_form(look.form, SCREEN)
    if look.chart:
        blocks = [blend_block(report)]
    else:
        most = FIRST if screen and not tells_all(look) else None
        blocks = [_lots(report, _in_order(report), most), _limits(report), _money(report)]
    if not screen or tells_all(look):
        blocks.append(
            wrapped_list("What the linear programme takes for linear", report["linear"], WIDTH if screen else None)
        )
    page = page_of_blocks(head, blocks, [])
    return with_notes(page._replace(answers=1, onward=onward_of_blend(look)) if screen else page, report, look)


def blend_heading(report: BlendReport) -> list[str]:
    """Return where the plant stands, how large it is, and what the lots are bought for."""
    scenario = report["scenario"]
    built: Scenario = {**scenario, "throughput_t_per_year": report["capacity_t_per_year"], "load": 1.0}
    places = [
        *place_and_day(built, report["basis"]["price_date"], report.get("titles", {})),
        *rests_on(report["basis"]),
    ]
    way = " ".join(filter(None, (scenario["plant"], scenario["route"])))
    months = f"worked in {report['months']:g} months" if report["months"] != 12.0 else ""  # noqa: PLR2004 - a year
    seat = f"for the {scenario['seat']}" if scenario["seat"] != "chain" else ""
    said = [f"{len(report['lots'])} lots by {way}", seat, *places, months]
    return [*in_lines([each for each in said if each]), *changes(scenario)]


def _in_order(report: BlendReport) -> list[BlendLot]:
    """Return the lots: those bought by mass, then the others by how near their price is to what may be paid."""
    return sorted(report["lots"], key=lambda each: (-each["mass_t"], each["feed_price"] - (each["price_at_most"] or 0)))


def _lots(report: BlendReport, lots: list[BlendLot], most: int | None = None) -> Block:
    """Return the lots, a row each."""
    money = report["scenario"]["currency"]
    names = list(report["lots"][0]["holds"])
    rows = []
    for each in lots[:most]:
        held = [Cell(each["holds"][name], "", "1", f"{each['holds'][name] * 100:.3g}") for name in names]
        what = " ".join(filter(None, (each["chemistry"], each["form"] if each["form"] != "pack" else None)))
        rows.append(
            row(
                Cell(each["lot"], words=f"{each['lot']}: {what}" if what else each["lot"]),
                Cell(each["offered_t"], "whole"),
                Cell(each["mass_t"], "whole", "", None if each["mass_t"] else "-"),
                Cell(each["feed_price"], "whole"),
                Cell(each["price_at_most"], "whole"),
                *held,
                *cells_of(each, UNSHOWN),
                Cell("; ".join(f"{name}={share:.6g}" for name, share in each["holds"].items())),
            )
        )
    left = len(report["lots"]) - len(rows)
    rows += [row(f"... {left:,} more: -v, or -o FILE.csv", *[""] * (4 + len(names)), style=HEAD)] if left else []
    bought = Cell(report["mass_t"], "whole")
    offered = Cell(sum(each["offered_t"] for each in report["lots"]), "whole")
    rows.append(row("in all", offered, bought, "", "", *[""] * len(names), style=TOTAL))
    heads = ("1 What to buy", "offered, t", "buy, t", f"asks, {money}/t", "pay at most", *(f"{n}, %" for n in names))
    notes = ["pay at most: from there on the plan does better without the lot"]
    keys = ("lot", "offered_t", "mass_t", "feed_price", "price_at_most", *[""] * len(names), *UNSHOWN, "holds")
    return block("", heads, "<" + ">" * (len(heads) - 1), rows, notes)._replace(keys=keys, section="lots")


def _limits(report: BlendReport) -> Block:
    """Return the limits, how much of each is used, and what more room would earn."""
    rows = [
        row(
            each["name"],
            _level(each, each["limit"]),
            _level(each, each["used"]),
            each["words"],
            *cells_of(each, LIMIT),
        )
        for each in report["shadow_prices"]
    ]
    table = block("", ("2 What holds it back", "limit", "used", "more room would earn"), "<>><", rows)
    return table._replace(keys=("item", "limit", "used", "text", *LIMIT), section="shadow_prices")


def _level(limit: BlendLimit, value: float | None) -> Cell:
    """Return a level of a limit: tonnes, money, or a share in per cent."""
    if value is None or limit["unit"] != "1":
        return Cell(value, "whole", limit["unit"])
    return Cell(value, "", "1", f"{value * 100:.3g} %")


def _money(report: BlendReport) -> Block:
    """Return what is earned, what the plant costs, what is left, and the same quoted as one mix."""
    money, mix = report["scenario"]["currency"], report["mix"]
    rows = [
        row("earned by the lots, feed paid", Cell(report["earned"], "whole")),
        row("cost of the plant, whether it works or not", Cell(-report["plant_cost"], "whole")),
        row("profit, by the linear programme", Cell(report["profit"], "whole"), style=TOTAL),
        row("quoted once more as one mix", Cell(mix["profit"], "whole", "", None if mix["profit"] else "not possible")),
        row("difference", Cell(mix["difference"], "whole", "", None if mix["profit"] else "-")),
        row("spent on the feed", Cell(report["spent"], "whole")),
    ]
    return block("", ("3 What is left", money), "<>", rows, [f"not one mix: {mix['reason']}"] if mix["reason"] else [])


def _drawn(report: BlendReport) -> tuple[list[BlendLot], list[str]]:
    lots = _in_order(report)[:MOST]
    return lots, [f"{fixed(each['mass_t'])} of {fixed(each['offered_t'])}" for each in lots]


def blend_block(report: BlendReport) -> Block:
    """Return what is bought of each lot as a picture for a screen."""
    lots, numbers = _drawn(report)
    rows = [row(each["lot"], number) for each, number in zip(lots, numbers, strict=True)]
    spans = [(0.0, each["mass_t"]) for each in lots]
    return pictured(TITLE, "t", rows, spans, f"{GAIN} tonnes that are bought, of those on offer")


def picture_of_blend(report: BlendReport) -> tuple[None, list[Figure]]:
    """Return what is bought of each lot as a picture."""
    lots, numbers = _drawn(report)
    bars = [
        Bar(each["lot"], 0.0, each["mass_t"], number, svg.BLUE, each["mass_t"] > 0.0)
        for each, number in zip(lots, numbers, strict=True)
    ]
    more = len(report["lots"]) - len(lots)
    caption = "Tonnes that are bought, of those on offer." + (f" {more} more lots are left out." if more else "")
    return None, [both("lots", TITLE, TITLE, "t", bars, caption)]


def _for_programs(report: BlendReport) -> list[Block]:
    """Return the plan for programs: lots in the order they came in, limits, money, what was refused."""
    plan: tuple[Amount, ...] = ("mass_t", "spent", "earned", "plant_cost", "profit")
    mix, why = report["mix"], report["mix"]["reason"]
    amounts = (("profit", mix["profit"], why), ("difference", mix["difference"], why), ("load", mix["load"], why))
    return [
        _lots(report, report["lots"]),
        _limits(report),
        listed_rows("plan", ("item", "value"), ((name, report[name]) for name in plan)),
        listed_rows("mix", ("item", "value", "text"), amounts),
        texts("refused", [f"{each['lot']}: {each['code']} {each['message']}" for each in report["refused"]]),
        texts("message", [report["message"]]),
        texts("linear", report["linear"]),
        listing(COLUMNS, sources_and_notes(report)),
    ]
