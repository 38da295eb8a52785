"""Reads plain command lines by the table of options; odd ones are left to Typer."""

from __future__ import annotations

from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recyc_cli.scenario.keywords import Option

Given = dict[str, object]


def read_words(words: Iterable[str], options: Iterable[Option]) -> Given | None:
    """Return what a command line gives, by option as Typer would, or None where it is not plain.

    Plain are long and short flags that the table has, each with its value behind it or behind `=`, and no more words
    besides than there are arguments. Help, flags written together, `--` and mistakes are not.

    >>> from recyc_cli.cli.input.options import QUOTE
    >>> read_words(["nmc622", "--route=hydro", "-q"], QUOTE)
    {'chemistry': 'nmc622', 'route': ['hydro'], 'quiet': True}
    >>> read_words(["nmc622", "--rout", "hydro"], QUOTE)
    """
    options = tuple(options)
    by_flag = {flag: each for each in options for flag in each.flags}
    given: Given = {}
    loose: list[str] = []
    waiting = iter(words)
    for word in waiting:
        if not word.startswith("-"):
            loose.append(word)
            continue
        flag, equals, value = word.partition("=") if word.startswith("--") else (word, "", "")
        option = by_flag.get(flag)
        if option is None or (equals and option.kind == "flag"):
            return None
        text = True if option.kind == "flag" else value if equals else next(waiting, None)
        if text is None:
            return None
        given[option.name] = text if option.kind == "flag" else [*given.get(option.name, ()), text]  # type: ignore[misc]
    return _placed(loose, options, given)


def _placed(loose: list[str], options: Iterable[Option], given: Given) -> Given | None:
    """Give the words that are no options to the arguments in their order; None where words are left."""
    for option in options:
        if option.kind == "argument":
            given = {option.name: loose.pop(0) if loose else None} | given
        elif option.kind == "arguments":
            given[option.name], loose = loose, []
    return None if loose else given
