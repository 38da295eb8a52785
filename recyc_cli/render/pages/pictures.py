"""Picks a report's numbers for its pictures: margins, burdens, contents, mass flows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.render.chart import svg
from recyc_cli.render.chart.bars import Bar, bars
from recyc_cli.render.chart.rows import draw_rows
from recyc_cli.render.chart.sankey import Node, sankey
from recyc_cli.render.chart.waterfall import Step, waterfall
from recyc_cli.render.numbers import fixed, short
from recyc_cli.render.page import TOTAL, Cell, block, row
from recyc_cli.render.pages.screen.arranged import arranged
from recyc_cli.render.pages.side_names import name_of
from recyc_cli.render.text import clean
from recyc_cli.render.words import heading, product, setting, shared, subject, terms
from recyc_cli.report.names import label

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recyc_cli.render.chart.rows import Row
    from recyc_cli.render.page import Block
    from recyc_cli.report.shapes.asked import Made
    from recyc_cli.report.shapes.questions import ComparisonReport
    from recyc_cli.report.shapes.quote import QuoteReport
    from recyc_cli.report.shapes.saved import CustomerReport

WIDE, NARROW, FLOW = 920.0, 340.0, 1000.0
"""Widths [px] of what is drawn for a page, for a telephone, and of the mass flows, which scroll on one."""
STEPPED = "Full: reached (blue) or added (green). Hatched: taken off (orange), or a loss (red)."
"""How the bars of a waterfall are told apart."""
_STEPS = {
    "feedstock": "feed, with its interest",
    "not_recovered_or_paid": "not recovered or not paid",
    "sold_above_metals": "sold above its metals",
    "other_products": "other products",
}
_KINDS = {
    "component": svg.SKY,
    "feed": svg.BLUE,
    "reagents": svg.ORANGE,
    "stage": svg.BLUE,
    "product": svg.GREEN,
    "waste": svg.GREY,
    "gas": "#cc79a7",
}
_BOXES = ("feed", "reagents", "stage")


class Figure(NamedTuple):
    """A picture for wide pages, another for narrow ones (the same scrolls where there is none), words below, a table.

    `heading` says what is shown and of what; `table` has the numbers of the picture.
    """

    title: str
    heading: str
    wide: str
    narrow: str
    caption: str
    table: Block


def picture_of_quote(report: QuoteReport) -> tuple[Sequence[str], Iterable[Figure]]:
    """Return where a quote stands, and its margin."""
    scenario = report["scenario"]
    told = [heading(scenario), *terms(report), *setting(scenario, report["basis"])]
    return told, [margin_figure(report, "margin"), *([flow_figure(report, "flow")] if "flows" in report else [])]


def picture_of_comparison(report: ComparisonReport) -> tuple[Sequence[str], Iterable[Figure]]:
    """Return what all columns share, and their margins."""
    units = dict.fromkeys(quote["basis"]["amounts"] for quote in report["quotes"])
    told = [*shared(report["quotes"]), f"amounts are {' or '.join(units)}"]
    return told, [margins_figure(report, "margins")]


def picture_of_offer(report: CustomerReport) -> tuple[None, Iterable[Figure]]:
    """Return what the feed of an offer holds, under the offer's own head."""
    return None, [contained_figure(report, "contained")]


def steps_of(report: QuoteReport) -> list[Row]:
    """Return the waterfall from contained value to margin, a row each."""
    return waterfall(Step(words_of_step(step["step"]), step["amount"], step["level"]) for step in report["bridge"])


def words_of_step(step: str) -> str:
    """Return what a step from contained value to margin is called.

    >>> words_of_step("sold_above_metals"), words_of_step("labor")
    ('sold above its metals', 'labor')
    """
    return _STEPS.get(step, label(step))


def margin_figure(report: QuoteReport, name: str) -> Figure:
    """Return the waterfall from contained value to margin."""
    counted = report["basis"]["contained_value"]
    return both(
        name,
        "From contained value to margin",
        f"From contained value to margin: {_who(report)}",
        f"{report['scenario']['currency']}/t",
        steps_of(report),
        f"Amounts are {report['basis']['amounts']}. {STEPPED} {counted} at list prices.",
        linked=True,
    )


def margins_figure(report: ComparisonReport, name: str) -> Figure:
    """Return the margins of a comparison, the best of all marked."""
    quotes = report["quotes"]
    winner = report["best"]["margin"]
    best = winner["quote"] if winner else None
    entries = [Bar(name_of(report, i), quotes[i]["totals"]["margin"], i == best) for i in _in_order(report)]
    title, money = "Margin of each", f"{quotes[0]['scenario']['currency']}/t"
    return both(name, title, title, money, bars(entries, svg.RED), "Full and blue: positive. Hatched and red: a loss.")


def burdens_figure(report: ComparisonReport, name: str) -> Figure:
    """Return the greenhouse gases of each quote of a comparison."""
    entries = [Bar(name_of(report, i), report["quotes"][i]["impacts"]["ghg_kg"]) for i in _in_order(report)]
    title = "Greenhouse gases of each"
    caption = "All burdens of transport and treatment on the feed, without credit for what is recovered."
    return both(name, title, title, "kg CO2e/t", bars(entries), caption)


def _in_order(report: ComparisonReport) -> list[int]:
    """Return the quotes of a comparison as a screen has them: feed by feed, the best first."""
    return [index for group in arranged(report).groups for index in group.columns]


def contained_figure(report: CustomerReport, name: str) -> Figure:
    """Return what the metals of a feed are worth, one by one."""
    money = f"{report['scenario']['currency']}/t"
    entries = [Bar(entry["element"].capitalize(), entry["value"]) for entry in report["contained"] if entry["value"]]
    caption = "At the prices of this offer, for all that is in the feed, recovered or not. Li is valued as Li2CO3."
    title = "What the metals in the feed are worth"
    return both(name, title, "Contained value by metal", money, bars(entries), caption)


def flow_figure(report: QuoteReport, name: str) -> Figure:
    """Return where the mass of a tonne goes."""
    flows = report["flows"]
    links = [(link["from"], link["to"], link["kg_per_t"]) for link in flows["links"]]
    nodes = _nodes(links, report["scenario"])
    caption = ["Bands are as wide as their mass, in kg per t delivered."]
    if flows["other"]:
        caption.append(f"Other parts: {', '.join(map(label, flows['other']))}.")
    if flows["water_kg"]:
        water = fixed(flows["water_kg"])
        caption.append(f"{water} kg of process water run through to the waste water and are left out on both sides.")
    heading = f"Mass flows in kg per t delivered: {_who(report)}"
    rows = [row(nodes[start].words, nodes[end].words, Cell(mass, "short")) for start, end, mass in links]
    numbers = block("", ("from", "to", "kg/t"), "<<>", rows)
    drawn = sankey(name, heading, nodes, links, FLOW)
    return Figure("Where the mass goes", heading, drawn, "", " ".join(caption), numbers)


def both(
    name: str, title: str, heading: str, unit: str, rows: list[Row], caption: str, *, linked: bool = False
) -> Figure:
    """Return rows as a picture in both widths, with their table."""
    wide, narrow = (
        draw_rows(f"{name}-{size}", heading, unit, rows, width, linked=linked)
        for size, width in (("wide", WIDE), ("narrow", NARROW))
    )
    told = [row(each.words, each.number, style=TOTAL if each.strong else "") for each in rows]
    return Figure(title, heading, wide, narrow, clean(caption), block("", ("", unit), "<>", told))


def _who(report: QuoteReport) -> str:
    scenario = report["scenario"]
    return ", ".join(filter(None, (subject(scenario), scenario["route"], scenario.get("plant"))))


def _nodes(links: list[tuple[str, str, float]], scenario: Made) -> dict[str, Node]:
    """Return the nodes of the links, in their order: components, boxes from left to right, outlets at the right."""
    names = list(dict.fromkeys(key for link in links for key in link[:2]))
    columns = _columns(links, names)
    return {
        key: Node(_words(key, scenario), _mass(key, links), _KINDS[_kind(key)], columns[key], box=_kind(key) in _BOXES)
        for key in names
    }


def _columns(links: list[tuple[str, str, float]], names: list[str]) -> dict[str, int]:
    """Return the column of each node: a box stands right of all that enters it, reagents beside what they come with."""
    columns = dict.fromkeys(names, 0)
    for start, end, _ in links:  # links are in the order of the chain
        if _kind(start) != "reagents":
            columns[end] = max(columns[end], columns[start] + 1)
    for start, end, _ in links:
        if _kind(start) == "reagents":
            columns[start] = columns[end] - 1
    last = max(columns.values())
    return {key: at if _kind(key) in (*_BOXES, "component") else last for key, at in columns.items()}


def _kind(key: str) -> str:
    return key.partition(":")[0]


def _words(key: str, scenario: Made) -> str:
    kind, name = _kind(key), key.rpartition(":")[2]
    if kind == "product":
        return product(name, scenario)
    if kind in ("feed", "reagents", "gas"):
        return kind
    return {"other": "other parts", "repurposed_pack": "second life"}.get(name) or label(name)


def _mass(key: str, links: list[tuple[str, str, float]]) -> str:
    """Return the mass that enters a node, or that leaves it where nothing enters."""
    entering = [mass for _, end, mass in links if end == key]
    leaving = [mass for start, _, mass in links if start == key]
    return f"{short(round(sum(entering or leaving), 6))} kg"
