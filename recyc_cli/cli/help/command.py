"""Knows a command as its help tells it: name, sentences, examples, options by group."""

from __future__ import annotations

from recyc_cli.cli.command_table import functions_of
from recyc_cli.cli.input.options import GROUPS, QUESTION
from recyc_cli.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from recyc_cli.scenario.keywords import Option

_NAME = "recyc "
"""What a command to copy starts with in the text about a command."""


class Command:
    """A command: its name with `recyc` before it, what it is about, and its options in the order of the groups."""

    __slots__ = ("about", "examples", "groups", "name", "options")

    def __init__(self, name: str, function: Any) -> None:  # noqa: ANN401 - a function with `options` and `about`
        self.name = f"recyc {name}"
        self.about, self.examples = about_and_examples(function.about)
        options: tuple[Option, ...] = function.options
        self.options = options
        self.groups = {group: [each for each in options if _group(each) == group] for group in GROUPS}

    @property
    def usage(self) -> str:
        """The command line in one line."""
        arguments = [each.metavar for each in self.options if not each.flags]
        return " ".join([self.name, *arguments, "[options]"])


def _group(option: Option) -> str:
    """Return the group of an option: what a command alone takes is its question."""
    return option.group or QUESTION


def about_and_examples(text: str) -> tuple[list[str], list[str]]:
    r"""Return the paragraphs of a text about a command, and the command lines among them.

    >>> about_and_examples("Quote one feed,\n    per tonne.\n\n    recyc quote lfp\n    ")
    (['Quote one feed, per tonne.'], ['recyc quote lfp'])
    """
    paragraphs = [[line.strip() for line in part.strip().splitlines()] for part in text.split("\n\n") if part.strip()]
    examples = [line for lines in paragraphs if lines[0].startswith(_NAME) for line in lines]
    return [" ".join(lines) for lines in paragraphs if not lines[0].startswith(_NAME)], examples


def command_called(words: list[str]) -> Command | None:
    """Return the command that a line calls, a flag among its words or not; None where it calls none there is."""
    name, *rest = words
    functions, _ = functions_of(name)
    if "" in functions:
        return Command(name, functions[""])
    second = next((word for word in rest if not word.startswith("-")), "")
    return Command(f"{name} {second}", functions[second]) if second in functions else None
