"""`recyc schema`: what the JSON of a report is made of."""

from __future__ import annotations

from recyc_cli.cli.input.options import OUTPUT, takes
from recyc_cli.cli.input.settings import read_settings
from recyc_cli.cli.output import target
from recyc_cli.errors import RecycError, did_you_mean
from recyc_cli.scenario.keywords import Option

NAME = Option("name", (), "NAME", "one report: recyc.quote/1, or quote", "argument", values="schemas")
OPTIONS = (NAME, *(option for option in OUTPUT if option.name != "verbose"))
HELP = """List the reports that have a JSON schema (2020-12), or print the schema of one.

  recyc schema
  recyc schema quote
  recyc schema recyc.comparison/1 -o comparison.schema.json
"""


@takes(OPTIONS, HELP)
def schema(**given: object) -> None:
    """Print a schema, or the list of them."""
    settings = read_settings(given, OPTIONS)
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

    rows = [{"schema": name, "title": schema.schema_of(name)["description"]} for name in names]
    columns = [("schema", "schema", "<"), ("title", "what it holds", "<")]
    notes = ["recyc schema NAME prints one: recyc schema quote.", f"Presets at hand: {open_library(()).digest}."]
    target.deliver(render(list_report("recyc.schemas/1", "Schemas", columns, rows, notes), to.look), to)


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
