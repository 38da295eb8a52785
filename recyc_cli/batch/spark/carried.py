"""Carries what is asked, and the presets at hand, to processes that have neither."""

from __future__ import annotations

import os
from tempfile import mkdtemp
from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.batch.asked import Asked
from recyc_cli.batch.table import quoted_parts
from recyc_cli.catalog.documents.folder import toml_files
from recyc_cli.catalog.open_library import builtin_library, library_of
from recyc_cli.errors import RecycError
from recyc_cli.files import LARGEST_TEXT, read_whole
from recyc_cli.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

    from recyc_cli.batch.job import Job
    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.engine.programs import Programs

    Texts = Mapping[str, bytes]

UNLIKE = "E399"
"""Code of an executor that would quote otherwise."""


class Carried(NamedTuple):
    """What is asked, the user's presets as bytes, and what whoever answers has to have.

    Attributes:
        job: what is asked.
        folders: of the user's presets: the name that messages have for each, and its files by their paths in it.
        version: of recyc.
        digest: of all presets, the built-in ones among them.
    """

    job: Job
    folders: tuple[tuple[str, Texts], ...]
    version: str
    digest: str

    @classmethod
    def of(cls, job: Job, library: Library) -> Carried:
        """Take up what is asked and the presets at hand."""
        own = [shelf for shelf in library.shelves if not shelf.builtin]
        folders = tuple((shelf.shown_root, _texts(shelf.root)) for shelf in own)
        return cls(job._replace(preset_dirs=()), folders, __version__, library.digest)

    def library(self, place: str | None) -> Library:
        """Open the presets here.

        Args:
            place: a folder for files that nobody needs afterwards; none for that of the system.

        Raises:
            RecycError: E399, where this is another recyc, or its built-in presets are others.
        """
        if __version__ != self.version:
            raise _unlike(f"recyc {__version__}, asked by recyc {self.version}")
        roots = [_laid(texts, mkdtemp(prefix="recyc-presets-", dir=place)) for _, texts in self.folders]
        library = library_of(roots) if roots else builtin_library()
        for shelf, (shown, _) in zip(library.shelves, self.folders, strict=False):
            shelf.shown_root = shown
        if library.digest != self.digest:
            raise _unlike(f"presets {library.digest}, asked with {self.digest}")
        return library


def _unlike(what: str) -> RecycError:
    hint = "install the same release, made from the same presets, where Spark's executors run"
    return RecycError(UNLIKE, f"this executor would quote otherwise: it has {what}", hint=hint)


def _texts(root: str) -> Texts:
    """Return the files of a folder of presets by their paths in it."""
    return {name.lstrip("/"): read_whole(path, most=LARGEST_TEXT) for name, path in toml_files(root)}


def _laid(texts: Texts, folder: str) -> str:
    """Write files into a folder, and return it."""
    for name, text in texts.items():
        path = os.path.join(folder, *name.split("/"))  # noqa: PTH118 - as the catalog's own
        os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120
        with open(path, "wb") as file:  # noqa: PTH123
            file.write(text)
    return folder


class Ready(NamedTuple):
    """What a process that answers has opened."""

    library: Library
    programs: Programs


_ready: dict[str, Ready] = {}
"""By what was carried: a process that Spark asks again has its programs ready."""


def ready(carried: Carried, place: str | None) -> Ready:
    """Return the presets and programs of what was carried, opened once in a process."""
    key = repr(carried)
    if key not in _ready:
        library = carried.library(place)
        asked = Asked({}, {}, carried.job.wanted, (), keep=True)
        _ready[key] = Ready(library, asked.programs(library))
    return _ready[key]


def quoted_batches(carried: Carried, batches: Iterable[Any], place: str | None, rows: int) -> Iterator[Any]:
    """Yield batches of Arrow with the quotes of their rows beside them.

    Args:
        carried: what is asked.
        batches: of Arrow, all of one schema.
        place: as `Carried.library` takes it.
        rows: of a batch that is yielded, at most.
    """
    some = (batch for batch in batches if batch.num_rows)
    first = next(some, None)
    if first is None:
        return
    library, programs = ready(carried, place)
    for table in quoted_parts(carried.job, first.schema, _chained(first, some), library, programs):
        yield from table.combine_chunks().to_batches(rows)


def _chained(first: Any, others: Iterator[Any]) -> Iterator[Any]:  # noqa: ANN401 - batches of Arrow
    yield first
    yield from others
