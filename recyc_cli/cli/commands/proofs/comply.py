"""`recyc comply` holds a plant against the law: its rates, and what they turn on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from recyc_cli.cli.input import keywords, options
from recyc_cli.cli.input.numbers_of_text import split
from recyc_cli.cli.input.settings import command
from recyc_cli.cli.output import target
from recyc_cli.cli.output.places import with_place
from recyc_cli.errors import RecycError
from recyc_cli.render.render import render
from recyc_cli.scenario.keywords import FED, PLACE, Option

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recyc_cli.analysis.compliance.books import Entry
    from recyc_cli.cli.input.settings import Settings

FAILED = 4
"""Exit code of a check that was asked for and failed."""
OUTPUTS = Option("outputs", ("--outputs",), "FILE", "masses as weighed, instead of CHEMISTRY: masses.csv",
    group=FED, brief="masses.csv  as weighed, instead of CHEMISTRY", values="files")  # fmt: skip
CASINGS = Option("switch", ("--switch",), "NAME=CHOICE",
    "settle what the law leaves open: casing=out; repeatable", "names", brief="casing=out  what the law leaves open",
    group=PLACE, values="switches")  # fmt: skip
REFINER = Option("refiner", ("--refiner",), "EL=SHARE",
    "what the buyer of black mass recovers: ni=95%,li=82%,mass=60% [the route's]", "names", group=PLACE)  # fmt: skip
OWN = (
    OUTPUTS,
    Option("lots", ("--lots",), "FILE", "all lots of a year, instead of CHEMISTRY: lots.csv, as batch reads them; "
        "repeatable", "list", group=FED, brief="lots.csv  all lots of a year, averages by mass", values="files"),
    Option("rules", ("--rules",), "NAME+", "eu china india us korea, a preset's name, all [the region's]", "names",
        brief="eu,china  or all [the region's]", values="rules", group=PLACE),
    Option("on", ("--on",), "DATE", "the day that laws are held against: 2027-12-31 [today]", group=PLACE,
        brief="2027-12-31  the law of that day [today]"),
    CASINGS,
    REFINER,
    Option("ship_to", ("--ship-to",), "REGION", "where black mass is shipped to: korea", values="regions",
        group=PLACE),
    Option("duty", ("--duty",), "NAME=YES", "what has no number, done or not: fluids=yes,storage=no", "names",
        group=PLACE, values="duties"),
    Option("fail", ("--fail",), "", "exit with 4 where a limit in force is failed", "flag", group=PLACE,
        brief="exit with 4 where a limit is failed"),
    Option("strict", ("--strict",), "", "with --fail: also where a verdict turns on an open question", "flag",
        group=PLACE),
)  # fmt: skip
SCENARIO = tuple(option for option in options.SCENARIO if option.name not in options.SIZES)
OPTIONS = (options.CHEMISTRY, options.ROUTE, *OWN, *SCENARIO, *options.OUTPUT)


@command(OPTIONS)
def comply(settings: Settings) -> None:
    """Hold a plant against the law: its rates, what is failed from when, and what a verdict turns on.

    Rates are of what was in the batteries, never of reagents. Masses are the model's, or yours as weighed.

      recyc comply nmc622 --route hydro --region germany
      recyc comply nmc622 --route pyro --region germany --on 2031-12-31 -v
      recyc comply lfp --route hydro --region germany --switch slag=in --fail
      recyc comply nmc622 --route shred --refiner li=82%,co=93%,ni=93%,mass=60%
      recyc comply nmc622 --route hydro --rules all
      recyc comply nmc622 --route hydro --rules eu --duty fluids=yes --fail
      recyc comply --outputs masses.csv --rules eu-2023-1542
      recyc comply --lots lots.csv --route hydro --region germany
    """
    to = target.target(settings)
    asked = question(settings)
    on = settings.text("on") or str(date.today())  # noqa: DTZ011 - the day where the user is
    from recyc_cli import comply as ask

    found = ask(on=on, **asked)
    report = found.to_dict()
    target.deliver(render(with_place(report, settings, to), to.look), to, report["warnings"])
    failed = found.failed(strict=settings.on("strict")) if settings.on("fail") else []
    if failed:
        names = dict.fromkeys(f"{_called(each.entry)} ({each.verdict})" for each in failed)
        raise RecycError("E194", f"not kept on {on}: {', '.join(names)}", "--fail", exit_code=FAILED)


def _called(entry: Entry) -> str:
    """Return what a message calls an entry: a duty by its name, as its words are long."""
    return entry.name if entry.table == "duties" else entry.requirement


def question(settings: Settings) -> dict[str, Any]:
    """Return the keywords of what is asked, but for the day."""
    weighed, lots = settings.text("outputs"), settings.items("lots")
    if weighed and lots:
        raise RecycError("E112", "lots, and masses that were weighed", "--lots", "leave one of the two out")
    whole = not (weighed or lots)
    given: dict[str, Any] = dict(keywords.quote_keywords(settings) if whole else keywords.keywords(settings))
    return given | {
        "outputs": weighed or "",
        "lots": lots,
        "rules": settings.items("rules"),
        "switches": dict(_pairs(settings, "switch", "casing=out")),
        "refiner": {name: _share(text) for name, text in _pairs(settings, "refiner", "ni=95%")},
        "ship_to": settings.text("ship_to") or "",
        "duties": {name: _yes(name, text) for name, text in _pairs(settings, "duty", "fluids=yes")},
    }


def _yes(name: str, text: str) -> bool:
    if text not in ("yes", "no"):
        raise RecycError("E111", f"{name} is not {text!r}", "--duty", f"--duty {name}=yes, or no")
    return text == "yes"


def _pairs(settings: Settings, name: str, example: str) -> Iterable[tuple[str, str]]:
    for item in settings.items(name):
        left, mark, right = item.partition("=")
        if not mark or not left.strip() or not right.strip():
            raise RecycError("E111", f"{item!r} says nothing of anything", f"--{name}", f"--{name} {example}")
        yield left.strip().lower(), right.strip().lower()


def _share(text: str) -> float:
    number, unit = split(text, "a share", "--refiner", "95%")
    return number / 100.0 if unit == "%" else number
