"""Prints what fits at the end of a command line, each with its help for shells that show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.cli.completion.line import FILES, Line, joined, parted_by_bash
from recyc_cli.cli.output.target import write_stdout

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

BASH = "bash"
_HELP = 60
"""Characters of help beside a value."""


def print_completions(words: Sequence[str], shell: str) -> int:
    """Print what fits; nothing, and no complaint, where the line or a file at hand is faulty."""
    words = joined(words) if shell == BASH else words
    try:
        found = fitting(words)
    except Exception:  # noqa: BLE001 - a shell has no place for what is wrong
        return 0
    cut = parted_by_bash(words[-1]) if shell == BASH and words else 0
    lines = [value[cut:] if shell == BASH or not text else f"{value}\t{_short(text)}" for value, text in found.items()]
    write_stdout("".join(f"{line}\n" for line in lines))
    return 0


def fitting(words: Sequence[str]) -> Mapping[str, str]:
    """Return the words that may stand at the end of a line, each with a line of help.

    >>> list(fitting(["expl"])), list(fitting(["quote", "lfp", "--thr"]))
    (['explain'], ['--throughput'])
    """
    line = Line(words)
    if line.due is None:
        return {word: text for word, text in line.choices.items() if word.startswith(line.start)}
    from recyc_cli.cli.completion.values import values_of

    found = values_of(line)
    return found if FILES in found else {line.head + value: text for value, text in found.items()}


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _HELP else words[: _HELP - 3] + "..."
