"""Finds the cells of an .xlsx that are shown as percentages: they hold the fraction."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

from recyc_cli.importing.unzipping import FAULTS

_PERCENT = (9, 10)
"""Numbers of the formats 0% and 0.00%, which every workbook has."""
_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\b[^>]*?>")
_STYLES = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_STYLE = re.compile(rb"<(?:\w+:)?xf\b[^>]*>")
_CELL = re.compile(rb"<(?:\w+:)?c\b[^>]*>")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_LINK = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_PLACE = re.compile(rb"([A-Z]{1,3})(\d{1,7})")
_LITERAL = re.compile(rb"&quot;.*?&quot;|\\.|\[[^\]]*\]", re.DOTALL)
_LARGEST, _PIECE = 200_000_000, 1_000_000
"""Bytes of a part unpacked: none is searched further, nor more of it held at once."""


def percent_cells(data: bytes, sheets: list[str]) -> dict[str, set[tuple[int, int]]]:
    """Return the row and column, from 0, of each cell shown as a percentage, by the name of its sheet.

    Nothing where a workbook is of another kind than .xlsx.
    """
    try:
        with ZipFile(BytesIO(data)) as book:
            styles = _percent_styles(_part(book, "xl/styles.xml"))
            parts = _parts_of_sheets(book) if styles else {}
            return {name: _cells(book, parts[name], styles) for name in sheets if name in parts}
    except (KeyError, *FAULTS):
        return {}


def _part(book: ZipFile, name: str) -> bytes:
    return b"" if book.getinfo(name).file_size > _LARGEST else book.read(name)


def _percent_styles(xml: bytes) -> set[bytes]:
    """Return the numbers of the styles whose number format has a percent sign outside of quoted text."""
    formats = dict.fromkeys((str(number).encode() for number in _PERCENT), b"")
    for found in _FORMAT.findall(xml):
        code = _LITERAL.sub(b"", _attribute(found, b"formatCode"))
        if b"%" in code:
            formats[_attribute(found, b"numFmtId")] = code
    block = _STYLES.search(xml)
    styles = _STYLE.findall(block[0]) if block else []
    return {str(at).encode() for at, style in enumerate(styles) if _attribute(style, b"numFmtId") in formats}


def _parts_of_sheets(book: ZipFile) -> dict[str, str]:
    """Return the part of the file in which each sheet stands, by its name."""
    from html import unescape

    links = {
        _attribute(link, b"Id"): _attribute(link, b"Target").decode()
        for link in _LINK.findall(_part(book, "xl/_rels/workbook.xml.rels"))
    }
    found = {}
    for sheet in _SHEET.findall(_part(book, "xl/workbook.xml")):
        target = links.get(_attribute(sheet, b"r:id"), "")
        name = unescape(_attribute(sheet, b"name").decode("utf-8", "replace"))
        found[name] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return found


def _cells(book: ZipFile, part: str, styles: set[bytes]) -> set[tuple[int, int]]:
    """Return the places of the cells of some styles; cells that do not say where they stand are left out.

    A sheet is searched as it is unpacked, piece by piece, and no further than `_LARGEST`.
    """
    places, rest, seen = set(), b"", 0
    with book.open(part) as file:
        while (piece := file.read(_PIECE)) and seen < _LARGEST:
            seen += len(piece)
            text = rest + piece
            rest = text[text.rfind(b"<") :] if b"<" in text else b""
            for cell in _CELL.findall(text[: len(text) - len(rest)]):
                if _attribute(cell, b"s") in styles and (place := _PLACE.fullmatch(_attribute(cell, b"r"))):
                    places.add(_place(*place.groups()))
    return places


def _place(letters: bytes, row: bytes) -> tuple[int, int]:
    """Return row and column of a cell, from 0.

    >>> _place(b"B", b"3"), _place(b"AA", b"1")
    ((2, 1), (0, 26))
    """
    column = 0
    for letter in letters:
        column = 26 * column + letter - ord("A") + 1
    return int(row) - 1, column - 1


def _attribute(tag: bytes, name: bytes) -> bytes:
    match = re.search(rb"\s" + name + rb'\s*=\s*(?:"([^"]*)"|\'([^\']*)\')', tag)
    return (match[1] if match[1] is not None else match[2]) if match else b""
