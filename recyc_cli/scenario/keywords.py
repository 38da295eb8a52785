"""Lists every keyword of a quote once.

The request, what varies, the axes, the report and the command line read this table.
A new keyword is a row here, its types in `keyword_types.py`, and the place that uses its value.
"""

from __future__ import annotations

from recyc_cli.catalog.vocabulary import (
    DRY,
    FEED_BASES,
    FORMS,
    INCOTERMS,
    LEVELS,
    MODES,
    PROFILES,
    SEATS,
    USUAL,
    WET,
)  # fmt: skip
from recyc_cli.row import Row
from recyc_cli.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

PRESET, CHOICE, TEXT, NUMBER, SHARE, MONEY, SHARES, LIST = (
    "preset", "choice", "text", "number", "share", "money", "shares", "list",
)  # fmt: skip
"""Kinds: the name of a preset, one of a few words, a text, a number above 0, a part of 1, an amount of money (a number
in the request's currency, or (number, code)), shares by name, texts that all act."""
NUMERIC = (NUMBER, SHARE, MONEY)
FEED, WAY, LOT, REGION, MIXED = "feed", "way", "lot", "region", "mix"
"""Questions that several keywords answer: what is recycled, which way, how much; a place; several feeds as one."""
SECOND_LIFE, FREIGHT, BATTERIES = "second-life", "freight", "batteries"
"""What a keyword acts on, where that may be absent: it changes nothing then, and that is told."""


class Option(Row):
    """One option of the command line.

    `kind` is text (one value), list (all of its values act together), names or numbers (a column of each value; names
    may be separated by commas), flag, or one of the two arguments. `read` is the function of `cli/input/values.py`
    that reads its text; without one the text is the value. `sign` turns its number into the keyword's.

    Help lists it in `group`. With a `brief` it stands in the short help too, as "a value to copy  what it is"; without
    words of its own behind the value, with `help`. `values` completes it: a kind of presets, a list that
    `cli/completion` knows, or the words themselves.
    """

    name: str
    flags: tuple[str, ...]
    metavar: str
    help: str
    kind: str = "text"
    read: str = ""
    sign: float = 1.0
    group: str = ""
    brief: str = ""
    values: str = ""


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
        zero: whether it may be 0, as one that is 0 by default may.
        acts: what it acts on.
        moot: code of the note that need not be said where it varies.
    """

    __slots__ = (
        "acts", "axis", "choices", "default", "kind", "moot", "name", "options", "short", "signed", "span", "text",
        "told", "unit", "word", "words", "zero",
    )  # fmt: skip

    def __init__(  # noqa: PLR0913 - a row of the table
        self, name: str, kind: str, default: Any = None, told: int = 0, *options: Option, unit: str = "",  # noqa: ANN401
        choices: Sequence[str] = (), axis: str | None = None, word: str = "", text: str = "{}", words: str = "",
        span: tuple[float, ...] | None = None, signed: bool = False, acts: Sequence[str] = (), moot: str = "",
        zero: bool = False,
    ) -> None:  # fmt: skip
        self.name, self.kind, self.default, self.told, self.options = name, kind, default, told, options
        self.short = options[0].name if options else name
        """Its name where a number is varied, traced or an axis: without the unit."""
        self.unit, self.choices, self.words, self.span, self.signed = unit, choices, words, span, signed
        self.axis, self.word, self.text, self.acts = self.short if axis is None else axis, word, text, acts
        self.zero, self.moot = zero or default == 0.0, moot


def option(  # noqa: PLR0913 - a row of the table
    name: str, metavar: str, text: str, read: str = "", *, kind: str = "text", sign: float = 1.0, group: str = "",
    brief: str = "", values: str = "",
) -> Option:  # fmt: skip
    """Return the option `--name` of a keyword.

    >>> option("feed_price", "PRICE", "signed").flags
    ('--feed-price',)
    """
    return Option(name, ("--" + name.replace("_", "-"),), metavar, text, kind, read, sign, group, brief, values)


FED, PLACE, MONEYS, REUSED, MOVED, ANY = "fed", "place", "money", "reuse", "transport", "any"
"""Groups of options in help."""
_FEEDS = "nmc622 nmc811 nca lfp nfm lead-acid ..., or yours"
_DECKS = "a deck, prices of one time: 2019 ... 2025, 2025-q4, 2026-05, china-2024, latest [latest]"
KEYWORDS = (
    Keyword("chemistry", PRESET, None, 1,
        Option("chemistry", (), "CHEMISTRY", _FEEDS, "argument", group=FED, values="chemistries"),
        Option("chemistries", (), "CHEMISTRY...", _FEEDS + " [nmc622 lfp]", "arguments", group=FED,
            values="chemistries"), axis=FEED),
    Keyword("form", CHOICE, "pack", 2,
        option("form", "FORM", "how it arrives: pack module cell scrap-cell scrap-electrode black-mass [pack]",
            group=FED, brief="black-mass  pack module cell scrap-cell scrap-electrode [pack]"), choices=FORMS),
    Keyword("vehicle", PRESET, None, 25,
        option("vehicle", "NAME", "packs of a car, instead of CHEMISTRY: nissan-leaf-40 ...", group=FED), axis=FEED),
    Keyword("mix", SHARES, None, 15,
        option("mix", "SHARES", "several feeds as one, by mass: lfp=0.3,nca=0.7, or lfp=16t,nca=24t", "mix", group=FED,
            brief="lfp=16t,nca=24t  or lfp=0.4,nca=0.6; or --vehicle nissan-leaf-40", values="shares"), axis=FEED),
    Keyword("mass_t", NUMBER, None, 0,
        option("mass", "MASS", "the lot's mass with its unit: 12t, 40wmt (wet), 40dmt (dry)", "mass_t", group=FED,
            brief="40t  the lot (wet: 40wmt); or --packs 71, --kwh 5MWh"),
        option("mix", "", "", "mix_mass"), unit="t", axis="", words="mass of the lot", acts=(LOT,)),
    Keyword("mass_basis", CHOICE, "", 0, option("mass", "", "", "mass_basis"), option("mix", "", "", "mix_basis"),
        choices=("", WET, DRY), axis=""),
    Keyword("moisture", SHARE, None, 0,
        option("moisture", "SHARE", "water in the feed as weighed: 4.5% [what its assay says]", "share", group=FED),
        unit="1", word="moisture", text="{:.12g}", words="moisture of the feed", zero=True),
    Keyword("packs", NUMBER, None, 0,
        option("packs", "N", "the lot in packs, instead of --mass: 71", "count", group=FED), unit="pack", axis="",
        words="packs of the lot", acts=(LOT,)),
    Keyword("kwh", NUMBER, None, 0,
        option("kwh", "KWH", "the lot in nameplate energy, instead of --mass: 5MWh", "energy_kwh", group=FED),
        unit="kWh", axis="", words="kwh of the lot", acts=(LOT,)),
    Keyword("pack_mass_kg", NUMBER, None, 33, option("pack_mass", "MASS", "one pack's: 450kg", "mass_kg", group=FED),
        unit="kg", word="pack of", text="{:,.12g} kg", words="mass of a pack", span=(50.0, 1e3), acts=(BATTERIES,)),
    Keyword("pack_energy_kwh", NUMBER, None, 34,
        option("pack_energy", "KWH", "one pack's nameplate: 62kWh", "energy_kwh", group=FED), unit="kWh",
        word="pack of", text="{:,.12g} kWh", words="energy of a pack", span=(5.0, 200.0), acts=(BATTERIES,)),
    Keyword("soh", SHARE, None, 3,
        option("soh", "SHARE", "state of health, 0 to 1; acts on reuse only [by vintage]", "share", group=FED,
            brief="0.8  health, 0 to 1; acts on reuse only [by vintage]"),
        unit="1", word="SOH", text="{:.12g}", words="state of health", span=(0.01, 1.0), acts=(SECOND_LIFE,),
        moot="soh-assumed"),
    Keyword("application", PRESET, None, 26,
        option("application", "NAME", "what packs become: stationary home telecom vehicle ... [stationary]",
            group=REUSED), acts=(SECOND_LIFE,)),
    Keyword("pass_rate", SHARE, None, 27,
        option("pass_rate", "SHARE", "share of modules that pass the test: 0.7 [from --soh]", "share", group=REUSED),
        unit="1", word="pass rate", text="{:.12g}", acts=(SECOND_LIFE,)),
    Keyword("new_pack_price", MONEY, None, 28,
        option("new_pack_price", "PRICE", "of a new pack per kWh: 115, 99EUR/kWh [market]", "pack_price",
            group=REUSED), unit="USD/kWh", word="new packs at", words="price of new packs", span=(10.0, 1_000.0),
        acts=(SECOND_LIFE,)),
    Keyword("recycle", TEXT, None, 29,
        option("recycle", "ROUTE", "where rejects and old packs go: hydro [the best]", group=REUSED, values="routes"),
        word="recycled by", acts=(SECOND_LIFE,)),
    Keyword("disassemble", CHOICE, "none", 4,
        option("disassemble", "LEVEL", "how far packs are opened first: none module cell [none]", group=FED),
        choices=LEVELS, word="disassembly"),
    Keyword(REGION, PRESET, "us", 6,
        option("region", "REGION", "wages, power, duties of a place: us china germany india ..., or your own [us]",
            group=PLACE, brief="germany  us china india ...: recyc presets list regions [us]")),
    Keyword("throughput_t_per_year", NUMBER, 10_000.0, 7,
        option("throughput", "T/YR", "feed of the first plant, t/yr or 10kt/yr [10000]", "throughput", group=PLACE,
            brief="20kt/yr  feed [10kt/yr]; --plant brunp: a real one's figures"), unit="t/yr",
        text="{:,.12g} t/yr", words="throughput of the first plant", span=(500.0, 500_000.0), moot="step-near"),
    Keyword("load", SHARE, 1.0, 32,
        option("load", "SHARE", "share of its feed that a plant works: 45% [1, a plant's public one]", "share",
            group=PLACE), unit="1", word="load", text="{:.12g}", words="load of the plant", span=(0.01, 1.0)),
    Keyword("capacity_t_per_year", NUMBER, None, 0,
        option("capacity", "T/YR", "feed the first plant is built for, if it is fed less: 20kt/yr",
            "throughput", group=PLACE), unit="t/yr", word="capacity", text="{:,.12g} t/yr"),
    Keyword("plant", PRESET, None, 8,
        option("plant", "NAME", "a real plant with its public figures: brunp redwood-nevada ...", group=PLACE),
        axis=WAY),
    Keyword("route", PRESET, None, 5,
        option("route", "ROUTE", "what is done: pyro hydro direct hydro-to-cathode shred reuse ... [hydro]",
            group=PLACE, brief="hydro  pyro direct hydro-to-cathode shred reuse ... [hydro]"),
        Option("routes", ("--route",), "ROUTE+", "what is done: those of quote [all]", "names", group=PLACE,
            brief="hydro,shred  pyro direct hydro-to-cathode reuse ... [all]", values="routes"), axis=WAY),
    Keyword("prices", PRESET, None, 9,
        option("prices", "DECK", _DECKS, group=MONEYS, brief="2025  a year, a month, latest, china-2024 ... [latest]"),
        word="prices"),
    Keyword("as_of", TEXT, None, 10,
        option("as_of", "DATE", "prices as known then: 2023, 2023-06, 2023-06-30", group=MONEYS), word="as of"),
    Keyword("lag", TEXT, None, 30,
        option("lag", "MONTHS", "the feed is bought so long before the products are sold: 3mo", group=MONEYS),
        word="feed bought", text="{} before"),
    Keyword("feed_prices", PRESET, None, 31,
        option("feed_prices", "DECK", "deck the feed is bought at: 2025-q4 [that of --prices]", group=MONEYS,
            values="prices"), word="feed at prices"),
    Keyword("method", PRESET, "recyc", 11,
        option("method", "METHOD", "the arithmetic: recyc, or everbatt-2023 as the workbook has it [recyc]",
            group=ANY), word="method"),
    Keyword("profile", CHOICE, USUAL, 12,
        option("profile", "NAME", "how well plants recover: conservative typical optimistic [typical]", group=PLACE),
        choices=PROFILES),
    Keyword("seat", CHOICE, "chain", 13,
        option("seat", "SEAT", "whose account: holder (owns packs), shredder (makes black mass), refiner (buys it), "
            "chain (shredder and refiner as one) [chain]", group=PLACE,
            brief="shredder  whose account: holder shredder refiner, chain = all"), choices=SEATS),
    Keyword("feed_price", MONEY, None, 18,
        option("feed_price", "PRICE", "paid for the feed, signed: 400 (per t), 5EUR/kWh, 30%", "feed_price",
            group=MONEYS, brief="900  per t, paid for the feed; --gate-fee 150: taken"),
        option("gate_fee", "PRICE", "taken for the feed: 150 (per t), the negative of --feed-price", "gate_fee",
            sign=-1.0, group=MONEYS), unit="USD/t", word="feed at", words="feed price given", span=(), signed=True),
    Keyword("incoterm", CHOICE, None, 0,
        option("incoterm", "TERM", "where the feed price holds: exw fca cif dap [exw]", "word", group=MONEYS,
            values=" ".join(INCOTERMS)), choices=INCOTERMS),
    Keyword("vat", TEXT, None, 0,
        option("vat", "HOW", "of your prices in CNY: included, excluded, or the rate: 13%", group=MONEYS,
            values="included excluded"), word="VAT"),
    Keyword("feed_basis", CHOICE, "tonne", 19, option("feed_price", "", "", "feed_basis"),
        option("gate_fee", "", "", "feed_basis"), choices=FEED_BASES),
    Keyword("contract", PRESET, None, 20,
        option("contract", "NAME", "what becomes of the products: glencore-ace, an offtake, or tolling", group=MONEYS),
        word="contract"),
    Keyword("business", PRESET, None, 21,
        option("business", "NAME", "who owns what: third-party closed-loop alliance battery-bank informal",
            group=MONEYS)),
    Keyword("distance_km", NUMBER, None, 22,
        option("distance", "DISTANCE", "to the plant: 300km, 200mile [by form]", "distance_km", group=MOVED),
        unit="km", text="{:,.12g} km", words="distance to the first plant", span=(10.0, 5_000.0), acts=(FREIGHT,),
        zero=True),
    Keyword("mode", CHOICE, "truck", 24,
        option("mode", "MODE", "of that way: truck rail ship barge [truck]", group=MOVED), choices=MODES, word="by",
        acts=(FREIGHT,)),
    Keyword("damaged", SHARE, 0.0, 23,
        option("damaged", "SHARE", "share of damaged or defective batteries, dearer to move [0]", "share",
            group=MOVED), unit="1", word="damaged", text="{:.12g}", words="damaged share of the feed", span=(0.0, 1.0),
        acts=(BATTERIES, FREIGHT)),
    Keyword("currency", TEXT, "USD", 14,
        option("currency", "CODE", "of all money, bare numbers too: EUR CNY ... [USD]", group=MONEYS,
            brief="EUR  of every amount, in and out [USD]", values="currencies"), axis=""),
    Keyword("price_overrides", LIST, (), 0,
        option("price", "NAME=PRICE", "a price: nickel=16000EUR/t; repeatable", kind="list", group=MONEYS,
            brief="nickel=16000  one price of your own; --payables ni=65%,co=65%", values="prices-set"), axis=""),
    Keyword("overrides", LIST, (), 16,
        option("set", "PATH=VALUE", "a number: region.wage=30; repeatable", kind="list", group=ANY, values="paths-set"),
        Option("payables", ("--payables",), "EL=SHARE", "shares paid for black mass: ni=65%,co=65%,li=20% [by region]",
            "names", "payable", group=MONEYS),
        option("electricity", "PRICE", "of power: 145EUR/MWh, 0.09USD/kWh [the region's]", "electricity", group=MONEYS),
        option("wage", "PRICE", "per hour: 38, 31EUR/h [the region's]", "wage", group=MONEYS), axis=""),
    Keyword("corrections", LIST, (), 17,
        option("correction", "NAME=off", "switch a correction of the method: labor-scale=off; repeatable",
            kind="list", group=ANY, values="corrections"), axis=""),
    Keyword("preset_dirs", LIST, (), 0,
        option("preset_dir", "DIR", "folder of your own presets: my-presets; repeatable", kind="list", group=ANY,
            values="files"), axis=""),
)  # fmt: skip
ROWS = {row.name: row for row in KEYWORDS}
TOLD = sorted((row for row in KEYWORDS if row.told), key=lambda row: row.told)
"""The keys of a report's scenario, in their order."""
VARYING = {each.name: (row, each.sign) for row in KEYWORDS if row.span is not None for each in row.options}
"""Numbers that may vary, by the option that gives them, each with its sign: a gate fee is a negative feed price."""
TIMES = ("prices", "as_of", "lag", "feed_prices")
"""The keywords that ask for prices of a time."""


def on_axis(axis: str) -> tuple[str, ...]:
    """Return the keywords that answer one question of a comparison.

    >>> on_axis(FEED), on_axis(WAY)
    (('chemistry', 'vehicle', 'mix'), ('plant', 'route'))
    """
    return tuple(row.name for row in KEYWORDS if row.axis == axis)


def setting_by_name() -> tuple[str, ...]:
    """Return the keywords whose texts each set one thing, `name=value`.

    >>> setting_by_name()
    ('price_overrides', 'overrides', 'corrections')
    """
    return tuple(row.name for row in KEYWORDS if row.kind == LIST and "=" in row.options[0].metavar)


def acting_on(what: str) -> list[Keyword]:
    """Return the keywords that act on something alone.

    >>> [row.short for row in acting_on(FREIGHT)]
    ['distance', 'mode', 'damaged']
    """
    return [row for row in KEYWORDS if what in row.acts]
