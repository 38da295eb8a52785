"""Reads battery passports, and reports what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.catalog.open_library import open_library
from recyc_cli.errors import RecycError
from recyc_cli.importing.passports.each_passport import readings_in
from recyc_cli.importing.passports.keywords_of import quote_keywords_of
from recyc_cli.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.importing.passports.reading import Reading
    from recyc_cli.importing.passports.said import Doubt
    from recyc_cli.report.shapes.passport import PassportDoubt, PassportReport, PassportRow

SEVERAL, MANY = "E387", 2_000
"""Code of a file that holds several batteries where one is due; passports that are told of at once."""
UNREAD = "unreadable"


class Passports:
    """What passports say, in the order of their files; those that could not be read as the fault they have."""

    def __init__(self, read: Sequence[Reading | RecycError], library: Library, *, named: bool = False) -> None:
        self.read = read
        self._library, self._named = library, named

    def to_dict(self) -> PassportReport:
        """Return the report `recyc.passport/1`."""
        rows = [self._faulty(each) if isinstance(each, RecycError) else self._row(each) for each in self.read]
        return {
            "schema": "recyc.passport/1",
            "recyc": __version__,
            "presets": self._library.digest,
            "passports": rows,
            "warnings": [],
        }

    def _row(self, reading: Reading) -> PassportRow:
        scenario: Any = quote_keywords_of(reading, self._library)
        row: PassportRow = {
            "file": reading.file,
            "format": reading.format,
            "version": reading.version or None,
            "scenario": scenario,
            "recycled": reading.recycled,
            "read": [each._asdict() for each in reading.read],  # type: ignore[misc]
            "filled": [each._asdict() for each in reading.filled],  # type: ignore[misc]
            "doubts": _doubts(reading.doubts),
            "refused": _doubts(reading.refused),
        }
        if self._named:
            row["identifier"] = reading.identifier
        return row

    def _faulty(self, fault: RecycError) -> PassportRow:
        refused: PassportDoubt = {"code": fault.code, "field": UNREAD, "message": fault.message, "flag": fault.hint}
        return {
            "file": fault.where, "format": None, "version": None, "scenario": {}, "recycled": {}, "read": [],
            "filled": [], "doubts": [], "refused": [refused],
        }  # fmt: skip

    def faults(self) -> list[RecycError]:
        """Return what of the passports is refused, as errors."""
        found = []
        for each in self.read:
            if isinstance(each, RecycError):
                found.append(each)
            else:
                found += [refusal(each.file, doubt) for doubt in each.refused]
        return found


def _doubts(doubts: Iterable[Doubt]) -> list[PassportDoubt]:
    return [{"code": each.code, "field": each.field, "message": each.message, "flag": each.flag} for each in doubts]


def refusal(file: str, doubt: Doubt) -> RecycError:
    """Return the error of what a passport says that is refused."""
    return RecycError("E386", doubt.message, file, f"decide it: {doubt.flag}" if doubt.flag else "")


def passports(
    files: Sequence[str], preset_dirs: Sequence[str] = (), material_unit: str | None = None, *, named: bool = False
) -> Passports:
    """Return what the passports of files, packages, folders and JSON lines say.

    Args:
        files: their paths.
        preset_dirs: folders of presets, whose names of chemistries count too.
        material_unit: unit of the masses of materials, where nothing settles it: kg or g.
        named: whether identifiers of batteries are told.

    Raises:
        RecycError: E387 where there are more than anybody reads.
    """
    library = open_library(preset_dirs)
    read: list[Reading | RecycError] = []
    for file in files:
        for each in readings_in(file, library, material_unit):
            if len(read) == MANY:
                hint = "recyc batch FOLDER -o quotes.csv quotes any number of them"
                raise RecycError(SEVERAL, f"more than {MANY:,} passports", file, hint)
            read.append(each)
    return Passports(read, library, named=named)


def one_reading(file: str, library: Library, material_unit: str | None = None) -> Reading:
    """Return what the one passport of a file says.

    Raises:
        RecycError: E301, E302, E384, E385 where it cannot be read; E387 where it holds several batteries, or none.
    """
    read = []
    for each in readings_in(file, library, material_unit):
        read.append(each)
        if len(read) > 1:
            hint = "one quote is of one battery: recyc passport shows them, recyc batch quotes them all"
            raise RecycError(SEVERAL, "it holds several batteries", file, hint)
    if not read:
        raise RecycError(SEVERAL, "it holds no passport", file, "of .json .jsonl .zip .aasx")
    if isinstance(read[0], RecycError):
        raise read[0]
    return read[0]


def read_passport(path: str, preset_dirs: Sequence[str] = (), material_unit: str | None = None) -> Reading:
    """Return what the passport of one battery says: a file, or a package or a folder of its parts.

    Args:
        path: of the file.
        preset_dirs: folders of presets, whose names of chemistries count too.
        material_unit: unit of the masses of materials, where nothing settles it: kg or g.

    Returns:
        Its fields, what is doubtful and refused; `scenario` are keywords of `quote`.

    Raises:
        RecycError: as `one_reading`.
    """
    return one_reading(path, open_library(preset_dirs), material_unit)
