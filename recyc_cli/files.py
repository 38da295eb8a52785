"""Reads files whole, and writes them whole or not at all.

Results, saved quotes, presets, tables and the cache go through here.
"""

# ruff: noqa: PTH103, PTH105, PTH108, PTH110, PTH113, PTH118, PTH120, PTH123 (pathlib costs start-up)
from __future__ import annotations

import os
from contextlib import suppress

from recyc_cli.errors import RecycError

UNREADABLE, UNWRITABLE = "E301", "E115"
LARGEST = 100_000_000
"""Bytes that are read at most: far more than any file that means something here, far less than a device gives."""


def read_whole(path: str, where: str = "") -> bytes:
    """Return the bytes of a file.

    Args:
        path: of the file.
        where: what errors call the file, if not its path.

    Raises:
        RecycError: E301, where there is no such file, it cannot be read, or it does not end.
    """
    where = where or path
    try:
        with open(path, "rb") as file:
            data = file.read(LARGEST + 1)
    except IsADirectoryError:
        raise RecycError(UNREADABLE, "a directory stands where a file is due", where) from None
    except FileNotFoundError:
        raise RecycError(UNREADABLE, "no such file", where) from None
    except (OSError, ValueError) as error:
        raise RecycError(UNREADABLE, f"cannot be read: {getattr(error, 'strerror', '') or error}", where) from None
    if len(data) > LARGEST:
        raise RecycError(UNREADABLE, f"longer than {LARGEST // 1_000_000} MB: no file that recyc reads", where)
    return data


def write_whole(path: str, content: str | bytes, where: str = "") -> None:
    """Write a file beside its place and move it there, so that nobody ever sees half of it.

    Folders above it are made. A file that was there keeps its permissions, a link stays a link to the file written.

    Args:
        path: of the file.
        content: text becomes UTF-8.
        where: what errors call the file, if not its path.

    Raises:
        RecycError: E115, where the file cannot be written.
    """
    real, where = os.path.realpath(path), where or path
    if os.path.exists(real) and not os.path.isfile(real):
        raise RecycError(UNWRITABLE, "not an ordinary file", where)
    if os.path.exists(real) and not os.access(real, os.W_OK):
        raise RecycError(UNWRITABLE, "cannot write it: the file is read-only", where)
    folder = os.path.dirname(real)
    draft = os.path.join(folder, f".recyc-{os.urandom(8).hex()}.tmp")
    try:
        os.makedirs(folder, exist_ok=True)
        with open(draft, "xb") as file:
            file.write(content if isinstance(content, bytes) else content.encode("utf-8", "replace"))
        if os.path.exists(real):
            os.chmod(draft, os.stat(real).st_mode & 0o777)  # noqa: PTH101, PTH116 - as above
        os.replace(draft, real)
    except OSError as error:
        raise RecycError(UNWRITABLE, f"cannot write it: {error.strerror or error}", where) from None
    finally:
        with suppress(OSError):
            os.unlink(draft)
