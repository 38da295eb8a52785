"""LibreOffice without a window: it opens workbooks, computes every formula anew, and saves what it found."""

from __future__ import annotations

import re
import subprocess
import zipfile
from typing import TYPE_CHECKING, Any

import openpyxl

if TYPE_CHECKING:
    from pathlib import Path

# Without this LibreOffice believes the values stored beside the formulas.
ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>
"""


class Books(dict[str, Any]):
    """The workbooks of a folder by name, each read when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def names(self) -> list[str]:
        """Return the names of all of them."""
        return sorted(path.stem for path in self._folder.glob("*.xlsx"))

    def __missing__(self, name: str) -> Any:
        self[name] = openpyxl.load_workbook(self._folder / f"{name}.xlsx", read_only=True, data_only=True)
        return self[name]


def recalculate(soffice: str, folder: Path, files: list[Path]) -> None:
    """Have LibreOffice compute workbooks anew, into a folder `recalculated`."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS)
    out = folder / "recalculated"
    command = [
        soffice, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to",
        "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out), *map(str, files),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=300)


def table(sheet: Any, key: int = 0, value: int = 1) -> dict[str, Any]:
    """Return two columns of a sheet, from below its heads on."""
    rows = sheet.iter_rows(min_row=4, values_only=True)
    return {row[key]: row[value] for row in rows if row[key] is not None}


def edited(source: Path, target: Path, changes: dict[str, float]) -> Path:
    """Change inputs of a workbook as a user would: LibreOffice is to compute every formula anew."""
    book = openpyxl.load_workbook(source, read_only=True)
    rows = book["Inputs"].iter_rows(min_row=4, max_col=1)
    cells = {str(row[0].value): f"B{row[0].row}" for row in rows if row[0].value is not None}
    sheet = f"xl/worksheets/sheet{book.sheetnames.index('Inputs') + 1}.xml"
    book.close()
    assert set(changes) <= set(cells), f"no inputs {set(changes) - set(cells)}"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            for path, value in changes.items() if name == sheet else ():
                cell = rf'(<c r="{cells[path]}"[^>]*><v>)[^<]*(</v>)'
                data, found = re.subn(cell.encode(), rf"\g<1>{value!r}\g<2>".encode(), data)
                assert found == 1, path
            new.writestr(name, data)
    return target
