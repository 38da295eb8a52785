from __future__ import annotations

import json
import os
import shutil
import sys
from inspect import signature
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from recyc_cli.cli.app import run_command

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

sys.path.insert(0, str(Path(__file__).parent))  # tests here share modules
import once

SAMPLES = Path(__file__).parent / "samples"
QUESTIONS = once.questions()


class Ran(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture(scope="session")
def _shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of all tests that ask for none: to make and delete one for each takes longer than they do."""
    return tmp_path_factory.mktemp("shared")


@pytest.fixture(autouse=True)
def _alone(request: pytest.FixtureRequest, _shared: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Run in an empty folder, with nobody's settings."""
    for name in [name for name in os.environ if name.startswith("RECYC_")] + ["NO_COLOR", "COLUMNS"]:
        monkeypatch.delenv(name, raising=False)
    folder: Path = request.getfixturevalue("tmp_path") if "tmp_path" in request.fixturenames else _shared
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
    work = folder / "work"
    work.mkdir(exist_ok=True)
    monkeypatch.chdir(work)
    yield
    if folder == _shared and ([*folder.iterdir()] != [work] or any(work.iterdir())):
        for left in folder.iterdir():
            shutil.rmtree(left)


@pytest.fixture(autouse=True)
def _asked_once(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Answer what many command lines ask for the first of them, unless a test changes the program itself."""
    monkeypatch.setattr("recyc_cli.analysis.simulation.likely.traced.traced_draws", once.drawn)
    if "monkeypatch" not in signature(request.function).parameters:
        monkeypatch.setattr("recyc_cli.analysis.quote.answered", once.answer_of)
        monkeypatch.setattr("recyc_cli.analysis.quote.quote_report", once.report_of)
        for module, name, answer in QUESTIONS:
            monkeypatch.setattr(module, name, answer)


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
