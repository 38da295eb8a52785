"""Makes a command of Typer out of a function of settings and the options that it takes."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

import typer

from recyc_cli.cli.input.settings import Settings, read_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from recyc_cli.scenario.keywords import Option

    Given = dict[str, Any]
    Run = Callable[[Settings], None]
HELP_NAMES = {"help_option_names": ["-h", "--help"]}


def program(text: str | None = None) -> typer.Typer:
    """Return a program without commands yet; `text` is the help of one that has several."""
    return typer.Typer(
        help=_laid_out(text),
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=False,
        context_settings=HELP_NAMES,
    )


def command(
    app: typer.Typer, options: Iterable[Option], arranged: Callable[[Given], Given] = dict
) -> Callable[[Run], Run]:
    """Make a function a command of a program, under the function's name: its docstring is the help.

    Args:
        app: the program.
        options: what the command takes; the function is handed the settings in force.
        arranged: puts what was given on the command line in its place, where that depends on what else was.
    """

    def decorate(function: Run) -> Run:
        def run(**given: Any) -> None:  # noqa: ANN401 - what Typer read
            function(read_settings(arranged(given), options))

        takes(run, options)
        app.command(function.__name__.rstrip("_"), help=_laid_out(function.__doc__), context_settings=HELP_NAMES)(run)
        return function

    return decorate


def takes(function: Any, options: Iterable[Option]) -> None:  # noqa: ANN401 - a function of what is given
    """Note which options a function takes, written as `run(**given)`."""
    function.options = tuple(options)
    function.__annotations__ = {}


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


def _laid_out(text: str | None) -> str:
    r"""Return a help text whose examples keep their lines: click's mark stands before them.

    >>> _laid_out("Quote.\n\n        recyc quote lfp\n    ")
    'Quote.\n\n\x08\n  recyc quote lfp'
    """
    paragraphs = inspect.cleandoc(text or "").split("\n\n")
    return "\n\n".join(_as_typed(part) if part.lstrip().startswith("recyc ") else part for part in paragraphs)


def _as_typed(examples: str) -> str:
    return "\n".join(["\b", *(f"  {line.strip()}" for line in examples.splitlines())])
