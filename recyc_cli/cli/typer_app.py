"""Reads with Typer what is no plain command line: mistakes, `-vq`, what is behind `--`."""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from recyc_cli.cli.command_table import COMMANDS, functions_of
from recyc_cli.cli.input.parameters import offer
from recyc_cli.errors import RecycError, did_you_mean
from recyc_cli.version import __version__

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
