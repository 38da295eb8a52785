"""Lays out a simulation: what to expect, what is best how often, what spreads it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from recyc_cli.render.look import ROWS, SCREEN, is_form
from recyc_cli.render.notes import with_notes
from recyc_cli.render.numbers import percent
from recyc_cli.render.page import Cell, block, cells_of, page_of_blocks, row
from recyc_cli.render.pages.screen.caption import changes, in_lines, place_and_day
from recyc_cli.render.pages.simulation.fan import ranges_block
from recyc_cli.render.pages.simulation.histogram import histogram_block
from recyc_cli.render.pages.simulation.told_apart import name_of_draws, odds_of, quotes_in_order, several_decks, who_of
from recyc_cli.render.words import forms, heading, subject
from recyc_cli.report.names import chemistry_name, label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recyc_cli.render.look import Look
    from recyc_cli.render.page import Block, Page
    from recyc_cli.report.shapes.studies.simulation import Driver, SimulatedQuote, SimulationReport

WHO = ("chemistry", "route", "plant", "prices", "figure")
MIDDLE = ("point", "mean", "sd", "p5", "p10", "p25", "p50", "p75", "p90", "p95", "probability_of_loss", "cvar_10")
COLUMNS = (
    *WHO, "unit", *MIDDLE, "probability_of_best", "error_of_mean", "error_of_p10", "error_of_p50", "refused", "n",
    "seed", "drivers", "groups",
)  # fmt: skip
EXPECTED: tuple[Literal["point", "p10", "p50", "p90", "cvar_10"], ...] = ("point", "p10", "p50", "p90", "cvar_10")
REST = tuple(name for name in COLUMNS if name not in EXPECTED)
"""Columns that the table for people does not have, or in other units."""
SEEN = 0.1
"""Standard deviations that the middle lies off the quote before it is told why."""
LEAST, FEWEST = 0.0005, 0.005
"""Shares below which one digit of 100, or none, would be nothing; the same of what is left of all."""
FEW, GROUPS, INPUTS = 3, 4, 8
"""What is told of a cause: of one among several routes, of one alone by group, and by input."""


def simulation_page(report: SimulationReport, look: Look) -> Page:
    """Return the page of a simulation."""
    if is_form(look.form, ROWS):
        blocks = [_odds(report, report["quotes"], look)]
        return with_notes(page_of_blocks([], blocks, [], columns=COLUMNS), report, look)
    head = [report["message"], *_caption(report)]
    alone = len(report["quotes"]) == 1
    blocks = _pictures(report, look) if look.chart else _tables(report, look)
    if alone or look.verbose:
        blocks += [_inputs(each, report) for each in report["quotes"]]
    page = page_of_blocks(head, blocks, _said(report, look))
    if is_form(look.form, SCREEN):
        page = page._replace(answers=1, onward=_onward(report, look))
    return with_notes(page, report, look)


def _pictures(report: SimulationReport, look: Look) -> list[Block]:
    """Return the ranges of several quotes, and the histogram of one; of each of them where all is asked."""
    alone = len(report["quotes"]) == 1
    histograms = [histogram_block(each, report) for each in report["quotes"]] if alone or look.verbose else []
    return histograms if alone else [ranges_block(report), *histograms]


def _caption(report: SimulationReport) -> list[str]:
    """Return what is drawn, of what, where and when."""
    scenario = report["scenario"]
    together = report["together"]
    some = f" ({together['inputs']} small ones as one)" if together else ""
    drawn = [f"{report['n']:,} draws of {len(report['inputs'])} inputs{some}, seed {report['seed']}"]
    drawn += _ahead(report)
    fixed = [f"held: {', '.join(report['fixed'])}"] if 0 < len(report["fixed"]) <= FEW else []
    fixed = fixed or ([f"{len(report['fixed'])} inputs held"] if report["fixed"] else [])
    per = f"{scenario['currency']} per tonne as delivered"
    place = place_and_day(scenario, report["price_date"], report.get("titles", {}))
    if several_decks(report):
        day = "prices of " + ", ".join(dict.fromkeys(each["prices"] for each in report["quotes"]))
        place = [day if part.startswith("prices ") else part for part in place]
    return [*in_lines([_feed(report), per, *place]), *in_lines([*drawn, *fixed]), *changes(scenario)]


def _ahead(report: SimulationReport) -> list[str]:
    """Return how far ahead prices are, and whose months they replay."""
    months, replayed = report["horizon_months"], report["history"]
    ahead = f"prices {months} month{'s' if months > 1 else ''} ahead"
    if replayed is None:
        return [ahead]
    return [
        f"{ahead}, {replayed['block_months']} at a time as in {replayed['file']}",
        f"{replayed['first']} to {replayed['last']}: {', '.join(map(label, replayed['series']))}",
    ]


def _feed(report: SimulationReport) -> str:
    """Return what is recycled, and by which route where that is one."""
    scenario = report["scenario"]
    if len(report["quotes"]) == 1:
        return heading(scenario)
    feeds = dict.fromkeys(each["chemistry"] or "" for each in report["quotes"])
    if len(feeds) == 1:
        return heading(scenario) if len({each["route"] for each in report["quotes"]}) == 1 else subject(scenario)
    return f"{', '.join(map(chemistry_name, feeds))} {forms(scenario['form'])}"


def _tables(report: SimulationReport, look: Look) -> list[Block]:
    """Return the margins with their odds; of several quotes what spreads each."""
    quotes = [*quotes_in_order(report)]
    odds_table = _odds(report, quotes, look)
    causes = [row(name_of_draws(quote, report), _in_words(quote["groups"][:FEW])) for quote in quotes]
    spread = block("What spreads it", ("", "share of the variance"), "<<", causes)
    return [odds_table, spread] if len(quotes) > 1 else [odds_table]


def _odds(report: SimulationReport, quotes: Sequence[SimulatedQuote], look: Look) -> Block:
    """Return what to expect of each quote, and how likely it is to lose or to be best."""
    best, rows = odds_of(report), []
    ranked = len(quotes) > 1 and len({each["route"] for each in quotes}) > 1
    for quote in quotes:
        odds = best[who_of(quote)]
        cells = [Cell(quote[name], "whole", "USD/t") for name in EXPECTED]
        shares = [_of_hundred(quote["probability_of_loss"]), *([_of_hundred(odds)] if ranked else [])]
        rows.append(row(name_of_draws(quote, report), *cells, *shares, *_rest(report, quote, odds)))
    heads: tuple[str, ...] = (
        "",
        "\nquote",
        "1 in 10\nbelow",
        "\nmiddle",
        "1 in 10\nabove",
        "worst\ntenth",
        "loss,\nof 100",
    )
    heads += ("best,\nof 100",) if ranked else ()
    heads = heads if is_form(look.form, SCREEN) else tuple(head.replace("\n", " ").strip() for head in heads)
    keys = ("", *EXPECTED, *[""] * (2 if ranked else 1), *REST)
    return block("", heads, "<" + ">" * (len(heads) - 1), rows)._replace(columns=heads, ruled=True, keys=keys)


def _rest(report: SimulationReport, quote: SimulatedQuote, odds: float) -> tuple[Cell, ...]:
    """Return what a table does not show of a quote, for programs."""
    told = {"unit": f"{report['scenario']['currency']}/t", "probability_of_best": odds}
    told |= {"n": report["n"], "seed": report["seed"]}
    told |= {"drivers": _in_words(quote["drivers"][:INPUTS]), "groups": _in_words(quote["groups"])}
    return cells_of({**quote, **told}, REST)


def _inputs(quote: SimulatedQuote, report: SimulationReport) -> Block:
    """Return what spreads a quote, by group and by input."""
    rows = [
        row(each["label"], Cell(each["share"], words=percent(each["share"], 0))) for each in quote["drivers"][:INPUTS]
    ]
    known = sum(each["share"] for each in quote["groups"])
    notes = [f"by group: {_in_words(quote['groups'][:GROUPS])}; curves, steps and the rest {percent(1.0 - known, 0)}"]
    notes += ["inputs that move together overlap, so that these do not add up"]
    name = name_of_draws(quote, report)
    return block(f"What spreads {name}: share of the variance", ("", "share"), "<>", rows, notes)


def _in_words(some: Sequence[Driver]) -> str:
    return ", ".join(f"{each['label']} {percent(each['share'], 0)}" for each in some)


def _of_hundred(share: float) -> Cell:
    """Return a share of 100: whole, but where that would be none or all of them, though it is not.

    >>> _of_hundred(0.951).words, _of_hundred(0.996).words, _of_hundred(0.0001).words, _of_hundred(1.0).words
    ('95', '99.6', '<0.1', '100')
    """
    hundred = share * 100.0
    if FEWEST <= share <= 1.0 - FEWEST or share in (0.0, 1.0):
        words = f"{hundred:.0f}"
    else:
        words = "<0.1" if share < LEAST else ">99.9" if share > 1.0 - LEAST else f"{hundred:.1f}"
    return Cell(hundred, words=words)


def _said(report: SimulationReport, look: Look) -> list[str]:
    """Return how well it is known, and where the middle of the draws is not the quote, and why."""
    quotes = report["quotes"]
    mean = max(each["error_of_mean"] for each in quotes)
    low = max(each["error_of_p10"] for each in quotes)
    said = [f"From the number of draws a mean is known to {_near(mean)}, a tenth to {_near(low)} a tonne."]
    if look.verbose and report["history"] is None:
        said.append("No history is replayed: prices are drawn by their volatilities. --bootstrap FILE takes yours.")
    for place, quote in enumerate(quotes_in_order(report)):
        off = quote["p50"] - quote["point"]
        if (place == 0 or look.verbose) and quote["shifts"] and abs(off) > 0.1 * quote["sd"]:
            why = ", ".join(f"{each['group']} {each['shift']:+,.0f}" for each in quote["shifts"][:FEW])
            side = "below" if off < 0.0 else "above"
            name = name_of_draws(quote, report)
            said.append(f"{name}: the middle lies {abs(off):,.0f} {side} the quote; alone: {why}.")
        if quote["recycled"]:
            share = percent(quote["recycled"] / report["n"], 1)
            said.append(
                f"{name_of_draws(quote, report)}: in {share} of the draws the packs are too worn for it, and recycled."
            )
        if quote["refused"]:
            share = percent(quote["refused"] / report["n"], 1)
            said.append(f"{name_of_draws(quote, report)}: {share} of the draws have no result.")
    return said


def _near(amount: float) -> str:
    return f"{amount:,.0f}" if amount >= 10.0 else f"{amount:.1f}"  # noqa: PLR2004 - two digits


def _onward(report: SimulationReport, look: Look) -> tuple[tuple[str, str], ...]:
    """Return where a simulation leads, where a plain command asks the same."""
    lead = next(quotes_in_order(report))
    if look.asked is None or not lead["chemistry"]:
        return ()
    region = f" --region {report['scenario']['region']}" if any(each[1] == "--region" for each in look.asked) else ""
    one = f"{lead['chemistry']} --route {lead['route']}{region}"
    told = [] if look.chart else [(f"recyc simulate {one} --chart", "as a histogram")]
    return (*told, (f"recyc simulate {one} --only prices", "prices alone"), (f"recyc quote {one}", "the quote itself"))
