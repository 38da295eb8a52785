"""Values a cash flow: worth today, return, payback, exposure, cost per tonne."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.model.numbers.arithmetic import NAN, add_up, maximum, minimum, only_if, ratio, where
from recyc_cli.model.numbers.interest import discount_factor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recyc_cli.model.money.lifetime.cash_flow import Row
    from recyc_cli.model.numbers.arithmetic import Number


def times(years: Sequence[int], *, mid_year: bool) -> list[float]:
    """When the flows of years fall = year, at its end, or year - 0.5, in its middle; year 0 is a day [yr].

    Args:
        years: their numbers.
        mid_year: whether they are taken to fall in the middle.

    Source: towler-sinnott-2021, chapter on the economics of projects.

    >>> times([0, 1, 2], mid_year=True), times([0, 1], mid_year=False)
    ([0.0, 0.5, 1.5], [0.0, 1.0])
    """
    return [year - 0.5 if mid_year and year else float(year) for year in years]


def nominal_rate(real: Number, inflation: Number) -> Number:
    """Rate of discount of flows that rise with all prices [1/yr].

    (1 + real) (1 + inflation) - 1; the real one itself where nothing rises

    Args:
        real: rate of flows in the money of one year [1/yr].
        inflation: [1/yr].

    Source: towler-sinnott-2021, chapter on the economics of projects.

    >>> round(nominal_rate(0.08, 0.02), 6), nominal_rate(0.1, 0.0)
    (0.1016, 0.1)
    """
    return real + inflation + real * inflation


def discounted(flow: Number, time: float, rate: Number) -> Number:
    """Worth today of a flow [money].

    flow (1 + rate)^-time

    Args:
        flow: [money].
        time: when it falls [yr].
        rate: of discount [1/yr].

    Source: towler-sinnott-2021, chapter on the economics of projects.

    >>> round(discounted(121.0, 2.0, 0.1), 9)
    100.0
    """
    return flow * discount_factor(time, rate)


def net_present_value(flows: Sequence[Number], at: Sequence[float], rate: Number) -> Number:
    """Worth today of a cash flow [money].

    sum of flow (1 + rate)^-time; a spreadsheet's NPV takes the first flow to fall at the end of the first year

    Args:
        flows: by year [money].
        at: when they fall [yr].
        rate: of discount, above -1 [1/yr].

    Source: towler-sinnott-2021, chapter on the economics of projects.

    >>> round(net_present_value([-10_000.0, 3_000.0, 4_200.0, 6_800.0], [1.0, 2.0, 3.0, 4.0], 0.1), 2)
    1188.44
    """
    return add_up(discounted(flow, time, rate) for flow, time in zip(flows, at, strict=True))


def modified_return(flows: Sequence[Number], at: Sequence[float], finance: Number, reinvest: Number) -> Number:
    """Modified internal rate of return [1/yr].

    (value of the receipts at the end / worth of the payments today)^(1 / years) - 1

    Args:
        flows: by year [money].
        at: when they fall [yr].
        finance: rate at which payments are financed [1/yr].
        reinvest: rate at which receipts are put to work [1/yr].

    Returns:
        NaN where nothing is paid or nothing received.

    Source: towler-sinnott-2021, chapter on the economics of projects.

    >>> flows = [-120_000.0, 39_000.0, 30_000.0, 21_000.0, 37_000.0, 46_000.0]
    >>> round(modified_return(flows, [0.0, 1.0, 2.0, 3.0, 4.0, 5.0], 0.1, 0.12), 12)
    0.126094130366
    """
    years = at[-1] - at[0]
    paid = -net_present_value([minimum(flow, 0.0) for flow in flows], [time - at[0] for time in at], finance)
    received = add_up(
        maximum(flow, 0.0) * discount_factor(time - at[-1], reinvest) for flow, time in zip(flows, at, strict=True)
    )
    growth = only_if(paid > 0.0, ratio(received, paid, NAN))
    grown = only_if(growth > 0.0, maximum(growth, 0.0))
    made: Number = grown ** (1.0 / years) - 1.0
    return made


def payback(flows: Sequence[Number]) -> Number:
    """Years after the first flow from which the sum of a cash flow stays above 0 [yr].

    year before + share of the year's flow that fills what is still out: within its year a flow runs evenly

    Args:
        flows: by year [money].

    Returns:
        NaN where the sum ends below 0.

    Source: towler-sinnott-2021, chapter on the economics of projects.

    >>> payback([-100.0, 40.0, 40.0, 40.0]), payback([-100.0, 40.0])
    (2.5, nan)
    """
    total: Number = 0.0
    reached: Number = 0.0
    for year, flow in enumerate(flows):
        before, total = total, total + flow
        share = ratio(-before, flow, 1.0)
        reached = where(before < 0.0, float(year) - 1.0 + share, reached)
    return only_if(total >= 0.0, reached)


def exposure(flows: Sequence[Number]) -> Number:
    """Most that is out at the end of any year = the deepest sum of a cash flow up to it, below 0 [money].

    Args:
        flows: by year [money].

    Source: towler-sinnott-2021, chapter on the economics of projects.

    >>> exposure([-60.0, -40.0, 30.0, 90.0])
    -100.0
    """
    total: Number = 0.0
    deepest: Number = 0.0
    for flow in flows:
        total = total + flow
        deepest = minimum(deepest, total)
    return deepest


def levelised_cost(rows: Sequence[Row], at: Sequence[float], rate: Number, *, with_feed: bool = True) -> Number:
    """Cost of a tonne over the plant's life, before tax: its price at which nothing is left [money/t delivered].

    worth today of all that is paid / worth today of the tonnes, each at its year's price level

    Args:
        rows: the cash flow.
        at: when its years fall [yr].
        rate: of discount [1/yr].
        with_feed: whether the price of the feed counts.

    Source: towler-sinnott-2021, chapter on the economics of projects.

    >>> from recyc_cli.model.money.lifetime.cash_flow import Row
    >>> parts = {"feed": 0.0, "running": 0.0, "fixed": 0.0, "carbon": 0.0, "working_capital": 0.0, "price_level": 1.0}
    >>> built, worked = Row(**parts | {"capital": -100.0, "tonnes": 0.0}), {**parts, "fixed": -5.0, "capital": 0.0}
    >>> rows = [built, *(Row(**worked | {"tonnes": 1.0}) for _ in range(10))]
    >>> round(levelised_cost(rows, [float(year) for year in range(11)], 0.1), 9)
    21.274539488
    """
    paid = [row.running + row.fixed + row.carbon + row.capital + row.working_capital for row in rows]
    if with_feed:
        paid = [amount + row.feed for amount, row in zip(paid, rows, strict=True)]
    tonnes = net_present_value([row.tonnes * row.price_level for row in rows], at, rate)
    return ratio(-net_present_value(paid, at, rate), tonnes, NAN)


def product_cost(
    rows: Sequence[Row], at: Sequence[float], rate: Number, tonnes: Sequence[Number], value: Sequence[Number]
) -> Number:
    """Cost of a tonne of one product over the plant's life, before tax: its price at which nothing is left [money/t].

    (worth today of all that is paid - of what else is sold) / worth today of its tonnes, each at its year's price level

    Args:
        rows: the cash flow.
        at: when its years fall [yr].
        rate: of discount [1/yr].
        tonnes: of the product, by year [t].
        value: that it is sold for by year, at the price level of the first year [money].

    Source: towler-sinnott-2021, chapter on the economics of projects.

    >>> from recyc_cli.model.money.lifetime.cash_flow import Row
    >>> parts = {"price_level": 1.0, "before_tax": 0.0}
    >>> rows = [Row(**parts | {"before_tax": -100.0}), *(Row(**parts | {"before_tax": 20.0}) for _ in range(10))]
    >>> tonnes, value = [0.0, *[2.0] * 10], [0.0, *[30.0] * 10]
    >>> round(product_cost(rows, [float(year) for year in range(11)], 0.1, tonnes, value), 6)
    13.13727
    """
    needed = [sold * row.price_level - row.before_tax for sold, row in zip(value, rows, strict=True)]
    whole = [mass * row.price_level for mass, row in zip(tonnes, rows, strict=True)]
    return ratio(net_present_value(needed, at, rate), net_present_value(whole, at, rate), NAN)
