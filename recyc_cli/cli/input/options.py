"""Lists every option once: its flags, its meaning, its default.

Commands, `RECYC_*` and recyc.toml read the same table.
"""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any, TypeVar

import typer

from recyc_cli.render.look import screen_forms, suffixes
from recyc_cli.scenario.keywords import FEED, KEYWORDS, LOT, ROWS, Option, acting_on

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Run = TypeVar("Run", bound="Callable[..., None]")

(CHEMISTRY, CHEMISTRIES), (ROUTE, ROUTES) = ROWS["chemistry"].options, ROWS["route"].options
(PRESET_DIR,) = ROWS["preset_dirs"].options
_APART = (CHEMISTRY, CHEMISTRIES, ROUTE, ROUTES)
SCENARIO = tuple(each for row in KEYWORDS for each in row.options if each.help and each not in _APART)
OUTPUT = (
    Option("format", ("--format",), "FORMAT", f"{' '.join(screen_forms())} [table; piped: plain]"),
    Option("json", ("--json",), "", "the same as --format json", "flag"),
    Option("output", ("--output", "-o"), "FILE", f"write to FILE: {' '.join(suffixes(1))}"),
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
SIZES = frozenset(each.name for row in acting_on(LOT) for each in row.options)
_SHARED = frozenset(each.name for row in KEYWORDS if not row.axis for each in row.options)
"""What all columns of a comparison share: the lot, the money they are told in, what is laid over the presets."""
COMPARE = (
    CHEMISTRIES,
    ROUTES,
    *(
        option
        if option.name in _SHARED
        else option._replace(kind="numbers" if option.read else "names", metavar=option.metavar + "+")
        for option in SCENARIO
    ),
    CUSTOMER._replace(help="refused: copies are made of quotes"),
    *OUTPUT,
)
LISTING = (PRESET_DIR, *(option for option in OUTPUT if option.name != "verbose"))

# A value of one of these drives out what a weaker layer (environment, file) says of the others.
_SEVERAL = ([row] for row in KEYWORDS if row.options[1:])
_ONE_OF = (acting_on(LOT), [row for row in KEYWORDS if row.axis == FEED], *_SEVERAL)
RIVALS = (*(tuple(each.name for row in rows for each in row.options) for rows in _ONE_OF), ("format", "json"))
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
        function.options = tuple(options)  # type: ignore[attr-defined]
        function.__annotations__ = {}
        return function

    return decorate


def offer(function: Any, words: Iterable[str]) -> None:  # noqa: ANN401 - a function that `takes` options
    """Make parameters of the options that a command line names: Typer takes 50 us for each, used or not.

    All of them where a word is no flag of theirs, as `--help` is: to be listed, and to say what is wrong.
    """
    flags = {word.partition("=")[0] for word in words if word.startswith("-")}
    every = flags - {flag for option in function.options for flag in option.flags}
    offered = [option for option in function.options if every or not option.flags or flags.intersection(option.flags)]
    function.__signature__ = inspect.Signature([_parameter(option) for option in offered])


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
