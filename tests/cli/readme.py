"""The commands of README and the guide, and what they print. `python tests/cli/readme.py` writes the outputs anew."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
GUIDE = sorted((ROOT / "recyc_cli" / "guide").glob("*.md"))
WIDE, NARROW = 88, 80
"""Columns of README and of the guide."""
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def answered(block: str, folder: Path, columns: int = WIDE) -> str:
    """Run the commands of a block, one after another in one folder, and return the block as it should read.

    A line that starts with `$ ` is a command; one that ends with a backslash goes on in the next.
    """
    commands = re.findall(r"^\$ ((?:.*\\\n)*.*)$", block, re.MULTILINE)
    return "".join(f"$ {command}\n{output(command, folder, columns)}" for command in commands)


def output(command: str, folder: Path, columns: int = WIDE) -> str:
    """Run a command as on a terminal, where tables are the default and notes stand below them."""
    environment = environment_in(folder) | {"COLUMNS": str(columns), "NO_COLOR": "1", "RECYC_FORMAT": "table"}
    ran = subprocess.run(  # noqa: S602 - our own commands, pipes included
        command, shell=True, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    seen = () if "|" in command else ran.stderr.splitlines()  # in a pipe they do not stand on the same screen
    notes = "".join(f"{line}\n" for line in seen if line.startswith(("! ", "  ")))
    shown = f"{ran.stdout}\n{notes}" if notes else ran.stdout
    return re.sub(r"[ \t]+$", "", shown, flags=re.MULTILINE)


def environment_in(folder: Path) -> dict[str, str]:
    """Return the environment of a person who has just installed recyc, in a folder."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("RECYC_")}
    return kept | {"PATH": path, "PYTHONIOENCODING": "utf-8", "XDG_CONFIG_HOME": str(folder / "nobody")}


def blocks(text: str) -> list[str]:
    """Return the console blocks of a text."""
    return BLOCK.findall(text)


def rewritten(text: str, folder: Path, columns: int = WIDE) -> str:
    """Return the text with the output of every block as it is today, each run in an empty folder of its own."""

    def anew(match: re.Match[str]) -> str:
        place = folder / str(match.start())
        place.mkdir()
        return f"```console\n{answered(match[1], place, columns)}```"

    return BLOCK.sub(anew, text)


def stale(folder: Path) -> dict[Path, str]:
    """Return the pages whose outputs are others today, each with its text as it should read."""
    texts = {}
    for page, columns in {README: WIDE, **dict.fromkeys(GUIDE, NARROW)}.items():
        text, place = page.read_text("utf-8"), folder / page.stem
        place.mkdir()
        new = rewritten(text, place, columns)
        if new != text:
            texts[page] = new
    return texts


if __name__ == "__main__":
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as place:
        for page, text in stale(Path(place)).items():
            page.write_text(text, "utf-8")
