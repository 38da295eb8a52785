"""Gathers the notes of one quote, or of several side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.catalog.vocabulary import USUAL
from recyc_cli.model.cathode.making import recovered
from recyc_cli.model.evaluate import evaluate
from recyc_cli.model.flows.stage import BLACK_MASS, CATHODE
from recyc_cli.model.money.equipment import INSTALLED, capacity, trains_of
from recyc_cli.model.numbers.arithmetic import plain
from recyc_cli.model.records.scenario import Scenario
from recyc_cli.model.seats import HOLDER, REFINER
from recyc_cli.report.axes import fewest_words, quote_place
from recyc_cli.report.notes import feed_notes, price_notes
from recyc_cli.report.notes.age_notes import estimates, older
from recyc_cli.scenario.keywords import BATTERIES, FREIGHT, SECOND_LIFE, acting_on

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recyc_cli.model.records.plant import Plant
    from recyc_cli.report.answer import Answer
    from recyc_cli.report.axes import Place
    from recyc_cli.report.shapes.asked import Note
    from recyc_cli.scenario.keywords import Keyword

NEAR = 0.05
"""A step of whole units is near when it lies within this share of the throughput."""
CLOSED = 1e-9
NO_REUSE, EMPTY, HOLDS, REFINES = "second-life", "black-mass", "holder", "refiner"
IDLE = {
    NO_REUSE: "it belongs to the reuse route",
    EMPTY: "black mass holds no batteries any more",
    HOLDS: "whoever fetches the feed bears what comes after",
    REFINES: "it is the way to the shredder, which the shredder pays",
}
"""Why an option changes nothing, by what is so."""


def notes_of_quotes(quotes: Sequence[Answer], *, second_life_refused: bool = False) -> list[Note]:
    """Return the warnings of quotes, each with its code; what holds for all of them is said once.

    Args:
        quotes: side by side.
        second_life_refused: whether a second life was asked for beside them and refused: its options had an effect.
    """
    places = [quote_place(quote) for quote in quotes]
    places_of_note: dict[tuple[str, str], list[Place]] = {}
    for quote, at in zip(quotes, places, strict=True):
        for caution in notes_of_quote(quote):
            places_of_note.setdefault(caution, []).append(at)
    said = []
    for (code, message), some in places_of_note.items():
        of = fewest_words(some, places)
        said.append((code, f"{of}: {message}" if of else message))
    idle = [(option, why) for option, why in _idle(quotes) if not (second_life_refused and why == NO_REUSE)]
    said += [("no-effect", f"{option} changes nothing here: {IDLE[why]}") for option, why in idle]
    said += [*feed_notes.price_estimated(quotes), *older(quotes), *estimates(quotes)]
    return [{"code": code, "message": message} for code, message in said]


def notes_of_quote(quote: Answer) -> list[tuple[str, str]]:
    """Return what is to know of one quote whatever stands beside it: codes and messages."""
    if quote.said is None:
        quote.said = list(_notes(quote))
    return quote.said


def _notes(quote: Answer) -> Iterator[tuple[str, str]]:
    """Yield (code, message) of what is to know of one quote whatever stands beside it."""
    yield from price_notes.notes_of_prices(quote)
    yield from (*_unsuited(quote), *_borrowed(quote), *_above_one(quote), *_steps(quote), *_unbalanced(quote))
    yield from feed_notes.notes_of_feed(quote)
    if quote.resolved.scenario.reuse is not None:
        from recyc_cli.report.notes import second_life_notes

        yield from second_life_notes.notes_of_second_life(quote)
    yield from _filled_in(quote)
    yield from _half_full(quote)
    own = quote.request.overrides or quote.request.price_overrides or quote.resolved.library.has_own
    if own or "throughput_t_per_year" in quote.request.given:
        from recyc_cli.report.notes import own_notes

        yield from own_notes.notes_of_own_numbers(quote)


def _idle(quotes: Sequence[Answer]) -> Iterator[tuple[str, str]]:
    """Yield the options given that change none of the quotes, each with what is so of the first (`IDLE`)."""
    idle = [_idle_in(quote) for quote in quotes]
    yield from (item for item in idle[0].items() if all(item[0] in others for others in idle))


def _idle_in(quote: Answer) -> dict[str, str]:
    """Return the options given that a quote has no use for, each with what is so."""
    request, seat = quote.request, quote.resolved.scenario.seat
    second_life, freight = acting_on(SECOND_LIFE), acting_on(FREIGHT)
    idle: dict[Keyword, str] = {}
    if quote.resolved.scenario.reuse is None:
        idle |= dict.fromkeys(second_life, NO_REUSE)
    if all(form == "black-mass" for _, form, _ in request.parts):
        idle |= dict.fromkeys(acting_on(BATTERIES), EMPTY)
    if seat == HOLDER:
        idle |= dict.fromkeys((*second_life, *freight), HOLDS)
    if seat == REFINER:
        idle |= dict.fromkeys(freight, REFINES)
    given = (row for row in idle if plain(getattr(request, row.name)) != row.default)
    return {row.options[0].flags[0]: idle[row] for row in given}


def _filled_in(quote: Answer) -> Iterator[tuple[str, str]]:
    """What the request left to others, or says in other words: route, seat, a plant's figures, a profile."""
    request, names = quote.request, quote.resolved.names
    if "route" not in request.given and "plant" not in names:
        yield "route-assumed", f"no route was given: {names['route']} is taken; --route names another"
    if request.seat != quote.resolved.scenario.seat:
        yield "seat-is-chain", f"the {request.seat} does all of the work here: its account is that of the chain"
    if "throughput_t_per_year" not in request.given and "plant" not in names:
        usual = quote.resolved.library.document("routes", names["route"]).tree.get("throughput")
        if usual is not None:
            yield "throughput-assumed", f"no throughput was given: {usual:,.0f} t/yr is usual for {names['route']}"
    if "plant" in names:
        from recyc_cli.report.notes.plant_notes import inherited

        yield from inherited(quote)
    if request.profile != USUAL:
        stages = [f"stages.{plant.id}" for plant in _plants(quote)]
        if not any(request.profile in quote.resolved.documents[stage].overlays for stage in stages):
            message = f"no {request.profile} recoveries are known for {names['route']}: the {USUAL} ones are used"
            yield "profile-unknown", message


def _plants(quote: Answer) -> list[Plant]:
    """Return the plants of a quote; those that recycle what a second life leaves."""
    scenario = quote.resolved.scenario
    chains = [scenario] if scenario.reuse is None else [nested for _, nested in scenario.reuse.recycling]
    return [plant for chain in chains for plant in chain.plants]


def _unsuited(quote: Answer) -> Iterator[tuple[str, str]]:
    """The route sells nothing of what the cathode holds; one that sells packs or black mass sells all of it."""
    recovery, sells_black_mass = recovered(quote.result), any(item.product == BLACK_MASS for item in quote.result.sold)
    if quote.resolved.scenario.reuse is not None or sells_black_mass or not quote.result.accounts:
        return
    cathodes = {stream.chemistry.product: stream.chemistry for stream in quote.resolved.scenario.streams}
    market = quote.resolved.scenario.market
    sold = {item.product for item in recovery}
    taken = sold | {market.products[name].element for name in sold if name in market.products}
    for product, chemistry in cathodes.items():
        inside = {element for element, _, _ in chemistry.inside.get(CATHODE, ())}
        contained = [element for element, item in market.elements.items() if item.contained and element in inside]
        if contained and product not in taken and not taken & set(contained):
            what = " and ".join(element.capitalize() for element in contained)
            message = f"{quote.resolved.names['route']} sells nothing of the {what} in {chemistry.id}"
            only = ", ".join(item.product.replace("_", " ") for item in recovery) or "nothing"
            yield "route-unsuited", f"{message}: it recovers {only}"


def _borrowed(quote: Answer) -> Iterator[tuple[str, str]]:
    key, used = quote.resolved.borrowed
    by_deck = any(stream.chemistry.payables is None for stream in quote.resolved.scenario.streams)
    if by_deck and used not in (key, "any"):
        yield "payables-borrowed", f"no payables are known for region {key}: those of {used} are used"


def _above_one(quote: Answer) -> Iterator[tuple[str, str]]:
    """Payables above one pay for what they do not name, as Ni + Co quotes with lithium inside do."""
    payables, contained = quote.resolved.scenario.market.payables, {item.element for item in quote.result.held}
    above = [element.capitalize() for element, share in payables.items() if element in contained and plain(share) > 1.0]
    if above:
        names = " and ".join(above)
        yield "payable-above-one", f"payables of {names} are above 100 %: they pay for lithium that is not priced apart"


def _steps(quote: Answer) -> Iterator[tuple[str, str]]:
    """Whole units: a little more or less throughput buys one more or one less."""
    scenario = quote.resolved.scenario
    if plain(scenario.method.capital["whole_units"]) == 0.0:
        return
    for account in quote.result.accounts:
        if account.plant.investment is not None:
            continue
        for item, load, _ in account.loads:
            rate, installed = plain(load), INSTALLED[item.units][0]
            now = trains_of(item, capacity(rate, installed, 1.0), 1.0)
            for change in (1.0 - NEAR, 1.0 + NEAR):
                then = trains_of(item, capacity(rate * change, installed, 1.0), 1.0)
                if plain(then) != plain(now):
                    what = f"{now:.0f} x {item.item.replace('_', ' ')} here, {then:.0f}"
                    there = f"{scenario.throughput * change:,.0f} t/yr"
                    yield "step-near", f"{account.plant.stage} buys {what} at {there}"


def _half_full(quote: Answer) -> Iterator[tuple[str, str]]:
    """What the same plant would earn a tonne if it were full."""
    scenario = quote.resolved.scenario
    load = plain(scenario.load)
    if load < 1.0:
        full = plain(evaluate(Scenario(**{**vars(scenario), "load": 1.0})).margin)
        own = "" if "load" in quote.request.given else f", the public load of {quote.resolved.names.get('plant')}"
        margins = f"margin {plain(quote.result.margin):,.0f}, full {full:,.0f} {quote.request.currency}/t"
        yield "part-load", f"the plant works {load * 100:.3g} % of its feed{own}: {margins}"


def _unbalanced(quote: Answer) -> Iterator[tuple[str, str]]:
    balance = quote.result.balance
    if abs(plain(balance.closure)) > CLOSED * plain(balance.entering):
        method = quote.resolved.names["method"]
        yield "mass-open", f"the mass balance of method {method} misses {balance.closure:.1f} kg/t"
