"""README's page on changing recyc holds: its recipes are run in a copy of the project, from their text alone."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = re.search(r"^## Change it$(.*?)^## ", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)
RECIPES = re.findall(r"^```sh\n(.*?)^```$", PAGE[1] if PAGE else "", re.MULTILINE | re.DOTALL)
AUTHOR = ["-c", "user.name=somebody", "-c", "user.email=somebody@example.org"]
LINES = 10


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a copy of the project's files under version control of its own."""
    told = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S607
    for name in filter(None, told.stdout.split("\0")):
        if (ROOT / name).exists():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, tmp_path / name)
    for command in (["init", "-q"], ["add", "-A"], [*AUTHOR, "commit", "-qm", "as it is"]):
        subprocess.run(["git", *command], cwd=tmp_path, check=True, capture_output=True)  # noqa: S607
    return tmp_path


def followed(recipe: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Do what a recipe says in a copy of the project."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("RECYC_", "PYTEST_"))}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = kept | {"PATH": path, "PYTHONPATH": str(folder)}
    command = ["bash", "-e", "-o", "pipefail", "-c", recipe]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_two_recipes_of_ten_lines() -> None:
    assert len(RECIPES) == 2
    assert all(len(recipe.splitlines()) <= LINES for recipe in RECIPES)


@pytest.mark.slow
def test_a_price(copy: Path) -> None:
    ran = followed(RECIPES[0], copy)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert re.search(r"^2026-05: metals: [\d.]+ -> [\d.]+ \(\+[\d.]+%\)$", ran.stdout, re.MULTILINE)
    assert re.search(
        r"^nmc622 hydro us 2026-05 recyc: margin: -[\d,.]+ -> -[\d,.]+ \([+-][\d.]+%\)$", ran.stdout, re.MULTILINE
    )
    assert followed("python tests/refresh.py --check", copy).returncode == 0


@pytest.mark.slow
def test_a_chemistry(copy: Path) -> None:
    ran = followed(RECIPES[1], copy)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "\n0 figures moved\n" in ran.stdout


@pytest.mark.slow
def test_what_is_not_committed_is_refused(copy: Path) -> None:
    (copy / "README.md").write_text("somebody's words\n")
    ran = followed("python tests/refresh.py", copy)
    assert (ran.returncode, ran.stderr.splitlines()[0]) == (2, "not committed: README.md")
