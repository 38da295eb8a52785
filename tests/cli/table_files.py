"""Files of tables as publishers and laboratories make them, written by the tests themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape
from zipfile import ZipFile

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

Cell = str | float | None
Rows = list[list[Cell]]
_NAMES = "http://schemas.openxmlformats.org"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def workbook(path: Path, sheets: Mapping[str, Sequence[Sequence[Cell]]]) -> None:
    """Write a small .xlsx: sheets of text and numbers."""
    numbered = list(enumerate(sheets.items(), 1))
    entries = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, (name, _) in numbered)
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_NAMES}/officeDocument/2006/relationships/worksheet"'
        f' Target="worksheets/sheet{n}.xml"/>'
        for n, _ in numbered
    )
    root = (
        f'<Relationship Id="rId1" Type="{_NAMES}/officeDocument/2006/relationships/officeDocument"'
        ' Target="xl/workbook.xml"/>'
    )
    relationships = f'<Relationships xmlns="{_NAMES}/package/2006/relationships">'
    main, of = f"{_NAMES}/spreadsheetml/2006/main", f"{_NAMES}/officeDocument/2006/relationships"
    with ZipFile(path, "w") as book:
        book.writestr("_rels/.rels", f"{_HEAD}{relationships}{root}</Relationships>")
        book.writestr("xl/_rels/workbook.xml.rels", f"{_HEAD}{relationships}{links}</Relationships>")
        whole = f'<workbook xmlns="{main}" xmlns:r="{of}"><sheets>{entries}</sheets></workbook>'
        book.writestr("xl/workbook.xml", _HEAD + whole)
        for n, (_, rows) in numbered:
            body = "".join(f"<row>{''.join(_cell(cell) for cell in row)}</row>" for row in rows)
            sheet = f'<worksheet xmlns="{main}"><sheetData>{body}</sheetData></worksheet>'
            book.writestr(f"xl/worksheets/sheet{n}.xml", _HEAD + sheet)


def _cell(value: Cell) -> str:
    if value is None:
        return "<c/>"
    if isinstance(value, str):
        return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    return f"<c><v>{value!r}</v></c>"


def pink_sheet(months: Mapping[str, Sequence[Cell]]) -> dict[str, Rows]:
    """Return the sheets of the World Bank's monthly workbook, with a few of its 71 columns."""
    names = ["", "Coal, South African **", "Natural gas, US", "Urea ", "Aluminum", "Iron ore, cfr spot", "Copper"]
    names += ["Lead", "Nickel", "Zinc", "Gold"]
    units = ["", "($/mt)", "($/mmbtu)", "($/mt)", "($/mt)", "($/dmtu)", "($/mt)", "($/mt)", "($/mt)", "($/mt)"]
    units += ["($/troy oz)"]
    codes = ["", "COAL_SAFRICA", "NGAS_US", "UREA_EE_BULK", "ALUMINUM", "IRON_ORE", "COPPER", "LEAD", "Nickel", "Zinc"]
    codes += ["GOLD"]
    prices: Rows = [
        ["World Bank Commodity Price Data (The Pink Sheet)"],
        ["monthly prices in nominal US dollars, 1960 to present"],
        ["(monthly series are available only in nominal US dollars)"],
        ["Updated on October 02, 2025"],
        [*names],
        [*units],
        [*codes],
    ]
    prices += [[month, *cells] for month, cells in months.items()]
    indices: Rows = [["World Bank Commodity Price Data (The Pink Sheet)"], ["", "Total Index"], ["1960M01", 2.0]]
    return {"AFOSHEET": [], "Monthly Prices": prices, "Monthly Indices": indices, "Description": [["Energy"]]}


def imf(months: Mapping[str, Sequence[Cell]], order: Sequence[int] = (1, 2, 0, 3)) -> Rows:
    """Return the IMF's table of external data, with a few of its 94 columns; the order of its head has changed."""
    lme = "LME spot price, CIF"
    head: Rows = [
        ["Data Type", "Index", "USD", "USD", "USD", "USD", "USD", "USD", "USD"],
        ["Commodity", "PALLFNF", "PALUM", "PCOPP", "PNICK", "PCOBA", "PURAN", "PGOLD", ""],
        [
            "Commodity.Description",
            "All Commodity Price Index, 2016 = 100, includes both Fuel and Non-Fuel Price Indices",
            f"Aluminum, 99.5% minimum purity, {lme} UK ports, US$ per metric ton",
            f"Copper, grade A cathode, {lme} European ports, US$ per metric ton",
            f"Nickel, melting grade, {lme} European ports, US$ per metric ton",
            "Cobalt, minimum 99.80% purity, LME spot price, USD/ton",
            "Uranium, NUEXCO, Restricted Price, Nuexco exchange spot, US$ per pound",
            "Gold, London 3 PM fixed price, US$ per troy ounce",
            "Manganese Electro CIF NWE (US$/MT)",
        ],
        ["Frequency", *["Monthly"] * 8],
    ]
    return [*(head[index] for index in order), *([month, *cells] for month, cells in months.items())]
