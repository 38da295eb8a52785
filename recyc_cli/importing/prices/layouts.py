"""Reads the layouts of public price files into one list of prices.

And a list of what in the file is no price.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.errors import RecycError, did_you_mean
from recyc_cli.importing.prices.price_units import unit_in
from recyc_cli.importing.sheets import cell_at, decimal_mark, number_of, parse_number
from recyc_cli.importing.words import PRICES, columns_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recyc_cli.importing.sheets import Cell, Row, Sheet

LAYOUT = "E374"
MISSING = frozenset(PRICES["missing"])
_MONTH = re.compile(r"((?:19|20)\d\d)\s*[Mm-]\s*(\d{1,2})")
_DAY = re.compile(r"((?:19|20)\d\d)[-/](\d{1,2})[-/](\d{1,2})(?:[T ].*)?")
_EUROPEAN = re.compile(r"(\d{1,2})\.(\d{1,2})\.((?:19|20)\d\d)")
_YEAR = re.compile(r"(?:19|20)\d\d")


class Price(NamedTuple):
    """A price as the file has it; `value` is None where the cell holds none, and `text` what it holds."""

    where: str
    item: str
    date: str
    value: float | None
    unit: str
    text: str
    code: str = ""


class PriceFile(NamedTuple):
    """What a file holds, and who publishes such files: `world-bank`, `imf`, or nothing for a user's own."""

    publisher: str
    prices: list[Price]


def read_price_file(sheets: list[Sheet], path: str) -> PriceFile:
    """Recognize the layout of a price file and read it.

    Raises:
        RecycError: E374 where no layout fits.
    """
    for sheet in sheets:
        labels = {str(row[0]).strip().lower(): row for row in sheet.rows[:12] if row}
        if len(labels.keys() & set(PRICES["imf_labels"])) > 1:
            return PriceFile("imf", list(_imf(sheet, labels)))
    for sheet in sheets:
        if sheet.name.strip().lower() == "monthly prices" or (len(sheets) == 1 and _first_month(sheet) > 1):
            return PriceFile("world-bank", list(_pink_sheet(sheet, path)))
    for sheet in sheets:
        columns = _plain_columns(sheet.rows)
        if columns:
            return PriceFile("", list(_plain(sheet, *columns)))
        if _heads(sheet)[:1] == ["date"] and any("price index" in head for head in _heads(sheet)):
            return PriceFile("imf", list(_datasets(sheet)))
    raise _unknown(sheets, path)


def dated(cell: Cell) -> str:
    """Return a date as 2025, 2025-09 or 2025-09-01; nothing where the cell is none.

    >>> dated("1960M01"), dated("1980M1"), dated("2025-09-01"), dated("30.09.2025"), dated(2024.0), dated("Q3")
    ('1960-01', '1980-01', '2025-09-01', '2025-09-30', '2024', '')
    """
    text = f"{cell:.0f}" if isinstance(cell, float) else cell.strip()
    if match := _EUROPEAN.fullmatch(text):
        parts = [match[3], match[2], match[1]]
    elif match := _DAY.fullmatch(text) or _MONTH.fullmatch(text):
        parts = list(match.groups())
    else:
        return text if _YEAR.fullmatch(text) else ""
    if not 1 <= int(parts[1]) <= 12 or not 1 <= int([*parts, "1"][2]) <= 31:  # noqa: PLR2004 - months, days
        return ""
    return "-".join([parts[0], *(f"{int(part):02d}" for part in parts[1:])])


def _heads(sheet: Sheet) -> list[str]:
    return [str(cell).strip().lower() for cell in sheet.rows[0]] if sheet.rows else []


def _first_month(sheet: Sheet) -> int:
    """Return the index of the first row that begins with a month such as 1960M01; 0 if there is none."""
    months = (index for index, row in enumerate(sheet.rows) if row and re.match(r"\d{4}M\d", str(row[0])))
    return next(months, 0)


def _pink_sheet(sheet: Sheet, path: str) -> Iterator[Price]:
    """Read "Monthly Prices": titles, a row of names, a row of units in brackets, at times one of codes, then months."""
    first = _first_month(sheet)
    units = next((index for index in range(first) if any("$/" in str(cell) for cell in sheet.rows[index])), 0)
    if not first or not units:
        message = "no row of units ($/mt) above rows of months (1960M01)"
        raise RecycError(LAYOUT, message, f"{path}: {sheet.name}", "give the monthly workbook of the Pink Sheet")
    names, marks = sheet.rows[units - 1], sheet.rows[units]
    for column in range(1, len(names)):
        name, unit = str(names[column]).rstrip("* ").strip(), str(cell_at(marks, column))
        if name:
            yield from _column(sheet, first, column, name, unit)


def _imf(sheet: Sheet, labels: dict[str, Row]) -> Iterator[Price]:
    """Read the IMF's table: rows of codes, descriptions and data types in any order, then months (1980M1)."""
    first = next((index for index, row in enumerate(sheet.rows) if row and dated(row[0])), len(sheet.rows))
    descriptions = labels.get("commodity.description", labels.get("commodity", []))
    for column in range(1, max(len(row) for row in labels.values())):
        code = str(cell_at(labels.get("commodity", []), column))
        text = str(cell_at(descriptions, column))
        kind = str(cell_at(labels.get("data type", []), column))
        unit = "index" if kind.lower() == "index" else unit_in(text)
        if code or text:
            yield from _column(sheet, first, column, text or code, unit, code)


def _datasets(sheet: Sheet) -> Iterator[Price]:
    """Read the IMF's table with a header of names and no units; the metals in it are in USD/t."""
    for column, name in enumerate(sheet.rows[0][1:], 1):
        yield from _column(sheet, 1, column, str(name), "index" if "index" in str(name).lower() else "USD/t")


def _column(sheet: Sheet, first: int, column: int, item: str, unit: str, code: str = "") -> Iterator[Price]:
    """Yield the prices of one column; rows that begin with no date, such as footnotes, hold none."""
    mark = decimal_mark((cell_at(row, column) for row in sheet.rows[first:]), sheet.delimiter)
    for index, row in enumerate(sheet.rows[first:], first):
        date, cell = dated(cell_at(row, 0)), cell_at(row, column)
        if date:
            yield Price(number_of(index + 1, column), item, date, parse_number(cell, mark), unit, str(cell), code)


def _plain_columns(rows: list[Row]) -> tuple[int, dict[str, int]] | None:
    """Return the row of the header and the columns of date, item, price and unit, if the table has them."""
    for index, row in enumerate(rows[:12]):
        columns = columns_of(row, PRICES["heads"])
        if {"date", "item", "price"} <= columns.keys():
            return index, columns
    return None


def _plain(sheet: Sheet, header: int, columns: dict[str, int]) -> Iterator[Price]:
    """Read one price a row."""
    rows = sheet.rows[header + 1 :]
    mark = decimal_mark((cell_at(row, columns["price"]) for row in rows), sheet.delimiter)
    for line, row in enumerate(rows, header + 2):
        if any(str(cell).strip() for cell in row):
            date, item, cell = (cell_at(row, columns[key]) for key in ("date", "item", "price"))
            unit = str(cell_at(row, columns["unit"])) if "unit" in columns else ""
            when = dated(date) or f"?{date}"
            yield Price(f"line {line}", str(item), when, parse_number(cell, mark), unit, str(cell))


def _unknown(sheets: list[Sheet], path: str) -> RecycError:
    """Say why a file is no price file."""
    first_rows = [row for sheet in sheets for row in sheet.rows[:1]]
    heads = [str(cell) for row in first_rows for cell in row if str(cell).strip()]
    words = [word for names in PRICES["heads"].values() for word in names]
    guesses = [(head, did_you_mean(head, words)) for head in heads if head.strip().lower() not in words]
    guess = next((f"; of the column {head!r}: {hint}" for head, hint in guesses if hint), "")
    known = "the World Bank's monthly workbook, the IMF's external data, or CSV with date,item,price,unit"
    return RecycError(LAYOUT, "no layout of a price file that is known", path, f"known: {known}{guess}")
