"""`recyc schema` tells what the JSON of a report is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.cli.input.options import OUTPUT
from recyc_cli.cli.input.settings import command
from recyc_cli.cli.output import target
from recyc_cli.errors import RecycError, did_you_mean
from recyc_cli.scenario.keywords import Option

if TYPE_CHECKING:
    from recyc_cli.cli.input.settings import Settings
    from recyc_cli.report.shapes.lists import SchemaRow

NAME = Option("name", (), "NAME", "one report: recyc.quote/1, or quote", "argument", values="schemas")
OPTIONS = (NAME, *(option for option in OUTPUT if option.name != "verbose"))


@command(OPTIONS)
def schema(settings: Settings) -> None:
    """List the reports that have a JSON schema (2020-12), or print the schema of one.

    recyc schema
    recyc schema quote
    recyc schema recyc.comparison/1 -o comparison.schema.json
    """
    to = target.target(settings)
    from recyc_cli.report import schema

    names = schema.names()
    wanted = settings.text("name")
    if wanted is not None:
        if to.look.form not in ("json", "table", "plain"):
            raise RecycError(target.FORM, f"a schema is JSON, not {to.look.form}", "--format", "-o FILE.json")
        target.deliver(schema.schema_text(_full(wanted, names)), to)
        return
    from recyc_cli.catalog.open_library import open_library
    from recyc_cli.cli.presets.list_presets import list_report
    from recyc_cli.render.render import render

    rows: list[SchemaRow] = [{"schema": name, "title": schema.schema_of(name)["description"]} for name in names]
    columns = [("schema", "schema", "<"), ("title", "what it holds", "<")]
    library = open_library(())
    notes = ["recyc schema NAME prints one: recyc schema quote.", f"Presets at hand: {library.digest}."]
    report = list_report(library, "recyc.schemas/1", "Schemas", columns, rows, notes)
    target.deliver(render(report, to.look), to)


def _full(wanted: str, names: list[str]) -> str:
    """Return the full name of a report, the latest number where none is given."""
    known = {alias: name for name in names for alias in _aliases(name)}
    name = known.get(wanted.strip().lower())
    if name is None:
        hint = did_you_mean(wanted, [_aliases(each)[0] for each in names]) or "recyc schema lists all"
        raise RecycError("E101", f"unknown schema {wanted!r}", "NAME", hint)
    return name


def _aliases(name: str) -> tuple[str, str, str]:
    """Return what a report may be called.

    >>> _aliases("recyc.quote/1")
    ('quote', 'quote/1', 'recyc.quote/1')
    """
    short = name.removeprefix("recyc.")
    return short.partition("/")[0], short, name
