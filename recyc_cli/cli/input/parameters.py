"""Makes parameters of Typer out of the table of options."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recyc_cli.scenario.keywords import Option


def offer(function: Any, words: Iterable[str]) -> None:  # noqa: ANN401 - a function with `options`
    """Make parameters of the options that a command line names: Typer takes 50 us for each, used or not.

    All of them where a word is no flag of theirs, as `--help` is: to be listed, and to say what is wrong.
    """
    flags = {word.partition("=")[0] for word in words if word.startswith("-")}
    every = flags - {flag for option in function.options for flag in option.flags}
    offered = [option for option in function.options if every or not option.flags or flags.intersection(option.flags)]
    function.__annotations__ = {}
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


def laid_out(text: str) -> str:
    r"""Return a help text whose examples keep their lines: click's mark stands before them.

    >>> laid_out("Quote.\n\n        recyc quote lfp\n    ")
    'Quote.\n\n\x08\n  recyc quote lfp'
    """
    paragraphs = inspect.cleandoc(text).split("\n\n")
    return "\n\n".join(_as_typed(part) if part.lstrip().startswith("recyc ") else part for part in paragraphs)


def _as_typed(examples: str) -> str:
    return "\n".join(["\b", *(f"  {line.strip()}" for line in examples.splitlines())])
