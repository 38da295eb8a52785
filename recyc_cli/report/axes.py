"""Names the axes along which scenarios vary, and where among them something holds.

An axis is a keyword of the request, or a few that answer one question: chemistry, vehicle and mix say what the feed is,
plant and route which way it goes. A comparison, its tables and its notes all name quotes by their axes.
"""

from __future__ import annotations

from recyc_cli.row import Row
from recyc_cli.scenario.keywords import (
    FEED,
    KEYWORDS,
    MONEY,
    REGION,
    ROWS,
    SECOND_LIFE,
    WAY,
    acting_on,
    setting_by_name,
)  # fmt: skip
from recyc_cli.scenario.request import is_amount
from recyc_cli.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from recyc_cli.report.answer import Answer
    from recyc_cli.scenario.keywords import Keyword

SET = "set"
"""The axis of numbers that are set in one column thus and in another otherwise."""
Place = dict[str, str]
"""A quote on every axis: axis -> value as text, empty where nobody gave one."""
FEW = 2
"""Values of one axis that are named, however few the others are."""
PER = {"tonne": "{:,.12g} {}/t", "wmt": "{:,.12g} {}/wmt", "kWh": "{:.12g} {}/kWh"}
"""How an amount of money is written, by what it is per; a feed price may also be a share of the contained value."""


class Axis(Row):
    """A question that scenarios answer differently.

    `word` stands before a value that does not speak for itself (`prices` before 2021); `text` writes a value.
    """

    name: str
    keywords: tuple[str, ...]
    word: str = ""
    text: str = "{}"


def _axes() -> tuple[Axis, ...]:
    """Return the axes: what the feed is and which way it goes, then in the order of the table, a second life last."""
    groups: dict[str, list[Keyword]] = {FEED: [], WAY: []}
    for row in sorted(KEYWORDS, key=lambda row: SECOND_LIFE in row.acts):
        if row.axis:
            groups.setdefault(row.axis, []).append(row)
    axes = (Axis(name, tuple(row.name for row in rows), rows[0].word, rows[0].text) for name, rows in groups.items())
    return (*axes, Axis(SET, setting_by_name()))


AXES = _axes()
NAMED = {axis.name: axis for axis in AXES}
VARIED = tuple(keyword for axis in AXES for keyword in axis.keywords if axis.name != SET)
"""The keywords that may differ between the columns of a comparison; the others, the currency first of all, are one."""

OF_REUSE = frozenset(row.axis for row in acting_on(SECOND_LIFE))
"""Axes on which recycling stands still: whatever they say, it is the same."""


def is_usual(keyword: str, value: str) -> bool:
    """Tell whether a value is what a keyword is where nobody says anything.

    >>> is_usual("form", "pack"), is_usual("form", "cell")
    (True, False)
    """
    return bool(value == ROWS[keyword].default)


def request_place(keywords: Mapping[str, Any]) -> Place:
    """Return where the keywords of a quote stand, as they were given.

    >>> [text for text in request_place({"chemistry": "lfp", "route": "hydro", "soh": 0.7}).values() if text]
    ['lfp', 'hydro', '0.7']
    >>> given = {"feed_price": (120, "EUR"), "new_pack_price": 99, "currency": "CNY"}
    >>> [text for text in request_place(given).values() if text]
    ['120 EUR/t', '99 CNY/kWh']
    """
    money, given = keywords.get("currency") or ROWS["currency"].default, {*keywords}
    return {
        axis.name: ""
        if given.isdisjoint(axis.keywords)
        else _text(axis, {name: keywords.get(name) for name in axis.keywords}, money)
        for axis in AXES
    }


def quote_place(quote: Answer) -> Place:
    """Return where a quote stands: what was given for it, names as the presets spell them."""
    request, names = quote.request, quote.resolved.names
    given = {name: names.get(name, value) for name, value in request.given.items()}
    parts = [(names[f"chemistry {name}"], form, share) for name, form, share in request.parts]
    if "chemistry" in given:
        given["chemistry"] = parts[0][0]
    if "mix" in given:
        given["mix"] = parts
    return request_place({**given, "route": names["route"]})


def places_of(quotes: Iterable[Answer]) -> list[Place]:
    """Return where quotes stand beside each other: of what is set, what is not set in all of them."""
    places = [quote_place(quote) for quote in quotes]
    shared = set.intersection(*(set(place[SET].split()) for place in places)) if places else set()
    return [
        {**place, SET: " ".join(text for text in place[SET].split() if text not in shared)} if place[SET] else place
        for place in places
    ]


def in_one_word(axis: str) -> bool:
    """Tell whether several values of an axis may stand in one word: not amounts, whose commas mean something else.

    >>> in_one_word("region"), in_one_word("soh"), in_one_word("feed_price")
    (True, True, False)
    """
    return ROWS[NAMED[axis].keywords[0]].kind != MONEY


def differing(places: Sequence[Place]) -> list[Axis]:
    """Return the axes on which places differ."""
    return [axis for axis in AXES if len({place[axis.name] for place in places}) > 1]


def words_of_place(place: Place, axes: Iterable[Axis]) -> str:
    """Say where a place stands on some axes.

    >>> words_of_place(request_place({"route": "hydro", "prices": "2021"}), (NAMED["way"], NAMED["prices"]))
    'hydro prices 2021'
    """
    return " ".join(f"{axis.word} {place[axis.name]}".strip() for axis in axes if place[axis.name])


def place_in_words(place: Place, axes: Iterable[Axis]) -> str:
    """Say where a place stands on some axes as a sentence does.

    >>> place_in_words(request_place({"chemistry": "lfp", "route": "hydro"}), (NAMED["feed"], NAMED["way"]))
    'LFP hydro'
    """
    return " ".join(f"{axis.word} {_spoken(axis, place[axis.name])}".strip() for axis in axes if place[axis.name])


def _spoken(axis: Axis, value: str) -> str:
    """Return a value as a sentence has it: a chemistry as it is written on paper, a region by its name."""
    from recyc_cli.report.names import chemistry_name  # help knows axes, and no figure
    from recyc_cli.report.notes.telling import region_name

    return chemistry_name(value) if axis.name == FEED else region_name(value) if axis.name == REGION else value


def fewest_words(some: Sequence[Place], every: Sequence[Place]) -> str:
    """Say which of several places are meant, by as few axes as pick them out; nothing where all are.

    >>> ways = [{"chemistry": name, "route": way} for name in ("lfp", "nca") for way in ("pyro", "reuse")]
    >>> four = [request_place(way) for way in ways]
    >>> fewest_words([four[1], four[3]], four), fewest_words(four[:1], four)
    ('reuse', 'LFP pyro')
    >>> fewest_words(four, four), fewest_words(four[:3], four)
    ('', 'LFP pyro, LFP reuse, NCA pyro')
    >>> decks = [request_place({"prices": year}) for year in ("2021", "2022", "2023", "2024")]
    >>> fewest_words(decks[:2], decks), fewest_words(decks[1:], decks)
    ('prices 2021, 2022', 'all but prices 2021')
    """
    if all(each in some for each in every):
        return ""
    axes = [axis for axis in differing(every) if _values(some, axis) != _values(every, axis)]
    if not _picks(axes, some, every):
        axes = differing(every)
    for axis in reversed(axes):
        fewer = [other for other in axes if other is not axis]
        axes = fewer if _picks(fewer, some, every) else axes
    if len(axes) != 1:
        rest = [each for each in every if each not in some]
        if 0 < len(rest) <= FEW < len(some) - len(rest):
            return f"all but {', '.join(dict.fromkeys(place_in_words(each, axes) for each in rest))}"
        return ", ".join(dict.fromkeys(place_in_words(each, axes) for each in some))
    values = _values(some, *axes)
    others = [value for value in _values(every, *axes) if value not in values]
    most = len(values) > FEW and len(others) < len(values)
    named = ", ".join(_spoken(axes[0], value) or "none" for value in (others if most else values))
    return " ".join(filter(None, ("all but" if most else "", axes[0].word, named)))


def _picks(axes: Sequence[Axis], some: Sequence[Place], every: Sequence[Place]) -> bool:
    """Tell whether the values of some places on a few axes fit no other place."""
    meant = {tuple(each.values()) for each in some}
    wanted = [(axis.name, _values(some, axis)) for axis in axes]
    fitting = (each for each in every if all(each[name] in values for name, values in wanted))
    return all(tuple(each.values()) in meant for each in fitting)


def _values(places: Iterable[Place], axis: Axis) -> dict[str, None]:
    """Return the values that places have on an axis, in their order."""
    return dict.fromkeys(place[axis.name] for place in places)


def _text(axis: Axis, values: Mapping[str, Any], money: str) -> str:
    """Write the value of an axis, amounts with their currency, else `money`; nothing where none was given."""
    given = [value for value in values.values() if value is not None]
    if axis.name == SET:
        return " ".join(text.replace(" ", "") for texts in given for text in texts)
    row = ROWS[axis.keywords[0]]
    if row.kind == MONEY and values[row.name] is not None:
        per = next((values[name] or ROWS[name].default for name in axis.keywords[1:]), "kWh")
        return _amount(values[row.name], per, money)
    if values.get("mix") is not None:
        return _mixed(values["mix"])
    return " ".join(axis.text.format(value) for value in given)


def _amount(value: Any, per: str, money: str) -> str:  # noqa: ANN401 - a number, or (number, code)
    """Write an amount of money, or a share of the contained value.

    >>> _amount(1400, "tonne", "EUR"), _amount((5, "USD"), "kWh", "EUR"), _amount(0.3, "value", "EUR")
    ('1,400 EUR/t', '5 USD/kWh', '30 % of value')
    >>> _amount({"nca": 900, "lfp": (-150, "EUR")}, "tonne", "USD")
    'nca=900 USD/t+lfp=-150 EUR/t'
    """
    if hasattr(value, "items"):
        return "+".join(f"{name}={_amount(each, per, money)}" for name, each in value.items())
    number, code = value if is_amount(value) else (value, money)
    return f"{number * 100.0:.12g} % of value" if per == "value" else PER[per].format(number, code)


def _mixed(mix: Any) -> str:  # noqa: ANN401 - shares by name, or (name, form, share)
    """Write a mix as its shares, with the forms where they differ.

    >>> _mixed({"lfp": 0.3, "nca": 0.7}), _mixed([("lfp", "pack", 0.3), ("lfp", "cell", 0.7)])
    ('lfp=0.3+nca=0.7', 'lfp pack=0.3+lfp cell=0.7')
    """
    parts = [(name, "", share) for name, share in mix.items()] if hasattr(mix, "items") else mix
    one = len({form for _, form, _ in parts}) == 1
    return "+".join(f"{name if one else f'{name} {form}'}={share:.12g}" for name, form, share in parts)
