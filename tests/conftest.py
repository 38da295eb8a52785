"""What every test shares: nobody's settings, presets or cache, and drawn examples that are the same in every run.

`HYPOTHESIS_PROFILE=explore pytest` draws others each time, to look for what nobody thought of. No clock judges a test.
A test whose program is not on this machine is skipped; with `TEST_TOOLS=required` it fails.
"""

from __future__ import annotations

import fcntl
import gc
import linecache
import os
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from collections.abc import Callable

sys.path.insert(0, str(Path(__file__).parent))  # all folders share `few.py`

collect_ignore_glob = ["benchmarks/*"]
"""Programs of their own: a test of what they share stands beside what it is of."""

for name in [name for name in os.environ if name.startswith("RECYC_")]:
    del os.environ[name]
os.environ["XDG_CONFIG_HOME"] = str(Path(__file__).parent / "nobody")  # no such folder

# Compiled once for all workers and for the hundreds of programs that tests start, whatever the environment says.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

settings.register_profile("proof", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("explore", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "proof"))


def pytest_configure(config: pytest.Config) -> None:
    """Give each worker a cache of its own: recyc keeps the compiled presets there."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    os.environ["XDG_CACHE_HOME"] = str(config.cache.mkdir(f"recyc-{worker}"))
    gc.disable()  # until all tests are collected


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Start no workers for a few files: they would take longer to start than most files to run."""
    return 0 if all(Path(name.partition("::")[0]).is_file() for name in config.args) else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the workbooks: all their tests wait for one run of LibreOffice, and at the end all workers would."""
    items.sort(key=lambda item: item.path.parent.name != "workbook")


def pytest_collection_finish() -> None:
    """Let the collector of garbage pass over the thousands of tests, and seldom look: a run is short.

    Each example of a docstring asks of every file whose lines were read whether it has changed: forget those.
    """
    linecache.clearcache()
    gc.freeze()
    gc.set_threshold(2_000_000, 20, 20)
    gc.enable()


def pytest_sessionfinish() -> None:
    """Let the last search for garbage pass over what a run leaves: millions of objects that go with the process."""
    gc.freeze()


@pytest.fixture(scope="session")
def tool() -> Callable[..., str]:
    """Return a function that finds the first of these programs on this machine, or skips the test, or fails it."""

    def find(*names: str) -> str:
        found = next(filter(None, map(shutil.which, names)), None)
        if found is None:
            missing = f"not on this machine: {' or '.join(names)}"
            (pytest.fail if os.environ.get("TEST_TOOLS") == "required" else pytest.skip)(missing)
        return str(found)

    return find


@pytest.fixture(scope="session")
def spark_at_hand(tool: Callable[..., str]) -> Callable[..., None]:
    """Return a function that sees that Spark can be started here, or skips the test, or fails it."""

    def see() -> None:
        tool("java")
        if find_spec("pyspark") is None:
            missing = "not installed: pyspark (pip install 'recyc[spark]')"
            (pytest.fail if os.environ.get("TEST_TOOLS") == "required" else pytest.skip)(missing)

    return see


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Callable[[Path], None]], Path]:
    """Return a function that fills a folder once in a run, by whichever worker comes first; the others wait for it."""
    here = tmp_path_factory.getbasetemp()
    shared = here.parent if "PYTEST_XDIST_WORKER" in os.environ else here

    def made(name: str, make: Callable[[Path], None]) -> Path:
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (shared / name / "done").exists():
                (shared / name).mkdir(exist_ok=True)
                make(shared / name)
                (shared / name / "done").touch()
        return shared / name

    return made
