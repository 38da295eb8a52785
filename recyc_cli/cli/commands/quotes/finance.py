"""`recyc finance` looks at a plant over its life: does it pay, and what would make it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from recyc_cli.cli.input import keywords, options
from recyc_cli.cli.input.settings import command, read_all
from recyc_cli.cli.output import target
from recyc_cli.cli.output.places import with_place
from recyc_cli.render.look import DATA, DRAWN, FILE, is_form
from recyc_cli.render.render import render
from recyc_cli.scenario.keywords import ROWS, Option

if TYPE_CHECKING:
    from recyc_cli.analysis.finance.finance import Finance
    from recyc_cli.cli.input.settings import Settings

OWN = (
    Option("life", ("--life",), "YEARS", "working years: 15 [the method's]", read="year_count",
        brief="15  working years"),
    Option("discount", ("--discount",), "RATE", "what money must return a year: 8% [the region's]", read="yearly_rate",
        brief="8%  what money must return a year"),
    Option("tax", ("--tax",), "SHARE", "on profit: 25% [the region's]", read="share", brief="25%"),
    Option("depreciation", ("--depreciation",), "WAY",
        "straight-10, macrs-7 (3 5 7 10 15), declining-25% or at-once [the region's]", brief="macrs-7",
        values="straight-10 macrs-3 macrs-5 macrs-7 macrs-10 macrs-15 at-once"),
    Option("bonus", ("--bonus",), "SHARE", "share that is written off at once: 40% [0]", read="share"),
    Option("losses", ("--losses",), "WORD", "carried (to later years), used (elsewhere at once) or lost [carried]",
        values="carried used lost"),
    Option("build", ("--build",), "YEARS", "years of building: 2, or the share spent in each: 40%,60% [40%,60%]",
        read="build_shares", brief="2"),
    Option("ramp", ("--ramp",), "SHARES", "part of a full year that the first ones work: 50%,80% [50%,80%]",
        read="year_shares", brief="50%,80%"),
    Option("overrun", ("--overrun",), "FACTOR", "of the capital: 1.3 or +30% [1]", read="cost_factor", brief="+30%"),
    Option("estimate_class", ("--estimate-class",), "1-5",
        "how well the capital is known: 1 (a tender) to 5 (an idea) [4]", read="estimate_class",
        values="1 2 3 4 5"),
    Option("carbon_price", ("--carbon-price",), "PRICE", "per t CO2 of the plant: 70, 65EUR/t [the region's]",
        read="carbon_price"),
    Option("inflation", ("--inflation",), "RATE", "by which all prices rise: 2%; all is nominal then [0]",
        read="yearly_rate"),
    Option("mid_year", ("--mid-year",), "", "flows fall in the middle of their year, not at its end", "flag"),
    Option("fee_for_irr", ("--fee-for-irr",), "RATE", "the feed price, or gate fee, for a return of: 12% [--discount]",
        read="yearly_rate", brief="12%  the feed price, or gate fee, for that return"),
    Option("draws", ("-n", "--draws"), "NUMBER", "draw prices by year, and all else that is not known: 10000 [0]",
        read="whole_count", brief="10000  how likely is a loss"),
    Option("seed", ("--seed",), "NUMBER", "the same seed draws the same numbers: 7 [1]", read="whole_count"),
)  # fmt: skip
_NEVER = {*options.SIZES}
_DECKS = "price decks of the working years, the last one stays: 2023,2024,2025 [latest]"
_DECKS_OF = ROWS["prices"].options
OPTIONS = (
    options.CHEMISTRY,
    options.ROUTE,
    *OWN,
    *(
        option._replace(kind="names", metavar="DECK+", help=_DECKS) if option in _DECKS_OF else option
        for option in (*options.SCENARIO, *options.PICTURES)
        if option.name not in _NEVER
    ),
)


@command(OPTIONS)
def finance(settings: Settings) -> None:
    """Look at a plant over its life: what is left over, what it returns, and what would make it pay.

    The money of a year is that of the quote at the year's load and prices. Terms that are not given are the region's
    (tax, depreciation, carbon) and the method's (life, interest).

      recyc finance nmc622 --route hydro --region china
      recyc finance nmc622 --route hydro --throughput 20kt/yr --overrun 1.3
      recyc finance lfp --route hydro --depreciation macrs-5 --fee-for-irr 12%
      recyc finance nmc622 --route hydro --region korea --prices 2023,2024,2025
      recyc finance nmc622 --route hydro --region china --draws 10000
      recyc finance nmc622 --route hydro --region china -o plant.xlsx
    """
    to = target.target(settings, DRAWN)
    scenario, terms = keywords.quote_keywords(settings), _terms(settings)
    from recyc_cli import finance as ask

    plant = ask(**scenario, **terms)
    if not is_form(to.look.form, FILE) and (to.look.verbose or not is_form(to.look.form, DATA)):
        from recyc_cli.analysis.compliance.beside_money import law_of_plant

        report = plant.to_dict()
        report["law"], report["law_routes"] = law_of_plant(plant.quote)
    target.deliver(_written(plant, settings, to), to, plant.to_dict()["warnings"])


def _written(plant: Finance, settings: Settings, to: target.Target) -> str | bytes:
    """Return the plant in the form asked for, a workbook with its formulas."""
    if is_form(to.look.form, FILE):
        from recyc_cli.analysis.finance.traced_finance import traced_finance
        from recyc_cli.render.xlsx.plant_book import plant_workbook

        return plant_workbook(traced_finance(plant))
    return render(with_place(plant.to_dict(), settings, to), to.look)


def _terms(settings: Settings) -> dict[str, Any]:
    """Return the terms that were given; every fault in them at once."""
    given = [option for option in OWN if settings.get(option.name)]
    return read_all({option.name: partial(_read, settings, option) for option in given})


def _read(settings: Settings, option: Option) -> Any:  # noqa: ANN401 - what the option's reader returns
    from recyc_cli.cli.input import plant_values

    setting = settings.get(option.name)
    if option.kind == "flag":
        return settings.on(option.name)
    text = "" if setting is None else setting.text
    return getattr(plant_values, option.read)(text, option.flags[0]) if option.read else text.lower()
