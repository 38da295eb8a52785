"""Says how to go on from a screen: commands that run, made of what was asked."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from recyc_cli.render.pages.side_names import FEED, WAY
from recyc_cli.render.text import WIDTH
from recyc_cli.scenario.keywords import VARYING

if TYPE_CHECKING:
    from recyc_cli.render.look import Asked, Look
    from recyc_cli.render.pages.screen.arranged import Arranged
    from recyc_cli.report.shapes.asked import Scenario
    from recyc_cli.report.shapes.questions import ComparisonReport
    from recyc_cli.report.shapes.quote import QuoteReport
    from recyc_cli.report.shapes.swept import SweepReport, SweptAxis

MOST, ROOM = 3, 74
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
    if not look.verbose:
        told.append(
            (f"recyc compare {_as_asked(look.asked)} -v".replace("  ", " "), "stages, capital, footprint, all notes")
        )
    return _short(told)


def onward_of_quote(report: QuoteReport, look: Look) -> tuple[Command, ...]:
    """Return where a quote leads: its figures, the other ways of its feed, the lot as a workbook."""
    if look.asked is None:
        return ()
    scenario = report["scenario"]
    one = _of_quote(scenario, {}, look.asked)
    if not one:
        return ()
    of_tonne = _of_quote(scenario, {}, _without_lot(look.asked))
    lot = "" if report["lot"] else " --mass 40t"
    others = _as_asked(tuple(each for each in look.asked if each[0] != WAY))
    return _short(
        [
            (f"recyc explain {of_tonne}", f"where the {abs(report['totals']['margin']):,.0f} comes from"),
            (f"recyc compare {others}", "the other routes"),
            (f"recyc quote {one}{lot} -o lot.xlsx", "the lot, formulas live"),
        ]
    )


def command_of_sweep(report: SweepReport, asked: Asked, numbers: bool) -> tuple[Command, ...]:  # noqa: FBT001
    """Return where a sweep leads: to the account of what stands now, to its picture, and to all its rows."""
    varied = [f"--vary {axis['name']}={_values(axis)}" for axis in report["axes"]]
    if any(flag in ("--set", "--price") for _, flag, _ in asked):
        return ()
    again = " ".join(["recyc sweep", _as_asked(asked), *varied])
    first = next((axis for axis in report["axes"] if axis["unit"] is not None), None)
    one = _of_quote(report["scenario"], {}, tuple(each for each in asked if len(each[2]) == 1))
    told: list[Command] = []
    if first is not None and numbers and one and (first["path"] in VARYING or "." in first["path"]):
        name = first["name"] if "." not in first["name"] else first["path"]
        told.append((f"recyc breakeven {one} --vary {name}", "beyond the range, and against other routes"))
    return _short([*told, (f"{again} --chart", "the picture"), (f"{again} -o sweep.csv", "every row")])


def _values(axis: SweptAxis) -> str:
    """Return values as `--vary` takes them."""
    values, unit = axis["values"], axis["unit"] if axis["unit"] not in (None, "1") else ""
    if all(isinstance(value, str) for value in values):
        return ",".join(map(str, values))
    numbers = [float(value) for value in values]
    steps = [high - low for low, high in pairwise(numbers)]
    if len(steps) > 1 and all(abs(step - steps[0]) <= abs(steps[0]) * EVEN for step in steps):
        return f"{numbers[0]:.6g}:{numbers[-1]:.6g}{unit}/{len(numbers)}"
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
        joined = axis and all("," not in value for value in values) and flag
        for value in [",".join(values)] if joined and len(values) > 1 and _names(values) else values:
            words += [each for each in (flag, value) if each]
    return " ".join(map(_quoted, words))


def _names(values: tuple[str, ...]) -> bool:
    return not any(value[:1].isdigit() or value[:1] in "-." for value in values)


def _quoted(word: str) -> str:
    """Return a word as a shell takes it.

    >>> _quoted("lfp"), _quoted("30 %")
    ('lfp', "'30 %'")
    """
    return word if word and set(word) <= SAFE else "'" + word.replace("'", "'\\''") + "'"


def _short(told: list[Command]) -> tuple[Command, ...]:
    """Return the commands that a line has room for."""
    return tuple(each for each in told if len(each[0]) <= min(ROOM, WIDTH))[:MOST]
