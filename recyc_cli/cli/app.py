"""Starts the command that was called, and imports no other."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from recyc_cli.errors import RecycError, did_you_mean
from recyc_cli.version import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = {
    "quote": ("commands.quotes.quote", "value, cost and margin of one chemistry on one route"),
    "compare": ("commands.quotes.compare", "chemistries and routes side by side"),
    "breakeven": ("commands.quotes.breakeven", "the price, throughput or any number at which a margin is zero"),
    "explain": ("commands.quotes.explain", "how a figure came about, and what it depends on most"),
    "replay": ("commands.quotes.replay", "a saved quote once more, or what has moved since"),
    "presets": ("presets.commands", "list, show, check, diff, write and import the numbers behind a quote"),
    "sources": ("commands.sources", "where the numbers come from"),
    "schema": ("commands.schema", "what the JSON of a report is made of"),
}
HELP = ["-h", "--help"]
WORDS = "recyc.words"
"""Where a context holds the words behind a command's name."""
_HELP = """The economics of recycling lithium-ion EV batteries: value, cost and margin per tonne.

\b
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
        from recyc_cli.cli.input.command import offer

        app = import_module(f"recyc_cli.cli.{COMMANDS[cmd_name][0]}").app
        for each in app.registered_commands:
            offer(each.callback, ctx.meta.get(WORDS, HELP))
        command = get_command(app)
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


def run_command(argv: Sequence[str]) -> int:
    """Run one command line and return its exit code. Nothing but a result ever reaches stdout."""
    try:
        code = get_command(app).main(args=list(argv), prog_name="recyc", standalone_mode=False)
        sys.stdout.flush() if sys.stdout is not None else None
    except SystemExit as stop:  # Typer's own answer to a closed pipe, and the end of a shell completion
        return _exit_code(stop.__context__, argv) if stop.__context__ else int(stop.code or 0)
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - the last stop before the user
        return _exit_code(error, argv)
    return code if isinstance(code, int) else 0


def _exit_code(error: BaseException, argv: Sequence[str]) -> int:
    """Tell about an error and return the exit code."""
    from recyc_cli.cli.output import failure

    return failure.report_error(error, argv)


def _version(wanted: bool) -> None:  # noqa: FBT001 - Typer's own call
    """Print the version and stop."""
    if wanted:
        sys.stdout.write(f"recyc {__version__}\n")
        raise typer.Exit


app = typer.Typer(
    cls=Lazy,
    help=_HELP,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": HELP},
)


@app.callback(invoke_without_command=False)
def _entrance(
    version: bool = typer.Option(False, "--version", "-V", help="the version", is_eager=True, callback=_version),  # noqa: FBT001, FBT003
) -> None:
    """Stand in for the group's options."""
