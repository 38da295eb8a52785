"""The commands of README and the guide, and what a terminal shows of them. `python tests/cli/readme.py` renews it."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

from recyc_cli.cli.app import run_command

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
GUIDE = sorted((ROOT / "recyc_cli" / "guide").glob("*.md"))
WIDTH = 80
"""Columns of the terminal whose screens README and the guide show."""
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SHOWN = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ ((?:.*\\\n)*.*)$", re.MULTILINE)
PLAIN = re.compile(r"recyc( [^|<>;&$`#*(){}\n]*)?")
"""A command line that needs no shell: it runs in this process, which costs a tenth."""


class Terminal(io.TextIOWrapper):
    """What is written to it, as to a terminal."""

    def isatty(self) -> bool:
        """Say that somebody looks."""
        return True


def answered(block: str, folder: Path) -> str:
    """Run the commands of a block, one after another in one folder, and return the block as it should read.

    A line that starts with `$ ` is a command; one that ends with a backslash goes on in the next.
    """
    return "".join(f"$ {command}\n{screen(command, folder)[1]}" for command in COMMAND.findall(block))


def screen(command: str, folder: Path, **settings: str) -> tuple[int, str]:
    """Run a command in a folder and return its exit code and what a terminal shows, stderr where it comes."""
    environment = environment_in(folder) | {"COLUMNS": str(WIDTH), "NO_COLOR": "1", "PAGER": "none"} | settings
    joined = re.sub(r"\\\n\s*", "", command)
    if PLAIN.fullmatch(joined):
        code, shown = _here(shlex.split(joined)[1:], folder, environment)
    else:
        ran = subprocess.run(
            ["bash", "-ec", command],  # noqa: S607 - whichever shell is at hand
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        code, shown = ran.returncode, ran.stdout
    return code, re.sub(r"[ \t]+$", "", shown, flags=re.MULTILINE)


def _here(words: list[str], folder: Path, environment: dict[str, str]) -> tuple[int, str]:
    """Run recyc in this process, in a folder, on a terminal that keeps what it is told."""
    terminal = Terminal(io.BytesIO(), encoding="utf-8", newline="\n", write_through=True)
    with (
        contextlib.chdir(folder),
        mock.patch.dict(os.environ, environment, clear=True),
        contextlib.redirect_stdout(terminal),
        contextlib.redirect_stderr(terminal),
    ):
        code = run_command(words)
    terminal.seek(0)
    return code, terminal.read()


def environment_in(folder: Path) -> dict[str, str]:
    """Return the environment of a person who has just installed recyc, in a folder."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("RECYC_")}
    return kept | {"PATH": path, "PYTHONIOENCODING": "utf-8", "XDG_CONFIG_HOME": str(folder / "nobody")}


def blocks(text: str) -> list[str]:
    """Return the blocks of a text that show commands with their screens."""
    return SHOWN.findall(text)


def pieces(script: str) -> Iterator[str]:
    """Return the commands of a script: each plain one alone, what lies between two of them as one piece of shell."""
    gathered = ""
    for line in re.findall(r"(?:.*\\\n)*.*\n", script):
        if PLAIN.fullmatch(re.sub(r"\\\n\s*", "", line.rstrip("\n"))):
            yield from filter(None, (gathered, line.rstrip("\n")))
            gathered = ""
        else:
            gathered += line
    yield from filter(None, (gathered,))


def followed(kind: str, block: str, folder: Path) -> str:
    """Do in a folder what a block of this kind says, and return what went wrong; of a screen that it is another."""
    if kind == "console":
        now = answered(block, folder)
        return "" if now == block else f"reads now:\n{now}"
    if kind == "python":
        with contextlib.chdir(folder), contextlib.redirect_stdout(io.StringIO()):
            exec(compile(block, "README", "exec"), {})  # noqa: S102 - our own example
    for command in pieces(block) if kind == "sh" else ():
        code, shown = screen(command, folder)
        if code:
            return f"{command}\nended in {code}:\n{shown[-2000:]}"
    return ""


def rewritten(text: str, folder: Path) -> str:
    """Return the text with the screens of every block as they are today, each run in an empty folder of its own."""

    def anew(match: re.Match[str]) -> str:
        place = folder / str(match.start())
        place.mkdir()
        return f"```console\n{answered(match[1], place)}```"

    return SHOWN.sub(anew, text)


def stale(folder: Path) -> dict[Path, str]:
    """Return the pages whose screens are others today, each with its text as it should read."""
    texts = {}
    for page in (README, *GUIDE):
        text, place = page.read_text("utf-8"), folder / page.stem
        place.mkdir()
        new = rewritten(text, place)
        if new != text:
            texts[page] = new
    return texts


if __name__ == "__main__":
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as place:
        for page, text in stale(Path(place)).items():
            page.write_text(text, "utf-8")
