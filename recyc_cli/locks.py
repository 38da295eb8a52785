"""Lets one program at a time change the files of a folder.

Linux and macOS lock the folder itself: nothing is left in it, and the lock ends with the program, however it ends. On
Windows, and on disks that know no locks, a file of its own is the lock. Windows takes that away with the program too;
elsewhere a program that was killed leaves it, and the error that follows names it.

`filelock` does the same and was weighed: it is well kept and 60 kB, but leaves its file in the folder of presets, which
people keep under version control, and what is needed of it are these lines.
"""

# ruff: noqa: PTH103, PTH108, PTH118, PTH120 (as files.py, without pathlib)
from __future__ import annotations

import os
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from recyc_cli.errors import RecycError
from recyc_cli.files import UNWRITABLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FILE = ".recyc.lock"
PATIENCE, PAUSE = 30.0, 0.02
"""Seconds that another program is waited for, and between two tries."""


@contextmanager
def locked(folder: str, patience: float | None = None) -> Iterator[None]:
    """Hold a folder, which is made if there is none, while what stands under `with` runs.

    Raises:
        RecycError: E115, where another program holds it for longer than one is patient, or it cannot be written to.
    """
    path = os.path.join(folder, FILE)
    patience = PATIENCE if patience is None else patience
    try:
        os.makedirs(folder, exist_ok=True)
        try:
            release = _patiently(lambda: _lock_folder(folder), folder, patience)
        except OSError:
            release = _patiently(lambda: _make_file(path), path, patience)
    except OSError as error:
        raise RecycError(UNWRITABLE, f"cannot write to it: {error.strerror or error}", folder) from None
    try:
        yield
    finally:
        release()


def _patiently(lock: Callable[[], Callable[[], None] | None], where: str, patience: float) -> Callable[[], None]:
    """Try to lock until it succeeds, and return what ends the lock."""
    end = time.monotonic() + patience
    while True:
        release = lock()
        if release:
            return release
        if time.monotonic() > end:
            waited = f" for {patience:.0f} seconds" if patience else ""
            message = f"another recyc {'has been' if waited else 'is'} writing there{waited}"
            raise RecycError(UNWRITABLE, message, where, f"wait for it; where none runs, delete {FILE} in the folder")
        time.sleep(PAUSE)


def _lock_folder(folder: str) -> Callable[[], None] | None:
    """Lock a folder and return what ends that, None where another program has; OSError where there are no locks."""
    try:
        import fcntl
    except ImportError:
        raise OSError from None  # Windows
    opened = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(opened)
        return None
    except OSError:
        os.close(opened)
        raise
    return lambda: os.close(opened)


def _make_file(path: str) -> Callable[[], None] | None:
    """Make the file that is a lock and return what ends it, None where another program has made it."""
    try:
        opened = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_TEMPORARY", 0))
    except (FileExistsError, PermissionError):  # Windows denies a file that is about to go
        if not os.access(os.path.dirname(path), os.W_OK):
            raise
        return None

    def release() -> None:
        os.close(opened)
        with suppress(OSError):
            os.unlink(path)

    return release
