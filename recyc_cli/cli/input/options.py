"""Lists every option once: its flags, its meaning, its default.

Commands, `RECYC_*` and recyc.toml read the same table.
"""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import typer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Run = TypeVar("Run", bound="Callable[..., None]")


class Option(NamedTuple):
    """One option of the command line.

    `kind` is text (one value), list (all of its values act together), names or numbers (a column of each value; names
    may be separated by commas), flag, or one of the two arguments.
    """

    name: str
    flags: tuple[str, ...]
    metavar: str
    help: str
    kind: str = "text"


_CHEMISTRY_HELP = "nmc622 nmc811 nca lfp lmfp nfm lead-acid ..., or your own"
CHEMISTRY = Option("chemistry", (), "CHEMISTRY", _CHEMISTRY_HELP, "argument")
CHEMISTRIES = Option("chemistries", (), "CHEMISTRY...", _CHEMISTRY_HELP + " [nmc622 lfp]", "arguments")
ROUTE = Option("route", ("--route",), "ROUTE", "pyro hydro direct hydro-to-cathode shred reuse ... [hydro]")
ROUTES = Option("routes", ("--route",), "ROUTE+", "those of quote [all]", "names")

PRESET_DIR = Option("preset_dir", ("--preset-dir",), "DIR", "folder of your own presets; repeatable", "list")
SCENARIO = (
    Option("form", ("--form",), "FORM", "pack module cell scrap-cell scrap-electrode black-mass [pack]"),
    Option("vehicle", ("--vehicle",), "NAME", "instead of CHEMISTRY: nissan-leaf-40 ..."),
    Option("mix", ("--mix",), "SHARES", "instead of CHEMISTRY: lfp=0.3,nmc811=0.7 by mass"),
    Option("mass", ("--mass",), "MASS", "the lot's mass with its unit: 12t, 12000kg"),
    Option("packs", ("--packs",), "N", "the lot in packs, instead of --mass"),
    Option("kwh", ("--kwh",), "KWH", "the lot in nameplate kWh, instead of --mass"),
    Option("soh", ("--soh",), "SHARE", "state of health, 0 to 1; acts on reuse only [0.8]"),
    Option("application", ("--application",), "NAME", "reuse: stationary home telecom vehicle ... [stationary]"),
    Option("pass_rate", ("--pass-rate",), "SHARE", "reuse: share of modules that pass [from --soh]"),
    Option("new_pack_price", ("--new-pack-price",), "PRICE", "reuse: a new pack per kWh: 115, 99EUR/kWh [market]"),
    Option("recycle", ("--recycle",), "ROUTE", "reuse: where rejects and old packs go [the best]"),
    Option("disassemble", ("--disassemble",), "LEVEL", "none, module or cell [none]"),
    Option("region", ("--region",), "REGION", "us china germany india ..., or your own [us]"),
    Option("throughput", ("--throughput",), "T/YR", "feed of the first plant, t/yr or 10kt/yr [10000]"),
    Option("plant", ("--plant",), "NAME", "a real plant with its public figures: brunp redwood-nevada ..."),
    Option(
        "prices", ("--prices",), "DECK", "price deck: 2019 ... 2025, 2025-09 ... 2026-01, latest, china-2024 [2024]"
    ),
    Option("as_of", ("--as-of",), "DATE", "prices as known then: 2023, 2023-06, 2023-06-30"),
    Option("method", ("--method",), "METHOD", "recyc or everbatt-2023 [recyc]"),
    Option("profile", ("--profile",), "NAME", "recoveries: conservative typical optimistic [typical]"),
    Option("seat", ("--seat",), "SEAT", "chain holder shredder refiner [chain]"),
    Option("feed_price", ("--feed-price",), "PRICE", "signed, for the feed: 400 (per t), 5EUR/kWh, 30%"),
    Option("gate_fee", ("--gate-fee",), "PRICE", "taken for the feed: the negative of --feed-price"),
    Option("contract", ("--contract",), "NAME", "an offtake contract for the products: glencore-ace"),
    Option("business", ("--business",), "NAME", "third-party closed-loop alliance informal"),
    Option("distance", ("--distance",), "DISTANCE", "to the plant: 300km, 200mile [by form]"),
    Option("mode", ("--mode",), "MODE", "of that way: truck rail ship barge [truck]"),
    Option("damaged", ("--damaged",), "SHARE", "share of damaged or defective batteries [0]"),
    Option("currency", ("--currency",), "CODE", "of all money, bare numbers too: EUR CNY ... [USD]"),
    Option("price", ("--price",), "NAME=PRICE", "a price: nickel=16000EUR/t; repeatable", "list"),
    Option("set", ("--set",), "PATH=VALUE", "any number: region.wage=30; repeatable", "list"),
    Option("correction", ("--correction",), "NAME=off", "switch a correction of the method; repeatable", "list"),
    PRESET_DIR,
)
OUTPUT = (
    Option("format", ("--format",), "FORMAT", "table plain json csv md html [table; piped: plain]"),
    Option("json", ("--json",), "", "the same as --format json", "flag"),
    Option("output", ("--output", "-o"), "FILE", "write to FILE: .json .csv .md .html .xlsx .txt"),
    Option("verbose", ("--verbose", "-v"), "", "all: ledger, wastes, mass balance, impacts", "flag"),
    Option("quiet", ("--quiet", "-q"), "", "no warnings on stderr", "flag"),
    Option("no_color", ("--no-color",), "", "no colour (also NO_COLOR)", "flag"),
)
SAVING = (
    Option("save", ("--save",), "FILE", "freeze the quote with all it rests on, for recyc replay"),
    Option("valid", ("--valid",), "TIME", "how long the saved quote holds: 30d, 4w or a date"),
    Option("reference", ("--reference",), "TEXT", "what the saved quote is called [date and digest]"),
    Option("dated", ("--dated",), "DATE", "date of the saved quote [today]"),
)
PARTIES = (
    Option("offered_by", ("--offered-by",), "NAME", "who makes the offer, for its heading"),
    Option("offered_to", ("--offered-to",), "NAME", "to whom it is made"),
)
CUSTOMER = Option("customer", ("--customer",), "", "a copy to hand on: the offer, no cost or margin", "flag")
EVERY = frozenset(
    option.name for option in (CHEMISTRY, CHEMISTRIES, ROUTE, ROUTES, *SCENARIO, CUSTOMER, *PARTIES, *OUTPUT, *SAVING)
)
QUOTE = (CHEMISTRY, ROUTE, *SCENARIO, CUSTOMER, *PARTIES, *OUTPUT, *SAVING)
_ONCE = ("mass", "packs", "kwh", "currency")
"""What all columns of a comparison share: the lot, and the money they are told in."""
_NUMBERS = ("mix", "soh", "pass_rate", "new_pack_price", "throughput", "feed_price", "gate_fee", "distance", "damaged")
COMPARE = (
    CHEMISTRIES,
    ROUTES,
    *(
        option
        if option.kind == "list" or option.name in _ONCE
        else option._replace(kind="numbers" if option.name in _NUMBERS else "names", metavar=option.metavar + "+")
        for option in SCENARIO
    ),
    CUSTOMER._replace(help="refused: copies are made of quotes"),
    *OUTPUT,
)
LISTING = (PRESET_DIR, *(option for option in OUTPUT if option.name != "verbose"))

# A value of one of these drives out what a weaker layer (environment, file) says of the others.
RIVALS = (
    ("mass", "packs", "kwh"),
    ("feed_price", "gate_fee"),
    ("chemistry", "mix", "vehicle"),
    ("chemistries", "mix", "vehicle"),
    ("format", "json"),
)
# Options whose name differs from their flag.
_FLAGS = {"routes": "--route", "start": "--from", "end": "--to"}


def shown(name: str) -> str:
    """Return how the user wrote an option: `feed_price` is `--feed-price`.

    >>> shown("feed_price"), shown("routes"), shown("chemistry")
    ('--feed-price', '--route', 'CHEMISTRY')
    """
    if name in ("chemistry", "chemistries"):
        return "CHEMISTRY"
    return _FLAGS.get(name) or "--" + name.replace("_", "-")


def takes(options: Iterable[Option]) -> Callable[[Run], Run]:
    """Give a command's function, written as `run(**given)`, the parameters that the table lists."""

    def decorate(function: Run) -> Run:
        parameters = [_parameter(option) for option in options]
        function.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
        function.__annotations__ = {}
        return function

    return decorate


def _parameter(option: Option) -> inspect.Parameter:
    """Return the Typer parameter of one option. Values stay text: `cli/input/values.py` reads them, from anywhere."""
    default: Any
    # A text option is read as a list too, so that a second value can be refused instead of hiding the first.
    annotation: Any = str if option.kind == "argument" else list[str]
    if option.kind in ("argument", "arguments"):
        default = typer.Argument(None, help=option.help, metavar=option.metavar, show_default=False)
    elif option.kind == "flag":
        annotation = bool
        default = typer.Option(False, *option.flags, help=option.help, show_default=False)  # noqa: FBT003 - Typer's own call
    else:
        default = typer.Option(None, *option.flags, help=option.help, metavar=option.metavar, show_default=False)
    return inspect.Parameter(option.name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
