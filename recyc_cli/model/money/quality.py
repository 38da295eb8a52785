"""Prices what black mass holds beyond agreed limits: deductions for each step, by substance."""

from __future__ import annotations

from recyc_cli.model.flows.feedstock import amounts
from recyc_cli.model.numbers.arithmetic import add_up, maximum, plain, ratio
from recyc_cli.model.records.ledger import Line
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.records.feed import Chemistry, Stream
    from recyc_cli.model.records.market import Limits, Market, Penalty

ANY = "any"
"""Family whose penalties hold for all."""
MOISTURE, MASS = "moisture", "mass"
FORM = "black-mass"
"""The form of feed that is black mass."""


def steps_beyond(share: Number, penalty: Penalty) -> Number:
    """Steps by which a share lies beyond a limit = (max(share - above, 0) + max(below - share, 0)) / step [1].

    Args:
        share: of a substance in the dry mass; of moisture, in the mass as weighed [1].
        penalty: its limits, and what a step is.

    Source: fastmarkets-black-mass-spec-2024-04, limits of a payable's specification.

    >>> from recyc_cli.model.records.market import Penalty
    >>> round(steps_beyond(0.06, Penalty(above=0.02, below=None, step=0.01, price=0.005)), 9)
    4.0
    >>> round(steps_beyond(0.12, Penalty(above=None, below=0.15, step=0.01, price=0.005)), 9)
    3.0
    """
    over = 0.0 if penalty.above is None else maximum(share - penalty.above, 0.0)
    under = 0.0 if penalty.below is None else maximum(penalty.below - share, 0.0)
    return (over + under) / penalty.step


def deductions(
    held: Mapping[str, Number], families: Iterable[str], market: Market, moisture: Number | None = None
) -> dict[str, Number]:
    """What is taken off the price of black mass, by substance = mass x price of a step x steps beyond [money].

    Args:
        held: mass of the black mass and of the elements in it [kg].
        families: that it is quoted as; of several the penalties hold that are those of any.
        market: its penalties.
        moisture: water in the mass as weighed [1].

    Source: `quality.steps_beyond`.

    >>> from recyc_cli.model.records.market import Market, Penalty
    >>> market = Market(penalties={"any": {"al": Penalty(above=0.02, below=None, step=0.01, price=0.005)}})
    >>> round(deductions({"mass": 1000.0, "al": 60.0}, ["layered-oxide"], market)["al"], 9)
    20.0
    """
    known = set(families)
    own = market.penalties.get(known.pop(), {}) if len(known) == 1 else {}
    taken: dict[str, Number] = {}
    for substance, penalty in {**market.penalties.get(ANY, {}), **own}.items():
        share = moisture if substance == MOISTURE else held.get(substance, 0.0) / held[MASS]
        if share is not None:
            taken[substance] = held[MASS] * penalty.price * steps_beyond(share, penalty)
    return taken


def deductions_of(
    components: Mapping[str, Number], chemistry: Chemistry, market: Market, moisture: Number | None = None
) -> dict[str, Number]:
    """What is taken off the price of black mass of one chemistry, by substance [money]; nothing without penalties.

    Args:
        components: of the black mass [kg].
        chemistry: says what they are made of.
        market: its penalties.
        moisture: water in the mass as weighed [1].

    Source: `quality.steps_beyond`.

    >>> from recyc_cli.model.records.feed import Chemistry
    >>> from recyc_cli.model.records.market import Market, Penalty
    >>> wet = Penalty(above=0.05, below=None, step=0.01, price=0.005)
    >>> powder = Chemistry(trade="spinel", inside={})
    >>> market = Market(penalties={"any": {"moisture": wet}})
    >>> round(deductions_of({"graphite": 900.0}, powder, market, 0.07)["moisture"], 9)
    9.0
    """
    if not market.penalties:
        return {}
    return deductions(amounts(components, chemistry), [chemistry.trade], market, moisture)


def taken_off_feed(stream: Stream, purchases: Iterable[tuple[Number, Market]]) -> dict[str, Number]:
    """What is taken off the market's price of a stream of black mass, by substance [money/t delivered].

    sum over purchases of share x deduction

    Args:
        stream: a part of the feed.
        purchases: where it is bought: share of it, and the market.

    Source: `quality.steps_beyond`.

    >>> from recyc_cli import quote
    >>> sets = ["payables.penalties.any.cu.price=5", "payables.penalties.any.cu.above=0"]
    >>> s = quote(chemistry="nmc622", form="black-mass", route="hydro", overrides=sets).resolved.scenario
    >>> round(taken_off_feed(s.streams[0], s.purchases)["cu"], 2)
    5.18
    """
    taken: dict[str, Number] = {}
    if stream.form != FORM or stream.chemistry.payables is not None:
        return taken
    for share, market in purchases:
        if stream.chemistry.id not in market.fixed:
            found = deductions_of(stream.delivered, stream.chemistry, market, stream.moisture)
            for substance, amount in found.items():
                taken[substance] = taken.get(substance, 0.0) + share * amount
    return taken


def lines_of_penalties(taken: Mapping[str, Number], line: Line) -> list[Line]:
    """Split the line of a price into what it would be, and a line for each penalty [money/t delivered].

    what it would be = price + sum of the penalties

    Args:
        taken: off the price, by substance [money/t delivered].
        line: of the price that is left.

    Source: `quality.steps_beyond`.

    >>> from recyc_cli.model.records.ledger import VALUE, Line
    >>> price = Line(VALUE, "preprocessing", "", "black_mass", 480.0)
    >>> [each.amount for each in lines_of_penalties({"al": 20.0}, price)]
    [500.0, -20.0]
    """
    if not taken:
        return [line]
    whole = line.amount + add_up(taken.values())
    price = line.price if line.quantity is None else ratio(whole, line.quantity, 0.0)
    apart = [
        Line(line.kind, line.stage, line.group, f"penalty: {substance}", -amount, seat=line.seat)
        for substance, amount in taken.items()
    ]
    return [line._replace(amount=whole, price=price), *apart]


def outside(
    held: Mapping[str, Number], limits: Limits, moisture: Number | None = None
) -> dict[str, tuple[Number, Number, bool]]:
    """What of black mass lies outside of what its payables hold for: share, limit, whether that is the most [1].

    share = mass of it / mass of the black mass

    Args:
        held: mass of the black mass and of the elements in it [kg].
        limits: what payables hold for.
        moisture: water in the mass as weighed [1].

    Source: fastmarkets-black-mass-spec-2024-04, limits of a payable's specification.

    >>> from recyc_cli.model.records.market import Limits
    >>> outside({"mass": 1000.0, "al": 60.0, "ni": 200.0}, Limits(least={"ni": 0.15}, most={"al": 0.02}))
    {'al': (0.06, 0.02, True)}
    """
    shares = {name: plain(mass) / plain(held[MASS]) for name, mass in held.items()}
    shares |= {} if moisture is None else {MOISTURE: plain(moisture)}
    under = {name: (shares.get(name, 0.0), plain(least), False) for name, least in limits.least.items()}
    over = {name: (shares.get(name, 0.0), plain(most), True) for name, most in limits.most.items()}
    found = {name: each for name, each in under.items() if each[0] < each[1]}
    return found | {name: each for name, each in over.items() if each[0] > each[1]}
