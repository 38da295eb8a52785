"""Computes the health that a used battery has left, and what that sells for."""

from __future__ import annotations

from recyc_cli.model.numbers.arithmetic import maximum, minimum
from recyc_cli.model.numbers.interest import present_worth
from recyc_cli.model.records.result import Grade
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.model.numbers.arithmetic import Number

E = 2.718281828459045
STEEPNESS = 1.702
"""Of the logistic curve that lies nearest to the normal distribution: within 0.0095 everywhere."""
ROOT_2PI = 2.5066282746310002


def pass_share(soh: Number, threshold: Number, spread: Number) -> Number:
    """Share of modules whose health is above a threshold, for a normal spread around the pack's mean.

    share = 1 / (1 + e^(-1.702 z)), z = (soh - threshold) / spread, the logistic curve that lies nearest to the normal
    distribution (Bowling et al. 2009).

    Args:
        soh: mean state of health of the pack's modules [1].
        threshold: health asked for [1].
        spread: standard deviation of the modules' health [1].

    >>> pass_share(0.7, 0.7, 0.04), round(pass_share(0.8, 0.7, 0.04), 3)
    (0.5, 0.986)
    """
    odds: Number = E ** (-STEEPNESS * (soh - threshold) / spread)
    return 1.0 / (1.0 + odds)


def passed_soh(soh: Number, threshold: Number, spread: Number, share: Number) -> Number:
    """Mean health of the modules that pass, at most 1: those that fail are the poorer ones [1].

    soh + spread phi(z) / share, phi the normal density: the mean of a truncated normal distribution.

    Args:
        soh: mean state of health of all modules [1].
        threshold: health asked for [1].
        spread: standard deviation [1].
        share: of the modules that pass [1].

    >>> round(passed_soh(0.7, 0.7, 0.04, 0.5), 4)
    0.7319
    """
    z = (soh - threshold) / spread
    return minimum(soh + spread * (E ** (-0.5 * z * z) / ROOT_2PI) / share, 1.0)


def cycles_left(soh: Number, cycle_life: Number, rule: Mapping[str, Number]) -> Number:
    """Full cycles from a health down to the last one, fading linearly and past the first end faster by the knee.

    n = knee N (soh - last) / (1 - first_end)

    Args:
        soh: where it starts [1].
        cycle_life: N, cycles from new down to `first_end`.
        rule: `first_end`, `last`, `knee` [1].

    Source: recyc-estimate, linear fading; deloitte-2022, cycle lives.

    >>> round(cycles_left(0.75, 4000.0, {"first_end": 0.8, "last": 0.6, "knee": 1.0}))
    3000
    """
    return maximum(soh - rule["last"], 0.0) / (1.0 - rule["first_end"]) * cycle_life * rule["knee"]


def worth_of_revenue(years: Number, use: Mapping[str, Number], market: Mapping[str, Number]) -> Number:
    """What the second life earns its user, worth today [money/MJ].

    revenue x (1 - (1 + discount)^-years) / discount

    Args:
        years: of second life [yr].
        use: the application's `revenue` [money/MJ/yr].
        market: `discount` [1].

    Source: `interest.present_worth`.

    >>> round(worth_of_revenue(10.0, {"revenue": 2.0}, {"discount": 0.08}), 2)
    13.42
    """
    return present_worth(years, market["discount"]) * use["revenue"]


def bid(left: Number, per_energy: Number | None, share: Number | None, new_pack: Number, recyclers: Number) -> Number:
    """What a buyer who uses packs again bids: what is left of them x a price, or a share of a new pack's [money/t].

    Args:
        left: energy that the packs still hold [MJ/t delivered].
        per_energy: price of what is left, where one is known [money/MJ].
        share: of a new pack's price, where that is known [1].
        new_pack: price of a new pack [money/MJ].
        recyclers: what recyclers pay, and who uses packs again where no price is known [money/t].

    Source: currents-2022, what an integrator can pay; ma-2024, price of a used pack.

    >>> bid(400.0, None, 0.2, 25.0, 300.0), bid(400.0, 6.0, 0.2, 25.0, 300.0), bid(400.0, None, None, 25.0, 300.0)
    (2000.0, 2400.0, 300.0)
    """
    if per_energy is not None:
        return left * per_energy
    return recyclers if share is None else left * (share * new_pack)


def grade(
    soh: Number, given_share: Number | None, cycle_life: Number, health: Mapping[str, Number],
    use: Mapping[str, Number], market: Mapping[str, Number],
) -> Grade:  # fmt: skip
    """Grade a pack for an application and price what passes.

    price = new pack x health x used-market factor

    A kWh of a used pack is worth a new one's times what its years are worth against a new pack's in the same use
    (Neubauer's health factor) and the used-market factor, which may be above 1.

    Args:
        soh: mean state of health [1].
        given_share: share that passes, if the user says so; the modules sold then have the pack's own health.
        cycle_life: cycles down to `first_end`.
        health: `spread`, `first_end`, `last`, `knee` [1].
        use: the application's `threshold`, `used_factor` [1], `years` [yr], `cycles` [1/yr].
        market: of the new pack its buyer would take instead: `new_pack` [money/MJ], `new_cycles` down to `first_end`,
            `new_life` [yr]; `discount` [1].

    Source: nrel-b2u-2015, and its forerunner of 2012, NREL/TP-5400-53799.

    >>> health = {"spread": 0.04, "first_end": 0.8, "last": 0.6, "knee": 1.0}
    >>> use = {"threshold": 0.7, "used_factor": 1.0, "years": 10.0, "cycles": 300.0}
    >>> market = {"new_pack": 30.0, "new_cycles": 4000.0, "discount": 0.08, "new_life": 15.0}
    >>> round(grade(0.8, 0.9, 4000.0, health, use, market).price, 2)
    23.52
    """
    share, mean = given_share, soh
    if share is None:
        share = pass_share(soh, use["threshold"], health["spread"])
        mean = passed_soh(soh, use["threshold"], health["spread"], share)
    cycles = cycles_left(mean, cycle_life, health)
    years = minimum(cycles / use["cycles"], use["years"])
    whole = market["new_cycles"] + cycles_left(health["first_end"], market["new_cycles"], health)
    new_years = minimum(whole / use["cycles"], market["new_life"])
    worth = minimum(present_worth(years, market["discount"]) / present_worth(new_years, market["discount"]), 1.0)
    price = market["new_pack"] * worth * use["used_factor"]
    return Grade(share=share, soh=mean, cycles=cycles, years=years, health=worth, price=price)
