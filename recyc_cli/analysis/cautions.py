"""What the reader of one quote, or of several side by side, has to know beside the numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.analysis import feed_notes, price_notes, second_life
from recyc_cli.catalog.overrides import USER
from recyc_cli.catalog.request import USUAL
from recyc_cli.model.equipment import INSTALLED, capacity, loads, trains_of
from recyc_cli.model.number import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from recyc_cli.analysis.quote import Quote
    from recyc_cli.model.inputs import Plant

NEAR = 0.05
"""A step of whole units is near when it lies within this share of the throughput."""
CLOSED = 1e-9
SHOWN = 4
"""Names spelled out of the estimates of one preset."""
DATED = ("prices.metals.", "prices.reagents.", "prices.products.", "prices.cepci", "payables.")
"""Numbers that should be of their deck's time; a tax is in force from its date on."""
PAID = "payable share of "
"""Before the product whose payable is of another time: its price may be new."""
REUSE_ONLY = "it belongs to the reuse route"


def cautions(quotes: Sequence[Quote]) -> list[dict[str, str]]:
    """Return the warnings of quotes, each with its code; what holds for all of them is said once."""
    found: dict[tuple[str, str], list[str]] = {}
    for quote in quotes:
        for caution in (
            *price_notes.cautions(quote),
            *_unsuited(quote),
            *_borrowed(quote),
            *_above_one(quote),
            *_steps(quote),
            *_unbalanced(quote),
        ):
            found.setdefault(caution, []).append(_label(quote))
        for caution in (
            *feed_notes.cautions(quote),
            *second_life.cautions(quote),
            *_filled_in(quote),
            *_implausible(quote),
        ):
            found.setdefault(caution, []).append(_label(quote))
    names = {key: list(dict.fromkeys(labels)) for key, labels in found.items()}
    said = [(code, _where(labels, quotes) + message) for (code, message), labels in names.items()]
    said += _without_effect(quotes)
    said += [*feed_notes.price_estimated(quotes), *_older(quotes), *_estimates(quotes)]
    return [{"code": code, "message": message} for code, message in said]


def _label(quote: Quote) -> str:
    names = quote.resolved.names
    way = f"{names['plant']} {names['route']}" if "plant" in names else names["route"]
    return f"{' + '.join(quote.resolved.chemistries)} {way}"


def _where(labels: list[str], quotes: Sequence[Quote]) -> str:
    """Name the quotes a warning holds for, where it does not hold for all."""
    return "" if len(labels) == len({_label(quote) for quote in quotes}) else f"{', '.join(labels)}: "


def _without_effect(quotes: Sequence[Quote]) -> Iterator[tuple[str, str]]:
    """What was asked for and changes none of the quotes."""
    idle = [_idle(quote) for quote in quotes]
    for option, why in idle[0].items():
        if all(option in others for others in idle):
            yield "no-effect", f"{option} changes nothing here: {why}"


def _idle(quote: Quote) -> dict[str, str]:
    """Return the options given that a quote has no use for, each with the reason."""
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
        idle |= dict.fromkeys(second_life_only, REUSE_ONLY)
    if all(form == "black-mass" for _, form, _ in request.parts):
        idle["--damaged"] = "black mass holds no batteries any more"
    if request.seat == "holder":
        idle |= dict.fromkeys((*second_life_only, *freight), "whoever fetches the feed bears what comes after")
    if request.seat == "refiner":
        idle |= dict.fromkeys(freight, "it is the way to the shredder, which the shredder pays")
    return {option: why for option, why in idle.items() if given[option]}


def _filled_in(quote: Quote) -> Iterator[tuple[str, str]]:
    """What the request left to others: the route, the figures of a plant, recoveries of a profile."""
    request, names = quote.request, quote.resolved.names
    if "route" not in request.given and "plant" not in names:
        yield "route-assumed", f"no route was given: {names['route']} is taken; --route names another"
    if "throughput_t_per_year" not in request.given and "plant" not in names:
        usual = quote.resolved.library.document("routes", names["route"]).tree.get("throughput")
        if usual is not None:
            yield "throughput-assumed", f"no throughput was given: {usual:,.0f} t/yr is usual for {names['route']}"
    if "plant" in names:
        from recyc_cli.analysis.plants import inherited

        yield from inherited(quote)
    if request.profile != USUAL:
        stages = [f"stages.{plant.id}" for plant in _plants(quote)]
        if not any(request.profile in quote.resolved.documents[stage].overlays for stage in stages):
            message = f"no {request.profile} recoveries are known for {names['route']}: the {USUAL} ones are used"
            yield "profile-unknown", message


def _implausible(quote: Quote) -> Iterator[tuple[str, str]]:
    """A number given on the command line that looks like a slip of its unit."""
    given = [(path, record) for path, record in quote.records if record.source == USER]
    if given:
        from recyc_cli.catalog.plausible import implausible

        rates = quote.resolved.documents["prices"].tree.get("fx", {})
        for path, record in given:
            wrong = implausible(path, record, rates)
            if wrong:
                yield "implausible", f"{path}: {wrong}"


def _plants(quote: Quote) -> list[Plant]:
    """Return the plants of a quote; those that recycle what a second life leaves."""
    scenario = quote.resolved.scenario
    chains = [scenario] if scenario.reuse is None else [nested for _, nested in scenario.reuse.recycling]
    return [plant for chain in chains for plant in chain.plants]


def _unsuited(quote: Quote) -> Iterator[tuple[str, str]]:
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


def _borrowed(quote: Quote) -> Iterator[tuple[str, str]]:
    key, used = quote.resolved.borrowed
    asked = any(stream.chemistry.payables is None for stream in quote.resolved.scenario.streams)
    if asked and used not in (key, "any"):
        yield "payables-borrowed", f"no payables are known for region {key}: those of {used} are used"


def _above_one(quote: Quote) -> Iterator[tuple[str, str]]:
    """Payables above one pay for what they do not name, as Ni + Co quotes with lithium inside do."""
    payables = quote.resolved.scenario.market.payables
    above = [element.capitalize() for element, share in payables.items() if plain(share) > 1.0]
    if above:
        names = " and ".join(above)
        yield "payable-above-one", f"payables of {names} are above 100 %: they pay for lithium that is not priced apart"


def _steps(quote: Quote) -> Iterator[tuple[str, str]]:
    """Whole units: a little more or less throughput buys one more or one less."""
    scenario = quote.resolved.scenario
    for account in quote.result.accounts:
        if account.plant.investment is not None:
            continue
        for item, rate, _ in loads(
            account.plant, account.rate, account.flows.amount, scenario.cathodes, scenario.method
        ):
            installed = INSTALLED[item.units][0]
            now = trains_of(item, capacity(rate, installed))
            for change in (1.0 - NEAR, 1.0 + NEAR):
                then = trains_of(item, capacity(rate * change, installed))
                if plain(then) != plain(now):
                    what = f"{now:.0f} x {item.item.replace('_', ' ')} here, {then:.0f}"
                    there = f"{scenario.throughput * change:,.0f} t/yr"
                    yield "step-near", f"{account.plant.stage} buys {what} at {there}"


def _unbalanced(quote: Quote) -> Iterator[tuple[str, str]]:
    balance = quote.result.balance
    if abs(plain(balance.closure)) > CLOSED * plain(balance.entering):
        method = quote.resolved.names["method"]
        yield "mass-open", f"the mass balance of method {method} misses {balance.closure:.1f} kg/t"


def _older(quotes: Sequence[Quote]) -> Iterator[tuple[str, str]]:
    """Prices and payables in use that are of another time than their deck."""
    document = quotes[0].resolved.documents["prices"]
    year = str(document.tree.get("year", ""))
    dates: dict[str, set[str]] = {}
    for quote in quotes:
        for path, record in quote.records:
            dated = path.startswith(DATED) or (_is_price(path) and path.startswith("chemistries."))
            if dated and record.date and not record.date.startswith(year):
                dates.setdefault(record.date, set()).add(_priced(path))
    if dates:
        parts = [f"{date} ({', '.join(_gathered(dates[date]))})" for date in sorted(dates)]
        deck, day = quotes[0].resolved.names["prices"], quotes[0].request.as_of
        lacking = f"deck {deck} has no figure of {year} for some numbers: they are of "
        known = f"as of {day}, deck {deck} stands with numbers of "
        yield "prices-older", (lacking if day is None else known) + "; ".join(parts)


def _priced(path: str) -> str:
    """Name what a number of a deck or of a payables table prices, and what is paid of that price apart from it.

    >>> _priced("prices.metals.nickel"), _priced("prices.products.nickel.payable"), _priced("payables.korea.ni")
    ('nickel', 'payable share of nickel', 'payables of korea')
    """
    if path.startswith("payables."):
        return f"payables of {path.split('.')[1]}"
    name = path.removesuffix(".price").removesuffix(".payable").rpartition(".")[2].replace("_", " ")
    return PAID + name if path.endswith(".payable") else name


def _gathered(names: Iterable[str]) -> list[str]:
    """Return names sorted, what their shares paid have in common said once.

    >>> _gathered(["payable share of nickel", "lime", "payable share of cobalt"])
    ['lime', 'payable share of cobalt, nickel']
    """
    paid = sorted(name.removeprefix(PAID) for name in names if name.startswith(PAID))
    others = sorted(name for name in names if not name.startswith(PAID))
    return others + ([PAID + ", ".join(paid)] if paid else [])


def _is_price(path: str) -> bool:
    """Whether a number stands in the deck, or is a chemistry's word on what its own products sell for."""
    return path.startswith("prices.") or (path.startswith("chemistries.") and ".products." in path)


def _estimates(quotes: Sequence[Quote]) -> Iterator[tuple[str, str]]:
    """Numbers of place, price, payables and contract that nobody measured or quoted."""
    named: dict[str, None] = {}
    for quote in quotes:
        for path, record in quote.records:
            ours = path.startswith(("region.", "payables.", "contract.")) or ".payables." in path or _is_price(path)
            if record.evidence == "estimate" and ours:
                named[path] = None
    if named:
        yield "estimates", f"estimates with a range, not quoted figures: {'; '.join(_by_table(list(named)))}"


def _by_table(paths: Sequence[str]) -> Iterator[str]:
    """Yield the numbers of each preset, the first of them by name.

    >>> list(_by_table(["region.wage", "region.diesel", "prices.products.steel.price"]))
    ['2 of region (wage, diesel)', '1 of prices (products.steel.price)']
    """
    tables: dict[str, list[str]] = {}
    for path in paths:
        table, _, rest = path.partition(".")
        tables.setdefault(table, []).append(rest)
    for table, names in tables.items():
        more = ", ..." if len(names) > SHOWN else ""
        yield f"{len(names)} of {table} ({', '.join(names[:SHOWN])}{more})"
