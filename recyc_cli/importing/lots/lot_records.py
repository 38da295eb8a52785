"""Reads lots as records: keywords of a quote, their names, and shares of what they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.catalog.trade.amounts import parse_number, parts_of_amount
from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.importing.assay.substances import find_share
from recyc_cli.importing.lots.headings import UNREAD, lot_words, share_of_heading
from recyc_cli.importing.table.vocabulary import plain
from recyc_cli.scenario.keywords import LIST, ROWS
from recyc_cli.scenario.trace_inputs import MIX

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from recyc_cli.importing.lots.lot_files import LotFiles, Rows

NAME = "lot"
MOST_LOTS = 100_000
MOST_FAULTS = 20


def lot_records(lots: LotFiles, shares: Collection[str] = ()) -> list[dict[str, Any]]:
    """Return all lots of files in their order.

    Args:
        lots: the files, their headings read.
        shares: substances whose shares are read, where a column has them.

    Raises:
        RecycErrors: E391 cells that cannot be read, with file and line; too many lots.
    """
    records: list[dict[str, Any]] = []
    faults: list[RecycError] = []
    for rows in lots.rows():
        columns = [each if isinstance(each, list) else each.to_pylist() for each in rows.batch.columns]
        read = rows.reading.read(columns)
        bad = {at: RecycError(UNREAD, why) for at, why in rows.batch.bad.items()}
        bad |= {at: fault.error for at, fault in read.faults.items()}
        extra = _extras(rows, columns, shares, bad)
        for at, line in enumerate(rows.batch.lines):
            if at in bad:
                error = bad[at]
                faults.append(RecycError(error.code, error.message, f"{rows.file}, line {line}", error.hint))
                continue
            record = {name: values[at] for name, values in {**extra, **read.columns}.items()}
            records.append({name: value for name, value in record.items() if value is not None})
        if len(faults) >= MOST_FAULTS:
            break
        if len(records) > MOST_LOTS:
            raise RecycError(UNREAD, f"more than {MOST_LOTS:,} lots to choose among", rows.file, "leave some out")
    if faults:
        raise RecycErrors(faults[:MOST_FAULTS])
    return records


def keywords_of_row(values: Mapping[str, Any], settings: Mapping[str, Any], units: Mapping[str, str]) -> dict[str, Any]:
    """Return a lot as the keywords of a quote.

    Args:
        values: what its columns say, by keyword or path.
        settings: keywords that hold for all lots.
        units: of numbers of presets.

    >>> keywords_of_row({"chemistry": "lfp", "soh": None, "region.wage": 30.0}, {"route": "hydro"}, {})
    {'route': 'hydro', 'chemistry': 'lfp', 'overrides': ('region.wage=30.0 ',)}
    """
    asked: dict[str, Any] = dict(settings)
    mix: dict[str, float] = {}
    sets: list[str] = []
    prices: list[str] = []
    for name, value in values.items():
        if value is None:
            continue
        if name.startswith(f"{MIX}."):
            mix[name.removeprefix(f"{MIX}.")] = value
        elif name in ROWS:
            given = settings.get(name)
            asked[name] = (value, given[1]) if isinstance(given, tuple) and ROWS[name].kind != LIST else value
        else:
            (sets if "." in name else prices).append(f"{name}={value!r} {units.get(name, '')}")
    more = {"overrides": sets, "price_overrides": prices}
    asked |= {name: (*asked.get(name, ()), *texts) for name, texts in more.items() if texts}
    return asked | ({MIX: mix} if mix else {})


def _extras(
    rows: Rows, columns: Sequence[list[Any]], shares: Collection[str], bad: dict[int, RecycError]
) -> dict[str, list[Any]]:
    """Return names and shares; cells that are none are noted."""
    found: dict[str, list[Any]] = {}
    for column, cells in zip(rows.reading.columns, columns, strict=True):
        if column.target:
            continue
        if NAME not in found and plain(column.heading) in lot_words()["known"][NAME]:
            found[NAME] = [None if cell in (None, "") else _text(cell) for cell in cells]
        name, factor = share_of_heading(column.heading)
        if name in shares:
            found[name] = [*_shares(cells, column.heading, factor, rows.reading.mark, bad)]
    return found


def _text(cell: object) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()


def _shares(
    cells: Sequence[object], heading: str, factor: float | None, mark: str, bad: dict[int, RecycError]
) -> Iterator[float | None]:
    """Yield the cells of a column as shares of one."""
    for at, cell in enumerate(cells):
        try:
            yield _share(cell, factor, mark)
        except RecycError as error:
            bad.setdefault(at, RecycError(error.code, f"{heading}: {error.message}", error.where, error.hint))
            yield None


def _share(cell: object, factor: float | None, mark: str) -> float | None:
    text = "" if cell is None else str(cell).strip()
    if text.lower() in lot_words()["cells"]["none"]:
        return None
    if isinstance(cell, (int, float)):
        value, unit = float(cell), ""
    else:
        parts = parts_of_amount(text)
        number = parse_number(parts.first, mark) if parts and not parts.second else None
        if parts is None or number is None:
            raise RecycError(UNREAD, f"{text[:60]!r} is no number")
        value, unit = number, parts.after or parts.before
    own = find_share(unit).factor if unit and find_share(unit) else None  # type: ignore[union-attr]
    scale = own or (None if unit else factor)
    if scale is None:
        raise RecycError(UNREAD, f"{text[:60]!r} has no unit", hint="name the column 'Al %', or write 1.2%")
    if not 0.0 <= value * scale <= 1.0:
        raise RecycError(UNREAD, f"{text[:60]!r} is no share of a mass")
    return value * scale
