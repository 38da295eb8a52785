"""Reads batches of rows of a table of lots as columns of keywords."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from recyc_cli.catalog.trade.amounts import decimal_mark, parts_of_amount
from recyc_cli.catalog.trade.units import WET
from recyc_cli.errors import RecycError
from recyc_cli.importing.lots.cells import CellReader, Fault, form_in
from recyc_cli.importing.lots.headings import EACH, NO_COLUMN, PACKS, has_assays, is_number, keyword_of, read_headings
from recyc_cli.importing.table.vocabulary import plain
from recyc_cli.scenario.keywords import FEED, ROWS, VARYING, on_axis
from recyc_cli.scenario.trace_inputs import MIX

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.importing.lots.headings import Map

FEEDS, FORM = on_axis(FEED), "form"
NAMED = FEEDS[0]
SIZES = ("mass_t", "kwh", PACKS)
MASSES = {SIZES[0]} | {each for each, whole in EACH.items() if whole == SIZES[0]}
BASIS = "mass_basis"
PER_WHAT, PER_WET = "feed_basis", "wmt"
"""Of several sizes of a lot the first that is there is taken: it has one."""


class Read(NamedTuple):
    """Rows read: values by keyword or path, and the faults of rows."""

    columns: dict[str, list[Any]]
    faults: dict[int, Fault]


class Reading:
    """How the columns of one table are read.

    Attributes:
        columns: of the table, in its order.
        units: of numbers of presets, where the heading has one.
        settings: keywords that follow from the columns: what a feed price is per, and in which currency.
        mark: the decimal mark of its numbers.
    """

    def __init__(
        self, headings: Sequence[str], sample: Sequence[Sequence[object]], delimiter: str, said: Map, library: Library,
        file: str, given: Iterable[str] = (),
    ) -> None:  # fmt: skip
        """Read the headings of a table.

        Args:
            headings: as they stand in it.
            sample: its first rows.
            delimiter: what parts its cells, nothing where nothing does.
            said: what the user says of headings and cells.
            library: the presets there are.
            file: what errors call the table.
            given: keywords that hold for all lots.

        Raises:
            RecycErrors: as `read_headings`; E393 where nothing says what the feed is.
        """
        self.columns = read_headings(headings, said, file)
        self._targets = [each.target for each in self.columns]
        said_of_feed = {*FEEDS} & {*self._targets, *given}
        mixed = any(each.startswith(f"{MIX}.") for each in self._targets)
        if not said_of_feed and not mixed and not has_assays(self.columns, said.shares):
            hint = 'name one chemistry, or say which it is: --map "MY HEADING=chemistry"; for all lots: --chemistry lfp'
            raise RecycError(NO_COLUMN, "no column says what the feed is", file, hint)
        numbers = [at for at, each in enumerate(self.columns) if each.target and is_number(each.target)]
        self.mark = mark = _mark(sample, numbers, delimiter)
        meant = {plain(cell): said.cells[cell] for cell in said.cells}
        self.readers = [CellReader(each, mark, library, meant) for each in self.columns if each.target]
        for reader in self.readers:
            reader.settle(row[reader.column.at] for row in sample if reader.column.at < len(row))
        self.units = {each.target: each.unit for each in self.columns if each.unit and keyword_of(each.target) is None}

    @property
    def settings(self) -> dict[str, Any]:
        """Keywords that follow from the columns."""
        said: dict[str, Any] = {}
        for reader in self.readers:
            name = _keyword(reader.column.target)
            if reader.currency and name in ROWS:
                said[name] = (1.0, reader.currency)
            if reader.currency and reader.basis(None) == WET:
                said[PER_WHAT] = PER_WET
        return said

    @property
    def targets(self) -> list[str]:
        """What columns of keywords come of it, in an order that is always the same."""
        names = dict.fromkeys(_keyword(each.column.target) for each in self.readers)
        return [*names, *([FORM] if NAMED in names and FORM not in names else []), *([BASIS] if self._weighing else [])]

    @property
    def _weighing(self) -> CellReader | None:
        """The column of masses that says how they are weighed; none where none does."""
        return next((each for each in self.readers if each.column.target in MASSES and each.says_basis), None)

    def read(self, columns: Sequence[Sequence[object]]) -> Read:
        """Read a batch of rows, given column by column in the order of the table."""
        found: dict[str, list[Any]] = {}
        faults: dict[int, Fault] = {}
        for reader in self.readers:
            values = [reader.read(cell) for cell in columns[reader.column.at]]
            for row, value in enumerate(values):
                if isinstance(value, Fault):
                    faults.setdefault(row, value)
                    values[row] = None
            found[reader.column.target] = values
        together = self.together(found)
        weighing = self._weighing
        if weighing:
            cells = columns[weighing.column.at]
            together[BASIS] = [None if cell in (None, "") else weighing.basis(cell) for cell in cells]
        return Read(together, faults)

    def together(self, found: dict[str, list[Any]]) -> dict[str, list[Any]]:
        """Return keywords of what columns say one beside the other: forms in names, amounts of a pack, fees."""
        if NAMED in found and FORM not in found:
            found = _with_form(found)
        for name, sign in ((name, sign) for name, (_, sign) in VARYING.items() if sign < 0.0 and name in found):
            found[_keyword(name)] = [None if each is None else sign * each for each in found.pop(name)]
        if EACH.keys() & found.keys():
            found = _of_lots(found)
        sizes = [name for name in SIZES if name in found]
        for first, later in ((a, b) for place, a in enumerate(sizes) for b in sizes[place + 1 :]):
            found[later] = [None if a is not None else b for a, b in zip(found[first], found[later], strict=True)]
        return found


def simple(targets: Iterable[str]) -> bool:
    """Tell whether columns are read one by one, none with another."""
    names = set(targets)
    signed = any(sign < 0.0 and name in names for name, (_, sign) in VARYING.items())
    return not (EACH.keys() & names or signed or len(names.intersection(SIZES)) > 1)


def _keyword(target: str) -> str:
    row = keyword_of(target)
    return row.name if row else target


def _with_form(found: Mapping[str, list[Any]]) -> dict[str, list[Any]]:
    """Part forms from the names of feeds, where any has one."""
    parted = {name: form_in(name) for name in set(found[NAMED]) if name}
    if not any(form for form, _ in parted.values()):
        return dict(found)
    names = [parted.get(name, ("", None)) for name in found[NAMED]]
    return {**found, NAMED: [name for _, name in names], FORM: [form or None for form, _ in names]}


def _of_lots(found: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """Multiply amounts of one pack by how many there are; one where that is not said."""
    rows = len(next(iter(found.values())))
    count = found.get(PACKS, [1.0] * rows)
    for each, whole in EACH.items():
        if each in found:
            of_one, stated = found.pop(each), found.get(whole, [None] * rows)
            times = [None if a is None or b is None else a * b for a, b in zip(of_one, count, strict=True)]
            found[whole] = [a if a is not None else b for a, b in zip(stated, times, strict=True)]
    return found


def _mark(sample: Iterable[Sequence[object]], numbers: Sequence[int], delimiter: str) -> str:
    """Return the decimal mark of the numbers of a table."""
    cells = (row[at] for row in sample for at in numbers if at < len(row))
    parts = [part for cell in cells if isinstance(cell, str) and (part := parts_of_amount(cell))]
    return decimal_mark([number for part in parts for number in part[:2] if number], delimiter)


def readings_told(reading: Reading) -> list[tuple[str, str]]:
    """Return what each heading is read as, in its order."""
    lines = []
    for each in reading.columns:
        unit = f" [{each.unit}]" if each.unit else ""
        word = f"{each.target}{unit}" if each.target else "carried along" if each.known else "not known: carried along"
        lines.append((each.heading, word))
    return lines
