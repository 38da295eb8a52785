"""What README shows is what the program prints."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest
import readme

if TYPE_CHECKING:
    from pathlib import Path

TEXT = readme.README.read_text("utf-8")


@pytest.mark.parametrize("block", readme.blocks(TEXT), ids=lambda block: block.splitlines()[0][:60])
def test_block(block: str, tmp_path: Path) -> None:
    assert readme.answered(block, tmp_path) == block


def test_opens_with_the_two_commands() -> None:
    run = "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/recyc compare nmc622 lfp"
    test = "python3 -m venv .venv && .venv/bin/pip install -e '.[dev]' && .venv/bin/pytest"
    assert TEXT.index(run) < TEXT.index(test) < TEXT.index("```console")


def test_preset_files_shown_are_toml() -> None:
    for shown in TEXT.split("```toml\n")[1:]:
        assert tomllib.loads(shown.split("```")[0])
