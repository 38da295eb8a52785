"""Reads a workbook in a process of its own, which may take only so much memory and time.

Run as a script it reads standard input and writes what it read, or why it cannot. It imports nothing of recyc, so that
it starts fast; a file that makes the reader below fail brings down this process, not the one that asked.
"""

from __future__ import annotations

import marshal
import os
import sys
import zipfile
from contextlib import suppress
from datetime import date, datetime
from io import BytesIO

ZIP = b"PK\x03\x04"
PARTS = 5_000
"""Files in a workbook at most; each sheet, picture and style is one."""
FREE_MB, PER_MB = 50, 20
"""What a workbook may unpack to [MB]: so much, and as often its own size; tables of numbers come to five times that."""
MEMORY_MB, MEMORY_PER_MB = 150, 8
"""Memory that the reader may ask for [MB]: so much, and as often the file's size."""
SECONDS, SECONDS_PER_MB = 0.8, 0.25
"""Time that it may compute, so much and for each MB of the file; a good one takes a tenth to a fifth of it."""
READ, REFUSED = "read", "refused"
TOO_MUCH = 9
"""Exit code of a process that could not read the file with what it may take; the system's own end it by a signal."""


def read(data: bytes) -> list[tuple[str, list[list[str | float]]]]:
    """Return the sheets of a workbook: their names, and their rows of texts and numbers.

    Raises:
        ValueError: what is wrong with it, and what to do, where that is more than to give another file.
    """
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, ZipError

    if data.startswith(ZIP):
        _look_at_sizes(data)
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        tables = [(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in book.sheet_names]
    except PasswordError:
        raise ValueError("the workbook is locked by a password", "save it without one") from None
    except (CalamineError, ZipError) as error:
        raise ValueError(f"no workbook that can be read: {str(error)[:80]}") from None
    return [(name, [[_cell(cell) for cell in row] for row in rows]) for name, rows in tables]


def _look_at_sizes(data: bytes) -> None:
    """Refuse what would unpack to far more than a workbook of its size does."""
    try:
        parts = zipfile.ZipFile(BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise ValueError(f"no workbook that can be read: {str(error)[:80]}") from None
    unpacked = sum(part.file_size for part in parts) / 1e6
    if len(parts) > PARTS:
        raise ValueError(f"no workbook, but {len(parts):,} files in one")
    if unpacked > FREE_MB + PER_MB * len(data) / 1e6:
        raise ValueError(f"{len(data) / 1e6:.3g} MB that unpack to {unpacked:,.0f} MB: no workbook does that")


def _cell(value: object) -> str | float:
    """Return a cell as text or a number; of a moment its day."""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, (int, float)):
        return float(value)
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value).strip()


def _limit(size: int) -> None:
    """Let the system end this process where it computes or asks for too much.

    Linux holds both limits, macOS that of time alone; Windows neither: there the one who asked waits only so long.
    """
    try:
        import resource
        import signal
    except ImportError:
        return
    signal.setitimer(signal.ITIMER_PROF, SECONDS + SECONDS_PER_MB * size / 1e6)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(OSError, ValueError):
        memory = _address_space() + int(1e6 * MEMORY_MB) + MEMORY_PER_MB * size
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _address_space() -> int:
    """Return the bytes that this process has asked for so far."""
    import resource

    with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 - pathlib costs start-up
        return int(file.read().split()[0]) * resource.getpagesize()


def answer_stdin() -> None:
    """Read standard input and write what it holds, or what is wrong with it."""
    import python_calamine  # noqa: F401 - loaded before the limit, which is for the file alone

    data = sys.stdin.buffer.read()
    _limit(len(data))
    try:
        answer = marshal.dumps((READ, read(data)))
    except ValueError as fault:
        answer = marshal.dumps((REFUSED, fault.args))
    except BaseException:  # noqa: BLE001 - no memory, or the library's own way to give up
        os._exit(TOO_MUCH)
    sys.stdout.buffer.write(answer)


if __name__ == "__main__":
    answer_stdin()
