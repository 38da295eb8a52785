"""`recyc sources` lists where the numbers come from."""

from __future__ import annotations

from typing import Any

from recyc_cli.cli.input.options import LISTING, takes
from recyc_cli.cli.input.settings import read_settings
from recyc_cli.cli.output import target
from recyc_cli.cli.presets import list_presets
from recyc_cli.errors import RecycError, did_you_mean
from recyc_cli.render.look import DATA, is_form
from recyc_cli.render.render import render
from recyc_cli.scenario.keywords import Option

ID = Option("id", (), "ID", "one source, with its licence and note", "argument", values="sources")
HELP = """List the sources of all numbers, or show one in full.

  recyc sources
  recyc sources everbatt-2023
"""
_FIELDS = ("title", "publisher", "year", "url", "license", "note")


@takes((ID, *LISTING), HELP)
def sources(**given: object) -> None:
    """Print the sources."""
    settings = read_settings(given, (ID, *LISTING))
    from recyc_cli.catalog.open_library import open_library

    known = open_library(settings.items("preset_dir")).sources()
    name = settings.text("id")
    to = target.target(settings)
    report = _one(known, name, to.look.form) if name else _all(known, to.look.form)
    target.deliver(render(report, to.look), to)


def _all(known: dict[str, dict[str, str]], form: str) -> dict[str, Any]:
    """Return every source; the forms for programs have every field."""
    fields = _FIELDS if is_form(form, DATA) else ("title", "publisher", "year")
    rows = [{"id": name, **{field: source.get(field) for field in fields}} for name, source in known.items()]
    columns = [(field, field, "<") for field in ("id", *fields)]
    notes = ["recyc sources ID shows one in full, with its url."]
    return list_presets.list_report("recyc.sources/1", "Sources", columns, rows, notes)


def _one(known: dict[str, dict[str, str]], name: str, form: str) -> dict[str, Any]:
    """Return one source: a record for programs, a field a line for people."""
    if name not in known:
        hint = did_you_mean(name, known) or "recyc sources lists all"
        raise RecycError("E101", f"unknown source {name!r}", "ID", hint)
    source = known[name]
    if is_form(form, DATA):
        report = _all({name: source}, form)
        return {**report, "notes": []}
    rows = [{"field": field, "text": source[field]} for field in _FIELDS if source.get(field)]
    return list_presets.list_report("recyc.sources/1", name, (("field", "", "<"), ("text", "", "<")), rows)
