"""Yields what each passport of a file or a folder says, one after the other."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from recyc_cli.errors import RecycError
from recyc_cli.importing.passports.files.joining import passports_in
from recyc_cli.importing.passports.reading import Reading, read_parts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recyc_cli.catalog.documents.library import Library


def readings_in(file: str, library: Library, material_unit: str | None = None) -> Iterator[Reading | RecycError]:
    """Yield what each passport of a file or a folder says, or the fault that it has, one after the other."""
    year = date.today().year  # noqa: DTZ011 - the year where the user is
    for passport in passports_in(file):
        if passport.fault is not None:
            yield passport.fault
            continue
        try:
            yield read_parts(passport.parts, passport.name, library, year, material_unit)
        except RecycError as fault:
            yield fault
