"""Lays out the law beside money: what fails from when, what the best that keeps it earns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.render.numbers import fixed
from recyc_cli.render.page import block, row
from recyc_cli.render.pages.side_names import money_of, name_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recyc_cli.render.page import Block, Row
    from recyc_cli.report.shapes.compliance import LawBeside, Missed
    from recyc_cli.report.shapes.questions import ComparisonReport

SEEN = "open questions are taken as kept, black mass as not finished; not legal advice: recyc comply"
FEW, ROOM = 2, 24


def law_block(law: LawBeside, names: Sequence[str], money: str, *, whole: bool = False) -> Block | None:
    """Return what each quote fails, by the rules of its region; None where no rule sets a rate.

    Args:
        law: of the quotes.
        names: of these, as the other tables have them.
        money: the currency.
        whole: whether all of a day is told, not the first of it.
    """
    if not law["quotes"]:
        return None
    rows = [line for each in law["quotes"] for line in _lines(names[each["quote"]], each["missed"], whole=whole)]
    several = len({(each["feed"], each["region"]) for each in law["best"]}) > 1
    notes = []
    for best in law["best"]:
        who = f"{best['feed']}, {best['region']}, " if several else ""
        what = "nothing keeps it"
        if best["quote"] is not None:
            what = f"{names[best['quote']].strip()} earns most of what keeps it, {fixed(best['margin'])} {money}/t"
        notes.append(f"{who}from {best['start']}: {what}")
    return block("", ("the law: fails, from", ""), "<<", rows, [*notes, SEEN])


def law_of_comparison(report: ComparisonReport, *, whole: bool = False) -> list[Block]:
    """Return what each quote of a comparison fails, where that was asked for; `whole` as `law_block` has it."""
    law = report.get("law")
    names = [name_of(report, index) for index in range(len(report["quotes"]))]
    told = law and law_block(law, names, money_of(report["quotes"][0]), whole=whole)
    return [told] if told else []


def _lines(name: str, missed: Sequence[Missed], *, whole: bool) -> Iterator[Row]:
    """Yield what is failed, a row for each day from which on, and what is open."""
    by_day: dict[str, list[str]] = {}
    for each in missed:
        if each["verdict"] == "fail":
            by_day.setdefault(each["start"], []).append(_short(each["requirement"]))
    listed = ", ".join if whole else _listed
    told = [f"{day} {listed(names)}" for day, names in sorted(by_day.items())]
    turning = dict.fromkeys(_short(each["requirement"]) for each in missed if each["verdict"] == "depends")
    told += [f"open: {listed(list(turning))}"] if turning else []
    for place, text in enumerate(told or ["nothing"]):
        yield row("" if place else name, text)


def _listed(names: list[str]) -> str:
    few = FEW if len(", ".join(names[:FEW])) <= ROOM else 1
    return ", ".join(names) if len(names) <= few else f"{', '.join(names[:few])}, +{len(names) - few}"


def _short(requirement: str) -> str:
    """Return a requirement in a word: recovery of cobalt is cobalt."""
    return requirement.removeprefix("recovery of ").partition(", ")[0].removesuffix(" won from powder")
