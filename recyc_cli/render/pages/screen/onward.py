"""Says how to go on from a screen: commands that run, made of what was asked."""

from __future__ import annotations

from itertools import accumulate, pairwise

from recyc_cli.render.pages.side_names import FEED, WAY
from recyc_cli.report.axes import NAMED, in_one_word
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from recyc_cli.render.look import Asked, Look
    from recyc_cli.render.pages.screen.arranged import Arranged
    from recyc_cli.report.shapes.asked import Scenario
    from recyc_cli.report.shapes.questions import BreakevenReport, ComparisonReport
    from recyc_cli.report.shapes.quote import QuoteReport
    from recyc_cli.report.shapes.studies.finance import FinanceReport
    from recyc_cli.report.shapes.studies.outlook import OutlookReport
    from recyc_cli.report.shapes.studies.swept import SweepReport, SweptAxis

MOST, LINE, ROOM = 3, 74, 140
"""Commands of a screen, columns of a line, and those of a command: two lines. The same with `-v` is worth one only."""
OF_LOT = 2
"""Lines of commands below the account of a lot."""
OFFER = " --customer -o offer.html"
EVEN = 1e-9
"""Share of a step by which others may differ and still be the same."""
LOT = ("--mass", "--packs", "--kwh")
SAFE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789@%+=:,./-_")
Command = tuple[str, str]


def onward_of_comparison(report: ComparisonReport, plan: Arranged, look: Look) -> tuple[Command, ...]:
    """Return where a comparison leads: the figure it is about, its account, and all that has no room."""
    if look.asked is None:
        return ()
    group = plan.groups[0]
    best = group.standings[0].order[0]
    if plan.across:
        best = max(group.columns, key=lambda index: report["quotes"][index]["totals"]["margin"])
    margin = report["quotes"][best]["totals"]["margin"]
    one = _of_quote(report["quotes"][best]["scenario"], report["columns"][best], look.asked)
    of_tonne = _of_quote(report["quotes"][best]["scenario"], report["columns"][best], _without_lot(look.asked))
    lot = "" if report["quotes"][best]["lot"] else " --mass 40t"
    told: list[Command] = []
    if one:
        told.append((f"recyc explain {of_tonne}", f"where the {abs(margin):,.0f} comes from"))
        told.append((f"recyc quote {one}{lot}", "one lot, as an account" if lot else "the same as an account"))
    more = f"recyc compare {_as_asked(look.asked)} -v".replace("  ", " ")
    if not look.verbose and len(more) <= LINE:
        told.append((more, "stages, footprint, notes"))
    return _short(told)


def onward_of_quote(report: QuoteReport, look: Look) -> tuple[Command, ...]:
    """Return where a quote leads: its figures, other ways of its feed, a lot; of a lot an offer, else a workbook."""
    if look.asked is None:
        return ()
    scenario = report["scenario"]
    one = _of_quote(scenario, {}, look.asked)
    if not one:
        return ()
    of_tonne = _of_quote(scenario, {}, _without_lot(look.asked))
    where = (f"recyc explain {of_tonne}", f"where the {abs(report['totals']['margin']):,.0f} comes from")
    if report["lot"]:
        told = [(f"recyc quote {one}{price}{OFFER}", "an offer to hand on") for price in _priced(report)]
        return _in_lines((*_short([*told, (f"recyc quote {one} -o lot.xlsx", "the lot, formulas live")]), where))
    others = _as_asked(tuple(each for each in look.asked if each[0] != WAY))
    lot = (f"recyc quote {one} --mass 40t", "one lot, as an account")
    return _short([where, (f"recyc compare {others}", "the other routes"), lot])


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
    one = _of_quote(report["scenario"], {}, tuple(each for each in look.asked if each[1] != "--prices"))
    if not one:
        return ()
    return _short(
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
    one = _of_quote(report["scenario"], {}, look.asked)
    if not one:
        return ()
    path = report["varied"]["path"]
    told = [(f"recyc explain {one} {path}", "what hangs on it")] if "." in path else []
    return _short([*told, (f"recyc quote {one}", "the account")])


def onward_of_proof(scenario: Scenario | None, look: Look, other: Command) -> tuple[Command, ...]:
    """Return where a proof leads: to `other`, a command whose `{}` is the quote, and to the account.

    Args:
        scenario: what was asked of.
        look: what was asked on the command line.
        other: the command, and what it shows.
    """
    one = "" if look.asked is None or scenario is None else _of_quote(scenario, {}, _without_lot(look.asked))
    return _short([(other[0].format(one), other[1]), (f"recyc quote {one}", "what it earns")]) if one else ()


def onward_of_outlook(report: OutlookReport, look: Look) -> tuple[Command, ...]:
    """Return where an outlook leads: its curves, its workbook, and what comes back most, by the tonne."""
    if look.asked is None:
        return ()
    again = f"recyc outlook {_as_asked(look.asked)}".rstrip()
    last = [each for each in report["rows"] if each["year"] == report["years"][-1]["year"]]
    most = sorted(last, key=lambda each: -each["t"])[:MOST]
    shared = tuple(each for each in look.asked if each[0] not in ("", WAY) and len(each[2]) == 1)
    feeds = " ".join([*(each["chemistry"] for each in most), _as_asked(shared)]).rstrip()
    told = [] if look.chart else [(f"{again} --chart", "the years as curves")]
    return _short(
        [*told, (f"{again} -o outlook.xlsx", "formulas live"), (f"recyc compare {feeds}", "a tonne of each, by route")]
    )


def onward_of_blend(look: Look) -> tuple[Command, ...]:
    """Return where a purchase leads: its picture, its workbook; lots that were piped in are not there once more."""
    if look.asked is None or ("", "", ("-",)) in look.asked:
        return ()
    again = f"recyc blend {_as_asked(look.asked)}"
    told = [] if look.chart else [(f"{again} --chart", "bought and left, as bars")]
    return _short([*told, (f"{again} -o plan.xlsx", "formulas live")])


def command_of_sweep(report: SweepReport, look: Look, *, numbers: bool) -> tuple[Command, ...]:
    """Return where a sweep leads: to where what moves the margin turns it, to its picture, and to all its rows."""
    asked = look.asked or ()
    varied = [f"--vary {axis['name']}={_values(axis)}" for axis in report["axes"]]
    if any(flag in ("--set", "--price") for _, flag, _ in asked):
        return ()
    again = " ".join(["recyc sweep", _as_asked(asked), *varied])
    idle = [str(note.get("values", {}).get("option")) for note in report["warnings"] if note["code"] == "no-effect"]
    moving = [axis for axis in report["axes"] if f"--vary {axis['name']}" not in idle]
    first = next((axis for axis in moving if axis["unit"] is not None), None)
    one = _of_quote(report["scenario"], {}, tuple(each for each in asked if len(each[2]) == 1))
    told: list[Command] = []
    if first is not None and numbers and one:
        name = first["name"] if "." not in first["name"] else first["path"]
        told.append((f"recyc breakeven {one} --vary {name}", "beyond the range, and against other routes"))
    told += [] if look.chart or not moving else [(f"{again} --chart", "the picture")]
    return _short([*told, (f"{again} -o sweep.csv", "every row")] if moving else told)


def _values(axis: SweptAxis) -> str:
    """Return values as `--vary` takes them."""
    values, unit = axis["values"], axis["unit"] if axis["unit"] not in (None, "1") else ""
    if all(isinstance(value, str) for value in values):
        return ",".join(map(str, values))
    numbers = [float(value) for value in values]
    steps = [high - low for low, high in pairwise(numbers)]
    if len(steps) > 1 and all(abs(step - steps[0]) <= abs(steps[0]) * EVEN for step in steps):
        return f"{numbers[0]:.6g}:{numbers[-1]:.6g}{unit}/{len(numbers)}"
    ratios = [high / low for low, high in pairwise(numbers)] if all(value > 0.0 for value in numbers) else []
    if len(ratios) > 1 and all(abs(ratio / ratios[0] - 1.0) <= EVEN for ratio in ratios):
        return f"log:{numbers[0]:.6g}:{numbers[-1]:.6g}{unit}/{len(numbers)}"
    return ",".join(f"{value:.6g}{unit}" for value in numbers)


def _of_quote(scenario: Scenario, at: dict[str, str], asked: Asked) -> str:
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
            words += [flag, text]
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


def _as_asked(asked: Asked) -> str:
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


def _short(told: list[Command]) -> tuple[Command, ...]:
    """Return the commands that two lines have room for."""
    return tuple(each for each in told if len(each[0]) <= ROOM)[:MOST]
