"""`recyc simulate` draws all that is not known at once, and says how sure a margin is."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any

from recyc_cli.cli.input import keywords, options
from recyc_cli.cli.input.settings import command
from recyc_cli.cli.output import target
from recyc_cli.errors import RecycError
from recyc_cli.render.look import DATA, DRAWN, is_form
from recyc_cli.render.render import render
from recyc_cli.scenario.keywords import ROWS, Option

if TYPE_CHECKING:
    from recyc_cli.cli.input.settings import Settings

BAD = "E180"
FEEDS, WAYS = (row.name for row in (ROWS[options.CHEMISTRY.name], ROWS[options.ROUTE.name]))
OWN = (
    Option("draws", ("-n", "--draws"), "NUMBER", "draws: 1000000 [100,000]", brief="1000000  draws"),
    Option("seed", ("--seed",), "NUMBER", "the same seed draws the same numbers: 7 [1]"),
    Option("sampler", ("--sampler",), "WORD", "lhs (evenly) or random [lhs]", values="lhs random"),
    Option("horizon", ("--horizon",), "TIME", "of prices: 1mo, 3mo, 12mo or 24mo [12mo]", values="1mo 3mo 12mo 24mo",
        brief="3mo  how far ahead prices are looked at"),
    Option("fix", ("--fix",), "PATH+", "an input that stands: prices.metals.nickel, nickel, region.*", "list",
        brief="nickel  what stands; what you set stands too"),
    Option("only", ("--only",), "GROUP+", "draw this group alone: prices, plant, recoveries, second-life ...", "list",
        brief="prices  draw one group alone", values="groups"),
    Option("every", ("--every",), "", "draw small inputs by themselves too, not as one: the same, but slower", "flag",
        brief="  draw small inputs one by one too"),
    Option("samples", ("--samples",), "FILE", "write every draw's margins to FILE.csv or FILE.parquet", values="files",
        brief="draws.parquet  every draw"),
    Option("bootstrap", ("--bootstrap",), "FILE", "replay the months of your price file; recyc has none to ship",
        values="files", brief="months.csv  replay price months of yours"),
)  # fmt: skip
_DECKS = "price decks, each drawn about its own middle: 2022,2023,2024 [latest]"
OPTIONS = (
    options.CHEMISTRIES,
    options.ROUTES,
    *OWN,
    *(
        option._replace(kind="names", metavar="DECK+", help=_DECKS) if option in ROWS["prices"].options else option
        for option in (*options.SCENARIO, *options.PICTURES)
        if option.name not in options.SIZES
    ),
)
PATIENCE, RARELY = 1.0, 10.0
"""Seconds after which it is told how far it has come: on a terminal, and where lines are kept."""


@command(OPTIONS)
def simulate(settings: Settings) -> None:
    """Draw every input that is not known, all routes on the same draws, and say how sure the margin is.

    Each input is drawn by its own range or that of its kind, prices together. What you give a number stands.

      recyc simulate nmc622 --route hydro
      recyc simulate nmc622 lfp --region china
      recyc simulate nmc622 --route hydro --chart
      recyc simulate nmc622 --route hydro --fix nickel --fix cobalt --horizon 3mo
      recyc simulate nmc622 --route hydro --only plant
      recyc simulate nmc622 -n 10000 --samples draws.csv
      recyc simulate nmc622 --route hydro --prices 2021,2022,2023,2024 --chart
      recyc simulate nmc622 --route hydro --bootstrap CMO-Historical-Data.xlsx
    """
    to = target.target(settings, DRAWN)
    asked = sample_asked(settings)
    scenario: dict[str, Any] = dict(keywords.keywords(settings, one=True))
    several = {many: scenario.pop(one, ()) for many, one in (("chemistries", FEEDS), ("routes", WAYS))}
    samples = settings.text("samples") or ""
    if samples:
        from recyc_cli.batch.samples import checked_file

        checked_file(samples)
        target.writable(samples, "--samples")
        target.apart(samples, settings, "--samples")
    from recyc_cli import simulate as ask

    done = ask(**several, **asked, **scenario, told=_Progress(asked.get("draws"), quiet=to.quiet))
    if samples:
        from recyc_cli.batch.samples import write_samples

        write_samples(done, samples)
        if not to.quiet:
            target.say(f"wrote {samples}")
    report = done.to_dict()
    if not is_form(to.look.form, DATA):
        report["titles"] = done.titles()
    target.deliver(render(report, to.look), to, report["warnings"])


def sample_asked(settings: Settings) -> dict[str, Any]:
    """Return the question's own keywords."""
    asked: dict[str, Any] = {}
    if settings.get("bootstrap") is not None:
        asked["bootstrap"] = settings.text("bootstrap")
    for name in ("draws", "seed"):
        text = settings.text(name)
        if text is not None:
            asked[name] = whole_number(text, "-n" if name == "draws" else "--seed")
    for name in ("sampler", "horizon"):
        text = settings.text(name)
        if text is not None:
            asked[name] = text.lower()
    for name in ("fix", "only"):
        if settings.get(name) is not None:
            asked[name] = [part for item in settings.items(name) for part in item.split(",") if part]
    if settings.get("every"):
        asked["every"] = True
    return asked


def whole_number(text: str, where: str) -> int:
    """Read a whole number, also one written 10^6, 1e6 or 1,000,000."""
    written = text.replace(",", "").replace("_", "")
    base, power, exponent = written.partition("^")
    try:
        number = float(base) ** float(exponent) if power else float(written)
        if number != int(number) or number < 0.0:
            raise ValueError  # noqa: TRY301 - told below
    except (ValueError, OverflowError, ZeroDivisionError):
        raise RecycError(BAD, f"{text!r} is no whole number from 0 on", where, "for example 100000") from None
    return int(number)


class _Progress:
    """Says on stderr how far a simulation has come, once it takes longer than a second."""

    def __init__(self, draws: int | None, *, quiet: bool) -> None:
        self._draws, self._quiet = draws, quiet
        self._line = sys.stderr is not None and sys.stderr.isatty()
        self._wait = PATIENCE if self._line else RARELY
        self._next = time.monotonic() + self._wait
        self._shown = False

    def __call__(self, done: int) -> None:
        if self._quiet or sys.stderr is None:
            return
        now = time.monotonic()
        if self._shown and self._line and done >= (self._draws or done + 1):
            target.tell("\r\033[K")
        elif now >= self._next:
            self._next, self._shown = now + self._wait, True
            of = f" of {self._draws:,}" if self._draws else ""
            target.tell(f"\r{done:,}{of} drawn" if self._line else f"{done:,}{of} drawn\n")
