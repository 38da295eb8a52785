"""Reads files of lots as blocks, with the columns they came with beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from recyc_cli.engine import cells
from recyc_cli.engine.columns import column_of_words
from recyc_cli.errors import RecycError
from recyc_cli.importing.lots.cells import Fault, form_in
from recyc_cli.importing.lots.headings import UNREAD, is_number
from recyc_cli.importing.lots.reading import BASIS, FORM, NAMED, simple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from recyc_cli.engine.columns import Block
    from recyc_cli.importing.lots.batches import Batch
    from recyc_cli.importing.lots.lot_files import LotFiles
    from recyc_cli.importing.lots.reading import Reading


class Piece(NamedTuple):
    """Some lots: as they came in, a table of Arrow; as columns of keywords; where they stand, and what is wrong."""

    table: Any
    block: Block
    file: str
    lines: Sequence[int]
    faults: dict[int, Fault]


def pieces(lots: LotFiles) -> Iterator[Piece]:
    """Yield all lots in their order."""
    for path, names, reading, batch, arrow in lots.rows():
        block, faults = _block(batch, reading, arrow=arrow)
        rows = len(batch.lines)
        whole = {
            name: block[name] if name in block else cells.nothing(rows, number=is_number(name)) for name in lots.targets
        }
        yield Piece(_table(batch, names, lots.kinds), whole, path, batch.lines, faults)


def _block(batch: Batch, reading: Reading, *, arrow: bool) -> tuple[Block, dict[int, Fault]]:
    faults = {row: Fault("", RecycError(UNREAD, why)) for row, why in batch.bad.items()}
    if arrow and BASIS not in reading.targets and simple(each.column.target for each in reading.readers):
        block: Block = {}
        for reader in reading.readers:
            found = _column(batch.columns[reader.column.at], reader, faults)
            block = block | found if len(found) == 1 else found | block  # a column of forms goes before forms in names
        return block, faults
    read = reading.read([_list(each) for each in batch.columns] if arrow else batch.columns)
    numeric = {name: is_number(name) for name in read.columns}
    columns = {
        name: cells.column_of_numbers(each) if numeric[name] else column_of_words(each)
        for name, each in read.columns.items()
    }
    return columns, read.faults | faults


def _table(batch: Batch, names: Sequence[str], types: Mapping[str, Any]) -> Any:  # noqa: ANN401 - a table of Arrow
    """Return the columns as they came, under the headings of all files."""
    import pyarrow as pa

    kinds = {name: pa.type_for_alias(kind) if isinstance(kind, str) else kind for name, kind in types.items()}
    by_name = dict(zip(names, batch.columns, strict=True))
    rows = len(batch.lines)
    columns = [
        _arrow(by_name[name], kind, pa) if name in by_name else pa.nulls(rows, kind) for name, kind in kinds.items()
    ]
    return pa.table(columns, names=list(kinds)) if columns else pa.table({})


def _list(column: Any) -> list[Any]:  # noqa: ANN401 - a list, or a column of Arrow
    return column if isinstance(column, list) else column.to_pylist()


def _arrow(column: Any, kind: Any, pa: Any) -> Any:  # noqa: ANN401 - columns and types of Arrow
    """Return a column as one of Arrow."""
    if not isinstance(column, list):
        return column if column.type == kind else column.cast(kind)
    if kind == pa.float64():
        return pa.array([each if isinstance(each, float) else None for each in column], kind)
    return pa.array([None if each in (None, "") else _cell(each) for each in column], kind)


def _cell(cell: object) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _column(column: Any, reader: Any, faults: dict[int, Fault]) -> Block:  # noqa: ANN401 - a column of Arrow
    """Return a column of Arrow as one of keywords: numbers as they are, each word read once."""
    import pyarrow.types as kinds

    target = reader.column.target
    numeric = kinds.is_floating(column.type) or kinds.is_integer(column.type)
    if numeric and is_number(target) and not isinstance(reader.read(0.5), Fault) and not _mixed_share(reader):
        return {target: cells.scaled(column.cast("double").to_numpy(), reader.factor)}
    whole = column.combine_chunks() if hasattr(column, "combine_chunks") else column
    coded = whole.dictionary_encode()
    coded = coded.chunk(0) if hasattr(coded, "chunk") else coded
    codes = coded.indices.fill_null(-1).to_numpy()
    values = [reader.read(each) for each in coded.dictionary.to_pylist()]
    bad = {place: each for place, each in enumerate(values) if isinstance(each, Fault)}
    for row in cells.rows_where(codes, bad):
        faults.setdefault(row, bad[int(codes[row])])
    sound = [None if isinstance(each, Fault) else each for each in values]
    if is_number(target):
        return {target: cells.numbers_by_code(codes, sound)}
    if target == NAMED:
        parted = [form_in(each) if each else ("", None) for each in sound]
        forms = cells.words_by_code(codes, [form or None for form, _ in parted])
        return {FORM: forms, target: cells.words_by_code(codes, [name for _, name in parted])}
    return {target: cells.words_by_code(codes, sound)}


def _mixed_share(reader: Any) -> bool:  # noqa: ANN401 - a reader of cells
    """Tell whether a number above 1 is refused where it is read, not where it is quoted."""
    return isinstance(reader.read(50.0), Fault)
