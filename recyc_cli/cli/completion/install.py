"""Installs completion for a shell, or shows its script."""

# ruff: noqa: PTH110, PTH111, PTH118, PTH119, PTH120, PTH123 (as all that runs before a command, without pathlib)
from __future__ import annotations

import os
from typing import TYPE_CHECKING

from recyc_cli.cli.output.target import Target, deliver, say
from recyc_cli.errors import RecycError, did_you_mean
from recyc_cli.files import read_whole, write_whole
from recyc_cli.locks import locked
from recyc_cli.render.look import Look

if TYPE_CHECKING:
    from collections.abc import Sequence

INSTALL, SHOW = "--install-completion", "--show-completion"
SHELLS = ("bash", "zsh", "fish")
USAGE = "E110"
_LINES = {
    "bash": '[ -r "{path}" ] && . "{path}"',
    "zsh": '[ -r "{path}" ] && {{ (( $+functions[compdef] )) || {{ autoload -Uz compinit && compinit; }}; . "{path}"; }}',  # noqa: E501
}
"""What a shell's own file gets, once, to read the script; fish finds it by its place."""


def completion_for_shell(words: Sequence[str]) -> None:
    """Install the completion of a shell, or print its script, as `--install-completion SHELL` asks.

    Raises RecycError E110 for a shell that there is none for.
    """
    flag, shell, *rest = [*words, ""] if len(words) == 1 else words
    shell = shell or os.path.basename(os.environ.get("SHELL", ""))
    if shell not in SHELLS or rest:
        hint = did_you_mean(shell, SHELLS) or f"name one: recyc {flag} bash, or {' or '.join(SHELLS[1:])}"
        raise RecycError(
            USAGE, f"no completion for {' '.join([shell, *rest]).strip() or 'an unknown shell'}", flag, hint
        )
    if flag == SHOW:
        deliver(script(shell), Target("", Look(), quiet=True))
        return
    path, own = place(shell)
    write_whole(path, script(shell))
    say(f"wrote {path}")
    if own:
        _add_line(own, _LINES[shell].format(path=path))
    say("TAB completes in every shell opened from now on.")


def script(shell: str) -> str:
    """Return the script of a shell."""
    with open(os.path.join(os.path.dirname(__file__), "scripts", f"recyc.{shell}"), encoding="utf-8") as file:
        return file.read()


def place(shell: str) -> tuple[str, str]:
    """Return where the script goes, and the shell's own file that has to read it, if any."""
    home = os.path.expanduser("~")
    if shell == "fish":
        base = os.environ.get("XDG_CONFIG_HOME") or os.path.join(home, ".config")
        return os.path.join(base, "fish", "completions", "recyc.fish"), ""
    base = os.environ.get("XDG_DATA_HOME") or os.path.join(home, ".local", "share")
    own = os.path.join(os.environ.get("ZDOTDIR") or home, ".zshrc") if shell == "zsh" else os.path.join(home, ".bashrc")
    return os.path.join(base, "recyc", f"recyc.{shell}"), own


def _add_line(path: str, line: str) -> None:
    """Add a line to a file, unless it stands there already."""
    with locked(os.path.dirname(os.path.realpath(path))):
        text = read_whole(path).decode("utf-8", "surrogateescape") if os.path.exists(path) else ""
        if line in text.splitlines():
            return
        gap = "" if not text or text.endswith("\n") else "\n"
        write_whole(path, f"{text}{gap}{line}\n".encode("utf-8", "surrogateescape"))
    say(f"added a line to {path}")
