"""Makes sentences and short lines of notes: a code and its values, in the words of `words`."""

from __future__ import annotations

from functools import lru_cache

from recyc_cli.report.notes.wording.template import fields, first_field, in_capitals, with_blanks, with_optional
from recyc_cli.report.notes.wording.words import BACKGROUND, WORDS
from recyc_cli.row import Row
from recyc_cli.scenario.keywords import MIXED
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from recyc_cli.report.shapes.asked import Note

Value = str | float
CASE, IMPLIED = "case", "implied"
ROOM, ENOUGH = 76, 10_000
"""Columns of a short line behind its mark; more than any line has."""
CODE = 2
"""Letters of a country's code."""
SIX_DIGITS = 999_999.5
"""Amounts beyond it are told in thousands."""
TAIL = "¦"
SOME = "some: "
"""In the place of names that have no room."""
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_RANK = {code: rank for rank, code in enumerate(WORDS)}


class Remark(Row):
    """What is to know of a quote: a code, and the values that its words take."""

    code: str
    values: tuple[tuple[str, Value], ...]


def note(code: str, **values: Value | None) -> Remark:
    """Return a note; of its values a `case` chooses between the words of a code, and None is none."""
    return Remark(code, tuple((name, value) for name, value in values.items() if value is not None))


def reported(notes: Iterable[tuple[Remark, str]]) -> list[Note]:
    """Return notes as a report has them, what can change the decision first.

    Args:
        notes: each with what it is of, nothing where it is of all.

    >>> [reported([(note("mass-open", method="m", kg=12.4), "lfp")])[0][key] for key in ("message", "of")]
    ['lfp: the mass balance of method m misses 12.4 kg/t', 'lfp']
    """
    entries: list[Note] = [
        {
            "code": each.code,
            "message": f"{of}: {full(each)}" if of else full(each),
            "of": of,
            "values": dict(each.values),
        }
        for each, of in notes
    ]
    return in_order(entries)


def in_order(entries: Iterable[Note]) -> list[Note]:
    """Return reported notes, those first that can change the decision; codes nobody knows stand before all others."""
    return sorted(entries, key=lambda entry: _RANK.get(_key(entry["code"], entry.get("values", {})), -1))


@lru_cache(1000)  # quotes side by side say the same
def full(each: Remark) -> str:
    """Return the words of a note in full.

    >>> full(note("left-out", way="pyro", feed="lfp", why="it cannot"))
    'pyro left out for LFP: it cannot'
    """
    values = dict(each.values)
    words = WORDS[_key(each.code, values)].full
    return _filled(with_optional(words, lambda part: _known(part, values)), values)


def lines(entries: Iterable[Note], most: int | None = None, room: int = ROOM) -> list[str]:
    """Return reported notes as short lines, one for each code, without those that only tell how numbers came about.

    >>> lines([{"code": "route-assumed", "message": "", "values": {"route": "hydro", "feed": "lfp"}}])
    ['no route was given: hydro is taken: --route, or recyc compare lfp']
    >>> lines([{"code": "of-tomorrow", "message": "a note of a later release"}], room=16)
    ['a note of a l...']
    """
    by_code: dict[str, list[Note]] = {}
    for entry in entries:
        if entry["code"] not in BACKGROUND:
            by_code.setdefault(entry["code"], []).append(entry)
    return [_line(alike, room) for alike in list(by_code.values())[:most]]


def lines_by_code(entries: Iterable[Note], room: int) -> list[tuple[str, str]]:
    """Return all reported notes as lines with their codes: those of a code joined, long ones in their short words.

    Args:
        entries: notes of a report.
        room: columns that a note may take to be told in full.

    >>> shred = [{"code": "of-tomorrow", "message": "a note of a later release"}]
    >>> lines_by_code(shred, 80)
    [('of-tomorrow', 'a note of a later release')]
    """
    by_code: dict[str, list[Note]] = {}
    for entry in entries:
        by_code.setdefault(entry["code"], []).append(entry)
    told: dict[tuple[str, str], None] = {}
    for code, alike in by_code.items():
        words = WORDS.get(_key(code, alike[0].get("values", {})))
        together = len(alike) > 1 and words is not None and words.each is not None
        for group in [alike] if together else [[each] for each in alike]:
            message = str(group[0]["message"])
            short = len(group) > 1 or len(message) > room
            told[code, _line(group, ENOUGH) if short else message] = None
    return list(told)


def _line(alike: Sequence[Note], room: int) -> str:
    """Return the line of all notes of one code: of several that differ what joins them, else the first."""
    first = alike[0]
    values = first.get("values", {})
    key = _key(first["code"], values)
    words = WORDS.get(key) if values else None
    if words is None:
        return _cut(str(first["message"]), room)
    if len(alike) > 1 and words.each:
        told = _each(words.each[1], [each.get("values", {}) for each in alike])
        joined = [", ".join(told[:count]) + _more(told, count) for count in range(len(told), 0, -1)]
        candidates = [text for each in joined for text in _shorter(words.each[0], {**values, "each": each})]
    else:
        of = _apart(first.get("of", ""), words.short, values)
        places = [f"{of}: ", f"{_first_of(of)}: ", SOME] if of else [""]
        candidates = [place + text for place in places for text in _shorter(words.short, values)]
    return next((text for text in candidates if len(text) <= room), _cut(candidates[-1], room))


def _each(words: str, alike: Sequence[Mapping[str, Value]]) -> list[str]:
    """Return the words of each of some notes, once; of those that differ by their first number alone from it to it.

    >>> _each("{months} ({region})", [{"months": 5, "region": "us"}, {"months": 2, "region": "us"}])
    ['2 to 5 (us)']
    """
    first, written, after = first_field(words)
    if not first or not all(isinstance(values[first], (int, float)) for values in alike):
        return list(dict.fromkeys(_filled(words, values) for values in alike))
    numbers: dict[str, list[Mapping[str, Value]]] = {}
    for values in alike:
        numbers.setdefault(_filled(after, values), []).append(values)
    told = []
    for rest, each in numbers.items():
        ordered = sorted(each, key=lambda values: values[first])
        ends = dict.fromkeys(_filled(written, values) for values in (ordered[0], ordered[-1]))
        told.append(" to ".join(ends) + rest)
    return told


def _more(told: Sequence[str], count: int) -> str:
    """Say how many more there are than the first few.

    >>> _more(["a", "b", "c"], 1), _more(["a"], 1)
    (' and 2 more', '')
    """
    return f" and {len(told) - count} more" if count < len(told) else ""


def _first_of(of: str) -> str:
    """Return the first of several columns, and how many more there are.

    >>> _first_of("lfp pyro, lfp reuse, nca pyro"), _first_of("lfp"), _first_of("all but prices 2021, 2022")
    ('lfp pyro and 2 more', 'lfp', 'all but prices 2021, 2022')
    """
    first, *more = of.split(", ")
    return of if of.startswith("all but ") else first + _more([first, *more], 1)


def _apart(of: str, words: str, values: Mapping[str, Value]) -> str:
    """Return what a note is of, less the names that its words tell or imply.

    >>> _apart("lfp pyro", "{route} sells nothing", {"route": "pyro"})
    'lfp'
    >>> _apart("Southeast Asia", "{region:place} payables", {"region": "southeast-asia"})
    ''
    """
    told = {str(values[name]) for name in (*fields(words), IMPLIED) if name in values}
    shown = {*told, *map(feed_name, told), *map(region_name, told)}
    return of if "," in of else "" if of in shown else " ".join(word for word in of.split() if word not in shown)


def _shorter(words: str, values: Mapping[str, Value]) -> Iterator[str]:
    """Yield the words, each time one tail less; a tail without its value is dropped with those behind it."""
    parts = with_optional(words, lambda part: _known(part, values)).split(TAIL)
    known = next((index for index, part in enumerate(parts) if not _known(part, values)), len(parts))
    for count in range(max(known, 1), 0, -1):
        yield _filled("".join(parts[:count]), values)


def without_values(code: str) -> str:
    """Return the words of a note, the names of its values in the place of them, without what may be left out.

    >>> without_values("mass-open")
    'the mass balance of method METHOD misses KG kg/t'
    """
    return in_capitals(with_optional(WORDS[code].full, lambda _: False))


def _key(code: str, values: Mapping[str, Value]) -> str:
    return f"{code}/{values[CASE]}" if CASE in values else code


def _known(words: str, values: Mapping[str, Value]) -> bool:
    return all(values.get(name) not in (None, "") for name in fields(words))


class _Text(str):
    """A text that a template may ask for as a name: `{date:month}`, `{at:place}`, `{at:there}`, `{feed:name}`."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        spelled = {"month": in_months, "place": region_name, "there": with_article, "name": feed_name}.get(spec, str)
        return spelled(self)


class _Number(float):
    """A number that a template may ask for as an amount of money, one of many digits in thousands: `{then:amount}`."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        if spec != "amount":
            return float.__format__(self, spec)
        return f"{round(self, -3) if abs(self) > SIX_DIGITS else float(self):,.0f}"


def _filled(words: str, values: Mapping[str, Value]) -> str:
    kinds: dict[type, type] = {str: _Text, float: _Number}
    ready = {name: kinds.get(type(value), lambda each: each)(value) for name, value in values.items()}
    return with_blanks(words.format_map(ready))


def in_months(period: str) -> str:
    """Return a day or a month as one says it; a year, or the name of a deck, as it is.

    >>> in_months("2026-01"), in_months("2023-12-27"), in_months("2024"), in_months("2018-2022")
    ('January 2026', 'December 2023', '2024', '2018-2022')
    """
    year, _, rest = period.partition("-")
    month = rest[:2]
    dated = year.isdigit() and month.isdigit() and rest[2:3] in ("", "-") and 1 <= int(month) <= len(MONTHS)
    return f"{MONTHS[int(month) - 1]} {year}" if dated else period


def feed_name(feed: str) -> str:
    """Return the name of a feed as a sentence has it.

    >>> feed_name("nmc622"), feed_name("mix")
    ('NMC622', 'the mix')
    """
    from recyc_cli.report.names import chemistry_name  # help imports this file, and no figure

    return "the mix" if feed == MIXED else chemistry_name(feed)


def region_name(region: str) -> str:
    """Return the name of a region as a sentence has it.

    >>> region_name("us"), region_name("southeast-asia")
    ('US', 'Southeast Asia')
    """
    return region.upper() if len(region) <= CODE else region.replace("-", " ").title()


def with_article(region: str) -> str:
    """Return the name of a region as it stands behind `in`.

    >>> with_article("us"), with_article("southeast-asia")
    ('the US', 'Southeast Asia')
    """
    return article(region) + region_name(region)


def article(name: str) -> str:
    """Return what an abbreviation of a place has before it.

    >>> article("US"), article("China")
    ('the ', '')
    """
    return "the " if len(name) <= CODE else ""


def _cut(text: str, room: int) -> str:
    return text if len(text) <= room else text[: room - 3].rstrip() + "..."
