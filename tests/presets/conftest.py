"""Small folders of presets, written by the tests themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest

from recyc_cli.catalog.documents.folder import Folder
from recyc_cli.catalog.documents.library import Library
from recyc_cli.catalog.open_library import check_file

if TYPE_CHECKING:
    from pathlib import Path


SOURCES = """
[handbook]
title = "A handbook"
year = 2020
[survey]
title = "A survey"
"""


class Shelves(Protocol):
    def __call__(self, *folders: dict[str, str]) -> Library: ...


@pytest.fixture
def shelves(tmp_path: Path) -> Shelves:
    """Return a function that writes folders {file: text}, the last of them built in, and opens a library on them."""

    def write(*folders: dict[str, str]) -> Library:
        for number, files in enumerate(folders):
            for name, text in files.items():
                path = tmp_path / str(number) / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
        builtin = tmp_path / str(len(folders) - 1)
        if not (builtin / "sources.toml").exists():
            (builtin / "sources.toml").write_text(SOURCES, encoding="utf-8")
        own = [str(tmp_path / str(number)) for number in range(len(folders) - 1)]
        return Library(own, Folder(str(builtin), builtin=True), check_file)

    return write
