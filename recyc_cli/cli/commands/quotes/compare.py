"""`recyc compare` sets scenarios side by side."""

from __future__ import annotations

from recyc_cli.cli.input import options
from recyc_cli.cli.input.keywords import with_feed
from recyc_cli.cli.input.of_passport import passport_and_given
from recyc_cli.cli.input.settings import command
from recyc_cli.cli.output import target
from recyc_cli.cli.output.write_quote import hand_over_side_by_side, refuse_live
from recyc_cli.errors import RecycError
from recyc_cli.render.look import DRAWN
from recyc_cli.scenario.keywords import PLACE, Option
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from recyc_cli.cli.input.settings import Settings


CHAIN = Option("chain", ("--chain",), "SITES", "two sites: shred@singapore,hydro@laos; a place is a plant or a region",
    group=PLACE, values="sites")  # fmt: skip
OPTIONS = (*options.COMPARE[:2], CHAIN, *options.COMPARE[2:])


@command(OPTIONS)
def compare(settings: Settings) -> None:
    """Put routes, plants, regions, prices, ... side by side, and say of each feed which is best.

    What is marked + may be given several times, names also with commas; every combination is a row.

      recyc compare
      recyc compare nmc622 lfp --region china --throughput 50kt/yr
      recyc compare nmc622 --route hydro --region us,china,germany
      recyc compare lfp --route hydro --route direct --prices 2021 --prices 2024
      recyc compare nmc622 lfp --plant brunp --plant li-cycle-hub
      recyc compare nmc811 --route hydro --route direct --form cell -o routes.html
      recyc compare --passport battery.json
      recyc compare nmc622 --chain shred@singapore,hydro@laos
      recyc compare nmc622 lfp -o routes.xlsx
      recyc compare nmc622 --route hydro --route reuse -o page.html --live
    """
    if settings.on("customer"):
        message = "a comparison has no copy for the customer: what sets its columns apart is cost and margin"
        raise RecycError("E117", message, "--customer", "recyc quote CHEMISTRY --route ROUTE --customer")
    to = target.target(settings, DRAWN, (CHAIN,))
    refuse_live(settings, to)
    passport, given = passport_and_given(settings, one=False)
    from recyc_cli import compare as ask

    chain = settings.get(CHAIN.name)
    sites = {} if chain is None else {CHAIN.name: chain.text}
    if passport is None:
        hand_over_side_by_side(ask(**given, **sites), settings, to)
        return
    from recyc_cli.analysis.passport.quoted import notes_of_passport

    comparison = ask(**with_feed(passport.keywords), **sites)  # type: ignore[arg-type]
    hand_over_side_by_side(comparison, settings, to, notes_of_passport(passport, given, None))
