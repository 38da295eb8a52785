"""Notes how a vehicle's pack was composed, and what the price of a feed rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.catalog.vocabulary import several
from recyc_cli.model.flows.feedstock import BATTERY_FORMS, energy_density
from recyc_cli.model.money.sales import fetched, payable_value
from recyc_cli.model.numbers.arithmetic import add_up, plain
from recyc_cli.model.per_what import per_unit
from recyc_cli.model.seats import REFINER
from recyc_cli.scenario.build.vehicle_packs import real_pack

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recyc_cli.catalog.documents.document import Record
    from recyc_cli.model.records.feed import Fit, Stream
    from recyc_cli.report.answer import Answer

SHORT = 1e-9
"""Below what the energy asks for by more than this share, the active mass was cut."""


def notes_of_feed(quote: Answer) -> Iterator[tuple[str, str]]:
    """Yield what holds of one quote's feed: code and message."""
    forms = {form for _, form, _ in quote.request.parts}.intersection(BATTERY_FORMS)
    for name, (fit, given) in quote.resolved.fits.items():
        if forms - set(given):
            yield "pack-scaled", _scaled(quote, name, fit)


def _scaled(quote: Answer, name: str, fit: Fit) -> str:
    """Say what a chemistry's pack was scaled by, and what that takes for granted."""
    tree = quote.resolved.documents[f"chemistries.{name}"].tree
    pack = real_pack(quote.resolved, tree) or {}
    whose = (
        quote.resolved.names.get("vehicle") or f"{name} that comes back, built {tree['vintage'].replace('-', ' to ')},"
    )
    if plain(fit.before) == plain(fit.after):
        return f"{whose} is composed as {name} is: nothing tells what goes with the energy of its pack"
    dense = plain(energy_density(pack["pack_energy"], pack["pack_mass"]))
    shares = f"{plain(fit.before):.0%} to {plain(fit.after):.0%} of the mass".replace("%", " %")
    start = f"{whose} has {dense:.0f} kWh/t, the new pack of {name} {per_unit(dense, plain(fit.density)):.0f}: "
    if plain(fit.active) < plain(fit.energy) * (1.0 - SHORT):
        return f"{start}more than the cells of {name} could hold; it is taken as a pack of nothing but cells"
    scaled = f"{start}what stores the energy goes from {shares}, foils and case fill up"
    return f"{scaled}; older cells hold up to a quarter more cathode per kWh"


def price_estimated(quotes: Sequence[Answer]) -> Iterator[tuple[str, str]]:
    """Yield shares of black mass's price that forms are paid, where an estimate, and what they come to [money/t]."""
    ranges: dict[str, dict[str, dict[str, None]]] = {}
    shares: dict[str, Record] = {}
    places = len({quote.resolved.names["region"] for quote in quotes})
    for quote in quotes:
        for form, record in _estimated(quote).items():
            shares[form] = record
            feed = quote.resolved.names.get("vehicle") or " + ".join(quote.resolved.chemistries)
            feed += f" in {quote.resolved.names['region']}" if places > 1 else ""
            ranges.setdefault(form, {}).setdefault(feed, {})[_range(quote, form, record)] = None
    for form, record in shares.items():
        share, low, high = (f"{share * 100.0:.0f}" for share in _shares(record))
        said = f"{several(form)} are paid {share} % of black mass by an estimate ({low} to {high} %)"
        range_words = ", ".join(f"{feed} {text}" for feed, texts in ranges[form].items() for text in texts if text)
        if range_words:
            money = f"{quotes[0].request.currency}/t"
            yield "feed-price-estimated", f"{said}: {range_words} {money}; --feed-price takes yours"


def _estimated(quote: Answer) -> dict[str, Record]:
    """Return the estimated shares that decide the feed price of a quote, by form; none where the price was given."""
    scenario = quote.resolved.scenario
    second = quote.result.second
    reused = second is not None and plain(second.bids[1]) > plain(second.bids[0])
    if scenario.feed_price is not None or scenario.seat == REFINER or reused:
        return {}
    records = quote.resolved.documents["payables"].records
    shares = {each.form: records[f"forms.{each.form}"] for each in _by_share(quote)}
    return {form: record for form, record in shares.items() if record.evidence == "estimate"}


def _by_share(quote: Answer) -> list[Stream]:
    """Return the streams that are paid a share of the price of their black mass."""
    scenario = quote.resolved.scenario
    fixed = scenario.market.fixed
    return [each for each in scenario.streams if each.chemistry.payables is None and each.chemistry.id not in fixed]


def _range(quote: Answer, form: str, record: Record) -> str:
    """Return what streams of a form are paid and might be, nothing where they are worth nothing [money/t delivered]."""
    market = quote.resolved.scenario.market
    streams = [each for each in _by_share(quote) if each.form == form]
    worth = add_up(plain(payable_value(each.components, each.chemistry, market)) for each in streams)
    paid, low, high = (fetched(worth, share) for share in _shares(record))
    return f"{paid:,.0f} ({low:,.0f} to {high:,.0f})" if worth else ""


def _shares(record: Record) -> Iterator[float]:
    """Yield a share and the ends of its range, as an estimate has one [1]."""
    for share in (record.value, record.low, record.high):
        yield (record.value if share is None else share) * record.factor
