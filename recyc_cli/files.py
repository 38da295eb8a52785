"""Reads files whole, and writes them whole or not at all.

Results, saved quotes, presets, tables and the cache go through here. What is written is on the disk before it has its
name; a new file never takes the name of another, however many programs ask for it at once.
"""

# ruff: noqa: PTH103, PTH105, PTH108, PTH110, PTH113, PTH118, PTH120, PTH123 (pathlib costs start-up)
from __future__ import annotations

import os
import stat
from contextlib import contextmanager, suppress

from recyc_cli.errors import RecycError
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from io import BufferedReader

    Content = str | bytes | Iterable[str]

UNREADABLE, UNWRITABLE, EXISTS = "E301", "E115", "E160"
LARGEST = 100_000_000
"""Bytes that are read at most: far more than any file that means something here."""
LARGEST_TEXT = 5_000_000
"""Bytes of a preset or of settings at most: a hundred times the longest that there is."""
PUBLIC, PRIVATE = 0o666, 0o600
"""Who may read and write a new file: whom the user's mask lets, or the user alone."""


def read_whole(path: str, where: str = "", most: int = LARGEST) -> bytes:
    """Return the bytes of a file.

    Args:
        path: of the file.
        where: what errors call the file, if not its path.
        most: bytes that it may have.

    Raises:
        RecycError: E301, where there is no such file, it cannot be read, it is a pipe or a device, or it is too long.
    """
    where = where or path
    with open_ordinary(path, where) as file:
        size = os.fstat(file.fileno()).st_size
        if size > most:
            raise RecycError(UNREADABLE, f"longer than {most // 1_000_000} MB: no file that recyc reads", where)
        try:
            return file.read()
        except OSError as error:
            raise RecycError(UNREADABLE, f"cannot be read: {error.strerror or error}", where) from None


def open_ordinary(path: str, where: str = "", hint: str = "write it to a file") -> BufferedReader:
    """Return a file, open to be read; a pipe or a device is neither waited for nor read.

    Args:
        path: of the file.
        where: what errors call the file, if not its path.
        hint: what to do where it is none.

    Raises:
        RecycError: E301, where there is no such file, it cannot be read, or it is a pipe or a device.
    """
    where = where or path
    try:
        file = open(path, "rb", opener=_without_waiting)  # noqa: SIM115 - handed on
    except IsADirectoryError:
        raise RecycError(UNREADABLE, "a directory stands where a file is due", where) from None
    except FileNotFoundError:
        raise RecycError(UNREADABLE, "no such file", where) from None
    except (OSError, ValueError) as error:
        raise RecycError(UNREADABLE, f"cannot be read: {getattr(error, 'strerror', '') or error}", where) from None
    if stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        return file
    file.close()
    raise RecycError(UNREADABLE, "no ordinary file, but a pipe or a device", where, hint)


def _without_waiting(path: str, flags: int) -> int:
    """Open a file; of a pipe that nobody writes to the end is not waited for."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def write_whole(path: str, content: Content, where: str = "", mode: int = PUBLIC) -> None:
    """Write a file beside its place and move it there, so that nobody ever sees half of it.

    Folders above it are made. A public file that was there keeps its permissions, a link stays a link to the file
    written.

    Args:
        path: of the file.
        content: text becomes UTF-8; of many parts each is written when it comes.
        where: what errors call the file, if not its path.
        mode: PUBLIC or PRIVATE.

    Raises:
        RecycError: E115, where the file cannot be written.
    """
    where = where or path
    real = real_path(path, where)
    check_place(real, where)
    with _draft(real, content, where, mode) as draft:
        if mode == PUBLIC and os.path.exists(real):
            os.chmod(draft, os.stat(real).st_mode & 0o777)  # noqa: PTH101, PTH116 - as above
        os.replace(draft, real)


def check_place(real: str, where: str) -> None:
    """Refuse to put a file in the place of what is no ordinary one, or must not be written.

    Raises:
        RecycError: E115.
    """
    if os.path.exists(real) and not os.path.isfile(real):
        raise RecycError(UNWRITABLE, "not an ordinary file", where)
    if os.path.exists(real) and not os.access(real, os.W_OK):
        raise RecycError(UNWRITABLE, "cannot write it: the file is read-only", where)


def create_file(path: str, content: str | bytes, hint: str, where: str = "") -> None:
    """Write a file that nobody else may have written: of several that try at once, one does.

    Args:
        path: of the file.
        content: text becomes UTF-8.
        hint: what to do where there is one already.
        where: what errors call the file, if not its path.

    Raises:
        RecycError: E160, where something has that name; E115, where the file cannot be written.
    """
    where = where or path
    with _draft(path, content, where, PUBLIC) as draft:
        try:
            os.link(draft, path)
        except FileExistsError:
            raise exists(path, hint) from None
        except OSError:
            _copy_new(draft, path, hint)


def real_path(path: str, where: str = "") -> str:
    """Return where a file really lies, links followed.

    Raises:
        RecycError: E115, where the folder that one works in has been deleted.
    """
    try:
        return os.path.realpath(path)
    except OSError as error:
        raise RecycError(UNWRITABLE, f"cannot write it: {error.strerror}: the folder is gone", where or path) from None


def exists(path: str, hint: str) -> RecycError:
    """Return the error of a name that is taken."""
    return RecycError(EXISTS, "it exists, and is not overwritten", path, hint)


def _copy_new(draft: str, path: str, hint: str) -> None:
    """Copy a draft to a name that nothing has, where the disk knows no second names (FAT, some shares)."""
    try:
        with open(draft, "rb") as source, open(path, "xb") as file:
            file.write(source.read())
            _sync(file.fileno())
    except FileExistsError:
        raise exists(path, hint) from None


@contextmanager
def _draft(path: str, content: Content, where: str, mode: int) -> Iterator[str]:
    """Give a file beside a path that holds its content, already on the disk; what is left of it is taken away."""
    folder = os.path.dirname(path) or "."
    draft = os.path.join(folder, f".recyc-{os.urandom(8).hex()}.tmp")
    try:
        os.makedirs(folder, exist_ok=True)
        with open(draft, "xb", opener=lambda name, flags: os.open(name, flags, mode)) as file:
            file.writelines(
                part if isinstance(part, bytes) else part.encode("utf-8", "replace")
                for part in ((content,) if isinstance(content, (str, bytes)) else content)
            )
            file.flush()
            _sync(file.fileno())
        yield draft
    except OSError as error:
        raise RecycError(UNWRITABLE, f"cannot write it: {error.strerror or error}", where) from None
    finally:
        with suppress(OSError):
            os.unlink(draft)
    _sync_names(folder)


def _sync(file: int) -> None:
    """Have the disk hold what was written; some shares cannot be asked to."""
    with suppress(OSError):
        os.fsync(file)


def _sync_names(folder: str) -> None:
    """Have the disk hold the names in a folder too; Windows does that by itself."""
    if os.name == "nt":
        return
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
