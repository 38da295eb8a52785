"""`recyc outlook` foresees what comes back by year, and what it is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.cli.input import keywords, options
from recyc_cli.cli.input.numbers_of_text import split, unreadable
from recyc_cli.cli.input.settings import command
from recyc_cli.cli.output import target
from recyc_cli.cli.output.places import with_place
from recyc_cli.render.look import DRAWN, FILE, is_form
from recyc_cli.render.render import render
from recyc_cli.scenario.keywords import FEED, KEYWORDS, LOT, ROWS, WAY, Option, acting_on, on_axis

if TYPE_CHECKING:
    from recyc_cli.analysis.outlook.outlook import Outlook
    from recyc_cli.cli.input.settings import Settings

GROUP = options.QUESTION
_PACKS = {*on_axis(FEED), on_axis(WAY)[-1], *(row.name for row in acting_on(LOT))}
_NEVER = {each.name for row in KEYWORDS if row.name in _PACKS for each in row.options if each.help}
OWN = (
    Option("series", ("--series",), "NAME", "batteries sold or returned: north-america china world ... [the region's]",
        group=GROUP, values="north-america china world deloitte-2022"),
    Option("life", ("--life",), "LIFE", "how long they last: busch-2025 ces deloitte-2022, or years: 12 [the series']",
        group=GROUP, brief="12  years, or busch-2025 ces deloitte-2022", values="busch-2025 ces deloitte-2022"),
    Option("first_year", ("--from",), "YEAR", "first year [2025]", group=GROUP, brief="2025"),
    Option("last_year", ("--to",), "YEAR", "last year [ten on]", group=GROUP, brief="2040"),
    Option("chemistry_shares", ("--chemistry-shares",), "SHARES",
        "of all batteries: lfp=0.6,nmc622=0.4 [by year of sale]", group=GROUP, values="shares"),
)  # fmt: skip
_DECKS = "price decks, each beside the first: 2022,2025 [latest]"
_DECKS_OF = ROWS["prices"].options
OPTIONS = (
    options.ROUTES,
    *OWN,
    *(
        each._replace(kind="names", metavar="DECK+", help=_DECKS) if each in _DECKS_OF else each
        for each in options.SCENARIO
        if each.name not in _NEVER
    ),
    *options.PICTURES,
)


@command(OPTIONS)
def outlook(settings: Settings) -> None:
    """Foresee what comes back by year: batteries, their metals, value and margin by route.

    Batteries sold by year and how long they last are presets with sources; packs are quoted as of the deck.

      recyc outlook --region china
      recyc outlook --region us --from 2025 --to 2050
      recyc outlook --region china --life deloitte-2022
      recyc outlook --series deloitte-2022 --region china --prices china-2021-exvat
      recyc outlook --region china --prices 2022,2024,2025
      recyc outlook --region us --chemistry-shares lfp=0.6,nmc622=0.4 --chart
    """
    to = target.target(settings, DRAWN, OWN)
    asked = _question(settings)
    from recyc_cli import outlook as ask

    found = ask(**asked)
    target.deliver(_written(found, settings, to), to, found.to_dict()["warnings"])


def _written(found: Outlook, settings: Settings, to: target.Target) -> str | bytes:
    """Return the outlook in the form asked for, a workbook with its formulas."""
    if not is_form(to.look.form, FILE):
        return render(with_place(found.to_dict(), settings, to), to.look)
    from functools import partial

    from recyc_cli.analysis.outlook.traced_outlook import NOTE, traced_outlook
    from recyc_cli.render.xlsx.traced_book import traced_workbook
    from recyc_cli.report.in_full import bibliography

    return traced_workbook("Outlook", traced_outlook(found), partial(bibliography, found.library), NOTE)


def _question(settings: Settings) -> dict[str, Any]:
    """Return the keywords of an outlook."""
    given: dict[str, Any] = {name: each for name, each in keywords.keywords(settings).items() if name not in _PACKS}
    given |= {"routes": settings.items("routes"), "series": settings.text("series")}
    life = settings.text("life")
    if life is not None:
        given["life"] = _life(life)
    given |= {"first": _year(settings, "first_year", "--from"), "last": _year(settings, "last_year", "--to")}
    shares = settings.text("chemistry_shares")
    if shares is not None:
        from recyc_cli.cli.input.values import mix

        given["chemistry_shares"] = mix(shares, "--chemistry-shares")
    return given


def _life(text: str) -> str | float:
    """Return a life by its name, or its years."""
    if not text[:1].isdigit() and not text.startswith("-"):
        return text
    number, unit = split(text, "a life", "--life", "12")
    if unit not in ("", "yr", "years"):
        raise unreadable(text, "a life in years", "--life", "for example 12")
    return number


def _year(settings: Settings, name: str, flag: str) -> int | None:
    text = settings.text(name)
    if text is None:
        return None
    if not (text.isdecimal() and len(text) == len("2030")):
        raise unreadable(text, "a year", flag, "for example 2030")
    return int(text)
