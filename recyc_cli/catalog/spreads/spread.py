"""Finds how far a number may lie off, by its own range, its series or its class."""

from __future__ import annotations

import math
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from recyc_cli.catalog.documents.document import lookup
from recyc_cli.catalog.documents.record import EVIDENCE
from recyc_cli.catalog.vocabulary import USER
from recyc_cli.model.numbers.chance.distributions import ENDLESS, Distribution, drawn, from_range
from recyc_cli.model.numbers.chance.normal import stated_normal

if TYPE_CHECKING:
    from recyc_cli.catalog.documents.document import Document, Record, Tree
    from recyc_cli.catalog.spreads.replay import Replay
    from recyc_cli.model.numbers.chance.distributions import Form

How = Literal["own", "class", "series", "history", "exact", "held", "unknown"]
WITHOUT: tuple[How, ...] = ("exact", "held")
"""Tables of numbers that have no spread: exact ones, and those whose spread another number carries."""
TABLES = ("classes", "series", *WITHOUT)
YEAR = 12
"""Months that widths of classes speak of."""
KEPT = 8
"""Presets and horizons whose spreads a process keeps."""
IGNORED = "ignored"
"""Of a range that is another one than that of what may come, such as of the days of a month."""


class Spread(NamedTuple):
    """How far a number may lie off."""

    how: How
    name: str = ""
    """Of its class, its series, or the group of those that have none."""
    group: str = ""
    """What it is looked at together with."""
    source: str = ""
    because: str = ""
    """Why it has none."""
    distribution: Distribution | None = None
    """In the canonical unit; None where it stands still."""
    shares: tuple[float, float] = (0.0, 1.0)
    """Of all draws that lie below `low` and `high`."""
    low: float = 0.0
    """[canonical unit]."""
    high: float = 0.0
    """[canonical unit]."""
    loads: tuple[tuple[str, float], ...] = ()
    """What it shares with others: a series or a factor of some classes, and the correlation with it."""


class Spreads:
    """The spreads of a preset of that kind.

    Args:
        document: the preset.
        months: horizon of the prices; one of those that it has volatilities of.
        replay: a history that goes before the volatilities.
    """

    __slots__ = ("_document", "_found", "_kinds", "_months", "_patterns", "_shares", "replay")

    def __init__(self, document: Document, months: int = YEAR, replay: Replay | None = None) -> None:
        self._document = document
        self._months = months
        self.replay = replay
        self._patterns = [(each, _start(each), place) for each, place in patterns(document.tree)]
        self._found: dict[str, tuple[str, str]] = {}
        self._kinds: dict[str, list[tuple[str, str, tuple[str, str]]]] = {}
        ends: Tree = document.tree["percentiles"]
        self._shares = {of: (ends[f"{of}_low"], ends[f"{of}_high"]) for of in ("own", "class")}

    @property
    def months(self) -> int:
        """Horizon of the prices [months]."""
        return self._months

    @property
    def horizons(self) -> list[int]:
        """Horizons that there are volatilities of [months]."""
        return sorted(map(int, self._document.tree.get("horizons", {})))

    @property
    def horizon(self) -> Tree:
        """Volatilities and correlations of prices at the horizon."""
        horizon: Tree = self._document.tree["horizons"][str(self._months)]
        return horizon if self.replay is None else self.replay.horizon(horizon)

    def replaying(self, replay: Replay) -> Spreads:
        """Return the same with the prices of a history."""
        return Spreads(self._document, self._months, replay)

    def place(self, subject: str) -> tuple[str, str]:
        """Return the table and the entry that a number belongs to: of several that fit, the one with most letters."""
        if subject not in self._found:
            fits = (place for pattern, start, place in self._of_kind(subject) if _fits(subject, pattern, start))
            self._found[subject] = next(fits, ("", ""))
        return self._found[subject]

    def _of_kind(self, subject: str) -> list[tuple[str, str, tuple[str, str]]]:
        """Return the patterns that may fit some number of the same kind of preset."""
        kind = subject.partition(".")[0]
        if kind not in self._kinds:
            letters = f"{kind}."
            self._kinds[kind] = [
                each for each in self._patterns if letters.startswith(each[1]) or each[1].startswith(letters)
            ]
        return self._kinds[kind]

    def series_of(self, path: str) -> str:
        """Return the series that a number of a deck moves by; nothing where it has none.

        Args:
            path: inside the deck, such as `metals.nickel`.
        """
        table, name = self.place(f"prices.{path}")
        return name if table == "series" else ""

    def spread(self, subject: str, record: Record) -> Spread:
        """Return how far a number may lie off.

        Args:
            subject: what it is about, as `subject_of` names it.
            record: the number.
        """
        table, name = self.place(subject)
        entry: Tree = self._document.tree.get(table, {}).get(name, {})
        value = record.value * record.factor
        if table in WITHOUT:
            return Spread("exact" if table == "exact" else "held", name, because=entry["because"])
        if table == "series":
            return self._series(name, value)
        ranged = record.low is not None and record.high is not None and record.low < record.high
        if ranged and entry.get("own_range") != IGNORED:
            return self._own(name, entry, record)
        return self._class(name, entry, value, record.evidence) if entry else Spread("unknown")

    def volatility(self, series: str) -> Record:
        """Return the standard deviation of the logarithm of a price over the horizon, with its record."""
        return self._document.records[f"horizons.{self._months}.volatility.{series}"]

    def _series(self, name: str, value: float) -> Spread:
        if self.replay is not None and name in self.replay.series:
            how: How = "history"
            width, source = self.replay.volatility[self.replay.series.index(name)], USER
        else:
            how, record = "series", self.volatility(name)
            width, source = record.value, record.source
        of = Distribution("lognormal", value, width, width)
        return self._with_ends(how, name, "prices", source, of)._replace(loads=((name, 1.0),))

    def _own(self, name: str, entry: Tree, record: Record) -> Spread:
        value, low, high = (float(each or 0.0) * record.factor for each in (record.value, record.low, record.high))
        form, bounds = _form_of_range(entry.get("distribution", "lognormal"), value, low, high)
        of = from_range(form, value, low, high, self._shares["own"])
        of = of._replace(bounds=bounds or _bounds(entry))
        spread = self._with_ends("own", name, entry.get("group", ""), record.source, of)
        return spread._replace(low=low, high=high, loads=_loads(entry))

    def _class(self, name: str, entry: Tree, value: float, evidence: str) -> Spread:
        path = f"classes.{name}.spread.{weight_of(entry['spread'], evidence)}"
        factor = self._document.records[path]
        form: Form = entry["distribution"]
        low, high = float(factor.low or factor.value), float(factor.high or factor.value)
        if entry.get("grows"):
            power = (self._months / YEAR) ** self._document.tree["growth"]["power"]
            low, high = low**power, high**power
        of = _times(form, value, low, high, self._shares["class"])
        if of is None:
            return Spread("class", name, entry["group"], factor.source, "nothing, or all of it")
        of = of._replace(bounds=_bounds(entry), outcomes=_outcomes(entry, value))
        return self._with_ends("class", name, entry["group"], factor.source, of)._replace(loads=_loads(entry))

    def _with_ends(self, how: How, name: str, group: str, source: str, of: Distribution) -> Spread:
        shares = self._shares["own" if how == "own" else "class"] if of.form in ENDLESS else (0.0, 1.0)
        ends = (of.below, of.above)
        if of.form in ENDLESS:
            ends = (drawn(of, stated_normal(shares[0])), drawn(of, stated_normal(shares[1])))
        elif of.outcomes:
            ends = (of.outcomes[0][0], of.outcomes[-1][0])
        return Spread(how, name, group, source, "", of, shares, min(ends), max(ends))


@lru_cache(KEPT)
def spreads_of(document: Document, months: int = YEAR) -> Spreads:
    """Return the spreads of a preset, the same ones each time: which number is of which entry is looked up once."""
    return Spreads(document, months)


def patterns(tree: Tree) -> list[tuple[str, tuple[str, str]]]:
    """Return every pattern of names with its table and entry, those with most letters first."""
    stated = []
    for table in TABLES:
        for name, entry in tree.get(table, {}).items():
            listed = entry if isinstance(entry, list) else entry.get("numbers", ())
            stated += [(pattern, (table, name)) for pattern in listed]
    return sorted(stated, key=lambda each: -len(each[0].replace("*", "")))


def _start(pattern: str) -> str:
    """Return the letters of a pattern before the first that stands for others."""
    return pattern.partition("*")[0].partition("?")[0].partition("[")[0]


def _fits(subject: str, pattern: str, start: str) -> bool:
    """Tell whether a pattern, which begins with these letters, is one of a subject."""
    return subject.startswith(start) and fnmatchcase(subject, pattern)


def weight_of(widths: Tree, evidence: str) -> str:
    """Return the evidence whose width a number takes: its own, else the next weaker one, else the weakest stated.

    >>> weight_of({"market": 1.0, "estimate": 1.0}, "measured"), weight_of({"market": 1.0}, "")
    ('market', 'market')
    """
    start = EVIDENCE.index(evidence) if evidence in EVIDENCE else len(EVIDENCE)
    stated = [each for each in EVIDENCE if each in widths]
    return next((each for each in stated if EVIDENCE.index(each) >= start), stated[-1])


def _form_of_range(form: Form, value: float, low: float, high: float) -> tuple[Form, tuple[float, float] | None]:
    """Return the form of a number of a class that has a range of its own, and bounds where the form lost its own."""
    if form == "odds":
        inside = low > 0.0 and high < 1.0 and 0.0 < value < 1.0
        return (form, None) if inside else ("normal", (min(low, 0.0), max(high, 1.0)))
    if form in ("lognormal", "discrete"):
        if low > 0.0:
            return "lognormal", None
        return "normal", ((0.0, math.inf) if low >= 0.0 else None)
    return form, None


def _times(form: Form, value: float, low: float, high: float, shares: tuple[float, float]) -> Distribution | None:
    """Return the distribution of a number times factors; none where no factor moves it."""
    if value == 0.0 or (form == "odds" and not 0.0 < value < 1.0):
        return None
    if form in ("lognormal", "odds"):
        return Distribution(
            form, value, -math.log(low) / -stated_normal(shares[0]), math.log(high) / stated_normal(shares[1])
        )
    least, most = sorted((value * low, value * high))
    return from_range(form, value, least, most, shares)


def _bounds(entry: Tree) -> tuple[float, float]:
    return entry.get("least", -math.inf), entry.get("most", math.inf)


def _outcomes(entry: Tree, value: float) -> tuple[tuple[float, float], ...]:
    factors: dict[str, Any] = entry.get("outcomes", {})
    chances: dict[str, Any] = entry.get("chances", {})
    return tuple(sorted((value * factor, chances[name]) for name, factor in factors.items()))


def _loads(entry: Tree) -> tuple[tuple[str, float], ...]:
    return tuple((factor, load) for factor, load in lookup(entry, "loads").items()) if "loads" in entry else ()
