from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from recyc_cli.analysis.simulation.likely.traced import traced_draws
from recyc_cli.cli.app import run_command

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from recyc_cli.analysis.quote import Quote

sys.path.insert(0, str(Path(__file__).parent))  # tests here share modules
SAMPLES = Path(__file__).parent / "samples"


class Ran(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run in an empty folder, with nobody's settings."""
    for name in [name for name in os.environ if name.startswith("RECYC_")] + ["NO_COLOR", "COLUMNS"]:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)


DRAWN: dict[str, list[tuple[list[float], list[float]]]] = {}


@pytest.fixture(autouse=True)
def _drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw the likely ranges of what many command lines quote for the first of them, unless presets are a test's own.

    `tests/properties/test_likely.py` draws each anew.
    """

    def shared(quotes: Sequence[Quote]) -> list[tuple[list[float], list[float]]]:
        if any(quote.resolved.library.has_own for quote in quotes):
            return traced_draws(quotes)
        # The margin tells quotes apart where a test changes the program that reckons them.
        asked = repr([(sorted(quote.request.given.items()), quote.result.margin) for quote in quotes])
        if asked not in DRAWN:
            DRAWN[asked] = traced_draws(quotes)
        return DRAWN[asked]

    monkeypatch.setattr("recyc_cli.analysis.simulation.likely.traced.traced_draws", shared)


@pytest.fixture
def recyc(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Run a command line in this process."""

    def call(*argv: str) -> Ran:
        capsys.readouterr()
        code = run_command(argv)
        return Ran(code, *capsys.readouterr())

    return call


@pytest.fixture
def report() -> dict[str, Any]:
    """Return a quote as the model made it once: what renderers are tried on, whatever the model says today."""
    sample: dict[str, Any] = json.loads((SAMPLES / "quote.json").read_text())
    return sample


@pytest.fixture
def comparison() -> dict[str, Any]:
    sample: dict[str, Any] = json.loads((SAMPLES / "comparison.json").read_text())
    return sample
