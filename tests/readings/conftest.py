"""Lets the tests of readings import what they share, and starts what reads: a Spark, a PostgreSQL."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))
sys.path.insert(0, str(HERE.parent / "live"))

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

collect_ignore = ["on_spark.py"]
"""A program of its own, which needs Spark to be read at all."""


@pytest.fixture(autouse=True)
def _one_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "programs"))


@pytest.fixture(scope="session")
def spark(spark_at_hand: Callable[[], None], made_once: Callable[..., Path]) -> Path:
    """Have Spark quote all frames once, and return the folder of what they came to."""
    spark_at_hand()
    from on_two_executors import quoted_on_spark

    return made_once("spark", quoted_on_spark)


@pytest.fixture(scope="session")
def postgres(tool: Callable[..., str]) -> Iterator[Callable[[str], str]]:
    """Start a PostgreSQL, and stop it in the end."""
    with pytest.MonkeyPatch.context() as patch:  # a server's own programs are on nobody's path in Debian
        patch.setenv(
            "PATH", os.pathsep.join([os.environ["PATH"], *map(str, Path("/usr/lib/postgresql").glob("*/bin"))])
        )
        programs = tool("initdb"), tool("postgres"), tool("psql")
    from warehouses import server_of_its_own

    with server_of_its_own(*programs) as server:
        yield server
