"""`recyc quote` prices one chemistry on one route."""

from __future__ import annotations

from recyc_cli.cli.input import keywords, options
from recyc_cli.cli.input.of_passport import passport_and_given
from recyc_cli.cli.input.settings import command
from recyc_cli.cli.output import target
from recyc_cli.cli.output.least_left import checked, least_left
from recyc_cli.cli.output.write_quote import guard, hand_over, refuse_live
from recyc_cli.render.look import DATA, DRAWN, is_form
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from recyc_cli.analysis.quote import Quote
    from recyc_cli.cli.input.settings import Settings
    from recyc_cli.report.shapes.asked import Terms
    from recyc_cli.scenario.keyword_types import ReadKeywords

UNSAVED: Terms = {"reference": None, "date": None, "valid_until": None, "offered_by": None, "offered_to": None}
"""Terms that only a saved quote has."""


@command(options.QUOTE)
def quote(settings: Settings) -> None:
    """Quote one chemistry on one route, per tonne of the feed as delivered.

    recyc quote nmc622 --route hydro
    recyc quote lfp --route direct --mass 12t --feed-price -150
    recyc quote nmc811 --route hydro --form black-mass --price nickel=16000USD/t
    recyc quote --vehicle nissan-leaf-40 --packs 12
    recyc quote --passport battery.json --route reuse
    recyc quote --mix lfp=0.3,nmc811=0.7 --route pyro -o quote.csv
    recyc quote lfp --route hydro --mass 40t --save offer.json --valid 30d
    recyc quote nmc622 --route hydro --packs 30 -o report.html
    recyc quote nmc622 --route hydro --packs 30 -o quote.xlsx
    recyc quote nmc622 --route hydro -o page.html --live
    recyc quote nmc622 --packs 30 --margin 8% --customer -o offer.html
    recyc quote nmc622 --route hydro --feed-price 900 --fail-below 5%
    """
    least = least_left(settings)
    to = target.target(settings, DRAWN, (options.LEFT,))
    refuse_live(settings, to)
    passport, given = passport_and_given(settings, one=True)
    asked: ReadKeywords = given if passport is None else passport.keywords  # type: ignore[assignment]
    answer = _quoted(settings, _priced(settings, keywords.with_feed(asked)))
    report = answer.to_dict()
    if passport is not None:
        from recyc_cli.analysis.passport.quoted import notes_of_passport, told_beside

        report = told_beside(report, notes_of_passport(passport, given, answer))
    if not (answer.terms or settings.on("customer") or is_form(to.look.form, DATA)):
        from recyc_cli.analysis.year_before import told_to_readers

        report = told_to_readers(answer, report)
    hand_over(report, lambda: answer, settings, to, fresh=not settings.get("save"))
    checked(report, least)


def _priced(settings: Settings, keywords_given: ReadKeywords) -> ReadKeywords:
    """Return the keywords, with the feed price that leaves a margin where one is asked for."""
    margin = settings.get(options.LEFT.name)
    if margin is None:
        return keywords_given
    from recyc_cli.analysis.offer.price_at_margin import priced_at_margin
    from recyc_cli.cli.input import values

    return priced_at_margin(values.left_margin(margin.text, margin.where), keywords_given)


def _quoted(settings: Settings, keywords_given: ReadKeywords) -> Quote:
    """Return the quote; with --save, or terms that only a saved quote has, the saved one."""
    parties = {option.name: (settings.text(option.name) or "").strip() or None for option in options.PARTIES}
    terms = (settings.get(option.name) for option in options.SAVING)
    if any(term and (term.where.startswith("--") or settings.get("save")) for term in terms):
        from recyc_cli.cli.commands.quotes import saving

        return saving.save(settings, keywords_given, parties)
    from recyc_cli import quote as ask

    answer = ask(**keywords_given)
    guard(answer, settings)
    if any(parties.values()):
        answer.terms = {**UNSAVED, "offered_by": parties["offered_by"], "offered_to": parties["offered_to"]}
    return answer
