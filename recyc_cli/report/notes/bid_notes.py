"""Notes what the price of a feed and of its black mass rests on."""

from __future__ import annotations

from recyc_cli.catalog.vocabulary import several
from recyc_cli.model.flows.feedstock import TONNE, amounts
from recyc_cli.model.flows.stage import BLACK_MASS
from recyc_cli.model.money.black_mass import mixed, paid_shares, payable_value, unpaid
from recyc_cli.model.money.freight import borne_by_seller
from recyc_cli.model.money.market_price import at_toll, price_at_gate, way
from recyc_cli.model.money.quality import MOISTURE, outside
from recyc_cli.model.money.sales import fetched
from recyc_cli.model.numbers.arithmetic import add_up, plain
from recyc_cli.model.seats import REFINER
from recyc_cli.report.names import chemistry_name
from recyc_cli.report.notes.telling import note, with_article
from recyc_cli.scenario.keywords import MIXED
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recyc_cli.catalog.documents.document import Record
    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.records.feed import Chemistry, Feed, Stream
    from recyc_cli.report.answer import Answer
    from recyc_cli.report.notes.telling import Remark, Value

if TYPE_CHECKING:
    Lot = tuple[dict[str, Number], Chemistry, Number | None]

DELIVERED = "black-mass"
"""The form that a shredder sells."""
MOST = 0.25
"""Part of what counts in a feed that nobody pays for and that is worth a word: more than any margin that a recycler's
accounts have shown, 23 % of revenue (Golden Tiger, 2021)."""
TOLLED = "pack"
"""The form whose toll others have that are without one of their own."""


def notes_of_bid(quote: Answer) -> Iterator[Remark]:
    """Yield what holds of the price of one quote's feed and black mass."""
    resolved, scenario = quote.resolved, quote.resolved.scenario
    money = f"{quote.request.currency}/t"
    made = any(account.flows.black_mass for account in quote.result.accounts)
    if made and mixed((stream.chemistry for stream in scenario.streams), scenario.market):
        taken = plain(scenario.market.mixing)
        yield note("black-mass-mixed", case="taken" if taken else None, taken=taken)
    if made and plain(scenario.market.carriage):
        carried = plain(scenario.market.carriage) * TONNE
        term, region = _term(quote, DELIVERED), resolved.names["region"]
        yield note("black-mass-carriage", term=term, region=region, way=carried, money=money)
    yield from _outside(quote)
    if quote.resolved.scenario.freight.borne:
        borne = plain(borne_by_seller(quote.result.hauls or [], scenario.freight))
        yield note("price-holds-way", term=str(quote.request.incoterm).upper(), way=borne, money=money)
    if scenario.feed_price is not None or scenario.seat == REFINER:
        return
    if resolved.purchases:
        decks = ", ".join(f"{name} ({share * 100.0:.0f} %)" for name, share in resolved.purchases)
        yield note("feed-bought-apart", decks=decks)
    yield from _delivered(quote)
    yield from _unpaid(quote)


def _unpaid(quote: Answer) -> Iterator[Remark]:
    """Say of a feed that its market pays nothing for what most of its worth is, and that is sold: the margin has it."""
    market = quote.resolved.scenario.market
    named = {
        item.product: market.products[item.product].element
        for item in quote.result.sold
        if item.product in market.products
    }
    for stream in _shredded(quote, quote.resolved.scenario.streams):
        free, part = unpaid(quote.result.held, paid_shares(stream.chemistry, market), named.values())
        if plain(part) >= MOST:
            metals = " and ".join(element.capitalize() for element in free)
            region, feed = quote.resolved.names["region"], MIXED if quote.request.mix else stream.chemistry.id
            yield note("feed-unpaid", region=region, metals=metals, feed=feed, part=plain(part))
            return


def _outside(quote: Answer) -> Iterator[Remark]:
    """Say of black mass that is bought or sold at payables what these do not hold for."""
    scenario = quote.resolved.scenario
    lots = [] if scenario.feed_price is not None else _black_mass_bought(quote)
    if any(each.product == BLACK_MASS for each in quote.result.sold):
        lots += [(amounts(each.components, each.chemistry), each.chemistry, None) for each in _black_mass_sold(quote)]
    for held, chemistry, moisture in lots:
        limits = scenario.market.limits.get(chemistry.trade)
        found = {} if limits is None else outside(held, limits, moisture)
        if found:
            what = ", ".join(
                f"{_substance(name)} {share:.1%} ({'at most' if most else 'at least'} {limit:.3g})"
                for name, (share, limit, most) in ((name, (a, 100.0 * b, c)) for name, (a, b, c) in found.items())
            )
            priced = "priced" if scenario.market.penalties else None
            known = quote.resolved.documents["payables"].tree.get("penalties", {}).get("any", {})
            first = next((name for name in found if name in known), None)
            yield note("outside-specification", case=priced, feed=chemistry.id, what=what, first=first)


def _substance(name: str) -> str:
    """Return what a substance is called: an element by its symbol.

    >>> _substance("al"), _substance("moisture")
    ('Al', 'moisture')
    """
    return name if name == MOISTURE else name.capitalize()


def _black_mass_bought(quote: Answer) -> list[Lot]:
    streams = _shredded(quote, quote.resolved.scenario.streams)
    return [
        (amounts(each.delivered, each.chemistry), each.chemistry, each.moisture)
        for each in streams
        if each.form == DELIVERED
    ]


def _black_mass_sold(quote: Answer) -> list[Feed]:
    accounts = quote.result.accounts
    return accounts[-1].flows.black_mass if accounts else []


def _delivered(quote: Answer) -> Iterator[Remark]:
    """Say what a quoted price holds: the way is charged once, under collection."""
    scenario = quote.resolved.scenario
    if scenario.freight.borne:
        return
    streams = [each for each in scenario.streams if each.form in scenario.usual and scenario.usual[each.form].legs]
    streams = _shredded(quote, streams)
    if not streams:
        return
    ways = add_up(plain(way(each, scenario.usual[each.form], scenario.factors, scenario.method)) for each in streams)
    paid = add_up(_paid(quote, each) for each in streams)
    terms = " and ".join(dict.fromkeys(_term(quote, each.form) for each in streams))
    money = f"{quote.request.currency}/t"
    yield note("feed-price-delivered", terms=terms, quoted=paid + ways, paid=paid, way=ways, money=money)


def _term(quote: Answer, form: str) -> str:
    """Return the incoterm of a form's quoted price."""
    tables = quote.resolved.documents["payables"].tree["incoterms"]
    return str(next(tables[key][form] for key in (*quote.resolved.borrowed, "any") if form in tables.get(key, {})))


def price_estimated(quotes: Sequence[Answer]) -> Iterator[Remark]:
    """Yield estimates that decide the feed price, and what it comes to at the ends of their ranges [money/t]."""
    ranges: dict[Remark, dict[str, dict[tuple[float, ...], None]]] = {}
    places = len({quote.resolved.names["region"] for quote in quotes})
    for quote in quotes:
        for form, record in _estimated(quote).items():
            feed = quote.resolved.names.get("vehicle") or " + ".join(map(chemistry_name, quote.resolved.chemistries))
            feed += f" in {with_article(quote.resolved.names['region'])}" if places > 1 else ""
            ranges.setdefault(_said(quote, form, record), {}).setdefault(feed, {})[_range(quote, form, record)] = None
    for said, feeds in ranges.items():
        paid = [(feed, money) for feed, several_paid in feeds.items() for money in several_paid if money]
        if paid:
            yield _with_ranges(said, paid, alone=len(feeds) == len(paid) == 1)


def _with_ranges(said: Remark, paid: Sequence[tuple[str, tuple[float, ...]]], *, alone: bool) -> Remark:
    """Add to a note what feeds are paid, at least and at most; of one alone the numbers themselves."""
    words = ", ".join(f"{feed} {price:,.0f} ({least:,.0f} to {most:,.0f})" for feed, (price, least, most) in paid)
    told: dict[str, Value] = {**dict(said.values), "ranges": words}
    if alone:
        case = "toll-one" if "toll" in told else "one"
        told |= {"case": case, **dict(zip(("price", "least", "most"), paid[0][1], strict=True))}
    return note(said.code, **told)


def _said(quote: Answer, form: str, record: Record) -> Remark:
    """Say which estimate decides: the toll of a shredder, or the share of the price of black mass."""
    money = f"{quote.request.currency}/t"
    if quote.resolved.scenario.market.shredder is None:
        share, low, high = _ends(record, 100.0)
        return note("feed-price-estimated", forms=several(form), share=share, low=low, high=high, money=money)
    toll, low, high = _ends(record, _per_tonne(quote))
    return note("feed-price-estimated", case="toll", forms=several(form), toll=toll, low=low, high=high, money=money)


def _per_tonne(quote: Answer) -> float:
    """What makes a price of the presets one of the quote's [money/t]."""
    return float(plain(quote.resolved.fx)) * TONNE


def _estimated(quote: Answer) -> dict[str, Record]:
    """Return the estimated numbers that decide the feed price of a quote, by form; none where the price was given."""
    scenario = quote.resolved.scenario
    second = quote.result.second
    reused = second is not None and plain(second.bids[1]) > plain(second.bids[0])
    if scenario.feed_price is not None or scenario.seat == REFINER or reused:
        return {}
    records = quote.resolved.documents["payables"].records
    found = {each.form: records[_path(quote, each.form)] for each in _shredded(quote, scenario.streams)}
    return {form: record for form, record in found.items() if record.evidence == "estimate"}


def _path(quote: Answer, form: str) -> str:
    """Return the path of the number, among the payables, by which a form is worth less than its black mass."""
    shredder = quote.resolved.scenario.market.shredder
    if shredder is None or form not in shredder.tolls:
        return f"forms.{form}"
    tables = quote.resolved.documents["payables"].tree["tolls"]
    keys = (*quote.resolved.borrowed, "any")
    return next(f"tolls.{key}.{name}" for name in (form, TOLLED) for key in keys if name in tables.get(key, {}))


def _shredded(quote: Answer, streams: Sequence[Stream]) -> list[Stream]:
    """Return the streams that have no price of their own: they are not bought as they are."""
    fixed = quote.resolved.scenario.market.fixed
    return [each for each in streams if each.chemistry.payables is None and each.chemistry.id not in fixed]


def _range(quote: Answer, form: str, record: Record) -> tuple[float, ...]:
    """Return what streams of a form are paid and might be, nothing where they are worth nothing [money/t delivered]."""
    scenario = quote.resolved.scenario
    streams = [each for each in _shredded(quote, scenario.streams) if each.form == form]
    if scenario.market.shredder is None:
        worth = add_up(plain(payable_value(each.components, each.chemistry, scenario.market)) for each in streams)
        return tuple(fetched(worth, share) for share in _ends(record, 1.0)) if worth else ()
    price = add_up(_paid(quote, each) for each in streams)
    mass = add_up(plain(add_up(each.delivered.values())) for each in streams) / TONNE
    toll, low, high = _ends(record, _per_tonne(quote))
    dear, cheap = (at_toll(price, mass, toll, other) for other in (low, high))
    return price, cheap, dear


def _paid(quote: Answer, stream: Stream) -> float:
    """Return what a stream is paid where its holder hands it over [money/t delivered]."""
    if stream not in quote.at_gate:
        quote.at_gate[stream] = plain(price_at_gate(quote.resolved.scenario, stream))
    return quote.at_gate[stream]


def estimated_range(quote: Answer) -> tuple[float, float] | None:
    """Return between what an estimated feed price may lie; None where it is none, or of several forms."""
    found = [_range(quote, form, record) for form, record in _estimated(quote).items()]
    return (found[0][1], found[0][2]) if len(found) == 1 and found[0] else None


def _ends(record: Record, per: float) -> Iterator[float]:
    """Yield a number and the ends of its range, as an estimate has one."""
    for number in (record.value, record.low, record.high):
        yield (record.value if number is None else number) * record.factor * per
