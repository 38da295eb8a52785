"""Lays out the tables of a plant over its life."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from recyc_cli.render.numbers import NONE, fixed
from recyc_cli.render.page import BEST, TOTAL, Cell, block, cells_of, row
from recyc_cli.render.words import product

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recyc_cli.render.page import Block
    from recyc_cli.report.shapes.studies.finance import FinanceReport

Column = Literal[
    "revenue", "feed", "running", "fixed", "carbon", "operating", "capital", "working_capital", "depreciation",
    "taxable", "loss_used", "tax", "before_tax", "after_tax", "discounted", "cumulative",
]  # fmt: skip
SHOWN: dict[Column, str] = {
    "revenue": "sold", "feed": "feed", "running": "running", "fixed": "fixed", "capital": "capital",
    "working_capital": "stock", "tax": "tax", "after_tax": "left", "cumulative": "sum",
}  # fmt: skip
"""Columns of the cash flow on a screen, with their headings."""
WHOLE: dict[Column, str] = {
    "revenue": "sold", "feed": "feed", "running": "running", "fixed": "fixed", "carbon": "carbon",
    "operating": "operating", "capital": "capital", "working_capital": "working capital",
    "depreciation": "depreciation", "taxable": "taxable", "loss_used": "losses used", "tax": "tax",
    "before_tax": "left before tax", "after_tax": "left after tax", "discounted": "worth today", "cumulative": "sum",
}  # fmt: skip
"""The same elsewhere."""
RECORD = ("year", "phase", "tonnes", *WHOLE)
"""Columns of its records."""


def worth_table(report: FinanceReport) -> Block:
    """Return what the plant is worth and returns, before and after tax."""
    money, terms = report["scenario"]["currency"], report["terms"]
    before, after = report["before_tax"], report["after_tax"]
    rows = [
        row(
            f"left over, worth today at {terms['discount'] * 100:.3g} % (NPV), million {money}",
            _million(before["npv"]),
            _million(after["npv"]),
            style=TOTAL,
        ),
        row("return a year (IRR)", _rate(before["irr"], before["irr_all"]), _rate(after["irr"], after["irr_all"])),
        row("return, receipts put to work at that rate (MIRR)", _share(before["mirr"]), _share(after["mirr"])),
        row("years from opening until the money is back", _years(before["payback"]), _years(after["payback"])),
        row(
            f"most that is out, at the end of year {after['exposure_year']}, million {money}",
            _million(before["exposure"]),
            _million(after["exposure"]),
        ),
    ]
    return block("", ("1 Does it pay", "before tax", "after tax"), "<>>", rows)


def limits_table(report: FinanceReport) -> Block:
    """Return what would make the plant pay, or up to where it does, beside what is."""
    money, feed, capital = report["scenario"]["currency"], report["gate_fee_for_irr"], report["capital"]
    estimate, most = report["estimate"], capital["at_most"]
    now = capital["fixed_capital"] + capital["overrun"]
    per = report["basis"]["breakeven"].removeprefix(f"{money} ")
    wanted = f"for a return of {feed['irr'] * 100:.3g} %"
    rows = [
        row(f"feed, {money} {per}, {wanted}", _whole(feed["feed_price_now"]), _bound("at most", feed["feed_price"])),
        row(f"capital, million {money}", _million(now), _bound("at most", most, "million")),
        row(
            "size, t/yr",
            _whole(report["scenario"]["throughput_t_per_year"]),
            _bound("at least", report["smallest_plant_t_per_year"]),
        ),
    ]
    less, more = (f"{share * 100:.3g} %" for share in (estimate["under"], estimate["over"]))
    low, high = (fixed(npv / MILLION, 1) for npv in (estimate["npv_low_capital"], estimate["npv_high_capital"]))
    missed = f"An estimate of class {estimate['estimate_class']} may miss the capital by -{less} to +{more}"
    notes = [f"{missed}: then {low} to {high} million {money} is left over."]
    if feed["feed_price"] is not None and feed["feed_price"] < 0.0:
        notes.insert(0, f"A feed price below 0 is a gate fee: {fixed(-feed['feed_price'])} {money}/t.")
    return block("", ("2 What would make it pay", "now", "limit, after tax"), "<>>", rows, notes)


def tonne_table(report: FinanceReport) -> Block:
    """Return what a tonne costs over the life, beside the quote's cost."""
    money, cost = report["scenario"]["currency"], report["levelised_cost"]
    rows = [
        row("all of it, before tax", Cell(cost["per_t"], "whole"), style=TOTAL),
        row("without the feed", _whole(cost["without_feed_per_t"])),
        row("in the quote of a full year, with its own rates of interest", _whole(cost["quote_per_t"])),
    ]
    if cost["per_kwh"] is not None:
        rows.insert(1, row(f"per kWh, {money}", Cell(cost["per_kwh"], "two")))
    main = cost["main_product"]
    if main is not None:
        name = product(main["product"], report["scenario"])
        told = f"per t of {name}, all else sold as it is (now {fixed(main['price'])})"
        rows.append(row(told, _whole(main["per_t"])))
    return block("", ("3 What a tonne costs over the life (levelised)", f"{money}/t"), "<>", rows)


def capital_table(report: FinanceReport) -> Block:
    """Return what the plant costs."""
    money, parts = report["scenario"]["currency"], report["capital"]
    rows = [
        row("inside battery limits (ISBL)", _million(parts["isbl"])),
        row("outside (OSBL)", _million(parts["osbl"])),
        row("design and engineering", _million(parts["design_engineering"])),
        row("contingency", _million(parts["contingency"])),
        row("fixed capital", _million(parts["fixed_capital"]), style=TOTAL),
        row("overrun", _million(parts["overrun"])),
        row("working capital, returned in the last year", _million(parts["working_capital"])),
        row("in all", _million(parts["total"]), style=TOTAL),
    ]
    return block("", ("Capital of the plants", f"million {money}"), "<>", rows)


def scale_table(report: FinanceReport) -> Block:
    """Return the capital and the worth of plants of other sizes."""
    money, own = report["scenario"]["currency"], report["scenario"]["throughput_t_per_year"]
    rows = [
        row(
            Cell(point["throughput_t_per_year"], "whole"),
            _million(point["capital"]),
            _million(point["npv"]),
            style=BEST if point["throughput_t_per_year"] == own else "",
        )
        for point in report["scale"]
    ]
    columns = ("Size, t/yr", f"fixed capital, million {money}", f"left over (NPV), million {money}")
    return block("", columns, "<>>", rows, ["The same prices at every size: a large plant has to find its feed."])


def decks_table(report: FinanceReport) -> Block:
    """Return what the plant is worth with each deck in all its years."""
    money = report["scenario"]["currency"]
    rows = [row(deck["prices"], _million(deck["npv"]), _share(deck["irr"])) for deck in report["decks"]]
    return block("", ("One deck in all years", f"left over (NPV), million {money}", "return (IRR)"), "<>>", rows)


def cash_flow_table(report: FinanceReport, *, whole: bool) -> Block:
    """Return the cash flow, a row a year: in millions, on a screen in what its columns have room for."""
    columns, years = WHOLE if whole else SHOWN, report["cash_flow"]
    sums = [sum(year[name] for year in years) for name in columns if name != "cumulative"]
    scale = Scale(MILLION, 1, "million") if whole else _scale([*sums, *(each["cumulative"] for each in years)])
    rows = [row(str(year["year"]), *(_entry(year[name], scale) for name in columns)) for year in years]
    rows.append(row("all", *(_entry(amount, scale) for amount in sums), "", style=TOTAL))
    if whole:
        tonnes = [Cell(year["tonnes"], "whole") for year in years]
        tonnes.append(Cell(sum(year["tonnes"] for year in years), "whole"))
        more = [cells_of(year, ("year", "phase")) for year in years]
        rows = [
            row(each.cells[0], t, *each.cells[1:], *behind, style=each.style)
            for each, t, behind in zip(rows, tonnes, [*more, ()], strict=True)
        ]
    heads = ("year", *(("t",) if whole else ()), *columns.values())
    falls = "its middle" if report["terms"]["timing"] == "mid-year" else "its end"
    note = f"{scale.word} {report['scenario']['currency']}; what is paid is negative; a year counts at {falls}"
    notes = (
        [note] if whole else [note, "stock: working capital; sum: of what is left so far; more columns: -o plant.csv"]
    )
    table = block("Year by year" if whole else "4 Year by year", heads, "<" + ">" * (len(heads) - 1), rows, notes)
    return table._replace(keys=("", "tonnes", *columns, "year", "phase"), section="cash_flow") if whole else table


class Scale(NamedTuple):
    """What the amounts of a table are told in, to how many digits behind the point."""

    unit: float
    digits: int
    word: str


def _scale(amounts: Iterable[float]) -> Scale:
    """Return the largest unit in which a table's amounts have at most five figures.

    >>> _scale([-813e6, 24e6]), _scale([9e9]), _scale([2e12])
    (Scale(unit=1000000.0, digits=1, word='million'), Scale(unit=1000000.0, digits=0, word='million'), \
Scale(unit=1000000000.0, digits=0, word='billion'))
    """
    most = max(map(abs, amounts))
    if most < 1000.0 * MILLION:
        return Scale(MILLION, 1, "million")
    if most < 1e5 * MILLION:
        return Scale(MILLION, 0, "million")
    return Scale(1000.0 * MILLION, 0 if most >= 2e6 * MILLION else 1, "billion")


def _whole(value: float | None) -> Cell:
    return Cell(value, "whole")


def _share(value: float | None) -> Cell:
    return Cell(value, "share")


def _years(value: float | None) -> Cell:
    return Cell(value, "one", "", "never" if value is None else None)


def _million(value: float | None) -> Cell:
    return Cell(value, "million")


def _entry(value: float, scale: Scale) -> Cell:
    """Return an amount among many blanks."""
    told = fixed(value / scale.unit, scale.digits)
    return Cell(value, "million", "", told if told.strip("0.") else "-")


MILLION = 1e6


def _rate(rate: float | None, every: list[float]) -> Cell:
    """Return the rate of return, or how many there are."""
    if rate is None and every:
        return Cell(None, "share", "", " and ".join(f"{each * 100:.1f} %" for each in every))
    return Cell(rate, "share", "", NONE if rate is None else None)


def _bound(word: str, value: float | None, how: str = "whole") -> Cell:
    """Return a limit with its word; none found is said."""
    if value is None:
        return Cell(None, how, "", "none found")
    told = fixed(value) if how == "whole" else fixed(value / MILLION, 1)
    return Cell(value, how, "", f"{word} {told}")
