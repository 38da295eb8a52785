"""Lists the totals of a quote: their words, units and places, and how each is read.

A figure more is one row here, and its key in `shapes/quote.py`: the report, its pages and its other forms read them.
"""

from __future__ import annotations

from recyc_cli.model.money.margins import cash_margin, margin_before_fixed_cost
from recyc_cli.model.numbers.arithmetic import add_up
from recyc_cli.model.per_what import per_unit, percent_of
from recyc_cli.row import Row
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.records.result import Result
    from recyc_cli.report.shapes.quote import Total

    Read = Callable[[Result, Number | None, Number | None], Number | None]

LEFT, COMPARED, LOT, MOVED, SLOPES = "what is left", "side by side", "of the lot", "what moved", "along the slope"
"""Where a figure may be shown: in the account, in a comparison, of a lot, since a quote was saved, by `explain`."""
PER_KWH = ("  per kWh of nameplate energy", "{}/kWh", "two")
PER_PACK = ("  per pack", "{}/pack", "apiece")
"""How what is per kWh or per pack is told below an amount per tonne: words, unit, way to write the number."""


class Figure(Row):
    """A figure: its key among the totals, its words, its unit with `{}` for the currency, and how it is read."""

    id: Total
    words: str
    unit: str
    shown: Mapping[str, str]
    """Where it is shown, and the words it has there; none where these are its own."""
    how: str = "whole"
    """Way to write it (`render/numbers.py`)."""
    below: Total | None = None
    """Figure that it stands below."""
    of_feed: bool = False
    """Whether it is per tonne of what the seat pays for: of a refiner the black mass."""
    is_sum: bool = False
    reader: Read | None = None
    """Reads it off a result, given energy [kWh/t] and packs [pack/t] of the feed; none where it is an attribute."""

    def read(self, result: Result, kwh: Number | None, packs: Number | None) -> Number | None:
        """Return its value in a result."""
        value: Number | None = self.reader(result, kwh, packs) if self.reader else getattr(result, self.id)
        return value

    def unit_in(self, money: str) -> str:
        """Return its unit in a currency.

        >>> NAMED["margin_per_kwh"].unit_in("EUR"), NAMED["capital"].unit_in("EUR")
        ('EUR/kWh', 'EUR')
        """
        return self.unit.format(money)

    def words_in(self, place: str, money: str) -> str:
        """Return its words in a place.

        >>> NAMED["margin_per_kwh"].words_in(COMPARED, "EUR"), NAMED["cost"].words_in(LEFT, "EUR")
        ('margin, EUR/kWh', 'cost')
        """
        return (self.shown[place] or self.words).format(money)


def _own(*places: str) -> dict[str, str]:
    """Return places in which a figure has its own words."""
    return dict.fromkeys(places, "")


def _share(of: Result, *_: Number | None) -> Number:
    return percent_of(of.margin, of.value)


def _capital(of: Result, *_: Number | None) -> Number:
    return add_up(account.total_capital for account in of.accounts)


TONNE = "{}/t"
EVERYWHERE = _own(LEFT, COMPARED, LOT, MOVED, SLOPES)
OF_KWH = {LEFT: PER_KWH[0], COMPARED: "margin, {}/kWh"}
OF_PACK = {LEFT: PER_PACK[0], COMPARED: "margin, {}/pack"}
FIGURES: tuple[Figure, ...] = (
    Figure("contained_value", "contained value", TONNE, _own(LOT, MOVED, SLOPES)),
    Figure("recovery_value", "recovery value", TONNE, EVERYWHERE, reader=lambda of, *_: of.value),
    Figure("cost", "cost", TONNE, EVERYWHERE),
    Figure("margin", "margin", TONNE, EVERYWHERE, is_sum=True),
    Figure(
        "margin_pct", "margin, share of the value", "%", {LEFT: "  of the recovery value"}, "percent", "margin",
        reader=_share,
    ),
    Figure(
        "cash_margin", "cash margin", TONNE, _own(LEFT, COMPARED),
        reader=lambda of, *_: cash_margin(of.margin, of.lines),
    ),
    Figure(
        "margin_before_fixed_cost", "margin before fixed cost", TONNE, _own(LEFT, COMPARED),
        reader=lambda of, *_: margin_before_fixed_cost(of.margin, of.lines),
    ),
    Figure(
        "feed_price", "feed price", TONNE, {COMPARED: "  of which feed price", LOT: ""}, below="cost", of_feed=True
    ),
    Figure("breakeven_feed_price", "break-even feed price", TONNE, _own(COMPARED, LOT, MOVED, SLOPES), of_feed=True),
    Figure(
        "margin_per_kwh", "margin per kWh", PER_KWH[1], OF_KWH, PER_KWH[2], "margin",
        reader=lambda of, kwh, _: per_unit(of.margin, kwh),
    ),
    Figure(
        "margin_per_pack", "margin per pack", PER_PACK[1], OF_PACK, PER_PACK[2], "margin",
        reader=lambda of, _, packs: per_unit(of.margin, packs),
    ),
    Figure("capital", "capital", "{}", {COMPARED: "capital, million {}", SLOPES: ""}, "million", reader=_capital),
)  # fmt: skip
"""The figures, in the order that a report has them in."""
NAMED: dict[str, Figure] = {figure.id: figure for figure in FIGURES}


def shown_in(place: str) -> list[Figure]:
    """Return the figures that are shown in a place, in the order of the report.

    >>> [figure.id for figure in shown_in(MOVED)]
    ['contained_value', 'recovery_value', 'cost', 'margin', 'breakeven_feed_price']
    """
    return [figure for figure in FIGURES if place in figure.shown]


def ranked_in(place: str) -> list[Figure]:
    """Return the figures that are shown in a place, each followed by those that stand below it.

    >>> [figure.id for figure in ranked_in(COMPARED)][:4]
    ['recovery_value', 'cost', 'feed_price', 'margin']
    """
    shown = shown_in(place)
    return [
        each for above in shown if not above.below for each in (above, *(it for it in shown if it.below == above.id))
    ]
