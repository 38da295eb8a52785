"""Files that ask for more than they are: refused with a reason, before they take the machine."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hostile import HOSTILE, good_book

from recyc_cli.catalog.compiled.compile import compile_presets, store
from recyc_cli.catalog.documents.folder import Folder
from recyc_cli.catalog.files import search_path
from recyc_cli.catalog.open_library import open_compiled
from recyc_cli.errors import RecycError
from recyc_cli.files import PRIVATE
from recyc_cli.importing import workbook, workbook_reader
from recyc_cli.importing.sheets import read_sheets

if TYPE_CHECKING:
    from collections.abc import Callable

SECONDS, MEMORY = 2.0, 300e6
"""What a refusal may take, of the whole tree of processes: of computing, so that a busy machine fails no test."""
LIMITED = pytest.mark.skipif(sys.platform != "linux", reason="memory is limited and measured on Linux")
FAST = ("the last cell", "a bomb", "a row beyond the last", "a bomb that tells of 1 kB")
SLOW = [pytest.param(name, marks=pytest.mark.slow) for name in HOSTILE if name not in FAST]
IMPORT = (sys.executable, "-m", "recyc_cli", "presets", "import", "book.xlsx", "--as", "deck")


@LIMITED
@pytest.mark.parametrize("name", [*FAST, *SLOW])
def test_a_hostile_workbook_is_refused(name: str) -> None:
    make, said = HOSTILE[name]
    make(Path("book.xlsx"))
    with pytest.raises(RecycError) as caught:
        read_sheets("book.xlsx")
    assert caught.value.code == "E302"
    assert said in caught.value.message
    assert caught.value.hint


def resident(process: int) -> int:
    """Return the bytes that a process and those it started hold; of one that has ended none."""
    with suppress(OSError):
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
        started = Path(f"/proc/{process}/task/{process}/children").read_text().split()
        return pages * resource.getpagesize() + sum(resident(int(each)) for each in started)
    return 0


def seconds_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@LIMITED
@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_a_refusal_takes_little(name: str) -> None:
    HOSTILE[name][0](Path("book.xlsx"))
    before, most = seconds_of_children(), 0
    with subprocess.Popen(IMPORT, stderr=subprocess.PIPE, text=True) as process:
        while process.poll() is None:
            most = max(most, resident(process.pid))
        assert process.stderr is not None
        said = process.stderr.read()
    assert process.returncode == 3
    assert "error[E302]" in said
    assert "Traceback" not in said
    assert seconds_of_children() - before < SECONDS
    assert 0 < most < MEMORY
    assert not Path("presets").exists()


@pytest.mark.slow
def test_a_good_workbook_of_20_mb_opens(recyc: Callable[..., Any]) -> None:
    good_book(Path("book.xlsx"), 95_000)
    assert 18e6 < Path("book.xlsx").stat().st_size < 30e6
    ran = recyc("presets", "import", "book.xlsx", "--as", "deck")
    assert ran.code == 0, ran.err
    assert "nickel" in Path("presets/prices/deck.toml").read_text()


def test_where_no_process_can_be_started_a_workbook_is_read_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    good_book(Path("book.xlsx"), 1)
    apart = workbook.read_workbook("book.xlsx")
    with monkeypatch.context() as patch:
        patch.setattr(workbook_reader, "__file__", "/nowhere/reader.py")
        assert workbook.read_workbook("book.xlsx") == apart
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert workbook.read_workbook("book.xlsx") == apart
    assert apart[0] == ("Prices", [["date", "item", "price", "unit"], ["2025-11", "nickel", 14850.0, "USD/t"]])
    HOSTILE["a bomb"][0](Path("bomb.xlsx"))
    with pytest.raises(RecycError, match="no workbook does that"):
        workbook.read_workbook("bomb.xlsx")


@LIMITED
def test_a_reader_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows nothing else ends it."""
    good_book(Path("book.xlsx"), 1)
    monkeypatch.setattr(workbook, "_BY_THE_CLOCK", 0.0)
    with pytest.raises(RecycError, match="more memory or time"):
        workbook.read_workbook("book.xlsx")


@cache
def compiled() -> Any:
    return compile_presets(Folder(search_path.builtin_folder(), builtin=True), "made for this test")


@pytest.mark.skipif(os.name == "nt", reason="owners are POSIX")
@pytest.mark.parametrize("whose", ["mine", "all may write", "another user's"])
def test_only_a_cache_of_ones_own_is_read(tmp_path: Path, whose: str) -> None:
    if whose == "another user's" and os.geteuid() != 0:
        pytest.skip("only root gives files away")
    kept = tmp_path / "presets-kept.bin"
    store(str(kept), compiled())
    assert kept.stat().st_mode & 0o777 == PRIVATE
    if whose == "all may write":
        kept.chmod(0o666)
    if whose == "another user's":
        os.chown(kept, 12345, -1)
    assert bool(open_compiled(str(kept))) == (whose == "mine"), "what is not read is made anew"
