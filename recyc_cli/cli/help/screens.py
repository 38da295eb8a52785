"""Draws the help of a command: short on one screen, or with all of its options."""

from __future__ import annotations

from recyc_cli.cli.help.layout import WIDTH, rows, wrapped
from recyc_cli.cli.input.options import GROUPS, QUESTION, WRITTEN
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from recyc_cli.cli.help.command import Command
    from recyc_cli.scenario.keywords import Option

SCREEN = 24
"""Lines of the smallest terminal: short help has no more."""
_SHORT, _LONG = 27, 28
"""Column at which words start."""


def long_help(command: Command) -> list[str]:
    """Return the lines of help with every option in its group."""
    lines = _head(command, len(command.examples), whole=True)
    for group, options in command.groups.items():
        if options:
            title, about = GROUPS[group]
            lines += ["", f"{title}  {about}".rstrip()]
            lines += rows([(term(option), option.help) for option in options], _LONG)
    return [*lines, "", "explained at length: recyc guide     exit codes: recyc guide exit-codes"]


def short_help(command: Command) -> list[str]:
    """Return the lines of help with what nine of ten people need; all of it where that fits on a screen."""
    whole = long_help(command)
    if len(whole) <= SCREEN:
        return whole
    told = {group: _in_short(command, group) for group in command.groups}
    head = _head(command, min(len(command.examples), 2))
    while True:
        body = [line for group, options in told.items() for line in _short_group(command, group, options)]
        lines = [*head, "", *body, _rest(command, "\n".join(body))]
        longest = max((group for group in told if group not in (QUESTION, WRITTEN)), key=lambda each: len(told[each]))
        if len(lines) <= SCREEN or not told[longest]:
            return lines
        told[longest].pop()


def term(option: Option) -> str:
    """Return how an option is written: `-o, --output FILE`, or the name of an argument."""
    flags = ", ".join(sorted(option.flags, key=len))
    return " ".join(filter(None, [flags, option.metavar]))


def _head(command: Command, examples: int, *, whole: bool = False) -> list[str]:
    """Return what stands above the options; in short the first paragraph about the command."""
    about = command.about if whole else command.about[:1]
    lines = [command.usage, *(line for text in about for line in wrapped(text, WIDTH))]
    return lines + ([""] + [f"  {line}" for line in command.examples[:examples]] if examples else [])


def _in_short(command: Command, group: str) -> list[Option]:
    """Return the options of a group that short help tells: those with a brief, of a command's own else all."""
    flagged = [each for each in command.groups[group] if each.flags]
    return [each for each in flagged if each.brief] or (flagged if group == QUESTION else [])


def _short_group(command: Command, group: str, options: list[Option]) -> list[str]:
    """Return the lines of a group in short help; nothing where none of its options is told there."""
    if group == WRITTEN:
        return _one_line(options)
    arguments = [each for each in command.groups[group] if not each.flags]
    if not options and not (arguments and group == QUESTION):
        return []
    heading = GROUPS[group][0]
    pairs = [_brief(option) for option in options]
    said = "  ".join([heading, *(f"{each.metavar.rstrip('.')}: {each.help}" for each in arguments)])
    if len(said) > WIDTH:
        said, pairs = heading, [*((each.metavar, each.help) for each in arguments), *pairs]
    return [said, *rows(pairs, _SHORT)]


def _brief(option: Option) -> tuple[str, str]:
    """Return an option with a value to copy, and what it is in short."""
    value, _, words = (option.brief or option.metavar).partition("  ")
    return f"{option.flags[0]} {value}".rstrip(), words or option.help


def _one_line(options: list[Option]) -> list[str]:
    """Return the options of the output in one line, by their shortest flags."""
    parts = [" ".join([min(each.flags, key=len), *each.brief.split()]) for each in options]
    return ["  ".join([GROUPS[WRITTEN][0], *parts])] if parts else []


def _rest(command: Command, shown: str) -> str:
    """Return the line that tells how many options are left, and of which groups."""
    left = [option for option in command.options if option.flags and not _in_text([option], shown)]
    titles = [
        GROUPS[group][0].lower()
        for group, options in command.groups.items()
        if options and not _in_text(options, shown)
    ]
    return f"--help  {len(left)} more options: {', '.join(titles)}"


def _in_text(options: list[Option], shown: str) -> bool:
    return any(f"{flag} " in shown for option in options for flag in option.flags)
