"""Opens files of lots: reads the headings of all first, then their rows."""

from __future__ import annotations

from contextlib import ExitStack, nullcontext
from typing import TYPE_CHECKING, Any, NamedTuple

from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.importing.lots.batches import Batch
from recyc_cli.importing.lots.headings import UNREAD, read_headings
from recyc_cli.importing.lots.passport_rows import PACK, holds_passports, rows_of_passports
from recyc_cli.importing.lots.reading import PER_WET, PER_WHAT, Reading
from recyc_cli.importing.lots.tables import STDIN, open_table, table_of_rows
from recyc_cli.importing.table.vocabulary import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager

    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.importing.lots.batches import Table
    from recyc_cli.importing.lots.headings import Map

TEXT, NUMBER = "string", "double"


class Rows(NamedTuple):
    """Some rows of a file, the names of its columns, and how they are read."""

    file: str
    names: Sequence[str]
    reading: Reading
    batch: Batch
    arrow: bool


class LotFiles:
    """Files of lots, their headings read.

    Attributes:
        files: their paths.
        kinds: of all files' columns, in the order they are met, the type.
        readings: how each file is read.
        targets: the keywords that come of any of them.
        settings: keywords that follow from the columns.
        units: of numbers of presets.
        slow: whether any is of passports, which take longer to read than to quote.
    """

    def __init__(
        self,
        files: Sequence[str],
        named: str,
        said: Map,
        library: Library,
        given: Iterable[str],
        tables: Mapping[str, Table] | None = None,
    ) -> None:
        """Read the headings of all files; faults of all are told at once.

        Args:
            files: their paths, `-` for standard input.
            named: the table or sheet that is asked for.
            said: what the user says of headings and cells.
            library: the presets there are.
            given: keywords that hold for all lots.
            tables: those that are open, by the name they have among the files.
        """
        self._named, self._said, self._library, self._given = named, said, library, tuple(given)
        self._stack, self._open = ExitStack(), dict(tables or {})
        self.files, self.readings = list(files), {}  # type: ignore[var-annotated]
        self.slow = False
        try:
            kinds = self._heads()
        except RecycErrors:
            self.close()
            raise
        self.kinds = {name: each.pop() if len(each) == 1 else TEXT for name, each in kinds.items()}
        readings: list[Reading] = list(self.readings.values())
        self.targets = list(dict.fromkeys(target for each in readings for target in each.targets))
        self.units = {name: unit for each in readings for name, unit in each.units.items()}
        self.settings = {name: value for each in readings for name, value in each.settings.items()}

    def _heads(self) -> dict[str, set[str]]:
        """Read the headings of all files; return of each column the kinds that it has in them."""
        kinds: dict[str, set[str]] = {}
        faults: list[RecycError] = []
        for path in self.files:
            try:
                self._head(path, kinds)
            except RecycErrors as errors:
                faults += errors.errors
            except RecycError as error:
                faults.append(error)
        faults += _unlike(self.readings)
        if faults:
            raise RecycErrors(faults)
        return kinds

    def _head(self, path: str, kinds: dict[str, set[str]]) -> None:
        with ExitStack() as stack:
            table = self._open.get(path) or stack.enter_context(self._open_file(path))
            names = unique(table.headings)
            reading = Reading(names, table.sample, table.delimiter, self._said, self._library, path, self._given)
            if path == STDIN:
                self._stack.push(stack.pop_all())
                self._open[path] = table
        self.readings[path] = reading
        self.slow = self.slow or bool(table.hidden)
        for at, name in enumerate(names):
            if not (table.hidden and name.startswith(table.hidden)):
                kinds.setdefault(name, set()).add(_kind(table, at))

    def _open_file(self, path: str) -> AbstractContextManager[Table]:
        if path != STDIN and holds_passports(path):
            rows = rows_of_passports(path, self._library, self._said.material_unit)
            return nullcontext(table_of_rows(("", rows), path, self.is_head)._replace(hidden=PACK))
        return open_table(path, self._named, self.is_head)

    def is_head(self, row: Sequence[object]) -> bool:
        """Tell whether a row is one of headings: some of its cells are known, none is a number."""
        cells_ = [each for each in row if str(each).strip()]
        if len(cells_) < len(row) / 2 or any(isinstance(each, float) for each in cells_):
            return False
        try:
            return any(each.target for each in read_headings([str(each) for each in row], _bare(self._said, row), ""))
        except RecycErrors:
            return True

    def close(self) -> None:
        """Close what is open."""
        self._stack.close()

    def first_rows(self, most: int) -> Iterator[Rows]:
        """Yield the first rows of each file."""
        for path in self.files:
            rows = next((each for each in self.rows([path])), None)
            if rows is None:
                reading = self.readings[path]
                yield Rows(path, [], reading, Batch([[] for _ in reading.columns], [], {}), arrow=False)
                continue
            columns = [_list(each[:most]) for each in rows.batch.columns]
            bad = {at: why for at, why in rows.batch.bad.items() if at < most}
            yield rows._replace(batch=Batch(columns, rows.batch.lines[:most], bad))

    def rows(self, files: Sequence[str] | None = None) -> Iterator[Rows]:
        """Yield all rows of all files, or of some, in their order."""
        for path in self.files if files is None else files:
            with ExitStack() as stack:
                table = self._open.get(path) or stack.enter_context(self._open_file(path))
                names = unique(table.headings)
                for batch in table.batches:
                    yield Rows(path, names, self.readings[path], batch, table.arrow)


def _unlike(readings: Mapping[str, Reading]) -> Iterator[RecycError]:
    """Yield why files are not read together: a keyword in different currencies, a preset's number in other units."""
    said: dict[str, dict[str, str]] = {}
    for file, reading in readings.items():
        for name in reading.targets:
            currency = reading.settings.get(name, ("", ""))[1]
            per = f" per {PER_WET}" if currency and PER_WHAT in reading.settings else ""
            unit = reading.units.get(name, currency + per)
            said.setdefault(name, {}).setdefault(unit, file)
    for name, files in said.items():
        if len(files) > 1:
            told = " and ".join(f"in {unit or 'no unit'} in {file}" for unit, file in files.items())
            yield RecycError(UNREAD, f"{name} is {told}", hint="quote the files one by one, or name one unit in both")


def unique(headings: Sequence[str]) -> list[str]:
    """Return headings of which none stands twice, and each has a name.

    >>> unique(["a", "", "a"])
    ['a', 'column 2', 'a 3']
    """
    found: list[str] = []
    for at, heading in enumerate(headings, 1):
        name = heading or f"column {at}"
        found.append(f"{name} {at}" if name in found else name)
    return found


def _bare(said: Map, row: Sequence[object]) -> Map:
    """Return what a user says of the headings in a row."""
    there = {plain(each) for each in row}
    return said._replace(headings={name: each for name, each in said.headings.items() if plain(name) in there})


def _kind(table: Table, at: int) -> Any:  # noqa: ANN401 - a type of Arrow, or its name
    """Return the type of a column: its own, or that of numbers where all of the first are, or text."""
    if table.arrow:
        return table.kinds[at]
    column = [row[at] for row in table.sample if at < len(row) and row[at] not in (None, "")]
    return NUMBER if column and all(isinstance(each, float) for each in column) else TEXT


def _list(column: Any) -> list[Any]:  # noqa: ANN401 - a list, or a column of Arrow
    return column if isinstance(column, list) else column.to_pylist()
