"""Makes the report of what laws ask of a plant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from recyc_cli.analysis.compliance.checks import DEPENDS, FAIL, PASS
from recyc_cli.analysis.compliance.lots import MODELLED, WEIGHED
from recyc_cli.model.numbers.arithmetic import plain
from recyc_cli.model.records.masses import CASING
from recyc_cli.report.notes.notes import notes_of_quotes
from recyc_cli.report.notes.telling import in_order
from recyc_cli.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recyc_cli.analysis.compliance.checks import Check
    from recyc_cli.analysis.compliance.judgement import Judgement
    from recyc_cli.model.records.masses import Fraction
    from recyc_cli.report.shapes import compliance as shape

SCHEMA: Literal["recyc.compliance/1"] = "recyc.compliance/1"
NOT_ADVICE = "not legal advice"


def compliance_report(asked: Judgement) -> shape.ComplianceReport:
    """Return the report of what laws ask of a plant."""
    quote = None if asked.quote is None else asked.quote.to_dict()
    checks = [_check(each) for each in asked.checks]
    duties = list(_duties(asked))
    questions = list(_questions(asked))
    cited = {entry["source"] for entry in (*checks, *duties, *questions)}
    return {
        "schema": SCHEMA,
        "recyc": __version__,
        "presets": asked.library.digest,
        "scenario": None if quote is None else quote["scenario"],
        "on": asked.day,
        "masses": WEIGHED if _weighed(asked) else MODELLED,
        "message": compliance_message(asked),
        "rules": [_book(book.tree, book.name) for book in asked.books],
        "questions": questions,
        "refiner": asked.refiner,
        "finished": dict(asked.settled.finished),
        "checks": checks,
        "duties": duties,
        "periods": list(_periods(asked)),
        "rests_on": list(_rests_on(asked)),
        "sources": sorted({*cited, *(quote["sources"] if quote else ())} - {""}),
        "warnings": in_order(notes_of_quotes([asked.quote])) if asked.quote is not None else [],
    }


def _weighed(asked: Judgement) -> bool:
    return any(each.weighed for year in asked.judged for each in year)


def compliance_message(asked: Judgement) -> str:
    """Return the answer: how many limits in force are met, failed, or turn on a question, and which come later."""
    answered = [each for each in asked.duties if each.verdict != DEPENDS]
    limits = [each for each in (*asked.checks, *answered) if each.entry.table != "credits"]
    now = [each for each in limits if each.in_force]
    counts = {verdict: sum(each.verdict == verdict for each in now) for verdict in (PASS, FAIL, DEPENDS)}
    words = {PASS: "met", FAIL: "failed", DEPENDS: "open"}
    told = ", ".join(f"{count} {words[verdict]}" for verdict, count in counts.items() if count)
    later = [each for each in limits if each.entry.start > asked.day and each.verdict == FAIL]
    if later:
        first = min(later, key=lambda each: each.entry.start)
        told = "; ".join(filter(None, [told, f"fails {first.entry.requirement} from {first.entry.start}"]))
    paid = sum(each.in_force and each.verdict == DEPENDS for each in asked.checks if each.entry.table == "credits")
    if paid:
        told = ", ".join(filter(None, [told, f"credits open: {paid}"]))
    duties = sum(each.verdict == DEPENDS and each.in_force for each in asked.duties)
    nothing = f"no rate applies, {duties} duties" if duties else "nothing of it applies"
    return f"on {asked.day}: {told or nothing}"


def _book(tree: dict[str, str], name: str) -> shape.RuleBook:
    return {
        "rule": name,
        "title": tree["title"],
        "law": tree["law"],
        "state": tree["state"],
        "unread": tree.get("unread", ""),
    }


def _questions(asked: Judgement) -> Iterator[shape.Question]:
    for book in asked.books:
        for switch in book.switches.values():
            chosen = asked.settled.choices.get(switch.name)
            yield {
                "rule": book.name,
                "switch": switch.name,
                "words": switch.words,
                "taken": chosen or switch.choices[0],
                "choices": list(switch.choices),
                "settled": chosen is not None,
                "read": switch.read,
                "why": switch.why,
                "source": switch.cited,
            }


def _check(each: Check) -> shape.ComplianceCheck:
    entry = each.entry
    return {
        "rule": entry.rule,
        "name": entry.name,
        "kind": entry.table,
        "article": entry.article,
        "requirement": entry.requirement,
        "period": each.period,
        "per": each.per,
        "at_least": each.at_least,
        "at_most": each.at_most,
        "result": each.result,
        "unit": "1",
        "range": None if each.span is None else list(each.span),
        "verdict": each.verdict,
        "depends_on": list(each.depends_on),
        "why": each.why,
        "start": entry.start,
        "end": entry.end,
        "in_force": each.in_force,
        "read": entry.read,
        "source": entry.source,
    }


def _duties(asked: Judgement) -> Iterator[shape.Duty]:
    for each in asked.duties:
        entry = each.entry
        yield {
            "rule": entry.rule,
            "name": entry.name,
            "article": entry.article,
            "requirement": entry.requirement,
            "verdict": each.verdict,
            "depends_on": list(each.depends_on),
            "start": entry.start,
            "in_force": each.in_force,
            "read": entry.read,
            "source": entry.source,
        }


def _periods(asked: Judgement) -> Iterator[shape.PeriodMasses]:
    for year in asked.judged:
        for each in year:
            between = each.masses.between
            yield {
                "period": each.period,
                "families": list(each.families),
                "lots": list(each.lots),
                "fed": fraction_mass(each.masses.fed),
                "between": None if between is None else fraction_mass(between),
                "outputs": [fraction_mass(one) for one in each.masses.outputs],
            }


def fraction_mass(one: Fraction) -> shape.FractionMass:
    """Return a fraction as reports have it."""
    return {
        "name": one.name,
        "stage": one.stage,
        "use": one.use,
        "kg": plain(one.mass),
        "derived_kg": plain(one.derived),
        "casing_kg": plain(one.parts.get(CASING, 0.0)),
        "elements": {name: plain(mass) for name, mass in one.elements.items()},
        "reagents": {name: plain(mass) for name, mass in one.reagents.items() if plain(mass)},
    }


def _rests_on(asked: Judgement) -> Iterator[str]:
    """Yield what the verdicts rest on: masses, what is taken for granted, what nobody read."""
    if _weighed(asked):
        yield "masses as weighed; what of a compound was in the batteries follows from its formula"
    else:
        yield "masses as modelled, not weighed: battery-derived, from the balance of the feed"
    if asked.refiner:
        yield f"black mass is finished by a refiner as route {asked.refiner} has one: --refiner says otherwise"
    for book in asked.books:
        if book.tree.get("unread"):
            yield f"{book.name}: not read: {book.tree['unread']}"
    yield NOT_ADVICE
