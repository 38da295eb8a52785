"""Keeps what a batch has written as it grows, so that a run that was ended can go on.

What counts of the files is as long as the file of progress says; what stands behind that is cut off. Their folder is
locked while a run is at it, and gone when the output stands in its place.
"""

from __future__ import annotations

import json
import os
import shutil
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from recyc_cli.batch.writing import forms, row_groups
from recyc_cli.errors import RecycError
from recyc_cli.files import UNWRITABLE, check_place, real_path, write_whole
from recyc_cli.locks import locked

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRESS = "progress.json"
QUOTES, REJECTS, FOOTERS = GROWING = ("open.tmp", "rejects.tmp", "footers.tmp")
"""Files that grow: the quotes, the lots refused, and the footers of row groups of Parquet."""
LARGE = 1 << 20
"""Bytes that are written at once."""


class Parts:
    """The quotes of one output, part by part.

    Attributes:
        progress: what is done: the lengths of the files, their headings, and what was counted.
    """

    def __init__(self, output: str, form: str, identity: str, head: bytes = b"") -> None:
        """Open an output.

        Args:
            output: the file to write.
            form: of it.
            identity: names what is asked, so that another batch is not gone on with.
            head: first line of the file of refusals.
        """
        self.output, self.form = real_path(output, f"-o {output}"), form
        check_place(self.output, f"-o {output}")
        self._identity, self._head = identity, head
        folder, name = os.path.split(self.output)
        self.folder = Path(folder, f".{name}.recyc-batch")
        self.progress: dict[str, Any] = {}
        self._files: dict[str, BinaryIO] = {}
        self.names: list[str] = []

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the output while a run writes it.

        Raises:
            RecycError: E115, where another run does, or it cannot be written.
        """
        with _disk_faults(self.output), locked(str(self.folder), patience=0.0):
            yield
            if not (self.folder / PROGRESS).exists():
                shutil.rmtree(self.folder, ignore_errors=True)

    def begin(self, *, resume: bool) -> bool:
        """Take up what is there where it is the same batch, else throw it away; tell whether something was."""
        there: dict[str, Any] = {}
        with suppress(OSError, ValueError):
            there = json.loads((self.folder / PROGRESS).read_text("utf-8"))
        same = resume and there.get("identity") == self._identity and "sizes" in there
        if same:
            self.progress = there
            self.names = there["names"]
        for each in self.folder.iterdir():
            if not same or each.name not in (*GROWING, PROGRESS):
                each.unlink()
        return bool(there) and not same

    def write(self, table: Any, rejects: bytes) -> None:  # noqa: ANN401 - a table of Arrow
        """Write some rows, and the refusals among them."""
        self._open(list(table.column_names))
        if self.form in forms.TEXTS:
            self._files[QUOTES].write(forms.quotes_as_text(table, self.form))
        else:
            row_groups.write_row_group(table, self._files[QUOTES], self._files[FOOTERS])
        self._files[REJECTS].write(rejects)

    def _open(self, names: list[str]) -> None:
        """Open the files behind what counts of them."""
        if self._files:
            return
        self.names = self.names or names
        sizes = self.progress.get("sizes", {})
        heads = {REJECTS: self._head}
        if self.form in forms.TEXTS:
            heads[QUOTES] = forms.line_of_headings(self.names, self.form)
        for name in GROWING:
            file = (self.folder / name).open("r+b" if name in sizes else "w+b", LARGE)
            self._files[name] = file
            file.truncate(sizes.get(name, 0))
            file.seek(0, os.SEEK_END)
            if name not in sizes:
                file.write(heads.get(name, b""))

    def close(self, counted: dict[str, Any]) -> None:
        """Write down what is done, once it is on the disk."""
        if not self._files:
            return
        for file in self._files.values():
            _to_disk(file)
        sizes = {name: file.tell() for name, file in self._files.items()}
        self.progress = {**counted, "identity": self._identity, "names": self.names, "sizes": sizes}
        write_whole(str(self.folder / PROGRESS), json.dumps(self.progress))

    def drop(self) -> None:
        """Close the files; what was not closed by `close` does not count."""
        files, self._files = self._files, {}
        for file in files.values():
            with suppress(OSError, ValueError):
                file.close()

    def finish(self, table: str, rejects: str) -> None:
        """Put the output, and the file of refusals, in their places."""
        if self.form not in forms.TEXTS:
            self._open(self.names)
            row_groups.end_row_groups(self._files[QUOTES], (self.folder / FOOTERS).read_bytes())
            _to_disk(self._files[QUOTES])
        self.drop()
        draft = self.folder / QUOTES
        if rejects:
            write_whole(rejects, (self.folder / REJECTS).read_bytes(), f"--rejects {rejects}")
        if self.form not in (*forms.TEXTS, "parquet"):
            whole = self.folder / "whole.tmp"
            forms.made_of_parquet(str(draft), str(whole), self.form, table, self.names, self.output)
            with whole.open("rb") as file:
                _to_disk(file)
            draft = whole
        if Path(self.output).exists():
            shutil.copymode(self.output, draft)
        draft.replace(self.output)
        shutil.rmtree(self.folder, ignore_errors=True)


def _to_disk(file: BinaryIO) -> None:
    file.flush()
    with suppress(OSError):
        os.fsync(file.fileno())


@contextmanager
def _disk_faults(output: str) -> Iterator[None]:
    """Say of a disk that is full, or cannot be written to, what could not be written."""
    try:
        yield
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        raise RecycError(UNWRITABLE, f"cannot write it: {error.strerror or error}", f"-o {output}") from None
