"""What the reader of one quote, or of several side by side, has to know beside the numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.catalog.vocabulary import USUAL
from recyc_cli.model.money.equipment import INSTALLED, capacity, loads, trains_of
from recyc_cli.model.numbers.arithmetic import plain
from recyc_cli.model.seats import HOLDER, REFINER
from recyc_cli.report.axes import place, where
from recyc_cli.report.notes import feed_notes, price_notes, second_life_notes
from recyc_cli.report.notes.age_notes import estimates, older
from recyc_cli.report.provenance import records_of
from recyc_cli.scenario.overrides import USER, asked, in_todays_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recyc_cli.model.records.plant import Plant
    from recyc_cli.report.answer import Answer
    from recyc_cli.report.axes import Place

NEAR = 0.05
"""A step of whole units is near when it lies within this share of the throughput."""
CLOSED = 1e-9
THROUGHPUT = "throughput"
SECOND_LIFE, EMPTY, HOLDS, REFINES = "second-life", "black-mass", "holder", "refiner"
IDLE = {
    SECOND_LIFE: "it belongs to the reuse route",
    EMPTY: "black mass holds no batteries any more",
    HOLDS: "whoever fetches the feed bears what comes after",
    REFINES: "it is the way to the shredder, which the shredder pays",
}
"""Why an option changes nothing, by what is so."""


def cautions(quotes: Sequence[Answer], *, second_life_refused: bool = False) -> list[dict[str, str]]:
    """Return the warnings of quotes, each with its code; what holds for all of them is said once.

    Args:
        quotes: side by side.
        second_life_refused: whether a second life was asked for beside them and refused: its options had an effect.
    """
    places = [place(quote) for quote in quotes]
    found: dict[tuple[str, str], list[Place]] = {}
    for quote, at in zip(quotes, places, strict=True):
        for caution in notes_of(quote):
            found.setdefault(caution, []).append(at)
    said = []
    for (code, message), some in found.items():
        of = where(some, places)
        said.append((code, f"{of}: {message}" if of else message))
    idle = [(option, why) for option, why in _idle(quotes) if not (second_life_refused and why == SECOND_LIFE)]
    said += [("no-effect", f"{option} changes nothing here: {IDLE[why]}") for option, why in idle]
    said += [*feed_notes.price_estimated(quotes), *older(quotes), *estimates(quotes)]
    return [{"code": code, "message": message} for code, message in said]


def notes_of(quote: Answer) -> list[tuple[str, str]]:
    """Return what is to know of one quote whatever stands beside it: codes and messages."""
    if quote.said is None:
        quote.said = list(_own(quote))
    return quote.said


def _own(quote: Answer) -> Iterator[tuple[str, str]]:
    """Yield (code, message) of what is to know of one quote whatever stands beside it."""
    yield from price_notes.cautions(quote)
    yield from (*_unsuited(quote), *_borrowed(quote), *_above_one(quote), *_steps(quote), *_unbalanced(quote))
    yield from (
        *feed_notes.cautions(quote),
        *second_life_notes.cautions(quote),
        *_filled_in(quote),
        *_renamed(quote),
        *_implausible(quote),
    )


def _renamed(quote: Answer) -> Iterator[tuple[str, str]]:
    """Numbers set by a name of an earlier version."""
    for text in quote.request.overrides:
        now = in_todays_words(quote.resolved.documents, text)
        if now != text:
            before, after = (each.partition("=")[0].strip() for each in (text, now))
            yield "renamed", f"--set {before}: it is called {after} now"


def _idle(quotes: Sequence[Answer]) -> Iterator[tuple[str, str]]:
    """Yield the options given that change none of the quotes, each with what is so of the first (`IDLE`)."""
    idle = [_idle_in(quote) for quote in quotes]
    yield from (item for item in idle[0].items() if all(item[0] in others for others in idle))


def _idle_in(quote: Answer) -> dict[str, str]:
    """Return the options given that a quote has no use for, each with what is so."""
    request = quote.request
    given = {
        "--soh": request.soh is not None,
        "--application": request.application is not None,
        "--pass-rate": request.pass_rate is not None,
        "--new-pack-price": request.new_pack_price is not None,
        "--recycle": request.recycle is not None,
        "--distance": request.distance_km is not None,
        "--mode": request.mode != "truck",
        "--damaged": plain(request.damaged) != 0.0,
        "--feed-price": request.feed_price is not None,
    }
    second_life_only = ("--soh", "--application", "--pass-rate", "--new-pack-price", "--recycle")
    freight = ("--distance", "--mode", "--damaged")
    idle: dict[str, str] = {}
    if quote.resolved.scenario.reuse is None:
        idle |= dict.fromkeys(second_life_only, SECOND_LIFE)
    if all(form == "black-mass" for _, form, _ in request.parts):
        idle["--damaged"] = EMPTY
    if quote.resolved.scenario.seat == HOLDER:
        idle |= dict.fromkeys((*second_life_only, *freight), HOLDS)
    if quote.resolved.scenario.seat == REFINER:
        idle |= dict.fromkeys(freight, REFINES)
    return {option: why for option, why in idle.items() if given[option]}


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


def _implausible(quote: Answer) -> Iterator[tuple[str, str]]:
    """A number of the user's, on the command line or in a preset of their own, that looks like a slip of its unit."""
    library, documents = quote.resolved.library, quote.resolved.documents
    own = {prefix for prefix, document in documents.items() if library.is_own(document)} if library.own else ()
    used = dict(records_of(quote)) if own else {}
    touched = documents if own or quote.request.overrides or quote.request.price_overrides else {}
    given = [
        (f"{prefix}.{rest}", f"{document.kind}.{rest}", record)
        for prefix, document in touched.items()
        for rest, record in document.records.items()
        if record.source == USER or (prefix in own and f"{prefix}.{rest}" in used)
    ]
    if "throughput_t_per_year" in quote.request.given:
        given.append((THROUGHPUT, THROUGHPUT, asked(plain(quote.resolved.scenario.throughput), "t/yr")))
    if given:
        from recyc_cli.catalog.checks.plausible import implausible

        rates = documents["prices"].tree.get("fx", {})
        for path, kind, record in given:
            wrong = implausible(kind, record, rates)
            if wrong:
                yield "implausible", f"{path}: {wrong}"


def _plants(quote: Answer) -> list[Plant]:
    """Return the plants of a quote; those that recycle what a second life leaves."""
    scenario = quote.resolved.scenario
    chains = [scenario] if scenario.reuse is None else [nested for _, nested in scenario.reuse.recycling]
    return [plant for chain in chains for plant in chain.plants]


def _unsuited(quote: Answer) -> Iterator[tuple[str, str]]:
    """The route sells nothing of what the cathode holds; one that sells whole packs sells all of it."""
    if quote.resolved.scenario.reuse is not None:
        return
    cathodes = {stream.chemistry.product: stream.chemistry for stream in quote.resolved.scenario.streams}
    recovery = [item for item in quote.result.sold if item.stage == "recovery"]
    if all(account.plant.stage != "recovery" for account in quote.result.accounts):
        return
    market = quote.resolved.scenario.market
    sold = {item.product for item in recovery}
    taken = sold | {market.products[name].element for name in sold if name in market.products}
    for product, chemistry in cathodes.items():
        inside = {element for element, _, _ in chemistry.inside.get("cathode", ())}
        held = [element for element, item in market.elements.items() if item.contained and element in inside]
        if held and product not in taken and not taken & set(held):
            what = " and ".join(element.capitalize() for element in held)
            message = f"{quote.resolved.names['route']} sells nothing of the {what} in {chemistry.id}"
            only = ", ".join(item.product.replace("_", " ") for item in recovery) or "nothing"
            yield "route-unsuited", f"{message}: it recovers {only}"


def _borrowed(quote: Answer) -> Iterator[tuple[str, str]]:
    key, used = quote.resolved.borrowed
    asked = any(stream.chemistry.payables is None for stream in quote.resolved.scenario.streams)
    if asked and used not in (key, "any"):
        yield "payables-borrowed", f"no payables are known for region {key}: those of {used} are used"


def _above_one(quote: Answer) -> Iterator[tuple[str, str]]:
    """Payables above one pay for what they do not name, as Ni + Co quotes with lithium inside do."""
    payables, held = quote.resolved.scenario.market.payables, {item.element for item in quote.result.held}
    above = [element.capitalize() for element, share in payables.items() if element in held and plain(share) > 1.0]
    if above:
        names = " and ".join(above)
        yield "payable-above-one", f"payables of {names} are above 100 %: they pay for lithium that is not priced apart"


def _steps(quote: Answer) -> Iterator[tuple[str, str]]:
    """Whole units: a little more or less throughput buys one more or one less."""
    scenario = quote.resolved.scenario
    for account in quote.result.accounts:
        if account.plant.investment is not None:
            continue
        for item, load, _ in loads(
            account.plant, account.rate, account.flows.amount, scenario.cathodes, scenario.method
        ):
            rate, installed = plain(load), INSTALLED[item.units][0]
            now = trains_of(item, capacity(rate, installed))
            for change in (1.0 - NEAR, 1.0 + NEAR):
                then = trains_of(item, capacity(rate * change, installed))
                if plain(then) != plain(now):
                    what = f"{now:.0f} x {item.item.replace('_', ' ')} here, {then:.0f}"
                    there = f"{scenario.throughput * change:,.0f} t/yr"
                    yield "step-near", f"{account.plant.stage} buys {what} at {there}"


def _unbalanced(quote: Answer) -> Iterator[tuple[str, str]]:
    balance = quote.result.balance
    if abs(plain(balance.closure)) > CLOSED * plain(balance.entering):
        method = quote.resolved.names["method"]
        yield "mass-open", f"the mass balance of method {method} misses {balance.closure:.1f} kg/t"
