"""Quotes lots on offer by programs: what a tonne of each earns, costs and holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from recyc_cli.catalog.open_library import open_library
from recyc_cli.engine.outputs import row_of_quotes
from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.importing.lots.headings import is_number
from recyc_cli.model.flows.feedstock import amounts
from recyc_cli.model.flows.mass_balance import black_mass_amounts
from recyc_cli.model.money.feed_price import AT_GATE
from recyc_cli.model.money.planning import purchase
from recyc_cli.model.numbers.arithmetic import NAN, add_up, plain, share_of
from recyc_cli.model.records.ledger import COST
from recyc_cli.scenario.keywords import LOT, MONEY, ROWS, acting_on
from recyc_cli.scenario.request import LOAD, SIZE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from recyc_cli.engine.columns import Block
    from recyc_cli.engine.outputs import Outputs
    from recyc_cli.report.answer import Answer

    Lot = Mapping[str, Any]
    Row = Mapping[str, float]

NAME = "lot"
SIZES = tuple(row.name for row in acting_on(LOT))
PRICE, BASIS = ROWS["feed_price"].name, ROWS["feed_basis"].name
OF_LOT, LIMITED, PAID, RATE = "lot_mass_t", "limited_mass", "paid", "rate"
FIGURES = ("margin", PRICE, OF_LOT)
READ = (*FIGURES, PAID)
KG = 1000.0
DOLLARS = (1.0, "USD")
"""How a price that a quote gave is given back: without a question of tax, in which other currencies may be."""


class Offer(NamedTuple):
    """A lot on offer.

    Attributes:
        at: place among the lots.
        lot: as it was given.
        tonnes: there are [t].
        price: asked [money/t].
        paid: for the feed, per tonne delivered [money/t].
        margin: of a plant full of it [money/t].
        standing: cost that stands whether the plant works or not, by what it could take [money/t].
        earned: towards that [money/t].
        lost: of the margin for a price higher by one [1].
        paid_more: for the feed for a price higher by one [1].
        holds: of each that is limited, in a tonne delivered [t/t].
        limited: mass of which limits are a share, per tonne delivered [t/t].
        rate: units of the currency of the quote in a dollar [money/USD].
    """

    at: int
    lot: Lot
    tonnes: float
    price: float
    paid: float
    margin: float
    standing: float
    earned: float
    lost: float
    paid_more: float
    holds: dict[str, float]
    limited: float
    rate: float


class Offers(NamedTuple):
    """Lots that can be bought, and why the others cannot, by their place."""

    offers: list[Offer]
    refused: dict[int, RecycError]


def offers_of(lots: Sequence[Lot], capacity: float, limited: Sequence[str], settings: Mapping[str, Any]) -> Offers:
    """Quote lots: at their prices in a full plant, then half full, then a little dearer.

    Args:
        lots: keywords of a quote of each, its name, and shares of what is limited where it has its own.
        capacity: of the plant [t/yr].
        limited: names of what is limited.
        settings: keywords that hold for all lots.
    """
    from recyc_cli.engine.lots import Lots
    from recyc_cli.engine.programs import Programs

    columns = [*READ, LIMITED, RATE, *(_held(name) for name in limited)]
    library = open_library(settings.get("preset_dirs", ()))
    programs = Programs(library, _outputs(limited), ["blend", *columns])
    shared = {name: value for name, value in settings.items() if name != "preset_dirs"} | {SIZE: capacity, LOAD: 1.0}
    first = Lots(programs, columns, shared, {}).quote(_block(lots, limited, 1.0))
    codes = first.refusals.codes.tolist()
    sound = [at for at, code in enumerate(codes) if code < 0]
    found: dict[str, list[float]] = {name: first.columns[name].tolist() for name in columns}  # type: ignore[union-attr]
    refused = {at: _reason(lots[at], shared, first.refusals.words[code]) for at, code in enumerate(codes) if code >= 0}
    again = Lots(programs, columns, asked_in_dollars(shared), {})

    def asking(more: float) -> list[Lot]:
        prices = (dollars_of(found[PRICE][at] + more, found[RATE][at]) for at in sound)
        return [{**lots[at], PRICE: price} for at, price in zip(sound, prices, strict=True)]

    half = _quoted(again, _block(asking(0.0), limited, purchase.HALF))
    dearer = _quoted(again, _block(asking(1.0), limited, 1.0))
    programs.keep()
    offers = []
    for place, at in enumerate(sound):
        row = {name: found[name][at] for name in columns}
        offer = _offer(at, lots[at], row, *({name: each[name][place] for name in READ} for each in (half, dearer)))
        offer.holds.update({name: _share(lots[at], name, row) for name in limited})
        offers.append(offer)
    return Offers(offers, refused)


def _offer(at: int, lot: Lot, full: Row, half: Row, dearer: Row) -> Offer:
    """Return a lot as it is quoted in a full plant, in one half full, and a little dearer."""
    standing = purchase.standing_cost(full["margin"], half["margin"])
    return Offer(
        at, lot, full[OF_LOT], full[PRICE], full[PAID], full["margin"], standing,
        purchase.earned_by_tonne(full["margin"], standing),
        -purchase.slope(full["margin"], dearer["margin"], 1.0),
        purchase.slope(full[PAID], dearer[PAID], 1.0), {}, full[LIMITED], full[RATE],
    )  # fmt: skip


def _share(lot: Lot, name: str, row: Mapping[str, float]) -> float:
    """Return what a tonne holds: as the lot says of the mass that limits are a share of, else as it is quoted."""
    own = lot.get(name)
    return row[_held(name)] if own is None else float(plain(purchase.held_by(float(own), row[LIMITED])))


def _quoted(lots: Any, block: Block) -> dict[str, list[float]]:  # noqa: ANN401 - the engine's, imported where it is used
    found = lots.quote(block)
    codes = found.refusals.codes.tolist()
    if max(codes, default=-1) >= 0:
        code = found.refusals.words[max(codes)]
        raise RecycError(code, "a lot that is quoted in a full plant is refused in one that is half full")
    return {name: found.columns[name].tolist() for name in READ}


def asked_in_dollars(shared: Mapping[str, Any]) -> dict[str, Any]:
    """Return settings whose prices of feed are in dollars per tonne."""
    return {**{name: value for name, value in shared.items() if name != BASIS}, PRICE: DOLLARS}


def dollars_of(price: float, rate: float) -> float:
    """Return a price of a quote's currency in dollars."""
    return float(plain(share_of(price, rate)))


def _held(name: str) -> str:
    return f"held_{name}"


def _outputs(limited: Sequence[str]) -> Outputs:
    """Return what reads the figures of a lot off an answer, and what it holds of each that is limited."""
    figures = row_of_quotes(FIGURES)

    def read(answer: Answer) -> dict[str, Any]:
        mass, held = held_in(answer, limited)
        gate = add_up(line.amount for line in answer.result.lines if line.kind == COST and line.item == AT_GATE)
        return {
            **figures(answer),
            PAID: gate,
            LIMITED: mass,
            RATE: answer.resolved.fx,
            **{_held(name): held[name] for name in limited},
        }

    return read


def held_in(answer: Answer, names: Iterable[str]) -> tuple[Any, dict[str, Any]]:
    """Return the mass that limits are of, and what is in it [t/t delivered]: of the black mass, else of the feed.

    Moisture is that of the feed. NaN of what nothing tells.
    """
    scenario = answer.resolved.scenario
    made = [feed for account in answer.result.accounts for feed in account.flows.black_mass]
    if made:
        masses: dict[str, Any] = black_mass_amounts(made, scenario.market.elements)
    else:
        inside = [amounts(stream.delivered, stream.chemistry) for stream in scenario.streams]
        masses = {name: add_up(each.get(name, 0.0) for each in inside) for name in scenario.market.elements}
        masses["mass"] = KG
    wet = [purchase.held_by(each.moisture, each.share) for each in scenario.streams if each.moisture is not None]
    masses["moisture"] = purchase.held_by(add_up(wet), masses["mass"]) if len(wet) == len(scenario.streams) else NAN
    return share_of(masses["mass"], KG), {name: share_of(masses.get(name, NAN), KG) for name in names}


def _block(lots: Sequence[Lot], limited: Sequence[str], load: float) -> Block:
    """Return lots as columns of keywords, at a load."""
    from recyc_cli.engine.cells import column_of_numbers
    from recyc_cli.engine.columns import column_of_words

    apart = {NAME, *(name for name in limited if name not in ROWS)}
    names = dict.fromkeys(name for lot in lots for name in lot if name not in apart)
    block: Block = {}
    for name in names:
        values = [lot.get(name) for lot in lots]
        block[name] = column_of_numbers(values) if is_number(name) else column_of_words(values)
    return {**block, LOAD: column_of_numbers([load] * len(lots))}


def request_of_lot(lot: Lot, settings: Mapping[str, Any], limited: Iterable[str] = ()) -> dict[str, Any]:
    """Return a lot as the keywords of a quote.

    >>> request_of_lot({"lot": "A", "chemistry": "lfp", "region.wage": 30.0, "al": 0.01}, {"route": "hydro"}, ["al"])
    {'route': 'hydro', 'chemistry': 'lfp', 'overrides': ('region.wage=30.0',)}
    """
    apart = {NAME, *(name for name in limited if name not in ROWS)}
    asked = dict(settings)
    for name, value in lot.items():
        if name in apart or value is None:
            continue
        if name not in ROWS:
            asked["overrides"] = (*asked.get("overrides", ()), f"{name}={value!r}")
        elif ROWS[name].kind == MONEY and isinstance(settings.get(name), tuple):
            asked[name] = (value, settings[name][1])
        else:
            asked[name] = value
    return asked


def _reason(lot: Lot, settings: Mapping[str, Any], code: str) -> RecycError:
    """Return why a lot is refused, in the words of a single quote."""
    from recyc_cli.analysis.quote import answer
    from recyc_cli.scenario.request import Request

    try:
        answer(Request(**request_of_lot(lot, settings)))
    except (RecycError, RecycErrors) as error:
        return error.errors[0]
    return RecycError(code, "refused")
