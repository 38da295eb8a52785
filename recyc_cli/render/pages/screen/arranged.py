"""Arranges a comparison for a screen: rows, columns, and groups with a heading each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.render.pages.side_names import FEED, FORM, WAY, said_of
from recyc_cli.render.words import subject
from recyc_cli.report.blocks.ranking import Standing, best_first, ranked_by, standing
from recyc_cli.report.names import chemistry_name
from recyc_cli.report.notes.telling import in_months

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recyc_cli.report.shapes.questions import ComparisonReport

MOST_ACROSS = 7
"""Values of an axis that have room beside each other."""
DECKS, PRICE = ("prices", "feed_prices"), "feed_price"
SPOKEN = {
    "prices": "at the prices of {}",
    "feed_prices": "with feed at the prices of {}",
    "as_of": "as of {}",
    "throughput": "at {}",
    "distance": "over {}",
    "mode": "by {}",
    "incoterm": "bought {}",
    "damaged": "with {} damaged",
    "load": "at a load of {}",
    "soh": "at SOH {}",
    "pass_rate": "at a pass rate of {}",
    "recycle": "recycled by {}",
    "profile": "with {} recoveries",
    "set": "with {}",
}
"""How a sentence says where a row stands on axes that name nobody who could pay or lose."""
UNSAID = "otherwise"
"""Stands for a row of which nothing was said on its axis."""


class Group(NamedTuple):
    """Quotes under one heading: their rows, in each a quote or none for every value that runs across."""

    first: int
    rows: list[list[int | None]]
    standings: list[Standing]
    """Of each column."""

    @property
    def columns(self) -> list[int]:
        """Return the places of its quotes."""
        return [index for row in self.rows for index in row if index is not None]


class Arranged(NamedTuple):
    """A comparison in rows: the axis that they vary along, the axis across if any with its values, the groups."""

    down: str
    across: str | None
    values: list[str]
    groups: list[Group]


def arranged(report: ComparisonReport) -> Arranged:
    """Return the rows of a comparison: what varies most, routes first where two things vary."""
    counts = {axis["axis"]: len(axis["values"]) for axis in report["axes"]}
    down, across = _axes(counts)
    across = (
        None if across and _follows(report, across, [axis for axis in counts if axis not in (down, across)]) else across
    )
    values = [""]
    if across:
        values = next(axis["values"] for axis in report["axes"] if axis["axis"] == across)
    groups: dict[tuple[str, ...], dict[str, list[int | None]]] = {}
    for index, at in enumerate(report["columns"]):
        key = tuple(at[axis] for axis in counts if axis not in (down, across))
        row = groups.setdefault(key, {}).setdefault(at.get(down, ""), [None] * len(values))
        row[values.index(at[across]) if across else 0] = index
    return Arranged(down, across, values, [_group(report, down, list(rows.values())) for rows in groups.values()])


def _follows(report: ComparisonReport, axis: str, others: list[str]) -> bool:
    """Tell whether several other axes' values say what one axis' value is, as whose account it is says where it is."""
    pairs = {(tuple(at[other] for other in others), at[axis]) for at in report["columns"]}
    return len(pairs) == len({other for other, _ in pairs}) > 1


def _axes(counts: dict[str, int]) -> tuple[str, str | None]:
    """Return what runs down and what runs across."""
    choices = sorted((axis for axis in counts if axis != FEED), key=lambda axis: (axis != WAY, -counts[axis]))
    if not choices:
        return (FEED if counts else WAY), None
    if len(choices) == 1:
        return choices[0], None
    down, across = choices[:2]
    if counts[across] > MOST_ACROSS:
        down, across = across, down
    return down, across if counts[across] <= MOST_ACROSS else None


def _group(report: ComparisonReport, down: str, rows: list[list[int | None]]) -> Group:
    """Return rows under one heading, the best first where they have no order of their own."""
    standings = [standing(report, [row[at] for row in rows if row[at] is not None]) for at in range(len(rows[0]))]  # type: ignore[misc]
    first = next(index for index in rows[0] if index is not None)
    if down != FEED and best_first(down):
        rank = {index: place for each in standings for place, index in enumerate(each.order)}
        ranked = any(each.by for each in standings)
        rows = sorted(rows, key=lambda row: min(rank[index] for index in row if index is not None)) if ranked else rows
    return Group(first, rows, standings if down != FEED else [each.unmarked() for each in standings])


def best_of(report: ComparisonReport, group: Group) -> int:
    """Return the best quote of all rows and columns of a group, by what decides between them."""
    by = ranked_by([report["quotes"][index] for index in group.columns])
    return max(group.columns, key=lambda index: report["quotes"][index]["totals"][by] or float("-inf"))


def name_of_row(report: ComparisonReport, index: int, axis: str) -> str:
    """Return what stands before a row: what one types."""
    scenario = report["quotes"][index]["scenario"]
    if axis == FEED:
        return feed_of(report, index)
    if axis != WAY:
        return str(report["columns"][index][axis]) or "-"
    plant, route = scenario["plant"], str(scenario["route"])
    routes = {each["scenario"]["route"] for each in report["quotes"] if each["scenario"]["plant"] == plant}
    return " ".join(filter(None, (plant, route if plant is None or len(routes) > 1 else "")))


def sentence_name(report: ComparisonReport, index: int, axis: str) -> str:
    """Return how a sentence calls a row: a place by its title, a deck by its time, a number with what it is of."""
    name = name_of_row(report, index, axis)
    if axis in (FEED, WAY):
        return name
    if not report["columns"][index][axis]:
        return ""
    if axis in DECKS:
        return in_months(name)
    titles = report.get("titles", {}) if axis == "region" else {}
    return f"{_word(report, axis)} {titles.get(name, name)}".strip()


def place_of_row(report: ComparisonReport, index: int, axis: str) -> str:
    """Return where a sentence says that a row stands, on an axis that names nobody; elsewhere nothing."""
    word = _word(report, axis)
    if not (axis in SPOKEN or word):
        return ""
    name = name_of_row(report, index, axis)
    if not report["columns"][index][axis]:
        return UNSAID
    if axis == PRICE and name.startswith("-"):
        return f"at a gate fee of {name[1:].split()[0] if name.endswith('/t') else name[1:]}"
    return SPOKEN.get(axis, f"with {word} {{}}").format(in_months(name) if axis in DECKS else name)


def _word(report: ComparisonReport, axis: str) -> str:
    """Return what stands before a value of an axis that does not speak for itself."""
    return next((each["word"] for each in report["axes"] if each["axis"] == axis), "")


def feed_of(report: ComparisonReport, index: int, *, short: bool = False) -> str:
    """Return what is recycled, without its form; a mix may be called so where there is one only."""
    scenario = report["quotes"][index]["scenario"]
    mixes = {str(quote["scenario"]["mix"]) for quote in report["quotes"]}
    if short and scenario["mix"] and len(mixes) == 1:
        return "The mix"
    if scenario["vehicle"]:
        return str(scenario["vehicle"])
    if scenario["mix"]:
        return subject(scenario).removesuffix(f" {scenario['form']}")
    return chemistry_name(str(scenario["chemistry"]))


def prices_stated(report: ComparisonReport) -> bool:
    """Tell whether the user said what each feed costs; of a chain, one site asks what the next one pays."""
    return all(quote["scenario"]["feed_price"] is not None for quote in report["quotes"])


def group_heading(report: ComparisonReport, group: Group, plan: Arranged, told_of: Iterable[str] = ()) -> str:
    """Return what sets a group apart: its feed, and where else it stands, but for axes that are told of anyway."""
    besides = (FEED, WAY, FORM, plan.down, plan.across, *told_of)
    told = said_of(report, group.first, [axis for axis in besides if axis])
    form = report["columns"][group.first].get(FORM) if FORM not in (plan.down, plan.across) else None
    way = "" if WAY in (plan.down, plan.across) else report["columns"][group.first].get(WAY, "")
    feed = "" if plan.down == FEED else feed_of(report, group.first)
    return " ".join(filter(None, (feed, form, ", ".join(filter(None, (way and f"by {way}", *told))))))
