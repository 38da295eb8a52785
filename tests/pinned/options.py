"""The options of every command, a line each. `python tests/pinned/options.py` writes the list anew."""

from __future__ import annotations

from pathlib import Path

from recyc_cli.cli.command_table import COMMANDS, functions_of

LIST = Path(__file__).parent / "options.txt"


def options() -> list[str]:
    """Return what every command takes: its arguments by their name in help, its options by each flag."""
    told = []
    for command in COMMANDS:
        for word, function in functions_of(command)[0].items():
            name = " ".join(filter(None, ("recyc", command, word)))
            taken = [flag for option in function.options for flag in option.flags or (option.metavar,)]
            told += [f"{name} {each}" for each in sorted(dict.fromkeys(taken))] or [name]
    return told


def listed() -> list[str]:
    """Return the list as it is pinned."""
    return LIST.read_text("utf-8").splitlines()


if __name__ == "__main__":
    LIST.write_text("\n".join(options()) + "\n", "utf-8")
