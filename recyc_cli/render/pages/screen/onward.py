"""Says how to go on from a screen: commands that run, made of what was asked."""

from __future__ import annotations

from itertools import accumulate

from recyc_cli.render.pages.screen.arranged import best_of
from recyc_cli.render.pages.side_names import FEED, WAY
from recyc_cli.report.axes import NAMED, OF_REUSE, SET, in_one_word
from recyc_cli.report.names import taxed_as_a_rule
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recyc_cli.render.look import Asked, Look
    from recyc_cli.render.pages.screen.arranged import Arranged
    from recyc_cli.report.shapes.asked import Scenario
    from recyc_cli.report.shapes.questions import BreakevenReport, ComparisonReport
    from recyc_cli.report.shapes.quote import QuoteReport
    from recyc_cli.report.shapes.studies.finance import FinanceReport
    from recyc_cli.report.shapes.studies.outlook import OutlookReport

MOST, LINE, ROOM = 3, 74, 140
"""Commands of a screen, columns of a line, and those of a command: two lines. The same with `-v` is worth one only."""
OF_LOT = 2
"""Lines of commands below the account of a lot."""
OFFER = " --customer -o offer.html"
MARGIN, PRICE, VAT, PAID = "--margin", "--feed-price", "--vat", "feed_price"
LOT = ("--mass", "--packs", "--kwh")
SAFE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789@%+=:,./-_")
Command = tuple[str, str]


def onward_of_comparison(report: ComparisonReport, plan: Arranged, look: Look) -> tuple[Command, ...]:
    """Return where a comparison leads: the figure it is about, its account, and all that has no room."""
    if look.asked is None:
        return ()
    group = plan.groups[0]
    best = group.standings[0].order[0]
    if plan.down == FEED:
        best = group.columns[0]
    elif plan.across:
        best = best_of(report, group)
    quote = report["quotes"][best]
    margin, lot = quote["totals"]["margin"], "" if quote["lot"] else " --mass 40t"
    asked, at = _column(report, best, look.asked) or ((), {})
    one = words_of_quote(quote["scenario"], at, asked) if asked else ""
    told: list[Command] = []
    if one:
        of_tonne = words_of_quote(quote["scenario"], at, _without_lot(asked))
        told.append((f"recyc explain {of_tonne}", f"where the {abs(margin):,.0f} comes from"))
        told.append((f"recyc quote {one}{lot}", "one lot, as an account" if lot else "the same as an account"))
    more = f"recyc compare {as_asked(look.asked)} -v".replace("  ", " ")
    if not look.verbose and len(more) <= LINE:
        told.append((more, "stages, footprint, notes"))
    return with_room(told)


def onward_of_quote(report: QuoteReport, look: Look) -> tuple[Command, ...]:
    """Return where a quote leads: its figures, other ways of its feed, a lot; of a lot an offer, else a workbook."""
    if look.asked is None:
        return ()
    scenario = report["scenario"]
    one = words_of_quote(scenario, {}, look.asked)
    if not one:
        return ()
    paid = _at_its_price(report, look.asked)
    of_tonne = words_of_quote(scenario, {}, _without_lot(paid))
    where = [(f"recyc explain {of_tonne}", f"where the {abs(report['totals']['margin']):,.0f} comes from")]
    where = where if paid else []
    if report["lot"]:
        told = [(f"recyc quote {one}{price}{OFFER}", "an offer to hand on") for price in _priced(report)]
        return _in_lines((*with_room([*told, (f"recyc quote {one} -o lot.xlsx", "the lot, formulas live")]), *where))
    others = as_asked(tuple(each for each in paid if each[0] != WAY))
    beside = [(f"recyc compare {others}", "the other routes")] if paid else []
    return with_room([*where, *beside, (f"recyc quote {one} --mass 40t", "one lot, as an account")])


def _at_its_price(report: QuoteReport, asked: Asked) -> Asked:
    """Return what was asked with the feed price that was found in the place of the margin that it leaves.

    Other commands than `quote` take no margin. Nothing where it is no one price: of the parts of a mix.
    """
    if all(flag != MARGIN for _, flag, _ in asked):
        return asked
    price, money = report["scenario"]["feed_price"], str(report["scenario"]["currency"])
    if not isinstance(price, float):
        return ()
    taxed = taxed_as_a_rule(money) and all(flag != VAT for _, flag, _ in asked)
    words: Asked = (("", VAT, (str(report["basis"]["vat"]),)),) if taxed else ()
    return (*(each for each in asked if each[1] != MARGIN), ("", PRICE, (f"{price:.12g}",)), *words)


def _in_lines(told: tuple[Command, ...]) -> tuple[Command, ...]:
    """Return the first commands that have room below the long account of a lot; one at least."""
    ends = accumulate(1 + (len(command) > LINE) for command, _ in told)
    return tuple(each for index, (each, end) in enumerate(zip(told, ends, strict=True)) if not index or end <= OF_LOT)


def _priced(report: QuoteReport) -> list[str]:
    """Return what states the price of an offer; none where there is none to make: at a loss, or to nobody."""
    totals = report["totals"]
    if totals["breakeven_feed_price"] is None:
        return []
    if report["scenario"]["feed_price"] is None:
        return [" --margin 8%"]
    return [""] if totals["margin"] >= 0.0 else []


def onward_of_plant(report: FinanceReport, look: Look) -> tuple[Command, ...]:
    """Return where a plant over its life leads: its quote, its curve, the workbook."""
    if look.asked is None:
        return ()
    one = words_of_quote(report["scenario"], {}, tuple(each for each in look.asked if each[1] != "--prices"))
    if not one:
        return ()
    return with_room(
        [
            (f"recyc quote {one}", "one full year"),
            *([] if look.chart else [(f"recyc finance {one} --chart", "the cash as a curve")]),
            (f"recyc finance {one} -o plant.xlsx", "formulas live"),
        ]
    )


def onward_of_breakeven(report: BreakevenReport, look: Look) -> tuple[Command, ...]:
    """Return where a break-even leads: all that moves with the number, and the quote as it stands."""
    if look.asked is None:
        return ()
    one = words_of_quote(report["scenario"], {}, look.asked)
    if not one:
        return ()
    path = report["varied"]["path"]
    told = [(f"recyc explain {one} {path}", "what hangs on it")] if "." in path else []
    return with_room([*told, (f"recyc quote {one}", "the account")])


def onward_of_proof(scenario: Scenario | None, look: Look, other: Command) -> tuple[Command, ...]:
    """Return where a proof leads: to `other`, a command whose `{}` is the quote, and to the account.

    Args:
        scenario: what was asked of.
        look: what was asked on the command line.
        other: the command, and what it shows.
    """
    one = "" if look.asked is None or scenario is None else words_of_quote(scenario, {}, _without_lot(look.asked))
    return with_room([(other[0].format(one), other[1]), (f"recyc quote {one}", "what it earns")]) if one else ()


def onward_of_outlook(report: OutlookReport, look: Look) -> tuple[Command, ...]:
    """Return where an outlook leads: its curves, its workbook, and what comes back most, by the tonne."""
    if look.asked is None:
        return ()
    again = f"recyc outlook {as_asked(look.asked)}".rstrip()
    last = [each for each in report["rows"] if each["year"] == report["years"][-1]["year"]]
    most = sorted(last, key=lambda each: -each["t"])[:MOST]
    shared = tuple(each for each in look.asked if each[0] not in ("", WAY) and len(each[2]) == 1)
    feeds = " ".join([*(each["chemistry"] for each in most), as_asked(shared)]).rstrip()
    told = [] if look.chart else [(f"{again} --chart", "the years as curves")]
    return with_room(
        [*told, (f"{again} -o outlook.xlsx", "formulas live"), (f"recyc compare {feeds}", "a tonne of each, by route")]
    )


def onward_of_blend(look: Look) -> tuple[Command, ...]:
    """Return where a purchase leads: its picture, its workbook; lots that were piped in are not there once more."""
    if look.asked is None or ("", "", ("-",)) in look.asked:
        return ()
    again = f"recyc blend {as_asked(look.asked)}"
    told = [] if look.chart else [(f"{again} --chart", "bought and left, as bars")]
    return with_room([*told, (f"{again} -o plan.xlsx", "formulas live")])


def _column(report: ComparisonReport, index: int, asked: Asked) -> tuple[Asked, dict[str, str]] | None:
    """Return what was asked of one column and where it stands: without what is set in others, or says nothing of it.

    Returns:
        None where a number that sets it apart is none of those that were asked for.
    """
    at = report["columns"][index]
    here = at.get(SET, "").split()
    every = {text for other in report["columns"] for text in other.get(SET, "").split()}
    idle = frozenset() if report["quotes"][index]["second_life"] else OF_REUSE
    kept: list[tuple[str, str, tuple[str, ...]]] = []
    found: set[str] = set()
    for axis, flag, values in asked:
        told = {value: _setting(value, every) for value in values if flag and not axis}
        found |= {*told.values()}
        own = tuple(value for value in values if told.get(value, "") in ("", *here))
        kept += [(axis, flag, own)] if own and axis not in idle else []
    where = {axis: text for axis, text in at.items() if axis != SET and axis not in idle}
    return (tuple(kept), where) if found >= {*here} else None


def _setting(value: str, every: Iterable[str]) -> str:
    """Return which of the numbers that are set in some columns alone a value of an option is; nothing where none."""
    bare = value.replace(" ", "")
    return next(
        (text for text in every if bare and text.endswith(bare) and text[: -len(bare)][-1:] in ("", ".", "=")), ""
    )


def words_of_quote(scenario: Scenario, at: dict[str, str], asked: Asked) -> str:
    """Return what asks for one quote of those that were asked for; nothing where it cannot be written so."""
    words = _feed_words(scenario, asked)
    words += ["--plant", scenario["plant"]] if scenario["plant"] else []
    words += ["--route", scenario["route"]]
    for axis, flag, values in asked:
        if axis in (FEED, WAY):
            continue
        if axis and at.get(axis) and len(values) > 1:
            text = at[axis].replace(",", "").replace(" ", "")
            if "%" in text:
                return ""
            words += [PRICE if axis == PAID else flag, text]  # of a gate fee a column has the signed price
        elif axis and len([1 for other in asked if other[0] == axis]) > 1:
            return ""
        else:
            words += [part for value in values for part in ([flag, value] if value else [flag])]
    said = {FEED, WAY, *(axis for axis, _, _ in asked)}
    for axis, text in at.items():
        if text and axis not in said:  # by a chain of sites, or a file of defaults
            words += [f"--{NAMED[axis].keywords[0].replace('_', '-')}", text.replace(",", "").replace(" ", "")]
    return " ".join(map(_quoted, words))


def _without_lot(asked: Asked) -> Asked:
    """Return what was asked about a tonne."""
    return tuple(each for each in asked if each[1] not in LOT)


def _feed_words(scenario: Scenario, asked: Asked) -> list[str]:
    """Return what names a feed: a chemistry, a vehicle, or a mix as it was given."""
    if scenario["vehicle"]:
        chemistry = [values[0] for axis, flag, values in asked if axis == FEED and not flag]
        return [*chemistry, "--vehicle", str(scenario["vehicle"])]
    if scenario["mix"]:
        return [part for axis, flag, values in asked if axis == FEED and flag for part in (flag, values[0])]
    return [str(scenario["chemistry"])]


def as_asked(asked: Asked) -> str:
    """Return a question as it was asked."""
    words = []
    for axis, flag, values in asked:
        joined = axis and flag and in_one_word(axis)
        for value in [",".join(values)] if joined and not any("," in each for each in values) else values:
            words += [each for each in (flag, value) if each]
    return " ".join(map(_quoted, words))


def _quoted(word: str) -> str:
    """Return a word as a shell takes it.

    >>> _quoted("lfp"), _quoted("30 %")
    ('lfp', "'30 %'")
    """
    return word if word and set(word) <= SAFE else "'" + word.replace("'", "'\\''") + "'"


def with_room(told: list[Command]) -> tuple[Command, ...]:
    """Return the commands that two lines have room for."""
    return tuple(each for each in told if len(each[0]) <= ROOM)[:MOST]
