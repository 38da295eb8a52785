"""Files of lots that never end, are cut off or are no lots: refused at once, in words; no device is written over."""

from __future__ import annotations

import gzip
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from few import slowly

if TYPE_CHECKING:
    from collections.abc import Callable

LOTS = "lot,chemistry,mass t\nA,lfp,4\n"
LONG = 200_000_000


def sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(LONG)


MADE: dict[str, tuple[Callable[[Path], object], str]] = {
    "a pipe": (os.mkfifo, "a pipe or a device"),
    "a device": (lambda path: path.symlink_to("/dev/zero"), "a pipe or a device"),
    "one line": (sparse, "a line of more than 1,000,000 characters"),
    "a bomb": (lambda path: path.write_bytes(gzip.compress(bytes(20_000_000))), "a line of more than 1,000,000"),
    "half an archive": (lambda path: path.write_bytes(gzip.compress(LOTS.encode())[:-9]), "no gzip file"),
    "no archive": (lambda path: path.write_bytes(b"\x1f\x8b" + bytes(99)), "no gzip file"),
    "wide": (lambda path: path.write_text(",".join("abc") * 5000), "10,001 cells in a row: at most 2,000"),
    "no Parquet": (lambda path: path.write_bytes(b"PAR1" + bytes(99) + b"PAR1"), "no Parquet file"),
    "no SQLite": (lambda path: path.write_bytes(b"SQLite format 3\0" + bytes(99)), "no SQLite file"),
    "no DuckDB": (lambda path: path.write_bytes(bytes(8) + b"DUCK" + bytes(9999)), "no DuckDB file"),
    "a bad line": (lambda path: path.write_text(LOTS + ",,x\n" * 30_000), "'x' is no number"),
}


@pytest.mark.parametrize(("command", "name"), [(("batch", "blend")[at % 2], name) for at, name in enumerate(MADE)]
    + [slowly((("blend", "batch")[at % 2], name)) for at, name in enumerate(MADE)])  # fmt: skip
def test_a_hostile_file_of_lots_is_refused(recyc: Callable[..., Any], command: str, name: str) -> None:
    make, said = MADE[name]
    make(Path("lots.csv"))
    ran = recyc(command, "lots.csv")
    assert said in ran.err
    assert ran.code == (0 if (command, name) == ("batch", "a bad line") else 3), ran.err


@pytest.mark.parametrize("argv", [("batch", "lots.csv", "-o"),
    ("simulate", "lfp", "--route", "hydro", "-n", "100", "--samples"),
    ("quote", "lfp", "--route", "hydro", "-o")], ids=" ".join)  # fmt: skip
@pytest.mark.parametrize("what", ["a pipe", "a link to a pipe", "read-only"])
def test_only_ordinary_files_are_written_over(recyc: Callable[..., Any], argv: tuple[str, ...], what: str) -> None:
    """A device that is replaced by a file is one no longer, for all who use the machine."""
    Path("lots.csv").write_text(LOTS)
    place = Path("out.csv")
    if what == "a pipe":
        os.mkfifo(place)
    elif what == "read-only":
        place.write_text("kept")
        place.chmod(0o444)
    else:
        os.mkfifo("device")
        place.symlink_to("device")
    before = place.stat()
    ran = recyc(*argv, str(place))
    if what == "read-only" and os.access(place, os.W_OK):  # root may
        return
    assert (ran.code, "E115" in ran.err) == (2, True), ran.err
    after = place.stat()
    assert (before.st_mode, before.st_ino) == (after.st_mode, after.st_ino)


def test_a_column_that_is_named_twice_is_summed_up_by_once(recyc: Callable[..., Any]) -> None:
    Path("lots.csv").write_text(LOTS)
    ran = recyc("batch", "lots.csv", "--summary", "lot,chemistry,lot", "-o", "quotes.csv")
    assert ran.code == 0, ran.err
    assert ran.out.split()[:3] == ["lot", "chemistry", "lots"]


@pytest.mark.parametrize("form", ["sqlite", "duckdb"])
def test_what_is_no_database_is_kept(recyc: Callable[..., Any], form: str) -> None:
    Path("lots.csv").write_text(LOTS)
    Path(f"out.{form}").write_text("my notes")
    ran = recyc("batch", "lots.csv", "-o", f"out.{form}")
    assert (ran.code, "no database" in ran.err) == (2, True), ran.err
    assert Path(f"out.{form}").read_text() == "my notes"
