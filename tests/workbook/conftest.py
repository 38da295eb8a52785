from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

sys.path.insert(0, str(Path(__file__).parent))  # tests here share modules
from books import more_written, written
from office import Books, recalculate


@pytest.fixture(scope="session")
def books(made_once: Callable[..., Path], tool: Callable[..., str]) -> Books:
    """Return the workbooks that are looked at each time, recalculated in one run of LibreOffice."""
    soffice = tool("soffice")
    folder = made_once("books", lambda place: recalculate(soffice, place, written(place)))
    return Books(folder / "recalculated")


@pytest.fixture(scope="session")
def more_books(made_once: Callable[..., Path], tool: Callable[..., str]) -> Books:
    """Return the workbooks of a long proof, and beside them those that some changes are of."""
    soffice = tool("soffice")
    folder = made_once("more", lambda place: recalculate(soffice, place, more_written(place)))
    return Books(folder / "recalculated")
