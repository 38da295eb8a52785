"""Workbooks that ask for more than they are, made fast: some kB that unpack to gigabytes, or reach to the last cell."""

from __future__ import annotations

import random
import struct
import zlib
from functools import partial
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

import xlsxwriter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{TYPES}"><Default Extension="xml" ContentType="application/xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{LINKS}"><Relationship Id="r1" Type="{OFFICE}/officeDocument"'
    ' Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="Prices" sheetId="1"'
    ' r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{LINKS}"><Relationship Id="r1" Type="{OFFICE}/worksheet"'
    f' Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    "</Relationships>",
}
SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
MEGABYTE = 1_000_000


def sheet(cells: str, area: str = "A1:D2") -> str:
    return f'<worksheet xmlns="{MAIN}"><dimension ref="{area}"/><sheetData>{cells}</sheetData></worksheet>'


def book(path: Path, parts: Iterable[tuple[str, str]]) -> None:
    with ZipFile(path, "w", ZIP_DEFLATED) as file:
        for name, text in {**PARTS, **dict(parts)}.items():
            file.writestr(name, text)


def cells(*refs: str) -> Callable[[Path], None]:
    """Make a workbook with a number in each of some cells."""
    rows = "".join(f'<row><c r="{ref}"><v>1</v></c></row>' for ref in refs)
    return partial(book, parts=[(SHEET, sheet(rows, f"{refs[0]}:{refs[-1]}"))])


def long_part(name: str, before: str, filling: str, after: str, megabytes: int, told: int | None = None) -> bytes:
    """Return an archive of one part: a text that is filled up, packed as one megabyte again and again.

    `told` is the size that the archive names, if not the true one.
    """
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    chunk = (filling * (MEGABYTE // len(filling))).encode()
    packed = packer.compress(before.encode()) + packer.flush(zlib.Z_FULL_FLUSH)
    packed += (packer.compress(chunk) + packer.flush(zlib.Z_FULL_FLUSH)) * megabytes
    packed += packer.compress(after.encode()) + packer.flush()
    size = len(before) + len(after) + megabytes * len(chunk) if told is None else told
    head = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, 0, len(packed), size, len(name), 0)
    local = b"PK\x03\x04" + head + name.encode() + packed
    listing = b"PK\x01\x02" + struct.pack("<H", 20) + head + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name.encode()
    return local + listing


def long_book(path: Path, part: tuple[str, str, str, str], megabytes: int, told: int | None = None) -> None:
    """Write a workbook of the usual parts and one long one."""
    name = part[0]
    usual = path.with_suffix(".usual")
    book(usual, [(SHEET, sheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'))] if name == STRINGS else [])
    rest = usual.read_bytes()
    usual.unlink()
    made = long_part(*part, megabytes, told)
    cut, listed = made.index(b"PK\x01\x02", len(made) - 200), rest.index(b"PK\x01\x02")
    local, entry = made[:cut], made[cut:]
    end = rest.rindex(b"PK\x05\x06")
    entry = entry[:42] + struct.pack("<I", listed) + entry[46:]
    names = rest[listed:end] + entry
    count = len(PARTS) + (name == STRINGS) + 1
    tail = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, count, count, len(names), listed + len(local), 0)
    path.write_bytes(rest[:listed] + local + names + tail)


def many_parts(path: Path) -> None:
    book(path, [(SHEET, sheet("")), *((f"xl/media/{count}", "") for count in range(10_000))])


def repeated_text(path: Path) -> None:
    cell = '<row><c t="s"><v>0</v></c></row>'
    text = f'<sst xmlns="{MAIN}"><si><t>{"a" * MEGABYTE}</t></si></sst>'
    book(path, [(SHEET, sheet(cell * 1_000)), (STRINGS, text)])


def good_book(path: Path, rows: int) -> None:
    """Write prices, and beside them a sheet of numbers that pack badly: 10 bytes each."""
    drawn = random.Random(1)  # noqa: S311 - numbers to fill a sheet
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as file:
        prices = file.add_worksheet("Prices")
        prices.write_row(0, 0, ["date", "item", "price", "unit"])
        prices.write_row(1, 0, ["2025-11", "nickel", 14850, "USD/t"])
        numbers = file.add_worksheet("Numbers")
        for row in range(rows):
            numbers.write_row(row, 0, [drawn.random() for _ in range(20)])


_DATA = f'<worksheet xmlns="{MAIN}"><sheetData>'
_ROWS = (SHEET, _DATA, '<row><c r="A1"><v>1</v></c></row>', "</sheetData></worksheet>")
_BLANK = (SHEET, f'<worksheet xmlns="{MAIN}">', " ", "<sheetData/></worksheet>")
_TEXT = (STRINGS, f'<sst xmlns="{MAIN}"><si><t>', "a", "</t></si></sst>")
_STRINGS = (STRINGS, f'<sst xmlns="{MAIN}">', "<si><t>a</t></si>", "</sst>")

HOSTILE: dict[str, tuple[Callable[[Path], None], str]] = {
    "the last cell": (cells("A1", "XFD1048576"), "reaches to cell XFD1048576"),
    "the last cell alone": (cells("XFD1048576"), "reaches to cell XFD1048576"),
    "a column beyond the last": (cells("A1", "ZZZZ9"), ""),
    "a row beyond the last": (cells("A1", "A99999999999"), ""),
    "a bomb": (partial(long_book, part=_BLANK, megabytes=2_000), "2,000 MB: no workbook does that"),
    "a bomb that tells of 1 kB": (partial(long_book, part=_BLANK, megabytes=2_000, told=1_000), ""),
    "rows and rows that tell of 1 kB": (partial(long_book, part=_ROWS, megabytes=2_000, told=1_000), ""),
    "a text of 2 GB": (partial(long_book, part=_TEXT, megabytes=2_000), "2,000 MB: no workbook does that"),
    "a text of 2 GB that tells of 1 kB": (partial(long_book, part=_TEXT, megabytes=2_000, told=1_000), ""),
    "texts that tell of 1 kB": (partial(long_book, part=_STRINGS, megabytes=2_000, told=1_000), ""),
    "a long text in a thousand cells": (repeated_text, "more memory or time"),
    "parts and parts": (many_parts, "10,005 files in one"),
}
"""Each with what the refusal says of it, where it says more than that it cannot be read."""
