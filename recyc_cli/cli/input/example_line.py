"""Reads the command line of an example as what it asks: the keywords of a quote."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from recyc_cli.cli.input import keywords, options
from recyc_cli.cli.input.settings import settings_of_flags
from recyc_cli.cli.input.words import read_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recyc_cli.scenario.keyword_types import ReadKeywords

START = ["recyc", "quote"]
"""How the command line of a quote begins."""
QUOTED = (options.CHEMISTRY, options.ROUTE, *options.SCENARIO, *options.OUTPUT)
"""What is asked about a quote, and how it looks: no offer, which has prices and texts of its own."""


def quote_of_line(line: str) -> ReadKeywords | None:
    """Return the keywords of a quote that a command line asks for; None where it asks for something else.

    >>> quote_of_line("recyc quote nmc622 --load 45%")
    {'chemistry': 'nmc622', 'load': 0.45}
    >>> quote_of_line("recyc compare nmc622"), quote_of_line("recyc quote nmc622 --margin 8% --customer")
    (None, None)
    """
    words = shlex.split(line)
    given = read_words(words[2:], QUOTED) if words[:2] == START else None
    return None if given is None else keywords.quote_keywords(settings_of_flags(given, QUOTED))


def said_besides(line: str, other: str) -> str:
    """Return what a command line has that another has not: options with their values, and words.

    >>> said_besides("recyc quote lfp --route pyro --soh 0.8", "recyc quote lfp --route hydro")
    '--route pyro --soh 0.8'
    >>> said_besides("recyc quote lfp", "recyc quote lfp --route hydro")
    'without --route hydro'
    """
    here, there = _parts(line), _parts(other)
    more, less = [each for each in here if each not in there], [each for each in there if each not in here]
    return " ".join(more) or (f"without {' '.join(less)}" if less else "")


def _parts(line: str) -> Sequence[str]:
    """Return the words of a command line, an option with its value as one."""
    parts: list[str] = []
    for word in shlex.split(line):
        if parts and parts[-1].startswith("-") and " " not in parts[-1] and not word.startswith("--"):
            parts[-1] += f" {word}"
        else:
            parts.append(word)
    return parts
