"""README's commands and what they print. `python tests/cli/readme.py` writes the outputs anew."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

README = Path(__file__).parents[2] / "README.md"
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def answered(block: str, folder: Path) -> str:
    """Run the commands of a block, one after another in one folder, and return the block as it should read.

    A line that starts with `$ ` is a command; one that ends with a backslash goes on in the next.
    """
    commands = re.findall(r"^\$ ((?:.*\\\n)*.*)$", block, re.MULTILINE)
    return "".join(f"$ {command}\n{output(command, folder)}" for command in commands)


def output(command: str, folder: Path) -> str:
    """Run a command as on a terminal, where tables are the default and notes stand below them."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("RECYC_")}
    environment = kept | {
        "PATH": path,
        "COLUMNS": "88",
        "NO_COLOR": "1",
        "PYTHONIOENCODING": "utf-8",
        "RECYC_FORMAT": "table",
        "XDG_CONFIG_HOME": str(folder / "nobody"),
    }
    ran = subprocess.run(  # noqa: S602 - README's own commands, pipes included
        command, shell=True, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    seen = () if "|" in command else ran.stderr.splitlines()  # in a pipe they do not stand on the same screen
    notes = "".join(f"{line}\n" for line in seen if line.startswith(("! ", "  ")))
    shown = f"{ran.stdout}\n{notes}" if notes else ran.stdout
    return re.sub(r"[ \t]+$", "", shown, flags=re.MULTILINE)


def blocks(text: str) -> list[str]:
    """Return the console blocks of a text."""
    return BLOCK.findall(text)


def rewritten(text: str, folder: Path) -> str:
    """Return the text with the output of every block as it is today, each run in an empty folder of its own."""

    def anew(match: re.Match[str]) -> str:
        place = folder / str(match.start())
        place.mkdir()
        return f"```console\n{answered(match[1], place)}```"

    return BLOCK.sub(anew, text)


if __name__ == "__main__":
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as place:
        README.write_text(rewritten(README.read_text(encoding="utf-8"), Path(place)), encoding="utf-8")
