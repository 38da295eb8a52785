from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from recyc_cli.catalog.open_library import builtin_library
from recyc_cli.importing.passports.each_passport import readings_in
from recyc_cli.importing.passports.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))  # tests here share a module


@pytest.fixture(scope="session")
def read() -> Callable[[str], Reading]:
    """Read the one passport of a file of these tests."""

    def reading(name: str) -> Reading:
        (found,) = readings_in(str(HERE / name), builtin_library())
        if not isinstance(found, Reading):
            raise found
        return found

    return reading
