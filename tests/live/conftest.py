"""Lets the tests of pages import what they share."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from typing import TYPE_CHECKING, NamedTuple

import pytest

from recyc_cli.cli.app import run_command

if TYPE_CHECKING:
    from collections.abc import Callable


class Ran(NamedTuple):
    """What a command line came to."""

    code: int
    out: str
    err: str


@pytest.fixture
def recyc_program(capsys: pytest.CaptureFixture[str]) -> "Callable[..., Ran]":
    """Run a command line in this process."""

    def call(*argv: str) -> Ran:
        capsys.readouterr()
        code = run_command(argv)
        return Ran(code, *capsys.readouterr())

    return call
