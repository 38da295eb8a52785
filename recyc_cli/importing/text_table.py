"""Reads a text as a table: its encoding, and what parts its cells."""

from __future__ import annotations

import csv
import re
from io import StringIO
from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.errors import RecycError

if TYPE_CHECKING:
    from collections.abc import Iterable

UNREADABLE = "E302"
GIVE = "give .xlsx, .xls or .csv"
_BOMS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0e-\x1f\ufffd]")
_HIGH = re.compile(rb"[\x80-\xff]+")
_SAMPLE = 20
_DELIMITERS = (";", "\t", "|", ",")
_SAID = re.compile(r"sep=(.)\s*", re.IGNORECASE)
_NAMED = re.compile(r"[^:;,\t|]{1,60}:\s+\S.*")
"""A line that names what it has: `Ni: 19.4 %`."""
_GAP = re.compile(r"\s{2,}")
_HALF = 0.5


class TextTable(NamedTuple):
    """Rows of cells, and what parted them."""

    rows: list[list[str]]
    delimiter: str


def decoded_text(data: bytes, path: str) -> str:
    """Return the text of a file: UTF-8, UTF-16 with its mark or without, or else China's or Windows' Western European.

    Raises:
        RecycError: E302 where it is no text.
    """
    encoding = encoding_of(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode("gb2312" if _is_chinese(data) else "cp1252", "replace") if encoding == "utf-8" else "\0"
    if _NO_TEXT.search(text):
        raise RecycError(UNREADABLE, "a binary file, no table", path, GIVE)
    return text


def _is_chinese(data: bytes) -> bool:
    """Tell whether all that is no ASCII stands in pairs that are Chinese: letters with accents stand alone."""
    runs = _HIGH.findall(data)
    if not runs or any(len(run) % 2 for run in runs):
        return False
    try:
        b"".join(runs).decode("gb2312")
    except UnicodeDecodeError:
        return False
    return True


def encoding_of(data: bytes) -> str:
    """Return the encoding of a text, given its beginning: by its mark, else UTF-16 or UTF-8 by where zeros are.

    >>> encoding_of("Los;Stück".encode("utf-16-le")), encoding_of(b"Los")
    ('utf-16-le', 'utf-8')
    """
    return next((name for mark, name in _BOMS if data.startswith(mark)), _unmarked(data))


def _unmarked(data: bytes) -> str:
    """Return the encoding of a text without a mark: in UTF-16 every second byte of plain text is 0."""
    head = data[:400]
    for first, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros = head[first::2]
        if len(head) > 1 and zeros.count(0) > _HALF * len(zeros) and head[1 - first :: 2].count(0) == 0:
            return name
    return "utf-8"


def table_of_text(text: str, name: str) -> TextTable:
    r"""Return the rows of a text: parted by what a first line `sep=;` says, else by what most of its lines have.

    Lines such as `Ni: 19.4 %` are parted at the colon; without any mark, at gaps of two blanks.

    Raises:
        RecycError: E302 where it is no table.

    >>> table_of_text("Ni|19.4|%", "").rows, table_of_text("Lot A\nNi: 19,4 %\nCo: 6,1 %", "").rows[1]
    ([['Ni', '19.4', '%']], ['Ni', '19,4 %'])
    """
    lines = text.splitlines()
    said = _SAID.fullmatch(lines[0]) if lines else None
    sample = [line for line in lines if line.strip()][:_SAMPLE]
    if said:
        return TextTable(_parted("\n".join(["", *lines[1:]]), said[1], name), said[1])
    if sum(bool(_NAMED.fullmatch(line.strip())) for line in sample) > _HALF * len(sample):
        return TextTable([[cell.strip() for cell in line.split(":", 1)] for line in lines], ":")
    delimiter = delimiter_of(sample)
    if not any(delimiter in line for line in sample):
        return TextTable([_GAP.split(line.strip()) for line in lines], " ")
    return TextTable(_parted(text, delimiter, name), delimiter)


def delimiter_of(lines: Iterable[str]) -> str:
    """Return the mark that most of some lines have.

    >>> delimiter_of(["Los;Gewicht", "1;12,5"]), delimiter_of(["lot"])
    (';', ';')
    """
    sample = [line for line in lines if line.strip()][:_SAMPLE]
    return max(_DELIMITERS, key=lambda mark: sum(mark in line for line in sample))


def _parted(text: str, delimiter: str, name: str) -> list[list[str]]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    try:
        return [[cell.strip() for cell in row] for row in reader]
    except csv.Error as error:
        raise RecycError(UNREADABLE, f"no table: {error}", name, GIVE) from None
