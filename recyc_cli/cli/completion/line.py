"""Reads an unfinished command line: which command, what was given, which word is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.cli.command_table import COMMANDS, functions_of
from recyc_cli.cli.input.words import read_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.scenario.keywords import Option

FILES = ":files"
"""What is printed where the shell completes a file itself."""
_SPLIT = ("=", ":")
"""Characters at which bash parts words."""


class Line:
    """A line up to the cursor.

    Attributes:
        options: of the command; empty where none is named yet.
        given: what the words before say, by option; empty where they do not read.
        due: the option whose value is written; None where it is a flag, a command, or nothing.
        head: what of the word stands before the value: `--region=`.
        start: the value as far as it is written.
        choices: the words that may stand here instead, each with its help: commands or flags.
    """

    __slots__ = ("choices", "due", "given", "head", "options", "start")

    def __init__(self, words: Sequence[str]) -> None:
        self.options: tuple[Option, ...] = ()
        self.given: Mapping[str, object] = {}
        self.due: Option | None = None
        self.head, self.start = "", words[-1] if words else ""
        self.choices: dict[str, str] = {}
        before = list(words[:-1])
        if not before:
            self.choices = {name: row.about for name, row in COMMANDS.items()}
            return
        if before[0] not in COMMANDS:
            return
        functions, _ = functions_of(before.pop(0))
        if "" not in functions and not before:
            self.choices = {name: each.about.partition("\n")[0] for name, each in functions.items()}
            return
        function = functions.get("") or functions.get(before.pop(0))
        if function is not None:
            self.options = function.options
            self._read(before)

    def library(self) -> Library:
        """Open the presets that the line may name."""
        from recyc_cli.catalog.open_library import open_library

        folders = self.given.get("preset_dir")
        return open_library([str(folder) for folder in folders] if isinstance(folders, list) else ())

    def _read(self, before: list[str]) -> None:
        """Find what is due behind the words that follow the command."""
        by_flag = {flag: option for option in self.options for flag in option.flags}
        flag, equals, value = self.start.partition("=")
        last = by_flag.get(before[-1]) if before else None
        if last is not None and last.kind != "flag" and read_words(before[:-1], self.options) is not None:
            self.due = last
            before = before[:-1]
        elif equals and flag in by_flag:
            self.due, self.head, self.start = by_flag[flag], f"{flag}=", value
        self.given = read_words(before, self.options) or {}
        if self.due is None and self.start.startswith("-"):
            known = {option.name: option for option in self.options if option.flags}
            free = [each for name, each in known.items() if each.kind not in ("text", "flag") or name not in self.given]
            self.choices = {max(each.flags, key=len): each.help for each in free}
            self.choices["--help"] = "all options"
        elif self.due is None:
            self.due = self._argument()

    def _argument(self) -> Option | None:
        """Return the argument that is due: the first one that nobody gave, or the one that takes several."""
        for option in self.options:
            if option.kind == "arguments" or (option.kind == "argument" and not self.given.get(option.name)):
                return option
        return None


def joined(words: Sequence[str]) -> list[str]:
    """Return words as they were before bash parted them at `=` and `:`.

    >>> joined(["quote", "--set", "region.wage", "=", "3"]), joined(["--mix", "lfp", "="])
    (['quote', '--set', 'region.wage=3'], ['--mix', 'lfp='])
    """
    whole: list[str] = []
    glued = False
    for word in words:
        if whole and (word in _SPLIT or glued):
            whole[-1] += word
        else:
            whole.append(word)
        glued = word in _SPLIT
    return whole


def parted_by_bash(word: str) -> int:
    """Return how many characters of a word bash keeps to itself: up to its last `=` or `:`.

    >>> parted_by_bash("region.wage=3"), parted_by_bash("lfp")
    (12, 0)
    """
    return max(word.rfind(mark) for mark in _SPLIT) + 1
