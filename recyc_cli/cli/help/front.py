"""Draws the first screens: what `recyc` alone and a group of commands alone say."""

from __future__ import annotations

from recyc_cli.cli.command_table import COMMANDS, functions_of
from recyc_cli.cli.help.command import about_and_examples
from recyc_cli.cli.help.layout import WIDTH, rows, wrapped
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

SENTENCE = "recyc tells what spent EV batteries are worth, and what recycling them leaves."
TRY = (
    ("recyc compare nmc622 lfp", "every route, side by side"),
    ("recyc quote nmc622 --route hydro --mass 40t", "one lot, as an account"),
    ("recyc guide buyer", "or trader, carmaker, researcher"),
)
LAST = (("recyc COMMAND -h", "options on one screen; --help: all of them"),)
EVERYWHERE = """Settings
  Flags, then RECYC_* (RECYC_REGION=us), then recyc.toml, then your own file in
  the configuration folder, then the built-in ones: recyc config shows which.
  Results go to stdout, everything else to stderr.

Exit codes
  0 done   1 a bug   2 usage   3 bad input data   4 a check failed
  130 interrupted

Options
  -V, --version               the version
  -h, --help                  short help, this help; of every command
  --install-completion SHELL  TAB for bash, zsh, fish [the one you use]
  --show-completion SHELL     its script, to read or to place yourself"""
_TO_COPY, _COMMANDS, _LINES = 47, 16, 32
"""Columns at which words start."""


def first_screen() -> list[str]:
    """Return what `recyc` alone says."""
    lines = [*wrapped(SENTENCE, WIDTH), "", "Try", *rows(TRY, _TO_COPY)]
    for heading in dict.fromkeys(row.heading for row in COMMANDS.values()):
        lines += ["", heading, *rows(_lines_under(heading), _LINES)]
    return [*lines, "", *(line[2:] for line in rows(LAST, 34))]


def _lines_under(heading: str) -> list[tuple[str, str]]:
    """Return the commands under a heading and what they do: those that share a line beside each other."""
    together: dict[str, list[str]] = {}
    for name, row in COMMANDS.items():
        if row.heading == heading:
            together.setdefault(row.line, []).append(name)
    return [("  ".join(names), line) for line, names in together.items()]


def whole_screen() -> list[str]:
    """Return what `recyc --help` says: the first screen, settings, exit codes, options."""
    return [*first_screen(), "", *EVERYWHERE.splitlines()]


def group_screen(name: str) -> list[str]:
    """Return what a command that is only a group of others says."""
    functions, text = functions_of(name)
    about, examples = about_and_examples(text)
    words: Iterable[tuple[str, str]] = [
        (word, about_and_examples(each.about)[0][0]) for word, each in functions.items()
    ]
    lines = [f"recyc {name} COMMAND [options]", *(line for part in about for line in wrapped(part, WIDTH)), "", "Try"]
    lines += [f"  {line}" for line in examples] + ["", "Commands", *rows(words, _COMMANDS)]
    return [*lines, "", f"recyc {name} COMMAND -h     options of a command"]
