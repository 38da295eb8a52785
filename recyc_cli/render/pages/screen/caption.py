"""Says what a screen is of: what, per what, in which money, where, how large, when."""

from __future__ import annotations

from recyc_cli.render.numbers import as_text, fixed
from recyc_cli.render.page import HEAD, row
from recyc_cli.render.pages.screen.arranged import feed_of, group_heading, name_of_row, prices_stated
from recyc_cli.render.pages.screen.figures import MARK, PRICE, TIE, TITLES, in_thousands, of_black_mass
from recyc_cli.render.pages.screen.verdict_words import size_of_lot
from recyc_cli.render.pages.side_names import FEED, money_of
from recyc_cli.render.text import WIDTH, display_width
from recyc_cli.render.words import basis_words, changed_in_all, forms, further, load, size, way_there
from recyc_cli.report.axes import is_usual
from recyc_cli.report.notes.telling import in_months
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from recyc_cli.render.page import Row
    from recyc_cli.render.pages.screen.arranged import Arranged, Group
    from recyc_cli.render.pages.screen.figures import Table
    from recyc_cli.report.shapes.asked import Basis, Scenario
    from recyc_cli.report.shapes.questions import ComparisonReport
    from recyc_cli.report.shapes.quote import QuoteReport

TOLD = "feed-price-estimated"
"""A note that the price of the feed tells beside itself."""
USUAL_TERMS = ("EXW", "excluded")
"""Incoterm and tax where nobody says anything."""
MANY = 6
"""Numbers of one table that are told as one."""
WHOLE_RATE = 1e3
"""Rates from which on no decimal is told."""
DOT = " \N{MIDDLE DOT} "


def caption_of(report: ComparisonReport, plan: Arranged, table: Table) -> list[str]:
    """Return the lines below the verdicts of a comparison."""
    quotes = report["quotes"]
    kinds = dict.fromkeys(forms(quote["scenario"]["form"]) for quote in quotes)
    each = "tonne of each as delivered" if len(kinds) > 1 else "tonne as delivered"
    money = ("1,000 " if in_thousands(report) else "") + money_of(quotes[0])
    first = f"{', '.join(kinds)}, {money} per {each}"
    if len({str(quote["scenario"]["mix"]) for quote in quotes}) == 1 and quotes[0]["scenario"]["mix"]:
        first = f"{feed_of(report, 0)} {first}"
    return in_lines(
        [
            first,
            *where_and_when(quotes, report.get("titles", {}), report.get("rate")),
            *_lot(quotes),
            *_reading(report, plan, table),
            *changes(*(quote["scenario"] for quote in quotes)),
        ]
    )


def where_and_when(quotes: Sequence[QuoteReport], titles: dict[str, str], rate: float | None = None) -> list[str]:
    """Return place, size, date of prices and terms, as far as they are the same for all; with the rate of money."""
    words = _rate_words(quotes[0]["scenario"]["currency"], rate)
    told = [
        [*place_and_day(quote["scenario"], quote["basis"]["price_date"], titles, words), *rests_on(quote["basis"])]
        for quote in quotes
    ]
    return [part for part in told[0] if all(part in others for others in told)]


def _lot(quotes: Sequence[QuoteReport]) -> list[str]:
    """Return how large the lot is, where all have the same."""
    sizes = {size_of_lot(quote["lot"]) if quote["lot"] else "" for quote in quotes}
    return [f"a lot of {size}" for size in sizes if size and len(sizes) == 1]


def _rate_words(money: str, rate: float | None) -> str:
    """Return the rate of a currency, the dearer one first; nothing of dollars.

    >>> _rate_words("EUR", 0.8), _rate_words("IDR", 17594.2), _rate_words("USD", 1.0)
    ('1 EUR = 1.25 USD', '1 USD = 17,594 IDR', '')
    """
    if rate is None or rate == 1.0:
        return ""
    if rate <= 1.0:
        return f"1 {money} = {1.0 / rate:.3g} USD"
    return f"1 USD = {fixed(rate) if rate >= WHOLE_RATE else f'{rate:.4g}'} {money}"


def place_and_day(scenario: Scenario, price_date: str | None, titles: Mapping[str, str], rate: str = "") -> list[str]:
    """Return where a plant stands, how large it is, of when prices are, and what else is not as usual.

    Args:
        scenario: what is asked of.
        price_date: of the prices of metals; of the deck's name where nothing says it.
        titles: how a sentence calls a place.
        rate: the rate of the money, in words.
    """
    dated = price_date or str(scenario["prices"])
    parts = [titles.get(scenario["region"], scenario["region"]), *_size(scenario), _prices(dated)]
    if str(scenario["prices"]) not in (dated, *dated.split()):
        parts[-1] += f" ({scenario['prices']})"
    parts += [rate] if rate else []
    if not is_usual("method", scenario["method"]):
        parts.append(f"method {scenario['method']}")
    return parts + way_there(scenario) + further(scenario)


def rests_on(basis: Basis) -> list[str]:
    """Return what amounts rest on, of what may be wet, or where it is not the usual."""
    sealed = basis["kwh_per_t"] is not None and (basis.get("incoterm"), basis.get("vat")) == USUAL_TERMS
    told = basis_words(basis)
    return [told] if told and not sealed else []


def changes(*scenarios: Scenario) -> list[str]:
    """Return what was changed of the presets in all of some scenarios."""
    changed = _gathered(changed_in_all(scenarios))
    return [f"changed: {', '.join(changed)}"] if changed else []


def _gathered(changed: list[str]) -> list[str]:
    """Return what was changed, many numbers of one table as one.

    >>> _gathered(["chemistries.lfp.pack.steel=0.1", "region.wage=30"])
    ['chemistries.lfp.pack.steel=0.1', 'region.wage=30']
    """
    of = [text.partition("=")[0].rpartition(".")[0] for text in changed]
    told = (
        f"{at} ({of.count(at)} numbers)" if at and of.count(at) >= MANY else text
        for at, text in zip(of, changed, strict=True)
    )
    return list(dict.fromkeys(told))


def _prices(dated: str) -> str:
    """Return of when prices are.

    >>> _prices("2026-01"), _prices("as of 2023-06")
    ('prices of January 2026', 'prices as of 2023-06')
    """
    return f"prices {dated}" if dated.startswith("as of ") else f"prices of {in_months(dated)}"


def _size(scenario: Scenario) -> list[str]:
    """Return how much a plant takes, and how much of that is worked."""
    return [size(scenario), *([load(scenario)] if scenario.get("load", 1.0) != 1.0 else [])]


def in_lines(parts: Iterable[str]) -> list[str]:
    """Return parts side by side in as few lines as have room for them.

    >>> len(in_lines(["packs", "US", "a" * 70, "2024"]))
    2
    """
    lines = [""]
    for part in parts:
        whole = DOT.join(filter(None, (lines[-1], part)))
        lines = [*lines[:-1], whole] if display_width(whole) <= WIDTH else [*lines, part]
    return [line for line in lines if line]


def _reading(report: ComparisonReport, plan: Arranged, table: Table) -> list[str]:
    """Return what is alike in every row, by what rows are ranked, what had no room, and what a single feed costs."""
    asked = {axis["axis"] for axis in report["axes"]}
    places = {quote["scenario"]["region"] for quote in report["quotes"]}
    told = ["each in its region"] if len(places) > 1 and "region" not in asked else []
    alike = [f"{TITLES.get(total, total)} {row(cell).texts[0]}" for total, cell in table.alike.items()]
    told += [f"in every row: {', '.join(alike)}"] if alike else []
    if len(plan.groups) == 1 and plan.down != FEED:
        told += [words for words in [bought(report, plan.groups[0])] if words]
    by = {each.by for group in plan.groups for each in group.standings}
    if "breakeven_feed_price" in by and plan.down != FEED:
        told.append("first can pay most: feed prices differ")
    if None in by:
        told.append("unlike parties or forms are not ranked")
    if len({quote["basis"]["currency_year"] for quote in report["quotes"]}) > 1:
        told.append("each row in the money of its own year")
    if table.left_out:
        told.append(f"left out for width: {', '.join(TITLES.get(total, total) for total in table.left_out)}")
    return told


def heading_rows(report: ComparisonReport, plan: Arranged) -> list[Row | None]:
    """Return the heading of each group: its feed, and at what it is bought; a single group has none."""
    if len(plan.groups) == 1:
        return [None]
    rows: list[Row | None] = []
    for group in plan.groups:
        paid = bought(report, group)
        heading = group_heading(report, group, plan, (PRICE,) if paid else ())
        heading += "," if paid and heading != feed_of(report, group.first) else ""
        rows.append(row(heading, f" {paid}" if paid else "", style=HEAD))
    return rows


def ranges_told(report: ComparisonReport, plan: Arranged) -> bool:
    """Tell whether every price of a feed that is an estimate stands with its range above its rows."""
    told = {index for group in plan.groups if bought(report, group) for index in group.columns}
    return plan.down != FEED and set(report.get("feed_ranges", {})) <= told


def bought(report: ComparisonReport, group: Group) -> str:
    """Return at what a feed is bought, with its range where that is an estimate; nothing where rows differ."""
    quotes = [report["quotes"][index] for index in group.columns]
    prices = {f"{quote['totals']['feed_price']:.0f}" for quote in quotes if quote["totals"]["feed_price"] is not None}
    if len(prices) != 1:
        return ""
    ranges = report.get("feed_ranges", {})
    ends = next((ranges[index] for index in group.columns if index in ranges), None)
    how = "thousands" if in_thousands(report) else "whole"
    return _price_words(quotes[0], ends, how, yours=prices_stated(report))


def _price_words(quote: QuoteReport, ends: tuple[float, float] | None, how: str, *, yours: bool) -> str:
    """Return what is paid for a feed, in words."""
    price, scenario = quote["totals"]["feed_price"], quote["scenario"]
    what = f"{'black mass ' if of_black_mass(quote) else ''}bought at"
    what = "sold at" if scenario["seat"] == "holder" else what
    stated = scenario["feed_price"] is not None
    your = "your " if stated and yours else ""
    if price < 0.0:
        what, price, ends = f"taken at {your or 'a '}gate fee of", -price, (-ends[1], -ends[0]) if ends else None
        your = ""
    told = f"{what} {your}{as_text(price, how)}"
    if stated or not ends or f"{ends[0]:.0f}" == f"{ends[1]:.0f}":
        return told
    return f"{told} ({as_text(ends[0], how)} to {as_text(ends[1], how)}, an estimate)"


LIKELY = "likely range: 8 of 10 cases within 12 months, metals around the deck's prices"


def legend_of(report: ComparisonReport, plan: Arranged, table: Table) -> list[str]:
    """Return what the words and marks of a table mean, of those that it shows."""
    ranged = [LIKELY] if any(head.endswith("likely range") for head in table.block.columns) else []
    standings = [each for group in plan.groups for each in group.standings] if plan.across else []
    told = [f"{MARK}best in its column"] if any(each.marked is not None for each in standings) else []
    told += [f"{TIE}may be the best"] if any(each.tied for each in standings) else []
    if any(head.strip() == "cash" or head.startswith("cash\n") for head in table.block.columns):
        told.append("cash: before a new plant's capital and interest")
    apart = [of_black_mass(quote) for quote in report["quotes"]]
    if any(apart):
        told.append(f"{'mass' if all(apart) else 'what a refiner pays'}: per tonne of black mass")
    return [*ranged, *in_lines(told)]


def name_apart(report: ComparisonReport, index: int, plan: Arranged) -> str:
    """Return the name of a row where every quote has one of its own."""
    across = f" {report['columns'][index][plan.across]}" if plan.across else ""
    return name_of_row(report, index, plan.down) + across
