"""Writes a result of many lines as it comes, to stdout or a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.cli.output.target import say, write_stdout
from recyc_cli.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recyc_cli.cli.output.target import Target


def write_lines(parts: Iterable[str], to: Target) -> None:
    """Write parts of a text one by one: to a file, which is there once it is whole, or to stdout."""
    if not to.path:
        for part in parts:
            write_stdout(part)
        return
    write_whole(to.path, parts, f"-o {to.path}")
    if not to.quiet:
        say(f"wrote {to.path}")
