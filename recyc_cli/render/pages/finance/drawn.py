"""Lays out the draws of a plant, and what a plant of each size is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.render.chart import svg
from recyc_cli.render.chart.plot import plot
from recyc_cli.render.chart.rows import Row as Bar
from recyc_cli.render.chart.rows import draw_rows
from recyc_cli.render.chart.text_lines import Across, Series
from recyc_cli.render.numbers import between, fixed
from recyc_cli.render.page import TOTAL, Cell, block, listed_rows, row
from recyc_cli.render.pages.pictures import NARROW, WIDE, Figure

if TYPE_CHECKING:
    from recyc_cli.render.page import Block
    from recyc_cli.report.shapes.studies.finance import DrawnPlant, FinanceReport, WorthClass

MILLION = 1e6
NPV = {"p5": "one in twenty draws below", "p10": "one in ten below", "p25": "one in four below", "p50": "middle",
    "p75": "one in four above", "p90": "one in ten above", "p95": "one in twenty above"}  # fmt: skip
TENTHS = {"p10": "one in ten below", "p50": "middle", "p90": "one in ten above"}
FAN = "Cash of the plant in draws, summed up"
SCALE = "What a plant of each size is worth"
PATH = (
    "Each price starts at its deck's and goes on from year to year, as far as it did within a year and two since 2019; "
    "all else that is not known is drawn once for the whole life. The middle is not the plant as planned: ranges are "
    "wider to one side."
)


def draws_table(report: FinanceReport, drawn: DrawnPlant) -> Block:
    """Return how likely a loss is, and how what is left over spreads."""
    money = report["scenario"]["currency"]
    rows = [
        row(
            "draws that leave less than nothing, of 100", Cell(drawn["probability_of_loss"] * 100.0, "one"), style=TOTAL
        ),
        row("draws in which the money never comes back, of 100", Cell(drawn["probability_never_back"] * 100.0, "one")),
        *(row(f"left over (NPV), {words}", Cell(drawn["npv"][name], "million")) for name, words in NPV.items()),  # type: ignore[literal-required]
        row("its mean", Cell(drawn["npv"]["mean"], "million")),
        *(row(f"fixed capital, {words}", Cell(drawn["capital"][name], "million")) for name, words in TENTHS.items()),  # type: ignore[literal-required]
    ]
    return block("", (f"How sure is it? {drawn['n']:,} draws", f"million {money}"), "<>", rows, [PATH])


def fan_block(report: FinanceReport, drawn: DrawnPlant) -> Block:
    """Return the sums by year: planned, and in draws."""
    years = {each["year"]: each["cumulative"] for each in report["cash_flow"]}
    rows = [
        row(str(each["year"]), *(Cell(each[name], "million") for name in TENTHS), Cell(years[each["year"]], "million"))  # type: ignore[literal-required]
        for each in drawn["cumulative"]
    ]
    heads = (f"{FAN}, million {report['scenario']['currency']}", *TENTHS.values(), "as planned")
    return block("", heads, "<>>>>", rows)


def drawn_figures(report: FinanceReport, drawn: DrawnPlant) -> list[Figure]:
    """Return the fan of the sums, and how often what falls into each class is left over."""
    unit, years = f"million {report['scenario']['currency']}", drawn["cumulative"]
    across = Across([float(each["year"]) for each in years], [str(each["year"]) for each in years], "year")
    lines = [
        Series(letter, words, [each[name] / MILLION for each in years])  # type: ignore[literal-required]
        for letter, (name, words) in zip("abc", TENTHS.items(), strict=True)
    ]
    planned = [each["cumulative"] / MILLION for each in report["cash_flow"]]
    lines.append(Series("p", "as planned", [*planned]))
    shape = plot("fan", FAN, unit, across, lines, [], WIDE)
    caption = f"After tax, not discounted; {drawn['n']:,} draws. {PATH}"
    return [Figure(FAN, FAN, shape, "", caption, fan_block(report, drawn)), _histogram(report, drawn)]


def _histogram(report: FinanceReport, drawn: DrawnPlant) -> Figure:
    title = f"What is left over (NPV) in {drawn['n']:,} draws"
    bars = [_bar(each) for each in drawn["histogram"]]
    wide, narrow = (
        draw_rows(f"draws-{size}", title, "of 100", bars, width) for size, width in (("wide", WIDE), ("narrow", NARROW))
    )
    caption = "Of 100 draws so many fall into each class. Hatched and red: a loss."
    heads = (f"million {report['scenario']['currency']}", "of 100")
    return Figure(title, title, wide, narrow, caption, block("", heads, "<>", [row(b.words, b.number) for b in bars]))


def _bar(of: WorthClass) -> Bar:
    loses = of["high"] is not None and of["high"] <= 0.0
    hundred = of["share"] * 100.0
    return Bar(_class(of), 0.0, hundred, f"{hundred:.1f}", svg.RED if loses else svg.BLUE, hatched=loses)


def _class(of: WorthClass) -> str:
    """Return a class in words.

    >>> _class({"low": None, "high": -5e6, "share": 0.1}), _class({"low": 0.0, "high": 5e6, "share": 0.1})
    ('below -5', '0 to 5')
    """
    low, high = (None if end is None else f"{end / MILLION:,.4g}" for end in (of["low"], of["high"]))
    return between(low, high)


def scale_figure(report: FinanceReport) -> Figure:
    """Return what a plant of each size is worth, and what it costs, as a picture."""
    points = report["scale"]
    sizes = [each["throughput_t_per_year"] for each in points]
    across = Across(sizes, [fixed(size) for size in sizes], "t/yr", log=True)
    lines = [
        Series("n", "left over", [None if each["npv"] is None else each["npv"] / MILLION for each in points]),
        Series("c", "capital", [each["capital"] / MILLION for each in points]),
    ]
    unit = f"million {report['scenario']['currency']}"
    drawn = plot("scale", SCALE, unit, across, lines, [], WIDE)
    rows = [
        row(
            fixed(each["throughput_t_per_year"]),
            *(Cell(each[name], "million", "", "-" if each[name] is None else None) for name in ("npv", "capital")),
        )
        for each in points
    ]
    caption = (
        "Left over: worth today, after tax (NPV). The same prices at every size: a large plant has to find its feed."
    )
    return Figure(SCALE, SCALE, drawn, "", caption, block("", ("t/yr", "left over", "fixed capital"), "<>>", rows))


def drawn_numbers(drawn: DrawnPlant) -> Block:
    """Return all that is known of the draws, a number an entry, for programs."""
    rows: list[tuple[object, ...]] = [
        (name, drawn[name]) for name in ("n", "seed", "probability_of_loss", "probability_never_back", "refused")
    ]
    for part in ("npv", "capital"):
        rows += [(f"{part}.{name}", value) for name, value in drawn[part].items()]
    rows += [
        (f"cumulative.{name}", year[name], year["year"])  # type: ignore[literal-required]
        for year in drawn["cumulative"]
        for name in TENTHS
    ]
    rows += [(f"kept.{step['series']}", step["kept"]) for step in drawn["prices"]]
    return listed_rows("draws", ("item", "value", "year"), rows)
