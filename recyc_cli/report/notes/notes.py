"""Gathers the notes of one quote, or of several side by side."""

from __future__ import annotations

from recyc_cli.catalog.vocabulary import USER, USUAL
from recyc_cli.model.cathode.making import recovered
from recyc_cli.model.evaluate import evaluate
from recyc_cli.model.flows.stage import BLACK_MASS, CATHODE
from recyc_cli.model.money.equipment import INSTALLED, capacity, trains_of
from recyc_cli.model.numbers.arithmetic import plain
from recyc_cli.model.records.scenario import Scenario
from recyc_cli.model.seats import HOLDER, REFINER
from recyc_cli.report.axes import fewest_words, places_of
from recyc_cli.report.notes import bid_notes, feed_notes, price_notes
from recyc_cli.report.notes.age_notes import estimates, older
from recyc_cli.report.notes.telling import full, note, reported
from recyc_cli.report.rounding import is_closed
from recyc_cli.scenario.keywords import BATTERIES, FREIGHT, KEYWORDS, ROWS, SECOND_LIFE, acting_on
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recyc_cli.model.records.plant import Plant
    from recyc_cli.report.answer import Answer
    from recyc_cli.report.axes import Place
    from recyc_cli.report.notes.telling import Remark
    from recyc_cli.report.shapes.asked import Note
    from recyc_cli.scenario.keywords import Keyword

NEAR = 0.05
"""A step of whole units is near when it lies within this share of the throughput."""
NO_REUSE, EMPTY, HOLDS, REFINES, UNTAXED = "second-life", "black-mass", "holder", "refiner", "untaxed"
UNSOLD = "unsold"
IDLE = {
    NO_REUSE: "it belongs to the reuse route",
    EMPTY: "black mass holds no batteries any more",
    HOLDS: "whoever fetches the feed bears what comes after",
    UNTAXED: "no price of yours is in a currency that is quoted with tax",
    UNSOLD: "nothing of what it names is sold",
    REFINES: "it is the way to the shredder, which the shredder pays",
}
"""Why an option changes nothing, by what is so."""
MOOT = {row.short: row.moot for row in KEYWORDS if row.moot}
"""What need not be said where that very number varies."""


def notes_of_quotes(quotes: Sequence[Answer], *, second_life_refused: bool = False) -> list[Note]:
    """Return the warnings of quotes as a report has them; what holds for all of them is said once.

    Args:
        quotes: side by side.
        second_life_refused: whether a second life was asked for beside them and refused: its options had an effect.
    """
    places = places_of(quotes)
    alike: dict[tuple[str, str], tuple[Remark, list[Place]]] = {}
    for quote, at in zip(quotes, places, strict=True):
        for each in notes_of_quote(quote):
            alike.setdefault((each.code, full(each)), (each, []))[1].append(at)
    of_some = [(each, fewest_words(some, places)) for each, some in alike.values()]
    idle = [(option, why) for option, why in _idle(quotes) if not (second_life_refused and why == NO_REUSE)]
    of_all = [note("no-effect", option=option, why=IDLE[why]) for option, why in idle]
    if quotes[0].request.overrides or quotes[0].request.price_overrides:
        from recyc_cli.report.notes import own_notes

        of_all += own_notes.without_effect(quotes)
    of_all += [*bid_notes.price_estimated(quotes), *older(quotes), *estimates(quotes)]
    return reported([*of_some, *((each, "") for each in of_all)])


def notes_of_quote(quote: Answer) -> list[Remark]:
    """Return what is to know of one quote whatever stands beside it."""
    if quote.said is None:
        quote.said = list(_notes(quote))
    return quote.said


def _notes(quote: Answer) -> Iterator[Remark]:
    """Yield what is to know of one quote whatever stands beside it."""
    yield from price_notes.notes_of_prices(quote)
    yield from (*_unsuited(quote), *_borrowed(quote), *_above_one(quote), *_steps(quote), *_unbalanced(quote))
    yield from feed_notes.notes_of_feed(quote)
    yield from bid_notes.notes_of_bid(quote)
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
    idle = unused(quote)
    given = (row for row in idle if plain(getattr(quote.request, row.name)) != row.default)
    return {row.options[0].flags[0]: idle[row] for row in given}


def unused(quote: Answer) -> dict[Keyword, str]:
    """Return the keywords that a quote has no use for, each with what is so (`IDLE`)."""
    request, seat = quote.request, quote.resolved.scenario.seat
    second_life, freight = acting_on(SECOND_LIFE), acting_on(FREIGHT)
    idle: dict[Keyword, str] = {}
    if quote.resolved.scenario.reuse is None:
        idle |= dict.fromkeys(second_life, NO_REUSE)
    if all(form == "black-mass" for _, form, _ in request.parts):
        idle |= dict.fromkeys(acting_on(BATTERIES), EMPTY)
    if seat == HOLDER:
        borne = bool(quote.resolved.scenario.freight.borne)
        idle |= dict.fromkeys((*second_life, *([] if borne else freight)), HOLDS)
    if seat == REFINER:
        idle |= dict.fromkeys(freight, REFINES)
    agreed = quote.resolved.documents["contract"].tree if request.contract else {}
    if agreed.get("products") and not agreed["products"].keys() & {item.product for item in quote.result.sold}:
        idle[ROWS["contract"]] = UNSOLD
    if not quote.resolved.taxes:
        idle[ROWS["vat"]] = UNTAXED
    return idle


def _filled_in(quote: Answer) -> Iterator[Remark]:
    """What the request left to others, or says in other words: route, seat, a plant's figures, a profile."""
    request, names = quote.request, quote.resolved.names
    if "route" not in request.given and "plant" not in names:
        yield note("route-assumed", route=names["route"], feed=request.chemistry)
    if request.seat != quote.resolved.scenario.seat:
        yield note("seat-is-chain", seat=request.seat)
    if "throughput_t_per_year" not in request.given and "plant" not in names:
        usual = quote.resolved.library.document("routes", names["route"]).tree.get("throughput")
        if usual is not None:
            yield note("throughput-assumed", usual=plain(usual), route=names["route"])
    if "plant" in names:
        from recyc_cli.report.notes.plant_notes import inherited

        yield from inherited(quote)
    if request.profile != USUAL:
        stages = [f"stages.{plant.id}" for plant in _plants(quote)]
        if not any(request.profile in quote.resolved.documents[stage].overlays for stage in stages):
            yield note("profile-unknown", profile=request.profile, route=names["route"], usual=USUAL)


def _plants(quote: Answer) -> list[Plant]:
    """Return the plants of a quote; those that recycle what a second life leaves."""
    scenario = quote.resolved.scenario
    chains = [scenario] if scenario.reuse is None else [nested for _, nested in scenario.reuse.recycling]
    return [plant for chain in chains for plant in chain.plants]


def _unsuited(quote: Answer) -> Iterator[Remark]:
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
            metals = " and ".join(element.capitalize() for element in contained)
            only = ", ".join(item.product.replace("_", " ") for item in recovery) or "nothing"
            route = quote.resolved.names["route"]
            yield note("route-unsuited", route=route, metals=metals, feed=chemistry.id, sold=only)


def _borrowed(quote: Answer) -> Iterator[Remark]:
    key, used = quote.resolved.borrowed
    by_deck = any(stream.chemistry.payables is None for stream in quote.resolved.scenario.streams)
    if by_deck and used not in (key, "any") and not _all_stated(quote, used):
        yield note("payables-borrowed", region=key, used=used)


def _all_stated(quote: Answer, region: str) -> bool:
    """Tell whether the user stated every payable of a region that pays anything."""
    records = quote.resolved.documents["payables"].records
    own = [record for path, record in records.items() if path.startswith(f"{region}.")]
    return bool(own) and all(record.source == USER or not price_notes.may_pay(record) for record in own)


def _above_one(quote: Answer) -> Iterator[Remark]:
    """Payables above one pay for what they do not name, as Ni + Co quotes with lithium inside do."""
    payables, contained = quote.resolved.scenario.market.payables, {item.element for item in quote.result.held}
    above = [element.capitalize() for element, share in payables.items() if element in contained and plain(share) > 1.0]
    if above:
        yield note("payable-above-one", metals=" and ".join(above))


def _steps(quote: Answer) -> Iterator[Remark]:
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
                    yield note(
                        "step-near",
                        stage=account.plant.stage,
                        now=plain(now),
                        what=item.item.replace("_", " "),
                        then=plain(then),
                        there=plain(scenario.throughput) * change,
                    )


def _half_full(quote: Answer) -> Iterator[Remark]:
    """What the same plant would earn a tonne if it were full."""
    scenario = quote.resolved.scenario
    load = plain(scenario.load)
    if load < 1.0:
        full = plain(evaluate(Scenario(**{**vars(scenario), "load": 1.0}).for_money()).margin)
        plant = None if "load" in quote.request.given else quote.resolved.names.get("plant")
        margin, money = plain(quote.result.margin), f"{quote.request.currency}/t"
        yield note("part-load", load=load, plant=plant, margin=margin, full=full, money=money)


def _unbalanced(quote: Answer) -> Iterator[Remark]:
    balance = quote.result.balance
    if not is_closed(plain(balance.closure), plain(balance.entering)):
        method = quote.resolved.names["method"]
        yield note("mass-open", method=method, kg=plain(balance.closure))
