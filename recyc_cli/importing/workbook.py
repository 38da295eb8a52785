"""Has a workbook read by another process, and says why it cannot be.

What holds where: sizes are looked at before anything is unpacked, everywhere. The reader's memory is limited on Linux;
on macOS, which knows no such limit, and on Windows a file that passes the look at its sizes may take what it takes. Its
time is limited everywhere: what it computes on Linux and macOS, what passes on the clock on Windows. Where no process
can be started, the file is read in this one, by its sizes alone.
"""

from __future__ import annotations

import marshal
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from recyc_cli.errors import RecycError
from recyc_cli.importing import workbook_reader
from recyc_cli.importing.unzipping import FAULTS
from recyc_cli.importing.workbook_reader import READ, SECONDS, SECONDS_PER_MB

if TYPE_CHECKING:
    Sheets = list[tuple[str, list[list[str | float]]]]

UNREADABLE = "E302"
NOT_STARTED = (1, 2)
"""How Python ends where it finds no library for the reader, or not the reader itself, as in an archive."""
_BY_THE_CLOCK = 5.0 if os.name == "nt" else 30.0
"""Times the reader's time: what passes until it is ended from here; a busy machine makes it wait."""
_AREA = re.compile(rb"<dimension[^>]*\bref=\"[A-Z]{1,3}\d+:([A-Z]{1,3}\d+)\"")
_HEAD = 4_000


def read_workbook(path: str) -> Sheets:
    """Return the sheets of an .xls or .xlsx file: their names, and their rows of texts and numbers.

    Raises:
        RecycError: E302, where it is none, or takes more memory or time than a workbook of its size does.
    """
    if not sys.executable or getattr(sys, "frozen", False):
        return _read_here(path)
    size_mb = Path(path).stat().st_size / 1e6
    command = [sys.executable, "-P", workbook_reader.__file__]
    try:
        with (
            Path(path).open("rb") as file,
            subprocess.Popen(  # noqa: S603 - this very Python, a file of ours
                command, stdin=file, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            ) as reader,
        ):
            try:
                out, _ = reader.communicate(timeout=_BY_THE_CLOCK * (SECONDS + SECONDS_PER_MB * size_mb))
            except subprocess.TimeoutExpired:
                _too_much(path)
            finally:
                reader.kill()
    except (OSError, ValueError):
        return _read_here(path)
    if reader.returncode in NOT_STARTED:
        return _read_here(path)
    if not out:
        _too_much(path)
    kind, said = marshal.loads(out)  # noqa: S302 - our own process wrote it
    if kind == READ:
        sheets: Sheets = said
        return sheets
    raise _refused(path, *said)


def _read_here(path: str) -> Sheets:
    """Read a workbook without another process."""
    try:
        return workbook_reader.read(Path(path).read_bytes())
    except ValueError as fault:
        raise _refused(path, *fault.args) from None


def _refused(path: str, message: str, hint: str = "give .xlsx, .xls or .csv") -> RecycError:
    return RecycError(UNREADABLE, message, path, hint)


def _too_much(path: str) -> NoReturn:
    """Say that the reader was ended, and which sheet may be why."""
    message = "reading it takes far more memory or time than a workbook of its size does"
    far = _farthest(path)
    if far:
        message += f": {far[0]} says that it reaches to cell {far[1]}"
    raise RecycError(UNREADABLE, message, path, "copy the table alone to a new workbook, or save it as .csv")


def _farthest(path: str) -> tuple[str, str] | None:
    """Return the part of a workbook that says it is the largest, and its last cell."""
    found = []
    try:
        with zipfile.ZipFile(path) as book:
            for name in book.namelist()[: workbook_reader.PARTS]:
                if name.startswith("xl/worksheets/"):
                    with book.open(name) as part:
                        area = _AREA.search(part.read(_HEAD))
                    found += [(name.rpartition("/")[2], area[1].decode("ascii"))] if area else []
    except FAULTS:
        return None
    return max(found, key=lambda each: (len(each[1]), each[1]), default=None)
