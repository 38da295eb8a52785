"""Chooses the help that a command line asks for, and prints it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.cli.command_table import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Sequence

SHORT, LONG = "-h", "--help"


def wants_help(words: Sequence[str]) -> bool:
    """Tell whether a command line asks for help: it is empty, or has a flag of help before a lone `--`.

    >>> wants_help([]), wants_help(["quote", "-h"]), wants_help(["quote", "lfp"]), wants_help(["explain", "--", "-h"])
    (True, True, False, False)
    """
    heard = words[: words.index("--")] if "--" in words else words
    return not words or SHORT in heard or LONG in heard


def show_help(words: Sequence[str]) -> bool:
    """Print the help that a command line asks for; tell whether there is one: a mistyped command has none."""
    called = [word for word in words if word not in (SHORT, LONG)]
    lines = _lines(called, whole=LONG in words)
    if lines:
        from recyc_cli.cli.output.target import Target, deliver
        from recyc_cli.render.look import Look

        deliver("\n".join(lines) + "\n", Target("", Look(), quiet=True))
    return bool(lines)


def _lines(called: list[str], *, whole: bool) -> list[str]:
    from recyc_cli.cli.help import front

    if not called:
        return front.whole_screen() if whole else front.first_screen()
    if called[0] not in COMMANDS:
        return []
    from recyc_cli.cli.help.command import command_called

    command = command_called(called)
    if command is not None:
        from recyc_cli.cli.help.screens import long_help, short_help

        return long_help(command) if whole else short_help(command)
    return [] if any(not word.startswith("-") for word in called[1:]) else front.group_screen(called[0])
