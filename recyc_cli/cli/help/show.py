"""Chooses the help that a command line asks for, and prints it."""

from __future__ import annotations

from recyc_cli.cli.command_table import COMMANDS
from recyc_cli.cli.input.options import GROUPS
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

SHORT, LONG = "-h", "--help"
HEADINGS = frozenset(
    (*(title for title, _ in GROUPS.values()), *(row.heading for row in COMMANDS.values()),
    "Try", "Commands", "Settings", "Exit codes", "Options")
)  # fmt: skip
"""What stands over the parts of help."""


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
        from recyc_cli.cli.output.target import Target, coloured, deliver
        from recyc_cli.render.look import Look

        shown = map(_standing_out, lines) if coloured() else lines
        deliver("\n".join(shown) + "\n", Target("", Look(), quiet=True))
    return bool(lines)


def _standing_out(line: str) -> str:
    r"""Return a line of help with the heading or the command to copy that it starts with in bold.

    >>> _standing_out("Feed  what comes in"), _standing_out("  recyc compare  every route")
    ('\x1b[1mFeed\x1b[0m  what comes in', '  \x1b[1mrecyc compare\x1b[0m  every route')
    """
    start = line.lstrip(" ")
    first = start.partition("  ")[0]
    is_heading = start == line and (first.split(":")[0] in HEADINGS or start.startswith("recyc "))
    if not first or not (is_heading or line.startswith("  recyc ")):
        return line
    return f"{line[: len(line) - len(start)]}\x1b[1m{first}\x1b[0m{start[len(first) :]}"


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
