"""Runs the command that a command line names, and imports no other."""

from __future__ import annotations

import os

from recyc_cli.cli.command_table import COMMANDS, functions_of
from recyc_cli.cli.help.show import show_help, wants_help
from recyc_cli.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

COMPLETING = "_RECYC_COMPLETE"
"""What a shell sets where it completes a line."""


def run_command(argv: Sequence[str]) -> int:
    """Run one command line and return its exit code. Nothing but a result ever reaches stdout."""
    try:
        code = _run(list(argv))
    except SystemExit as stop:  # Typer's own answer to a closed pipe, and the end of a shell completion
        return _exit_code(stop.__context__, argv) if stop.__context__ else int(stop.code or 0)
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - the last stop before the user
        return _exit_code(error, argv)
    return int(code) if type(code) is int else 0


def _exit_code(error: BaseException, argv: Sequence[str]) -> int:
    """Tell about an error and return the exit code."""
    from recyc_cli.cli.output import failure

    return failure.report_error(error, argv)


def _run(words: list[str]) -> Any:  # noqa: ANN401 - what Typer returns
    """Run a plain command line at once; anything else is read by Typer, which costs as much as the quote itself."""
    if COMPLETING in os.environ:
        from recyc_cli.cli.completion.complete import print_completions

        return print_completions(words, os.environ[COMPLETING])
    if wants_help(words) and show_help(words):
        return 0
    if words[0].endswith("-completion"):
        from recyc_cli.cli.completion.install import completion_for_shell

        return completion_for_shell(words)
    called = plain_call(words)
    if called:
        function, given = called
        return function(**given)
    from recyc_cli.cli.typer_app import run_by_typer

    return run_by_typer(words)


def plain_call(words: Sequence[str]) -> tuple[Callable[..., object], Mapping[str, object]] | None:
    """Return the function that a plain command line calls and what it is given; None where Typer has to read it."""
    if not words or words[0] not in COMMANDS:
        return None
    from recyc_cli.cli.input.words import read_words

    (functions, _), rest = functions_of(words[0]), list(words[1:])
    if not rest and "" not in functions:
        return show_help, {"words": words}
    function = functions.get("") or (functions.get(rest.pop(0)) if rest else None)
    if function is None:
        return None
    given = read_words(rest, function.options)
    return None if given is None else (function, given)
