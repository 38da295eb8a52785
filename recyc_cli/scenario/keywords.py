"""Lists every keyword of a quote once.

The request, what varies, the axes, the report and the command line read this table.
A new keyword is a row here, its types in `keyword_types.py`, and the place that uses its value.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from recyc_cli.catalog.vocabulary import FEED_BASES, FORMS, LEVELS, MODES, PROFILES, SEATS, USUAL

if TYPE_CHECKING:
    from collections.abc import Sequence

PRESET, CHOICE, TEXT, NUMBER, SHARE, MONEY, SHARES, LIST = (
    "preset", "choice", "text", "number", "share", "money", "shares", "list",
)  # fmt: skip
"""Kinds: the name of a preset, one of a few words, a text, a number above 0, a part of 1, an amount of money (a number
in the request's currency, or (number, code)), shares by name, texts that all act."""
NUMERIC = (NUMBER, SHARE, MONEY)
FEED, WAY, LOT = "feed", "way", "lot"
"""Questions that several keywords answer: what is recycled, which way it goes, how much there is."""
SECOND_LIFE, FREIGHT, BATTERIES = "second-life", "freight", "batteries"
"""What a keyword acts on, where that may be absent: it changes nothing then, and that is told."""


class Option(NamedTuple):
    """One option of the command line.

    `kind` is text (one value), list (all of its values act together), names or numbers (a column of each value; names
    may be separated by commas), flag, or one of the two arguments. `read` is the function of `cli/input/values.py`
    that reads its text; without one the text is the value. `sign` turns its number into the keyword's.
    """

    name: str
    flags: tuple[str, ...]
    metavar: str
    help: str
    kind: str = "text"
    read: str = ""
    sign: float = 1.0


class Keyword:
    """One keyword of a quote.

    Attributes:
        name: as `quote` takes it.
        kind: one of the kinds above.
        default: None where it is left to the presets.
        told: place among the keys of a report's scenario; 0 for what stands elsewhere in a report.
        unit: of its number, amounts of money per what they are in dollars.
        choices: the words it may be.
        options: what gives it on the command line. One without a help is another keyword's, read here too.
        axis: the axis of a comparison along which it may differ; nothing where all columns share it.
        word: stands before its value in a comparison where that does not speak for itself.
        text: writes the value there.
        words: what its number is called.
        span: default range where it may vary; empty where that follows from the contained value, None if it may not.
        signed: whether its number may be negative.
        acts: what it acts on.
    """

    __slots__ = (
        "acts", "axis", "choices", "default", "kind", "name", "options", "short", "signed", "span", "text", "told",
        "unit", "word", "words",
    )  # fmt: skip

    def __init__(  # noqa: PLR0913 - a row of the table
        self, name: str, kind: str, default: Any = None, told: int = 0, *options: Option, unit: str = "",  # noqa: ANN401
        choices: Sequence[str] = (), axis: str | None = None, word: str = "", text: str = "{}", words: str = "",
        span: tuple[float, ...] | None = None, signed: bool = False, acts: Sequence[str] = (),
    ) -> None:  # fmt: skip
        self.name, self.kind, self.default, self.told, self.options = name, kind, default, told, options
        self.short = options[0].name if options else name
        """Its name where a number is varied, traced or an axis: without the unit."""
        self.unit, self.choices, self.words, self.span, self.signed = unit, choices, words, span, signed
        self.axis, self.word, self.text, self.acts = self.short if axis is None else axis, word, text, acts


def option(name: str, metavar: str, text: str, read: str = "", kind: str = "text", sign: float = 1.0) -> Option:
    """Return the option `--name` of a keyword.

    >>> option("feed_price", "PRICE", "signed").flags
    ('--feed-price',)
    """
    return Option(name, ("--" + name.replace("_", "-"),), metavar, text, kind, read, sign)


_FEEDS = "nmc622 nmc811 nca lfp lmfp nfm lead-acid ..., or your own"
_DECKS = "price deck: 2019 ... 2025, 2025-09 ... 2026-01, latest, china-2024 [2024]"
KEYWORDS = (
    Keyword("chemistry", PRESET, None, 1, Option("chemistry", (), "CHEMISTRY", _FEEDS, "argument"),
        Option("chemistries", (), "CHEMISTRY...", _FEEDS + " [nmc622 lfp]", "arguments"), axis=FEED),
    Keyword("form", CHOICE, "pack", 2,
        option("form", "FORM", "pack module cell scrap-cell scrap-electrode black-mass [pack]"), choices=FORMS),
    Keyword("vehicle", PRESET, None, 25, option("vehicle", "NAME", "instead of CHEMISTRY: nissan-leaf-40 ..."),
        axis=FEED),
    Keyword("mix", SHARES, None, 15,
        option("mix", "SHARES", "instead of CHEMISTRY: lfp=0.3,nca=0.7, or lfp=16t,nca=24t", "mix"), axis=FEED),
    Keyword("mass_t", NUMBER, None, 0, option("mass", "MASS", "the lot's mass with its unit: 12t, 12000kg", "mass_t"),
        option("mix", "", "", "mix_mass"), unit="t", axis="", words="mass of the lot", acts=(LOT,)),
    Keyword("packs", NUMBER, None, 0, option("packs", "N", "the lot in packs, instead of --mass", "count"), unit="pack",
        axis="", words="packs of the lot", acts=(LOT,)),
    Keyword("kwh", NUMBER, None, 0, option("kwh", "KWH", "the lot in nameplate kWh, instead of --mass", "energy_kwh"),
        unit="kWh", axis="", words="kwh of the lot", acts=(LOT,)),
    Keyword("soh", SHARE, None, 3, option("soh", "SHARE", "state of health; on reuse only [by vintage]", "share"),
        unit="1", word="SOH", text="{:.12g}", words="state of health", span=(0.01, 1.0), acts=(SECOND_LIFE,)),
    Keyword("application", PRESET, None, 26,
        option("application", "NAME", "reuse: stationary home telecom vehicle ... [stationary]"), acts=(SECOND_LIFE,)),
    Keyword("pass_rate", SHARE, None, 27,
        option("pass_rate", "SHARE", "reuse: share of modules that pass [from --soh]", "share"), unit="1",
        word="pass rate", text="{:.12g}", acts=(SECOND_LIFE,)),
    Keyword("new_pack_price", MONEY, None, 28,
        option("new_pack_price", "PRICE", "reuse: a new pack per kWh: 115, 99EUR/kWh [market]", "pack_price"),
        unit="USD/kWh", word="new packs at", words="price of new packs", span=(10.0, 1_000.0), acts=(SECOND_LIFE,)),
    Keyword("recycle", TEXT, None, 29, option("recycle", "ROUTE", "reuse: where rejects and old packs go [the best]"),
        word="recycled by", acts=(SECOND_LIFE,)),
    Keyword("disassemble", CHOICE, "none", 4, option("disassemble", "LEVEL", "none, module or cell [none]"),
        choices=LEVELS, word="disassembly"),
    Keyword("region", PRESET, "us", 6, option("region", "REGION", "us china germany india ..., or your own [us]")),
    Keyword("throughput_t_per_year", NUMBER, 10_000.0, 7,
        option("throughput", "T/YR", "feed of the first plant, t/yr or 10kt/yr [10000]", "throughput"), unit="t/yr",
        text="{:,.12g} t/yr", words="throughput of the first plant", span=(500.0, 500_000.0)),
    Keyword("load", SHARE, 1.0, 30,
        option("load", "SHARE", "share of its feed that a plant works: 45% [1, a plant's public one]", "share"),
        unit="1", word="load", text="{:.12g}", words="load of the plant", span=(0.01, 1.0)),
    Keyword("plant", PRESET, None, 8,
        option("plant", "NAME", "a real plant with its public figures: brunp redwood-nevada ..."), axis=WAY),
    Keyword("route", PRESET, None, 5,
        option("route", "ROUTE", "pyro hydro direct hydro-to-cathode shred reuse ... [hydro]"),
        Option("routes", ("--route",), "ROUTE+", "those of quote [all]", "names"), axis=WAY),
    Keyword("prices", PRESET, None, 9, option("prices", "DECK", _DECKS), word="prices"),
    Keyword("as_of", TEXT, None, 10, option("as_of", "DATE", "prices as known then: 2023, 2023-06, 2023-06-30"),
        word="as of"),
    Keyword("method", PRESET, "recyc", 11, option("method", "METHOD", "recyc or everbatt-2023 [recyc]"), word="method"),
    Keyword("profile", CHOICE, USUAL, 12,
        option("profile", "NAME", "recoveries: conservative typical optimistic [typical]"), choices=PROFILES),
    Keyword("seat", CHOICE, "chain", 13, option("seat", "SEAT", "chain holder shredder refiner [chain]"),
        choices=SEATS),
    Keyword("feed_price", MONEY, None, 18,
        option("feed_price", "PRICE", "signed, for the feed: 400 (per t), 5EUR/kWh, 30%", "feed_price"),
        option("gate_fee", "PRICE", "taken for the feed: the negative of --feed-price", "gate_fee", sign=-1.0),
        unit="USD/t", word="feed at", words="feed price given", span=(), signed=True),
    Keyword("feed_basis", CHOICE, "tonne", 19, option("feed_price", "", "", "feed_basis"),
        option("gate_fee", "", "", "feed_basis"), choices=FEED_BASES),
    Keyword("contract", PRESET, None, 20,
        option("contract", "NAME", "an offtake contract for the products: glencore-ace"), word="contract"),
    Keyword("business", PRESET, None, 21, option("business", "NAME", "third-party closed-loop alliance informal")),
    Keyword("distance_km", NUMBER, None, 22,
        option("distance", "DISTANCE", "to the plant: 300km, 200mile [by form]", "distance_km"), unit="km",
        text="{:,.12g} km", words="distance to the first plant", span=(10.0, 5_000.0), acts=(FREIGHT,)),
    Keyword("mode", CHOICE, "truck", 24, option("mode", "MODE", "of that way: truck rail ship barge [truck]"),
        choices=MODES, word="by", acts=(FREIGHT,)),
    Keyword("damaged", SHARE, 0.0, 23,
        option("damaged", "SHARE", "share of damaged or defective batteries [0]", "share"), unit="1", word="damaged",
        words="damaged share of the feed", span=(0.0, 1.0), acts=(BATTERIES, FREIGHT)),
    Keyword("currency", TEXT, "USD", 14,
        option("currency", "CODE", "of all money, bare numbers too: EUR CNY ... [USD]"), axis=""),
    Keyword("price_overrides", LIST, (), 0,
        option("price", "NAME=PRICE", "a price: nickel=16000EUR/t; repeatable", kind="list"), axis=""),
    Keyword("overrides", LIST, (), 16,
        option("set", "PATH=VALUE", "any number: region.wage=30; repeatable", kind="list"),
        option("electricity", "PRICE", "of power: 145EUR/MWh, 0.09USD/kWh [the region's]", "electricity"),
        option("wage", "PRICE", "per hour: 38, 31EUR/h [the region's]", "wage"), axis=""),
    Keyword("corrections", LIST, (), 17,
        option("correction", "NAME=off", "switch a correction of the method; repeatable", kind="list"), axis=""),
    Keyword("preset_dirs", LIST, (), 0,
        option("preset_dir", "DIR", "folder of your own presets; repeatable", kind="list"), axis=""),
)  # fmt: skip
ROWS = {row.name: row for row in KEYWORDS}
TOLD = sorted((row for row in KEYWORDS if row.told), key=lambda row: row.told)
"""The keys of a report's scenario, in their order."""
VARYING = {each.name: (row, each.sign) for row in KEYWORDS if row.span is not None for each in row.options}
"""Numbers that may vary, by the option that gives them, each with its sign: a gate fee is a negative feed price."""


def on_axis(axis: str) -> tuple[str, ...]:
    """Return the keywords that answer one question of a comparison.

    >>> on_axis(FEED), on_axis(WAY)
    (('chemistry', 'vehicle', 'mix'), ('plant', 'route'))
    """
    return tuple(row.name for row in KEYWORDS if row.axis == axis)


def acting_on(what: str) -> list[Keyword]:
    """Return the keywords that act on something alone.

    >>> [row.short for row in acting_on(FREIGHT)]
    ['distance', 'mode', 'damaged']
    """
    return [row for row in KEYWORDS if what in row.acts]
