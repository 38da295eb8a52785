"""Lays out what laws ask of a plant: the answer, limits, duties, masses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.render.look import ROWS, SCREEN, is_form
from recyc_cli.render.notes import tells_all, with_notes
from recyc_cli.render.page import (
    BEST,
    HEAD,
    Cell,
    block,
    cells_of,
    listing,
    page_of_blocks,
    row,
    sources_and_notes,
    texts,
)
from recyc_cli.render.pages.screen.caption import in_lines
from recyc_cli.render.pages.screen.onward import onward_of_proof
from recyc_cli.render.words import further, subjects

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recyc_cli.render.look import Look
    from recyc_cli.render.page import Block, Page, Row
    from recyc_cli.report.shapes.compliance import ComplianceCheck, ComplianceReport, Duty, FractionMass, RuleBook

PAPERS = ("recyc certificate {} --mass 40t", "papers of a lot")
COLUMNS = (
    "section", "rule", "requirement", "article", "period", "result", "at_least", "at_most", "low", "high", "verdict",
    "depends_on", "per", "start", "end", "in_force", "read", "item", "kg", "derived_kg", "text",
)  # fmt: skip
MORE = ("rule", "article", "period", "at_most", "per", "end", "in_force")
"""Columns of a check that programs alone read as they stand."""
MARKS = {"primary": "law", "secondary": "told", "unread": "unread"}
"""How a screen says who read the law: its own text, another's of it, nobody."""
PER_KG = "coal equivalent, per mass of product"
READ = "law: read in its own text; told: in another's; unread: by nobody here"


def compliance_page(report: ComplianceReport, look: Look) -> Page:
    """Return the page of what laws ask of a plant."""
    head = [_answer(report), *_subject(report)]
    data = is_form(look.form, ROWS)
    whole = data or tells_all(look)
    blocks = [_limits(report, rule, whole=whole) for rule in report["rules"]]
    blocks += [_masses(report)] if whole else []
    if data:
        blocks.insert(len(blocks) - 1, _answers(report["duties"]))
        blocks = [texts("message", [report["message"]]), *blocks, texts("rests on", report["rests_on"])]
        blocks.append(listing(COLUMNS, sources_and_notes(report)))
        return with_notes(page_of_blocks(head, blocks, [], columns=COLUMNS), report, look)
    told = [*_duties(report, whole=whole), *(_questions(report) if whole else ())]
    told += ["Rests on", *(f"- {each}" for each in report["rests_on"]), f"- {READ}"]
    page = page_of_blocks(head, [each for each in blocks if each.rows], told)
    if is_form(look.form, SCREEN):
        page = page._replace(answers=1, onward=onward_of_proof(report["scenario"], look, PAPERS))
    return with_notes(page, report, look)


def _answer(report: ComplianceReport) -> str:
    return report["message"][:1].upper() + report["message"][1:]


def _subject(report: ComplianceReport) -> list[str]:
    scenario = report["scenario"]
    laws = ", ".join(book["law"] for book in report["rules"])
    if scenario is None:
        count = sum(len(each["lots"]) for each in report["periods"])
        of = "masses as weighed" if report["masses"] == "weighed" else f"{count} lots, averages by mass"
        return [f"{of}, by {laws}"]
    what = f"{subjects(scenario)} by {scenario['route']}"
    place = report.get("titles", {}).get(scenario["region"], scenario["region"])
    return in_lines([what, place, *further(scenario), f"by {laws}"])


def _limits(report: ComplianceReport, rule: RuleBook, *, whole: bool) -> Block:
    """Return limits, exports and credits of a law; on a screen without those that ended or have nothing to say."""
    several = len({each["period"] for each in report["checks"]}) > 1
    told = [each for each in report["checks"] if each["rule"] == rule["rule"] and (whole or _says(each, report))]
    rows = [_limit(each, report, several=several) for each in told]
    heads = (rule["rule"], "asked", "from", "here", "", "read")
    turning = dict.fromkeys(name for each in told for name in each["depends_on"])
    notes = [f"open: turns on {', '.join(turning)}"] if turning else []
    notes += dict.fromkeys(each["why"] for each in told if each["why"] and each["verdict"] != "not applicable")
    notes += _denominators(told) if whole else ()
    keys = ("requirement", "at_least", "start", "result", "verdict", "read", *MORE, "section", "low", "high",
        "depends_on", "text")  # fmt: skip
    return block("", heads, "<>>><<", rows, notes)._replace(keys=keys)


def _denominators(told: Iterable[ComplianceCheck]) -> list[str]:
    """Say what each rate is of: every law divides by something else."""
    of: dict[str, list[str]] = {}
    for each in told:
        if each["per"] and each["kind"] == "limits":
            of.setdefault(each["per"], []).append(each["requirement"])
    return [f"{', '.join(dict.fromkeys(names))}: {per}" for per, names in of.items()]


def _says(each: ComplianceCheck, report: ComplianceReport) -> bool:
    """Tell whether an entry is worth a line of a screen: it applies, and has not ended."""
    return each["verdict"] != "not applicable" and not (each["end"] and each["end"] < report["on"])


def _limit(each: ComplianceCheck, report: ComplianceReport, *, several: bool) -> Row:
    name = f"{each['requirement']}, {each['period']}" if several and each["period"] else each["requirement"]
    verdict = _verdict(each)
    if each["verdict"] == "not applicable":
        verdict = f"n/a: {each['why']}"
    elif each["start"] > report["on"]:
        verdict = f"then {verdict}"
    elif each["end"] and each["end"] < report["on"]:
        verdict = f"was {verdict}"
    style = BEST if each["verdict"] == "fail" and each["in_force"] else ""
    here = "" if each["result"] is None else _rate(each["result"], each)
    low, high = each["range"] or (None, None)
    return row(
        Cell(each["requirement"], words=name),
        Cell(each["at_least"], words=_limit_words(each)),
        each["start"],
        Cell(each["result"], words=here),
        Cell(each["verdict"], words=verdict),
        Cell(each["read"], words=MARKS[each["read"]]),
        *cells_of(each, MORE),
        *map(Cell, (each["kind"], low, high, ", ".join(each["depends_on"]), each["why"])),
        style=style,
    )


def _verdict(each: ComplianceCheck) -> str:
    """Return a verdict in a word or two, with the range where it is open."""
    if each["verdict"] != "depends":
        return each["verdict"]
    span = each["range"]
    return "open" if span is None else f"open, {_bare(span[0], each)} to {_bare(span[1], each)}"


def _limit_words(each: ComplianceCheck) -> str:
    if each["at_least"] is not None:
        return f"{_bare(each['at_least'], each, 3)} %"
    return "" if each["at_most"] is None else f"< {_rate(each['at_most'], each, 2)}"


def _rate(value: float, each: ComplianceCheck, digits: int = 4) -> str:
    return f"{value:.{min(digits, 3)}g} kg/kg" if each["per"] == PER_KG else f"{value * 100:#.{digits}g} %"


def _bare(value: float, each: ComplianceCheck, digits: int = 3) -> str:
    return f"{value if each['per'] == PER_KG else value * 100:.{digits}g}"


def _duties(report: ComplianceReport, *, whole: bool) -> list[str]:
    """Return what is done or not, a line each; on a screen what was answered, and of rules that have nothing else."""
    rated = {each["rule"] for each in report["checks"]}
    told = [
        f"- {_answered(each)}{each['requirement']} ({each['name']}: {each['article']}, from {each['start']}, "
        f"{MARKS[each['read']]})"
        for each in report["duties"]
        if whole or each["verdict"] != "depends" or each["rule"] not in rated
    ]
    return ["Done or not: the plant's own answer (--duty NAME=yes)", *told] if told else []


def _answered(each: Duty) -> str:
    if each["verdict"] == "depends":
        return ""
    return f"{'' if each['in_force'] else 'then '}{each['verdict']}: "


def _answers(duties: Iterable[Duty]) -> Block:
    """Return what is done or not, for programs."""
    keys = ("rule", "requirement", "article", "verdict", "start", "in_force", "read")
    rows = [row(*cells_of(each, keys), Cell(", ".join(each["depends_on"]))) for each in duties]
    return block("", (), "", rows)._replace(keys=(*keys, "depends_on"), section="duties")


def _questions(report: ComplianceReport) -> list[str]:
    """Return what laws leave open, how it is reckoned, and why it is a question, a line each."""
    told = [
        f"- {each['words']}: {'' if each['settled'] else 'open, '}{each['switch']}={each['taken']}; {each['why']}"
        for each in report["questions"]
    ]
    return ["What the law leaves open", *told] if told else []


def _masses(report: ComplianceReport) -> Block:
    rows: list[Row] = []
    for period in report["periods"]:
        title = " ".join(filter(None, [period["period"], ", ".join(period["families"])])) or "masses"
        rows.append(row(title, "", "", "", style=HEAD))
        rows += [_mass(each, period["period"]) for each in (period["fed"], *period["outputs"])]
    table = block("", ("kg", "dry, as sold", "of the batteries", "of it casing"), "<>>>", rows)
    return table._replace(keys=("item", "kg", "derived_kg", "", "period"), section="masses")


def _mass(each: FractionMass, period: str) -> Row:
    name = each["name"].replace("_", " ") + ("" if each["use"] == "product" else f" ({each['use']})")
    masses = Cell(each["kg"], "three"), Cell(each["derived_kg"], "three"), Cell(each["casing_kg"], "one")
    return row(Cell(each["name"], words=name), *masses, Cell(period))
