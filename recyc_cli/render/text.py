"""Measures text against a screen: cleans, pads and wraps it."""

from __future__ import annotations

WIDTH, GAP, LABEL = 80, 2, 20
"""Columns of a screen, between two columns of a table at least, and of a label that stands in its own row."""


def clean(text: object) -> str:
    r"""Return text without control characters, escape sequences, direction marks and broken bytes.

    >>> clean("nick\x1b[31mel\nred")
    'nick[31mel red'
    """
    raw = str(text)
    if raw.isascii() and raw.isprintable():
        return raw
    return "".join(char if char.isprintable() else " " if char.isspace() else "" for char in raw)


def negative(cell: str, align: str) -> bool:
    """Tell whether a cell is a number below zero.

    >>> negative("-1,334", ">"), negative("-1,334", "<"), negative("-", ">")
    (True, False, False)
    """
    return align == ">" and cell[:1] == "-" and cell[1:2].isdigit()


def display_width(text: str) -> int:
    r"""Return the columns a text takes on a terminal: East Asian characters take two, combining marks none.

    >>> display_width("nickel"), display_width("\u954d")
    (6, 2)
    """
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)


def pad(text: str, width: int, side: str) -> str:
    """Return text filled up with spaces, to the left for numbers (`>`).

    >>> pad("1.5", 5, ">"), pad("Li", 5, "<")
    ('  1.5', 'Li   ')
    """
    blank = " " * (width - display_width(text))
    return blank + text if side == ">" else text + blank


def shell_lines(command: str, width: int) -> list[str]:
    r"""Return a command in lines of at most `width` that a shell takes as one.

    >>> shell_lines("recyc quote nmc622 --mass 40t", 22)
    ['recyc quote nmc622 \\', '  --mass 40t']
    """
    if len(command) <= width:
        return [command]
    lines = [""]
    for number, part in enumerate(command.split(" --")):
        option = f"--{part}" if number else part
        if number and len(lines[-1]) + 1 + len(option) > width - 2:
            lines = [*lines[:-1], f"{lines[-1]} \\", f"  {option}"]
        else:
            lines[-1] = f"{lines[-1]} {option}" if number else option
    return lines


def wrap(text: str, width: int, indent: str = "") -> list[str]:
    """Return text in lines of at most `width`, words kept whole; lines after the first are indented.

    >>> wrap("note: one two three", 12, "  ")
    ['note: one', '  two three']
    """
    lines: list[str] = []
    line = ""
    for word in text.split():
        if line.strip() and display_width(line) + 1 + display_width(word) > width:
            lines.append(line)
            line = indent + word
        else:
            line = f"{line} {word}" if line.strip() else line + word
    return [*lines, line] if line.strip() else lines
