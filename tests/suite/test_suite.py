"""The suite itself: what it does without a program, where it keeps its cache, when it runs in one process."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from recyc_cli.catalog.files.search_path import cache_folder

if TYPE_CHECKING:
    from collections.abc import Callable

SHARED = Path(__file__).parents[1] / "conftest.py"
NONE = ("a-program-nobody-has", "nor-this")


def test_the_first_program_that_is_there_is_taken(tool: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    python = Path(sys.executable)
    monkeypatch.setenv("PATH", str(python.parent))
    assert tool(NONE[0], python.name) == str(python)


def test_a_program_that_is_missing_skips_and_says_which(
    tool: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TEST_TOOLS", raising=False)
    with pytest.raises(pytest.skip.Exception, match="not on this machine: a-program-nobody-has or nor-this"):
        tool(*NONE)


def test_where_all_are_required_it_fails(tool: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEST_TOOLS", "required")
    with pytest.raises(pytest.fail.Exception, match="not on this machine: a-program-nobody-has or nor-this"):
        tool(*NONE)


def test_every_worker_has_a_cache_of_its_own() -> None:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    assert Path(cache_folder()).parent.name == f"recyc-{worker}"


def test_a_few_files_run_in_one_process(request: pytest.FixtureRequest) -> None:
    workers = request.config.hook.pytest_xdist_auto_num_workers
    assert workers(config=SimpleNamespace(args=[__file__, f"{__file__}::{NONE[0]}"])) == 0


def test_the_workbooks_are_begun_with(request: pytest.FixtureRequest) -> None:
    """Who takes them last waits for whoever has LibreOffice compute them."""
    items = [SimpleNamespace(path=Path(name)) for name in ("cli/test_a.py", "workbook/test_b.py", "cli/test_c.py")]
    (plugin,) = (
        each for each in request.config.pluginmanager.get_plugins() if getattr(each, "__file__", "") == str(SHARED)
    )
    plugin.pytest_collection_modifyitems(items)
    assert [item.path.stem for item in items] == ["test_b", "test_a", "test_c"]
