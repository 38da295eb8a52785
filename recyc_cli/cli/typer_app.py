"""Reads with Typer what is no plain command line: mistakes, `-vq`, what is behind `--`."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from recyc_cli.cli.command_table import COMMANDS, functions_of
from recyc_cli.errors import RecycError, did_you_mean
from recyc_cli.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recyc_cli.scenario.keywords import Option

NO_HELP: dict[str, list[str]] = {"help_option_names": []}
"""Help is printed before Typer is asked."""
WORDS = "recyc.words"
"""Where a context holds the words behind a command's name."""


class Lazy(TyperGroup):
    """A group that knows its commands by name and opens one when it is called."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401, ARG002 - the context's class is private to Typer
        """Return the names in the order of COMMANDS."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401 - same
        """Return a command, its module freshly imported, with the options that the command line names."""
        if cmd_name not in COMMANDS:
            return None
        functions, _ = functions_of(cmd_name)
        group = _typer()
        for name, function in functions.items():
            offer(function, ctx.meta[WORDS])
            group.command(name or cmd_name, context_settings=NO_HELP)(function)
        command = get_command(group)
        command.name = cmd_name
        return command

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:  # noqa: ANN401 - same
        """Return the command that is called, or suggest the nearest."""
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            from recyc_cli.cli.output.failure import USAGE

            hint = did_you_mean(args[0], COMMANDS) or "commands: " + " ".join(COMMANDS)
            raise RecycError(USAGE, f"no such command {args[0]!r}", "recyc", hint)
        ctx.meta[WORDS] = args[1:]
        return super().resolve_command(ctx, args)


def _typer(**settings: Any) -> typer.Typer:  # noqa: ANN401 - Typer's own settings
    return typer.Typer(
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=False,
        context_settings=NO_HELP,
        **settings,
    )


def _version(wanted: bool) -> None:  # noqa: FBT001 - Typer's own call
    """Print the version and stop."""
    if wanted:
        from recyc_cli.cli.output.target import write_stdout

        write_stdout(f"recyc {__version__}\n")
        raise typer.Exit


app = _typer(cls=Lazy)


@app.callback(invoke_without_command=False)
def _entrance(
    version: bool = typer.Option(False, "--version", "-V", is_eager=True, callback=_version),  # noqa: FBT001, FBT003
) -> None:
    """Stand in for the group's options."""


def run_by_typer(words: list[str]) -> Any:  # noqa: ANN401 - what Typer returns
    """Run a command line."""
    return get_command(app).main(args=words, prog_name="recyc", standalone_mode=False)


def offer(function: Any, words: Iterable[str]) -> None:  # noqa: ANN401 - a function with `options`
    """Make parameters of the options that a command line names: Typer takes 50 us for each, used or not.

    All of them where a word is no flag of theirs: to say what is wrong.
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
        default = typer.Argument(None, metavar=option.metavar, show_default=False)
    elif option.kind == "flag":
        annotation = bool
        default = typer.Option(False, *option.flags, show_default=False)  # noqa: FBT003 - Typer's own call
    else:
        default = typer.Option(None, *option.flags, metavar=option.metavar, show_default=False)
    return inspect.Parameter(option.name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
