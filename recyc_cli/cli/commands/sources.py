"""`recyc sources` lists where the numbers come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.cli.input.options import PRESET_DIR, output
from recyc_cli.cli.input.settings import command
from recyc_cli.cli.output import target
from recyc_cli.cli.presets import list_presets
from recyc_cli.errors import RecycError, did_you_mean
from recyc_cli.render.look import DATA, is_form
from recyc_cli.render.render import render
from recyc_cli.scenario.keywords import Option

if TYPE_CHECKING:
    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.cli.input.settings import Settings
    from recyc_cli.report.shapes.lists import RecordsReport, Row

    Sources = dict[str, dict[str, str]]

ID = Option("id", (), "ID...", "some of them; one in full, with its licence and note", "arguments", values="sources")
BIB = "bib"
"""A form that a list of sources alone has."""
OPTIONS = (ID, PRESET_DIR, *(option for option in output(BIB) if option.name != "verbose"))
_FIELDS = ("title", "publisher", "year", "url", "license", "note")


@command(OPTIONS)
def sources(settings: Settings) -> None:
    """List the sources of all numbers, or of those named; of one all that is known.

    recyc sources
    recyc sources everbatt-2023
    recyc sources everbatt-2023 batpac-5 --format bib
    recyc sources -o recyc.bib
    """
    from recyc_cli.catalog.open_library import open_library
    from recyc_cli.report.in_full import UNPUBLISHED

    library = open_library(settings.items("preset_dir"))
    known, names = library.sources(), settings.items(ID.name)
    to, every = target.target(settings, (BIB,)), UNPUBLISHED | known
    for name in names:
        if name not in every:
            hint = did_you_mean(name, known) or "recyc sources lists all"
            raise RecycError("E101", f"unknown source {name!r}", "ID", hint)
    named = {name: every[name] for name in names} or known
    report = _one(library, named, to.look.form) if len(names) == 1 else _all(library, named, to.look.form)
    target.deliver(render(report, to.look), to)


def _all(library: Library, known: Sources, form: str) -> RecordsReport:
    """Return the sources; the forms for programs have every field."""
    fields = _FIELDS if is_form(form, DATA) else ("title", "publisher", "year")
    rows: list[Row] = [{"id": name, **{field: source.get(field) for field in fields}} for name, source in known.items()]
    columns = [(field, field, "<") for field in ("id", *fields)]
    notes = ["recyc sources ID shows one in full, with its url."]
    return list_presets.list_report(library, "recyc.sources/1", "Sources", columns, rows, notes)


def _one(library: Library, named: Sources, form: str) -> RecordsReport:
    """Return one source: a record for programs, a field a line for people."""
    ((name, source),) = named.items()
    if is_form(form, DATA):
        return {**_all(library, named, form), "notes": []}
    rows: list[Row] = [{"field": field, "text": source[field]} for field in _FIELDS if source.get(field)]
    columns = (("field", "", "<"), ("text", "", "<"))
    return list_presets.list_report(library, "recyc.sources/1", name, columns, rows)
