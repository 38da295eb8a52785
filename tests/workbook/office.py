"""LibreOffice without a window: it opens workbooks, computes every formula anew, and saves what it found."""

from __future__ import annotations

import subprocess
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


def recalculated(soffice: str, folder: Path, files: list[Path]) -> dict[str, Any]:
    """Return the workbooks by name, as LibreOffice computes them."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS)
    out = folder / "recalculated"
    command = [
        soffice, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to",
        "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out), *map(str, files),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return {file.stem: openpyxl.load_workbook(out / file.name, data_only=True) for file in files}


def table(sheet: Any, key: int = 0, value: int = 1) -> dict[str, Any]:
    """Return two columns of a sheet, from below its heads on."""
    rows = sheet.iter_rows(min_row=4, values_only=True)
    return {row[key]: row[value] for row in rows if row[key] is not None}


def edited(source: Path, target: Path, changes: dict[str, float]) -> Path:
    """Change inputs of a workbook as a user would; the values stored beside its formulas are gone then."""
    book = openpyxl.load_workbook(source)
    left = dict(changes)
    for row in book["Inputs"].iter_rows(min_row=4):
        if row[0].value in left:
            row[1].value = left.pop(row[0].value)
    assert not left, f"no inputs {left}"
    book.save(target)
    return target
