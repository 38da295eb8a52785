"""`recyc breakeven` finds the input value at which a margin is zero, or two tie."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.cli.input import keywords, options
from recyc_cli.cli.input.settings import command
from recyc_cli.cli.output import target
from recyc_cli.cli.output.places import with_place
from recyc_cli.errors import RecycError
from recyc_cli.render.look import DRAWN
from recyc_cli.render.render import render
from recyc_cli.scenario.keywords import MONEY, VARYING, Option

if TYPE_CHECKING:
    from recyc_cli.cli.input.settings import Setting, Settings

OWN = (
    Option(
        "vary",
        ("--vary",),
        "NAME",
        "feed_price gate_fee throughput load soh new_pack_price pack_mass pack_energy distance damaged, a price"
        " (nickel), any path",
        brief="nickel  or throughput, soh, feed_price, any path",
        values="varying",
    ),
    Option(
        "start",
        ("--from",),
        "VALUE",
        "low end of the range: 12000 (its own unit, money in --currency), 12EUR/kg [a tenth]",
        brief="12000  the range's low end; --to 40000: its high end",
    ),
    Option("end", ("--to",), "VALUE", "high end of the range [the tenfold; shares: 1]"),
    Option("against", ("--against",), "CHEMISTRY", "tie with another chemistry", values="chemistries"),
    Option(
        "against_route",
        ("--against-route",),
        "ROUTE",
        "tie with another route",
        brief="direct  where two routes tie; --against lfp: two feeds",
        values="routes",
    ),
    Option(
        "margin",
        ("--margin",),
        "AMOUNT",
        "the margin, or the lead, to be met: 8% of the value, 250 (in --currency), 250EUR/t [0]",
    ),
    Option("per", ("--per",), "BASIS", "margins per t or per kwh [t]", values="t kwh"),
)
_NEVER = frozenset(options.SIZES)
OPTIONS = (
    options.CHEMISTRY,
    options.ROUTE,
    *OWN,
    *(option for option in (*options.SCENARIO, *options.PICTURES) if option.name not in _NEVER),
)


@command(OPTIONS)
def breakeven(settings: Settings) -> None:
    """Find the value of any one input at which a route's margin is zero, or at which two routes or two chemistries tie.

    Says when there is none or more than one, and where the margin steps across zero instead of meeting it.

      recyc breakeven nmc622 --route hydro --vary nickel
      recyc breakeven nmc622 --route direct --vary throughput --to 200kt/yr
      recyc breakeven nmc622 --route hydro --against-route direct --vary nickel
      recyc breakeven nmc622 --against lfp --route hydro --per kwh --vary cobalt
    """
    to = target.target(settings, DRAWN)
    keywords_given, question = keywords.quote_keywords(settings), _question(settings)
    from recyc_cli import breakeven as ask

    report = ask(**keywords_given, **question).to_dict()
    target.deliver(render(with_place(report, settings, to), to.look), to, report["warnings"])


def _question(settings: Settings) -> dict[str, Any]:
    """Return the question's own keywords."""
    vary = settings.text("vary")
    if vary is None:
        hint = "--vary nickel, --vary throughput, --vary region.electricity"
        raise RecycError(keywords.MISSING, "nothing given to vary", "--vary", hint)
    keywords_given: dict[str, Any] = {"vary": vary}
    for name in ("against", "against_route", "per"):
        text = settings.text(name)
        if text is not None:
            keywords_given[name] = text.lower() if name == "per" else text
    for name in ("start", "end"):
        setting = settings.get(name)
        if setting is not None:
            keywords_given[name] = _bound(vary, setting)
    setting = settings.get("margin")
    if setting is not None:
        keywords_given["margin"] = _with_unit(setting, "an amount", "-100 or 250EUR/t")
    return keywords_given


def _bound(vary: str, setting: Setting) -> float | tuple[float, str]:
    """Read an end of the range: a number in the varied one's own unit, or with another unit that converts to it."""
    from recyc_cli.cli.input import values

    row, _ = VARYING.get(vary.strip().lower().replace("-", "_"), (None, 0.0))
    if row is not None and row.kind != MONEY:
        number: float = getattr(values, row.options[0].read)(setting.text, setting.where)
        return number
    return _with_unit(setting, "a number", "0.2 or 15000USD/t")


def _with_unit(setting: Setting, expected: str, example: str) -> float | tuple[float, str]:
    """Read a number, with its unit where it has one: the number's own, or the quote's currency."""
    from recyc_cli.cli.input.numbers_of_text import split

    value, unit = split(setting.text, expected, setting.where, example)
    return (value, unit) if unit else value
