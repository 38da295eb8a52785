"""What README shows is what the program prints."""

from __future__ import annotations

import importlib.util
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from types import ModuleType

HERE = Path(__file__).parent


def reader() -> ModuleType:
    spec = importlib.util.spec_from_file_location("readme", HERE / "readme.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


README: Any = reader()
TEXT = README.README.read_text(encoding="utf-8")


@pytest.mark.parametrize("block", README.blocks(TEXT), ids=lambda block: block.splitlines()[0][:60])
def test_block(block: str, tmp_path: Path) -> None:
    assert README.answered(block, tmp_path) == block


def test_opens_with_the_two_commands() -> None:
    run = "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/recyc compare nmc622 lfp"
    test = "python3 -m venv .venv && .venv/bin/pip install -e '.[dev]' && .venv/bin/pytest"
    assert TEXT.index(run) < TEXT.index(test) < TEXT.index("```console")


def test_preset_files_shown_are_toml() -> None:
    for shown in TEXT.split("```toml\n")[1:]:
        assert tomllib.loads(shown.split("```")[0])
