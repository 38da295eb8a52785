"""Keeps what a batch has written in parts, so that a run that was ended can go on.

A part has its name once it is on the disk; the file of progress names the parts that count. The folder of parts is
locked while a run is at it, and gone when the output stands in its place.
"""

from __future__ import annotations

import json
import os
import shutil
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from recyc_cli.batch.writing import forms
from recyc_cli.errors import RecycError
from recyc_cli.files import UNWRITABLE, check_place, real_path, write_whole
from recyc_cli.locks import locked

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRESS = "progress.json"
REJECTS = ".rejects"


class Parts:
    """The parts of one output.

    Attributes:
        progress: what the runs before this one have left: the rows and the parts that are done, and what was counted.
    """

    def __init__(self, output: str, form: str, identity: str) -> None:
        """Open the parts of an output; `identity` names what is asked, so that another batch is not gone on with."""
        self.output, self.form = real_path(output, f"-o {output}"), form
        check_place(self.output, f"-o {output}")
        self._identity = identity
        folder, name = os.path.split(self.output)
        self.folder = Path(folder, f".{name}.recyc-batch")
        self.progress: dict[str, Any] = {}
        self._writer: Any = None
        self._rejects: BinaryIO | None = None
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
        same = there.get("identity") == self._identity
        if resume and same:
            self.progress = there
            self.names = there["names"]
        kept = {name for part in self.progress.get("parts", ()) for name in (part, part + REJECTS)}
        for each in self.folder.iterdir():
            if each.name not in kept and not (self.progress and each.name == PROGRESS):
                each.unlink()
        return bool(there) and not (resume and same)

    @property
    def done(self) -> list[str]:
        """The parts that count."""
        return [*self.progress.get("parts", ())]

    def write(self, table: Any, rejects: bytes) -> None:  # noqa: ANN401 - a table of Arrow
        """Write some rows, and the refusals among them, to the part that is open."""
        self.names = self.names or list(table.column_names)
        draft = self.folder / "open.tmp"
        if self._rejects is None:
            self._rejects = (self.folder / "rejects.tmp").open("wb")
            text = self.form in forms.TEXTS
            self._writer = draft.open("wb") if text else forms.parquet_writer(str(draft), table.schema)
        if self.form in forms.TEXTS:
            self._writer.write(forms.quotes_as_text(table, self.form))
        else:
            self._writer.write_table(table, row_group_size=max(1, table.num_rows))
        self._rejects.write(rejects)

    def close(self, counted: dict[str, Any]) -> None:
        """End the open part, if any, and write down what is done."""
        if self._rejects is None:
            return
        parts = self.done
        name = f"part-{len(parts):05}"
        self._end()
        for draft, kept in (("rejects.tmp", name + REJECTS), ("open.tmp", name)):
            _to_disk(self.folder / draft)
            (self.folder / draft).replace(self.folder / kept)
        self.progress = {**counted, "identity": self._identity, "names": self.names, "parts": [*parts, name]}
        write_whole(str(self.folder / PROGRESS), json.dumps(self.progress))

    def drop(self) -> None:
        """Throw the open part away."""
        with suppress(OSError, ValueError):
            self._end()
        for name in ("open.tmp", "rejects.tmp"):
            with suppress(OSError):
                (self.folder / name).unlink()

    def _end(self) -> None:
        writer, rejects, self._writer, self._rejects = self._writer, self._rejects, None, None
        if writer is not None:
            writer.close()
        if rejects is not None:
            rejects.close()

    def finish(self, table: str, rejects: str, head: bytes) -> None:
        """Put the output, and the file of refusals, in their places."""
        parts = [str(self.folder / name) for name in self.done]
        if rejects:
            lines = [head, *((self.folder / (name + REJECTS)).read_bytes() for name in self.done)]
            write_whole(rejects, b"".join(lines), f"--rejects {rejects}")
        draft = self.folder / "whole.tmp"
        if self.form == "parquet" and len(parts) == 1:
            Path(parts[0]).replace(draft)
        else:
            forms.join_parts(parts, str(draft), self.form, table, self.names, self.output)
            _to_disk(draft)
        if Path(self.output).exists():
            shutil.copymode(self.output, draft)
        draft.replace(self.output)
        shutil.rmtree(self.folder, ignore_errors=True)


def _to_disk(path: Path) -> None:
    with path.open("rb") as file, suppress(OSError):
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
