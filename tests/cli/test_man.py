"""The manual page says what help says, and roff takes it without a warning."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from recyc_cli.cli.command_table import COMMANDS, functions_of
from recyc_cli.cli.help.command import Command
from recyc_cli.cli.help.man import manual_page, roff
from recyc_cli.cli.help.screens import term

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_every_command_and_option_stands_in_it() -> None:
    text = manual_page()
    for name in COMMANDS:
        for word, function in functions_of(name)[0].items():
            command = Command(f"{name} {word}".strip(), function)
            assert f".SS {roff(command.usage)}\n" in text
            section = text.partition(f".SS {roff(command.usage)}\n")[2].partition("\n.SS ")[0]
            for option in command.options:
                assert f"\\fB{roff(term(option))}\\fR\n{roff(option.help)}\n" in f"{section}\n"


def test_groff_sets_it_without_a_warning(tool: Callable[..., str], tmp_path: Path) -> None:
    page = tmp_path / "recyc.1"
    page.write_text(manual_page(), "utf-8")
    command = [tool("groff"), "-man", "-ww", "-Tutf8", str(page)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    assert ran.stderr == ""
    assert "recyc quote nmc622 --route hydro --mass 40t" in ran.stdout
