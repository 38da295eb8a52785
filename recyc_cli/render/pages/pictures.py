"""Picks a report's numbers for its pictures: margins, burdens, contents, mass flows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.render.chart import svg
from recyc_cli.render.chart.bars import Bar, bars
from recyc_cli.render.chart.sankey import Node, sankey
from recyc_cli.render.chart.waterfall import Step, waterfall
from recyc_cli.render.numbers import fixed, short
from recyc_cli.render.pages.side_names import name_of
from recyc_cli.render.text import clean
from recyc_cli.render.words import product, subject
from recyc_cli.report.names import label

if TYPE_CHECKING:
    from collections.abc import Callable

    from recyc_cli.report.shapes.asked import Made
    from recyc_cli.report.shapes.questions import ComparisonReport
    from recyc_cli.report.shapes.quote import QuoteReport
    from recyc_cli.report.shapes.saved import CustomerReport

WIDE, NARROW, FLOW = 920.0, 340.0, 1000.0
"""Widths [px] of what is drawn for a page, for a telephone, and of the mass flows, which scroll on one."""
_STEPS = {
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
    """A picture for wide pages, another for narrow ones (the same scrolls where there is none), and words below."""

    title: str
    wide: str
    narrow: str
    caption: str


def margin_figure(report: QuoteReport, name: str) -> Figure:
    """Return the waterfall from contained value to margin."""
    money = f"{report['scenario']['currency']}/t"
    steps = [
        Step(_STEPS.get(step["step"], label(step["step"])), step["amount"], step["level"]) for step in report["bridge"]
    ]
    heading = f"From contained value to margin: {_who(report)}"
    counted = report["basis"]["contained_value"]
    caption = f"Blue: what is reached. Green: added. Orange: taken off; red: below zero. {counted} at list prices."
    return _both(
        "From contained value to margin",
        lambda size, width: waterfall(f"{name}-{size}", heading, money, steps, width),
        f"Amounts are {report['basis']['amounts']}. {caption}",
    )


def margins_figure(report: ComparisonReport, name: str) -> Figure:
    """Return the margins of a comparison, the best of all marked."""
    quotes = report["quotes"]
    winner = report["best"]["margin"]
    best = winner["quote"] if winner else None
    money = f"{quotes[0]['scenario']['currency']}/t"
    entries = [Bar(name_of(report, i), quote["totals"]["margin"], i == best) for i, quote in enumerate(quotes)]
    return _both(
        "Margin of each",
        lambda size, width: bars(f"{name}-{size}", "Margin of each", money, entries, width),
        "Blue: positive. Red: negative.",
    )


def burdens_figure(report: ComparisonReport, name: str) -> Figure:
    """Return the greenhouse gases of each quote of a comparison."""
    entries = [Bar(name_of(report, i), quote["impacts"]["ghg_kg"]) for i, quote in enumerate(report["quotes"])]
    return _both(
        "Greenhouse gases of each",
        lambda size, width: bars(f"{name}-{size}", "Greenhouse gases of each", "kg CO2e/t", entries, width),
        "All burdens of transport and treatment on the feed, without credit for what is recovered.",
    )


def contained_figure(report: CustomerReport, name: str) -> Figure:
    """Return what the metals of a feed are worth, one by one."""
    money = f"{report['scenario']['currency']}/t"
    entries = [Bar(entry["element"].capitalize(), entry["value"]) for entry in report["contained"] if entry["value"]]
    return _both(
        "What the metals in the feed are worth",
        lambda size, width: bars(f"{name}-{size}", "Contained value by metal", money, entries, width),
        "At the prices of this offer, for all that is in the feed, recovered or not. Li is valued as Li2CO3.",
    )


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
    return Figure("Where the mass goes", sankey(name, heading, nodes, links, FLOW), "", " ".join(caption))


def _both(heading: str, draw: Callable[[str, float], str], caption: str) -> Figure:
    return Figure(heading, draw("wide", WIDE), draw("narrow", NARROW), clean(caption))


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
