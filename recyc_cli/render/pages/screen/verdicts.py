"""Says in one sentence for each feed what a comparison comes to."""

from __future__ import annotations

from recyc_cli.render.numbers import fixed
from recyc_cli.render.pages.screen.arranged import (
    best_of,
    feed_of,
    name_of_row,
    place_of_row,
    prices_stated,
    sentence_name,
)
from recyc_cli.render.pages.screen.figures import PRICE
from recyc_cli.render.pages.screen.verdict_words import OF_CASES, WORDS, amounts, told_out, worded
from recyc_cli.render.pages.side_names import FEED, WAY, money_of
from recyc_cli.report.blocks.ranking import SEEN, ranked_by
from recyc_cli.report.notes.telling import article
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recyc_cli.render.pages.screen.arranged import Arranged, Group
    from recyc_cli.report.blocks.ranking import Ranked, Standing
    from recyc_cli.report.shapes.questions import ComparisonReport

MOST, NAMED = 4, 2
"""Verdicts of a screen, and names told of several that are alike."""
BEFORE = {WAY: "by", "application": "for", "business": "as"}
"""What stands before a name at the end of a sentence, where that is not `at`."""
LEADING: dict[Ranked, str] = {"margin": "turn/always/by", "breakeven_feed_price": "turn/pay"}
"""The words of recycling that is ahead of a second life at every state of health, by what decides between them."""
ALIKE = {"grid/loss": "grid/alike/loss", "grid/pay": "grid/alike/pay", "grid/fee": "grid/alike/loss"}
"""The words of a grid whose best column has rows that are alike."""


def verdicts_of(report: ComparisonReport, plan: Arranged, how: str, *, every: bool) -> list[str]:
    """Return the verdicts of a comparison, one a feed."""
    if plan.down == FEED:
        told = [_one(report, index, how) for index in plan.groups[0].columns]
    else:
        told = [_verdict(report, plan, group, how) for group in plan.groups]
    more = [] if every or len(told) <= MOST else [WORDS["more"].format(count=len(told) - MOST)]
    return [*told[: None if every else MOST], *more]


def _verdict(report: ComparisonReport, plan: Arranged, group: Group, how: str) -> str:
    """Return the verdict of a group."""
    values: dict[str, str] = {"of": _subject(report, group, plan), "u": f" {money_of(report['quotes'][0])}/t"}
    if plan.across:
        return _of_grid(report, plan, group, values, how)
    where = group.standings[0]
    if len(group.rows) == 1:
        return _one(report, group.first, how)
    order = [index for index in where.order if report["quotes"][index]["totals"]["margin"] is not None]
    words = _Words(report, plan, how)
    if where.by is None:
        first, second = order[:2]
        other = words.of(second)
        return worded(
            "unlike", {**values, **words.of(first), "b": words.name(second), "n": other["m"], "does": other["leaves"]}
        )
    values |= words.of(where.order[0])
    margins = [report["quotes"][index]["totals"][where.by] for index in order]
    known = [margin for margin in margins if margin is not None]
    if max(known) - min(known) <= SEEN:
        return worded("alike", {**values, "names": words.names(order, "and")})
    if where.by == "margin":
        return _by_margin(report, where, values, words)
    return _by_payment(report, where, values, words)


class _Words:
    """Names and amounts of the rows of a comparison, as a sentence has them."""

    def __init__(self, report: ComparisonReport, plan: Arranged, how: str) -> None:
        self.report, self.plan, self.how = report, plan, how

    def name(self, index: int) -> str:
        """Return the name of a row."""
        return sentence_name(self.report, index, self.plan.down)

    def names(self, some: Sequence[int], last: str = "or") -> str:
        """Return the names of rows: the first ones, and how many more there are."""
        named = [self.name(index) for index in some[:NAMED]]
        more = len(some) - len(named)
        return f" {last} ".join(named) if not more else f"{', '.join(named)} {last} {more} more"

    def of(self, index: int) -> dict[str, str]:
        """Return the values of a row."""
        place = place_of_row(self.report, index, self.plan.down)
        return {
            "a": f"{place} it" if place else self.name(index),
            **amounts(self.report["quotes"][index]["totals"], self.how),
        }


def _by_margin(report: ComparisonReport, where: Standing, values: dict[str, str], words: _Words) -> str:
    """Return the verdict of rows that are ranked by their margins."""
    first, second = where.order[:2]
    totals = report["quotes"][first]["totals"]
    values |= {"b": words.name(second)} | _chances(where, words)
    if totals["margin"] >= 0.0:
        lead = [totals["margin"], -report["quotes"][second]["totals"]["margin"]]
        return worded(_case("best", where), {**values, "lead": told_out(sum(lead), words.how)})
    cash = [report["quotes"][index]["totals"].get("cash_margin", 0.0) for index in where.order]
    if max(cash) < 0.0:
        return worded("nothing/close" if where.close else "nothing", values)
    return worded(_case("loss", where), values)


def _by_payment(report: ComparisonReport, where: Standing, values: dict[str, str], words: _Words) -> str:
    """Return the verdict of rows that are ranked by what they can pay."""
    first, second = where.order[:2]
    values |= _chances(where, words) | {"b": words.name(second), "q": words.of(second).get("p", "")}
    fee = (report["quotes"][first]["totals"]["breakeven_feed_price"] or 0.0) < 0.0
    case = _case("fee" if fee else "pay", where)
    if case == "pay/close" and second not in where.tied and where.leader is not None:
        leads = where.leader == first
        case = "pay/may" if leads else case
        values |= {} if leads else {"b": words.name(where.leader), "q": words.of(where.leader).get("p", "")}
    return worded(case, values)


def _case(case: str, where: Standing) -> str:
    """Return which words tell how sure it is that the first is the best."""
    if where.leader is not None and where.marked is not None and where.leader != where.order[0]:
        return f"{case}/other"
    if where.close:
        return "close" if case == "best" else f"{case}/close"
    if where.leader is None or case not in ("best", "loss"):
        return case
    if where.leader != where.order[0]:
        return f"{case}/other"
    return f"{case}/sure" if where.marked is not None or case == "loss" else f"{case}/rather"


def _chances(where: Standing, words: _Words) -> dict[str, str]:
    """Return who may be as good as the first, who is the best most often, and in how many of ten cases."""
    others = [index for index in where.tied or where.close if index != where.order[0]]
    told = {"others": words.names(others), "j": ""}
    told |= {"counted": f"{len(others)} others"} if len(others) > 1 else {}
    if where.leader is None or where.rival is None or where.chance is None:
        return told
    if len(others) == 1 and where.order[0] in (where.leader, where.rival):
        ahead = where.chance if where.leader != where.order[0] else 1.0 - where.chance
        told["j"] = f" in {10.0 * ahead:.0f}{OF_CASES}"
    return {
        **told,
        "b": words.name(where.rival),
        "leader": words.name(where.leader),
        "k": f"{min(int(10.0 * where.chance), 9)}",
    }


def _of_grid(report: ComparisonReport, plan: Arranged, group: Group, values: dict[str, str], how: str) -> str:
    """Return the verdict of rows and columns: where the margin is highest, and how a number turns the order."""
    turning = _turning(report, plan, group, how)
    if turning:
        return worded(turning.pop("case"), {**values, **turning})
    paying = _new_packs(report, plan, group)
    if paying:
        return worded("turn/price", {**values, **paying})
    by = ranked_by([report["quotes"][index] for index in group.columns])
    best = best_of(report, group)
    words = _Words(report, plan, how)
    at = _at(report, best, plan.across or plan.down)
    totals = report["quotes"][best]["totals"]
    case = "grid/loss" if totals["margin"] < 0.0 else "grid"
    if by != "margin":
        case = "grid/pay" if (totals[by] or 0.0) > 0.0 else "grid/fee"
    beside = next(each for each in group.standings if best in each.order)
    told = {**values, **words.of(best), "at": at, "names": words.names(beside.order, "and")}
    amounts_beside = [amount for index in beside.order if (amount := report["quotes"][index]["totals"][by]) is not None]
    if len(amounts_beside) > 1 and max(amounts_beside) + max(-each for each in amounts_beside) <= SEEN:
        return worded(ALIKE.get(case, "grid/alike"), {**told, "a": "each"})
    return worded(case, told)


def _at(report: ComparisonReport, index: int, axis: str) -> str:
    """Return where a quote stands on an axis, as a sentence ends."""
    name = sentence_name(report, index, axis)
    if axis == "region":
        return f"in {article(name)}{name}"
    return place_of_row(report, index, axis) or f"{BEFORE.get(axis, 'at')} {name}"


def _turning(report: ComparisonReport, plan: Arranged, group: Group, how: str) -> dict[str, str]:
    """Return from which state of health on a second life beats recycling and pays, where that runs across."""
    turns = [turn for turn in report["reuse_turns"] if turn["quote"] in group.columns]
    if plan.across != "soh" or len({(turn["reuse"], turn["soh"], turn["recycling"]) for turn in turns}) != 1:
        return {}
    turn = turns[0]
    names = turn["reuse"], turn["recycling"]
    above, below = names if turn["ahead"] else names[::-1]
    told = {"a": above, "b": below, "case": "turn/always" if turn["soh"] is None else "turn"}
    if turn["soh"] is not None:
        told["x"] = _health(turn["soh"])
    elif not turn["ahead"]:
        by = ranked_by([report["quotes"][index] for index in group.columns])
        leads = _leads(report, group, (above, below), by)
        if not leads or min(leads) <= 0.0:
            return {}
        told |= {
            "case": LEADING[by],
            **{name: told_out(end(leads), how) for name, end in (("least", min), ("most", max))},
        }
    if turn["ahead"] and turn["pays_from_soh"] is not None:
        told |= {"case": f"{told['case']}/pays", "y": _health(turn["pays_from_soh"])}
    return told


def _leads(report: ComparisonReport, group: Group, names: tuple[str, str], by: Ranked) -> list[float]:
    """Return by how much the first of two routes leads the other, wherever they stand side by side."""
    leads = []
    for each in group.standings:
        beside = [report["quotes"][index] for index in each.order]
        worth = {str(quote["scenario"]["route"]): quote["totals"][by] or 0.0 for quote in beside}
        leads += [sum((worth[names[0]], -worth[names[1]]))] if worth.keys() >= {*names} else []
    return leads


def _health(soh: float) -> str:
    """Return a state of health as a sentence has it.

    >>> _health(0.704215)
    '70.4 %'
    """
    return f"{100.0 * soh:.3g} %"


def _new_packs(report: ComparisonReport, plan: Arranged, group: Group) -> dict[str, str]:
    """Return from which price of new packs on a second life pays, where they run across; nothing where it never does.

    What new packs cost moves nothing else, so that every column finds the same.
    """
    if plan.across != "new_pack_price":
        return {}
    lives = [(index, report["quotes"][index]["second_life"]) for index in group.columns]
    found = {
        index: fixed(life["breakeven_new_pack_price_per_kwh"], 1)
        for index, life in lives
        if life and life["breakeven_new_pack_price_per_kwh"] is not None
    }
    if len(set(found.values())) != 1:
        return {}
    index, price = next(iter(found.items()))
    money = money_of(report["quotes"][index])
    return {"a": sentence_name(report, index, plan.down), "y": price, "per": f"{money}/kWh"}


def _one(report: ComparisonReport, index: int, how: str) -> str:
    """Return the verdict of one row."""
    quote = report["quotes"][index]
    of = f"{feed_of(report, index, short=True)} by {name_of_row(report, index, WAY)}"
    loss = "/loss" if quote["totals"]["margin"] < 0.0 else ""
    return worded(f"one{loss}", {"of": of, "u": f" {money_of(quote)}/t", **amounts(quote["totals"], how)})


def _subject(report: ComparisonReport, group: Group, plan: Arranged) -> str:
    """Return what a verdict is of: the feed, its way where all go one, and where else it stands."""
    ways = {report["columns"][index].get(WAY, "") for index in group.columns}
    feed = feed_of(report, group.first, short=True)
    way = (
        f"by {name_of_row(report, group.first, WAY)}" if WAY not in (plan.down, plan.across) and len(ways) == 1 else ""
    )
    told = (FEED, WAY, plan.down, plan.across, *(() if prices_stated(report) else (PRICE,)))
    others = [axis["axis"] for axis in report["axes"] if axis["axis"] not in told]
    return " ".join(filter(None, (feed, way, *(_at(report, group.first, axis) for axis in others))))
