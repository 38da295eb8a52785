"""Says what a purchase has to keep to, and refuses what none can."""

from __future__ import annotations

from math import inf, isfinite
from typing import TYPE_CHECKING, Any, NamedTuple

from recyc_cli.analysis.blend.offers import NAME, SIZES
from recyc_cli.analysis.blend.programme import Bound, Plan, Programme, Solver, at_least, contradiction
from recyc_cli.errors import RecycError, did_you_mean
from recyc_cli.importing.lots.headings import is_number
from recyc_cli.model.money.planning import purchase
from recyc_cli.model.numbers.arithmetic import plain
from recyc_cli.scenario.keywords import ROWS
from recyc_cli.scenario.request import CAPACITY, LOAD, SIZE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recyc_cli.analysis.blend.offers import Offer

NO_LOTS, BAD_TERMS, CONTRADICTION, UNTOLD, NONE_QUOTED = "E182", "E183", "E184", "E185", "E186"
PLANT, BUDGET, LEAST, LIMIT = "capacity", "budget", "least", "limit"
SOME = 1e-6
"""Tonnes below which nothing is bought; part of a tonne that rounding may take from a purchase."""


class Limit(NamedTuple):
    """What the mix may hold of something, at least and at most [share of the black mass, or of the feed]."""

    name: str
    least: float = -inf
    most: float = inf


class Terms(NamedTuple):
    """What the purchase has to keep to.

    Attributes:
        capacity: of the plant [t/yr].
        months: in which the lots are worked.
        budget: to spend on the feed [money]; infinite where there is none.
        least: tonnes to buy [t].
        limits: of what the mix holds.
    """

    capacity: float
    months: float
    budget: float
    least: float
    limits: Sequence[Limit]

    @property
    def could(self) -> float:
        """Tonnes that the plant could take in that time [t]."""
        return float(purchase.could_take(self.capacity, self.months))


def programme_of(offers: Sequence[Offer], terms: Terms) -> Programme:
    """Return the linear programme of a purchase."""
    ones = [1.0] * len(offers)
    bounds = [Bound(PLANT, ones, -inf, terms.could)]
    if terms.budget < inf:
        bounds.append(Bound(BUDGET, [each.paid for each in offers], -inf, terms.budget))
    for limit in terms.limits:
        for level, most in ((limit.most, True), (limit.least, False)):
            if isfinite(level):
                weights = [
                    float(plain(purchase.over_limit(each.holds[limit.name], each.limited, level))) for each in offers
                ]
                room = (-inf, 0.0) if most else (0.0, inf)
                bounds.append(Bound(bound_name(limit.name, most=most), weights, *room))
    if terms.least > 0.0:
        bounds.append(Bound(LEAST, ones, terms.least, inf))
    return Programme([each.earned for each in offers], [each.tonnes for each in offers], bounds)


def bound_name(name: str, *, most: bool) -> str:
    """Return what the limit of a share is called.

    >>> bound_name("al", most=True), bound_name("ni", most=False)
    ('al at most', 'ni at least')
    """
    return f"{name} at {'most' if most else 'least'}"


def limit_of(item: tuple[str, float | tuple[float | None, float | None]]) -> Limit:
    """Return a limit as it is given: the most alone, or least and most.

    >>> limit_of(("AL", 0.02)), limit_of(("ni", (0.15, None)))
    (Limit(name='al', least=-inf, most=0.02), Limit(name='ni', least=0.15, most=inf))
    """
    name, value = item
    low, high = value if isinstance(value, tuple) else (None, value)
    return Limit(name.strip().lower(), -inf if low is None else low, inf if high is None else high)


def check_question(lots: Sequence[Mapping[str, Any]], terms: Terms, keywords: Mapping[str, Any]) -> None:
    """Refuse a question that nobody can answer.

    Raises:
        RecycError: E182, E183, E104, E122.
    """
    if not lots:
        raise RecycError(NO_LOTS, "no lots to choose from", "LOTS", "recyc blend lots.csv --capacity 2kt")
    fixed = [name for name in (SIZE, LOAD, CAPACITY) if keywords.get(name) is not None]
    if fixed:
        raise RecycError(BAD_TERMS, f"{fixed[0]} of a plant that capacity fixes", "--capacity", "give capacity alone")
    _check_terms(terms)
    _check_lots(lots, terms)


def _check_terms(terms: Terms) -> None:
    """Refuse terms that no purchase can have."""
    faults = [
        ("--capacity", terms.capacity, 0.0 < terms.capacity < inf, "tonnes a year above 0: --capacity 2kt"),
        ("--months", terms.months, 0.0 < terms.months <= purchase.MONTHS, "from above 0 to 12: --months 1"),
        ("--budget", terms.budget, terms.budget >= 0.0, "money from 0: --budget 1.4M"),
        ("--least", terms.least, 0.0 <= terms.least < inf, "tonnes from 0: --least 500t"),
    ]
    for where, value, sound, hint in faults:
        if not sound:
            raise RecycError(BAD_TERMS, f"{value:g} cannot be", where, hint)
    for limit in terms.limits:
        shares = [value for value in (limit.least, limit.most) if isfinite(value)]
        if not shares or not all(0.0 <= value <= 1.0 for value in shares) or limit.least > limit.most:
            message = f"the limit of {limit.name} is no share from 0 to 1, or its least is more than its most"
            raise RecycError(BAD_TERMS, message, "--limit", "--limit al=2%, --limit ni=15%:25%")


def _check_lots(lots: Sequence[Mapping[str, Any]], terms: Terms) -> None:
    """Refuse lots without a size, and what no quote reads of them."""
    limited = [limit.name for limit in terms.limits]
    known = [NAME, *limited, *ROWS]
    for at, lot in enumerate(lots):
        where = str(lot.get(NAME) or f"lot {at + 1}")
        for name, value in lot.items():
            if name not in known and "." not in name:
                raise RecycError("E104", f"no keyword {name!r} of a lot", where, did_you_mean(name, known))
            number = name in limited or (name != NAME and is_number(name))
            if number and value is not None and not isinstance(value, (int, float)):
                raise RecycError("E122", f"{name} is no number: {value!r}", where)
        if not any(lot.get(name) is not None for name in SIZES):
            raise RecycError(BAD_TERMS, "nothing says how much there is of it", where, ", ".join(SIZES))


def check_contents(offers: Sequence[Offer], names: Sequence[str]) -> None:
    """Refuse lots of which nothing tells what is limited."""
    for name in names:
        blank = [each for each in offers if not isfinite(each.holds[name])]
        if blank:
            first = blank[0].lot.get(NAME) or f"lot {blank[0].at + 1}"
            more = f" and {len(blank) - 1} more" if blank[1:] else ""
            hint = f"give it beside the lot, in a column {name!r}"
            raise RecycError(UNTOLD, f"nothing tells how much {name} {first}{more} has", "--limit", hint)


def possible(plan: Plan | None, programme: Programme, terms: Terms) -> Plan:
    """Return a plan that there is.

    Raises:
        RecycError: E184, naming limits that contradict, of which none can be spared.
    """
    if plan is not None and sum(plan.amounts) > SOME:
        return plan
    if plan is not None:
        some = at_least(programme, min(1.0, terms.could))
        if Solver(some).plan() is not None:
            return plan
        programme = some
    names = [each.name for each in contradiction(programme) if each.name]
    offered = sum(programme.offered)
    told = " and ".join(bound_words(name, terms) for name in names)
    what = told or f"the {offered:,.6g} t on offer"
    can = "no purchase of even a tonne keeps" if plan is not None else "no purchase keeps"
    beside = "" if plan is not None else f" with the {offered:,.6g} t on offer"
    raise RecycError(CONTRADICTION, f"{can} {what}{beside}", "LOTS", "loosen any one of them")


def bound_words(name: str, terms: Terms) -> str:
    """Return a limit in the words of the command line.

    >>> bound_words("al at most", Terms(1000.0, 12.0, inf, 0.0, [Limit("al", most=0.02)]))
    '--limit al at most 2 %'
    """
    if name == PLANT:
        return f"the capacity ({terms.could:,.6g} t)"
    if name == BUDGET:
        return f"--budget {terms.budget:,.6g}"
    if name == LEAST:
        return f"--least {terms.least:,.6g} t"
    what, _, side = name.partition(" at ")
    limit = next(each for each in terms.limits if each.name == what)
    level = limit.most if side == "most" else limit.least
    return f"--limit {what} at {side} {level * 100:.6g} %"
