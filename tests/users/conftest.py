from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "cli"))  # how commands of texts are run stands there
import once


@pytest.fixture(autouse=True)
def _drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw once what several commands of a task draw alike."""
    monkeypatch.setattr("recyc_cli.analysis.simulation.likely.traced.traced_draws", once.drawn)
