"""`recyc sensitivity` tells what moves a margin: each input at its low and high."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.cli.commands.quotes import simulate
from recyc_cli.cli.input import keywords, options
from recyc_cli.cli.input.settings import command
from recyc_cli.cli.output import target
from recyc_cli.render.look import DATA, DRAWN, is_form
from recyc_cli.render.render import render
from recyc_cli.scenario.keywords import Option

if TYPE_CHECKING:
    from recyc_cli.cli.input.settings import Settings

SHARED = ("draws", "seed", "horizon", "fix")
OWN = (
    Option("by", ("--by",), "WORD", "by range, elasticity (one percent), group (alone) or sobol (variance) [range]",
        values="range elasticity group sobol"),
    Option("group", ("--group",), "GROUP", "list inputs of this group: prices, plant, recoveries, second-life ...",
        brief="prices  list one group", values="groups"),
    Option("top", ("--top",), "NUMBER", "list so many inputs: 20 [12]", brief="20  list so many inputs"),
)  # fmt: skip
OPTIONS = (
    options.CHEMISTRY,
    options.ROUTE,
    *OWN,
    *(each for each in simulate.OWN if each.name in SHARED),
    *(each for each in (*options.SCENARIO, *options.PICTURES) if each.name not in options.SIZES),
)


@command(OPTIONS)
def sensitivity(settings: Settings) -> None:
    """Move each input to its low and its high, all else as quoted, and tell the margin at both.

    Low and high are an input's own, or those of its kind. What you give a number stands.

      recyc sensitivity nmc622 --route hydro
      recyc sensitivity nmc622 --route hydro --chart
      recyc sensitivity lfp --route reuse --region germany --group second-life
      recyc sensitivity nmc622 --route hydro --by elasticity --top 20
      recyc sensitivity nmc622 --route hydro --by group --chart
      recyc sensitivity nmc622 --route hydro --by sobol
    """
    to = target.target(settings, DRAWN)
    asked = simulate.sample_asked(settings)
    for name in ("by", "group"):
        text = settings.text(name)
        if text is not None:
            asked[name] = text.lower()
    top = settings.text("top")
    if top is not None:
        asked["top"] = simulate.whole_number(top, "--top")
    scenario: dict[str, Any] = dict(keywords.keywords(settings, one=True))
    from recyc_cli import sensitivity as ask

    done = ask(**scenario, **asked)
    report = done.to_dict()
    if not is_form(to.look.form, DATA):
        report["titles"] = done.titles()
    target.deliver(render(report, to.look), to, report["warnings"])
