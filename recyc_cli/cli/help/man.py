"""Writes the manual page of recyc out of the table of help, for `man recyc`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.cli.command_table import COMMANDS, functions_of
from recyc_cli.cli.help import front
from recyc_cli.cli.help.command import Command
from recyc_cli.cli.help.screens import term
from recyc_cli.cli.input.options import GROUPS
from recyc_cli.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable

SEE = "recyc guide, recyc guide exit-codes, recyc guide glossary"


def manual_page() -> str:
    """Return the page in the macros of man."""
    lines = [f'.TH RECYC 1 "" "recyc {__version__}" "User Commands"', ".SH NAME"]
    lines += [r"recyc \- value, cost and margin of recycling lithium\-ion batteries", ".SH SYNOPSIS"]
    lines += [".B recyc", r"\fICOMMAND\fR [\fIOPTIONS\fR]", ".SH DESCRIPTION", roff(front.SENTENCE), ".PP", "Try:"]
    lines += [*_verbatim(line for line, _ in front.TRY), ".SH COMMANDS"]
    for name in COMMANDS:
        for word, function in functions_of(name)[0].items():
            lines += _command(Command(f"{name} {word}".strip(), function))
    for section in front.EVERYWHERE.split("\n\n"):
        heading, *rest = section.splitlines()
        lines += [f".SH {heading.upper()}", *_verbatim(rest)]
    return "\n".join([*lines, ".SH SEE ALSO", roff(SEE), ""])


def _command(command: Command) -> list[str]:
    """Return the section of a command: its sentences, examples and options by group."""
    lines = [f".SS {roff(command.usage)}"]
    for paragraph in command.about:
        lines += [roff(paragraph), ".PP"]
    lines += _verbatim(command.examples)
    for group, options in command.groups.items():
        if options:
            lines += [".PP", rf"\fB{roff(GROUPS[group][0])}\fR"]
            lines += [line for option in options for line in (".TP", rf"\fB{roff(term(option))}\fR", roff(option.help))]
    return lines


def _verbatim(lines: Iterable[str]) -> list[str]:
    """Return lines that are to stand as they are; nothing where there are none."""
    shown = [roff(line) for line in lines]
    return [".PP", ".nf", *shown, ".fi"] if shown else []


def roff(text: str) -> str:
    r"""Return text as roff takes it: its backslashes and hyphens are its own, a point at its start is no macro.

    >>> roff(".toml or --set"), roff("a\\b")
    ('\\&.toml or \\-\\-set', 'a\\eb')
    """
    plain = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{plain}" if plain.startswith((".", "'")) else plain
