"""Lays out a plant over its life: the answer first, then tables, then the cash flow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.render.look import ROWS, SCREEN, is_form
from recyc_cli.render.notes import tells_all, with_notes
from recyc_cli.render.numbers import percent, short
from recyc_cli.render.page import listing, page_of_blocks, sources_and_notes
from recyc_cli.render.pages.finance import tables
from recyc_cli.render.pages.finance.curve import curve_block, curve_figure
from recyc_cli.render.pages.finance.drawn import (
    drawn_figures,
    drawn_numbers,
    draws_table,
    fan_block,
    scale_figure,
)
from recyc_cli.render.pages.proofs.beside import law_block
from recyc_cli.render.pages.screen.caption import changes, in_lines, place_and_day, rests_on
from recyc_cli.render.pages.screen.onward import onward_of_plant
from recyc_cli.render.words import subjects

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from recyc_cli.render.look import Look
    from recyc_cli.render.page import Block, Page
    from recyc_cli.render.pages.pictures import Figure
    from recyc_cli.report.shapes.studies.finance import FinanceReport, FinanceTerms

    Record = Mapping[str, Any]

COLUMNS = ("section", "item", "value", "unit", "text", *tables.RECORD)
SCALARS = ("terms", "capital", "after_tax", "before_tax", "levelised_cost", "gate_fee_for_irr", "estimate")
"""Parts of the report whose numbers are records."""


def finance_page(report: FinanceReport, look: Look) -> Page:
    """Return the page of a plant over its life."""
    head = [report["message"], *plant_heading(report)]
    if is_form(look.form, ROWS) and not is_form(look.form, "file"):
        blocks = [listing(COLUMNS, _figures(report)), *([drawn_numbers(report["draws"])] if report["draws"] else [])]
        blocks += [tables.cash_flow_table(report, whole=True), listing(COLUMNS, sources_and_notes(report))]
        return with_notes(page_of_blocks(head, blocks, [], columns=COLUMNS), report, look)
    page = page_of_blocks(head, _blocks(report, look), [])
    if is_form(look.form, SCREEN):
        page = page._replace(answers=1, onward=onward_of_plant(report, look))
    return with_notes(page, report, look)


def _blocks(report: FinanceReport, look: Look) -> list[Block]:
    """Return the tables; on a screen the picture in their place, or without what only -v shows."""
    whole = not is_form(look.form, SCREEN)
    if look.chart:
        return [curve_block(report)]
    blocks = [
        tables.worth_table(report),
        tables.limits_table(report),
        tables.tonne_table(report),
        tables.capital_table(report),
    ]
    if not tells_all(look):
        blocks.pop()
    law = report.get("law")
    told = law and law_block(law, report["law_routes"], report["scenario"]["currency"], whole=whole)
    blocks += [told] if told else []
    blocks += [tables.scale_table(report)] if tells_all(look) else []
    blocks += [tables.decks_table(report)] if report["decks"] else []
    blocks += [draws_table(report, report["draws"])] if report["draws"] else []
    if report["draws"] and whole:
        blocks.append(fan_block(report, report["draws"]))
    return [*blocks, tables.cash_flow_table(report, whole=whole)]


def plant_heading(report: FinanceReport) -> list[str]:
    """Return what is built where, and on which terms."""
    scenario, terms = report["scenario"], report["terms"]
    way = " ".join(filter(None, (scenario["plant"], scenario["route"])))
    what = f"{subjects(scenario)} by {way}"
    places = [
        *place_and_day(scenario, report["basis"]["price_date"], report.get("titles", {})),
        *rests_on(report["basis"]),
    ]
    if len(terms["prices"]) > 1:
        places = [part for part in places if not part.startswith("prices")]
        places.append(f"prices {', then '.join(terms['prices'])}")
    return [*in_lines([what, *places]), *in_lines(_terms(terms, scenario["currency"])), *changes(scenario)]


def _terms(terms: FinanceTerms, money: str) -> list[str]:
    """Return the terms in words."""
    built = " + ".join(percent(share, 0) for share in terms["build"])
    ramp = ", ".join(percent(share, 0) for share in terms["ramp"])
    said = [f"capital spent over {len(terms['build'])} years ({built})" if built else "capital spent on opening day"]
    said += [f"{terms['life']} years of work, {ramp}, then full" if ramp else f"{terms['life']} full years of work"]
    rise = f", prices rise {short(terms['inflation'] * 100)} % a year" if terms["inflation"] else ""
    said += [f"{terms['flows']} money{rise}", f"{terms['discount'] * 100:.3g} % a year, {terms['timing']}"]
    said += [f"tax {terms['tax'] * 100:.4g} %, {terms['depreciation']}, losses {terms['losses']}"]
    said += [f"{percent(terms['bonus'], 0)} written off at once"] if terms["bonus"] else []
    said += [f"carbon {short(terms['carbon_price'])} {money}/t"] if terms["carbon_price"] else []
    said += [f"capital x {terms['overrun']:.4g}"] if terms["overrun"] != 1.0 else []
    said += [f"contract for {terms['contract_term']:g} years"] if terms["contract_term"] else []
    return said


def _figures(report: FinanceReport) -> Iterator[Record]:
    """Yield the answer, what was asked, and every figure, for programs."""
    yield {"section": "message", "text": report["message"]}
    for name, value in report["scenario"].items():
        if value not in (None, []):
            yield {"section": "scenario", "item": name, "text": str(value)}
    for section in SCALARS:
        for name, value in report[section].items():  # type: ignore[literal-required]
            if isinstance(value, dict):
                yield from (_record(section, f"{name}.{part}", each) for part, each in value.items())
            else:
                yield _record(section, name, value)
    for name in ("capital_at_most", "smallest_plant_t_per_year"):
        yield _record("limits", name, report[name])  # type: ignore[literal-required]
    for point in report["scale"]:
        text = f"{point['throughput_t_per_year']:g} t/yr"
        yield {"section": "scale", "item": "npv", "value": point["npv"], "text": text}
        yield {"section": "scale", "item": "capital", "value": point["capital"], "text": text}
    for deck in report["decks"]:
        yield {"section": "decks", "item": deck["prices"], "value": deck["npv"]}


def _record(section: str, name: str, value: Any) -> Record:  # noqa: ANN401 - whatever a report holds
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if isinstance(value, list):
        return {"section": section, "item": name, "text": " ".join(map(str, value))}
    return {"section": section, "item": name, "value": value} if number or value is None else {
        "section": section, "item": name, "text": str(value)
    }  # fmt: skip


def picture_of_plant(report: FinanceReport) -> tuple[Sequence[str], Iterable[Figure]]:
    """Return what is built where; its draws where there are any, its cash curve, what other sizes are worth."""
    drawn = drawn_figures(report, report["draws"]) if report["draws"] else []
    told = [report["message"], *plant_heading(report)]
    return told, [*drawn, curve_figure(report, "curve"), scale_figure(report)]
