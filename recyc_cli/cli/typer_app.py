"""Reads with Typer what is no plain command line: help, completion, mistakes."""

from __future__ import annotations

import sys
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from recyc_cli.cli.command_table import COMMANDS, functions_of
from recyc_cli.cli.input.parameters import laid_out, offer
from recyc_cli.errors import RecycError, did_you_mean
from recyc_cli.version import __version__

HELP = ["-h", "--help"]
NAMES = {"help_option_names": HELP}
WORDS = "recyc.words"
"""Where a context holds the words behind a command's name."""
_HELP = """The economics of recycling lithium-ion EV batteries: value, cost and margin per tonne.

  recyc quote nmc622 --route hydro
  recyc quote lfp --route direct --form black-mass --region china --json
  recyc compare nmc622 lfp --throughput 50kt/yr
  recyc presets show prices/2024

Defaults come from flags, then RECYC_* (RECYC_REGION=us), then recyc.toml, then your own
recyc.toml, then the built-in ones. Results go to stdout, everything else to stderr.

Exit codes: 0 done, 1 a bug, 2 usage, 3 bad input data, 4 a check that failed, 130 interrupted.
"""


class Lazy(TyperGroup):
    """A group that knows its commands by name and opens one when it is called."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401, ARG002 - the context's class is private to Typer
        """Return the names in the order of COMMANDS."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401 - same
        """Return a command, its module freshly imported, with the options that the command line names."""
        if cmd_name not in COMMANDS:
            return None
        functions, about = functions_of(cmd_name)
        group = _typer(help=laid_out(about))
        for name, function in functions.items():
            offer(function, ctx.meta.get(WORDS, HELP))
            group.command(name or cmd_name, help=laid_out(function.about or ""), context_settings=NAMES)(function)
        command = get_command(group)
        command.name = cmd_name
        return command

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:  # noqa: ANN401 - same
        """Return the command that is called, or suggest the nearest."""
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            from recyc_cli.cli.output.failure import USAGE

            hint = did_you_mean(args[0], COMMANDS) or "commands: " + " ".join(COMMANDS)
            raise RecycError(USAGE, f"no such command {args[0]!r}", "recyc", hint)
        if not ctx.resilient_parsing:  # a shell that completes a line has yet to see the options
            ctx.meta[WORDS] = args[1:]
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401, ARG002 - same
        """Write the list of commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


def _typer(*, add_completion: bool = False, **settings: Any) -> typer.Typer:  # noqa: ANN401 - Typer's own settings
    return typer.Typer(
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=add_completion,
        context_settings=NAMES,
        **settings,
    )


def _version(wanted: bool) -> None:  # noqa: FBT001 - Typer's own call
    """Print the version and stop."""
    if wanted:
        sys.stdout.write(f"recyc {__version__}\n")
        raise typer.Exit


app = _typer(cls=Lazy, help=laid_out(_HELP), add_completion=True)


@app.callback(invoke_without_command=False)
def _entrance(
    version: bool = typer.Option(False, "--version", "-V", help="the version", is_eager=True, callback=_version),  # noqa: FBT001, FBT003
) -> None:
    """Stand in for the group's options."""


def run_by_typer(words: list[str]) -> Any:  # noqa: ANN401 - what Typer returns
    """Run a command line."""
    return get_command(app).main(args=words, prog_name="recyc", standalone_mode=False)
