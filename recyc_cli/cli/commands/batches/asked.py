"""Reads what is asked of a batch off the command line."""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING, Any

from recyc_cli.cli.input import keywords, options
from recyc_cli.cli.input.numbers_of_text import unreadable
from recyc_cli.cli.input.of_passport import material_unit
from recyc_cli.cli.output import target
from recyc_cli.errors import RecycError
from recyc_cli.scenario.keywords import KEYWORDS, SHARES, WAY, Option, on_axis

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recyc_cli.batch.job import Job
    from recyc_cli.cli.input.settings import Settings
    from recyc_cli.importing.lots.headings import Map

GROUP, WRITTEN = options.QUESTION, options.WRITTEN
ALL = "all"
SQL = "sql"
OF_QUOTES = ("summary", "rejects", "resume", "json", "format")
"""Options that tell of quotes, or how they are written."""
MOST_JOBS = 64
LARGE = 20_000_000
"""Bytes of lots from which on every core is worth a process."""
LOTS = Option("lots", (), "LOTS...", "files, patterns, folders of lots; - is standard input", "arguments",
    values="files")  # fmt: skip
_OF_A_LOT = options.SIZES | {each.name for row in KEYWORDS if row.kind == SHARES for each in row.options}
_SCENARIO = tuple(each for each in options.SCENARIO if each.name not in _OF_A_LOT)
_ROUTE = on_axis(WAY)[-1]
OPTIONS = (
    LOTS,
    options.CHEMISTRY._replace(flags=("--chemistry",), metavar="NAME", kind="text", help="of all lots, if none says"),
    Option("routes", ("--route",), "ROUTE+", "of all lots; several, or all: the best of each lot [hydro]", "names",
        group="place", brief="all  the best of each lot; or hydro,shred ... [hydro]", values="routes"),
    *_SCENARIO,
    Option("table", ("--table",), "NAME", "sheet of a workbook, table of a database: read, and written", group=GROUP),
    Option("map", ("--map",), "HEADING=KEYWORD", 'what a column is: "Gewicht=mass kg", "Bem.=-"; or a TOML; repeatable',
        "list", group=GROUP, brief='"Gewicht=mass kg"  what a column is; --dry-run shows how all are read'),
    options.MATERIAL_UNIT,
    Option("dry_run", ("--dry-run",), "", "show how headings and ten rows are read, and quote nothing", "flag",
        group=GROUP, brief="  how headings and ten rows are read"),
    Option("summary", ("--summary",), "COLUMN+", "totals by a column: chemistry,region", "names", group=GROUP,
        brief="chemistry  totals by a column"),
    Option("columns", ("--columns",), "NAME+", "columns of the quotes: recyc guide columns [the usual]", "names",
        group=GROUP),
    Option("rejects", ("--rejects",), "FILE", "CSV of the lots refused: file, line, column, code, reason", group=GROUP,
        values="files"),
    Option("jobs", ("--jobs",), "N", "processes at work [by the size of the files]", group=GROUP),
    Option("resume", ("--resume",), "", "go on where a run was ended", "flag", group=GROUP),
    Option("output", ("--output", "-o"), "FILE", "write to FILE: .csv .tsv .jsonl .parquet .xlsx .duckdb .sqlite",
        group=WRITTEN, brief="FILE.xlsx", values="files"),
    Option("format", ("--format",), "FORMAT", "of standard output: csv tsv jsonl [csv]", group=WRITTEN,
        values="csv tsv jsonl"),
    Option("emit", ("--emit",), "sql", "write SQL of the lots' quotes instead: recyc guide warehouse", group=WRITTEN,
        values="sql"),
    Option("json", ("--json",), "", "recyc.batch/1 on standard output: what was read, quoted, rejected", "flag",
        group=WRITTEN),
    Option("quiet", ("--quiet", "-q"), "", "nothing on stderr but errors", "flag", group=WRITTEN),
)  # fmt: skip


def has_extra() -> bool:
    """Tell whether what programs and tables take is installed."""
    try:
        return all(import_module(name) for name in ("numpy", "pyarrow"))
    except ImportError:
        return False


def job_of(settings: Settings) -> Job:
    """Return what is asked.

    Raises:
        RecycError: E113 no lots, E112, E114, E115 where it cannot be written, E121 a column that there is none of.
    """
    from recyc_cli.batch.job import Job
    from recyc_cli.importing.lots.tables import files_of

    _check_emit(settings)
    words = settings.items("lots")
    if not words:
        raise RecycError("E113", "no lots given", "LOTS", "recyc batch lots.csv -o quotes.xlsx")
    given: dict[str, Any] = {**keywords.keywords(settings, one=True)}
    routes = _routes(settings, given)
    output = settings.text("output") or ""
    output = "" if output == "-" else output
    form = _form(settings, output)
    rejects = settings.text("rejects") or ""
    if rejects:
        target.writable(rejects, "--rejects")
        target.apart(rejects, settings, "--rejects")
    files = files_of(words)
    _apart(files, output)
    said = said_in(settings.items("map"))._replace(material_unit=material_unit(settings))
    job = Job(
        files, {name: value for name, value in given.items() if name != "preset_dirs"}, output, form,
        settings.text("table") or "", said, routes, settings.items("columns"), rejects,
        tuple(dict.fromkeys(settings.items("summary"))), _jobs(settings, files), settings.on("resume"),
        settings.items("preset_dir"),
    )  # fmt: skip
    job.check()
    if job.resume and not output:
        raise RecycError("E112", "what goes to standard output cannot be gone on with", "--resume", "-o FILE")
    return job


def _check_emit(settings: Settings) -> None:
    """Refuse to write what is no SQL, and to write both SQL and quotes."""
    emit, output = settings.text("emit"), settings.text("output") or "-"
    if emit is None:
        return
    if emit != SQL:
        raise RecycError("E121", f"no form {emit!r} to emit", "--emit", "--emit sql")
    for name in OF_QUOTES:
        given = settings.get(name)
        if given and given.where.startswith("--"):  # what holds for every run is of those that quote
            message = f"--emit sql quotes nothing, and {given.where} tells of quotes"
            raise RecycError("E112", message, given.where, "leave out one of the two")
    if output != "-" and not output.lower().endswith(f".{SQL}"):
        raise RecycError(target.FORM, "SQL is written to a file of its own", f"-o {output}", "-o quotes.sql")
    if not has_extra():
        from recyc_cli.importing.lots.arrow_tables import needs

        raise needs("--emit sql", "--emit")


def _routes(settings: Settings, given: dict[str, Any]) -> list[str]:
    """Return the routes of which the best is asked for; one alone holds for all lots."""
    routes = settings.items("routes")
    given.pop(_ROUTE, None)
    if len(routes) == 1 and routes[0].lower() != ALL:
        given[_ROUTE] = routes[0]
        return []
    if ALL in (each.lower() for each in routes):
        from recyc_cli.catalog.open_library import open_library
        from recyc_cli.scenario import fill_in
        from recyc_cli.scenario.keywords import ROWS

        library = open_library(settings.items("preset_dir"))
        return [*fill_in.defaults(given.get("method", ROWS["method"].default), library)["routes"]]
    return list(dict.fromkeys(routes))


def _form(settings: Settings, output: str) -> str:
    """Return the form of the quotes, by the suffix of the file or as asked."""
    from recyc_cli.batch.writing.forms import FORMS, TEXTS

    asked = settings.text("format")
    if not output:
        if asked and asked not in TEXTS:
            hint = "-o FILE for others: " + " ".join(FORMS)
            raise RecycError(target.FORM, f"{asked} is no form of standard output here", "--format", hint)
        return asked or TEXTS[0]
    suffix = os.path.splitext(output)[1].lower()  # noqa: PTH122 - as target.py
    if settings.text("emit") and suffix == f".{SQL}":
        target.writable(output)
        return SQL
    if suffix not in FORMS:
        message = f"no format for the suffix {suffix!r}" if suffix else "the file's name has no suffix"
        raise RecycError(target.FORM, message, f"-o {output}", "supported: " + " ".join(FORMS))
    target.writable(output)
    return FORMS[suffix]


def _apart(files: list[str], output: str) -> None:
    """Refuse an output that is one of the lots."""
    if output and os.path.exists(output):  # noqa: PTH110 - as target.py
        same = [each for each in files if os.path.exists(each) and os.path.samefile(each, output)]  # noqa: PTH110, PTH121
        if same:
            raise RecycError("E112", "the lots and the quotes are one file", f"-o {output}", "give the quotes another")


def _jobs(settings: Settings, files: list[str]) -> int:
    """Return how many processes are to be at work."""
    setting = settings.get("jobs")
    if setting:
        if not setting.text.isdecimal() or not 1 <= int(setting.text) <= MOST_JOBS:
            raise unreadable(setting.text, f"a number of processes from 1 to {MOST_JOBS}", setting.where, "2")
        return int(setting.text)
    size = sum(os.path.getsize(each) for each in files if os.path.isfile(each))  # noqa: PTH113, PTH202 - as target.py
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, 8) if size > LARGE and has_extra() else 1


def said_in(texts: list[str]) -> Map:
    """Return what a user says of headings: `HEADING=KEYWORD`, or files of TOML with [headings] and [cells].

    Raises:
        RecycError: E111.

    >>> said_in(["Gewicht je Stück (kg)=mass_each"]).headings
    {'Gewicht je Stück (kg)': 'mass_each'}
    """
    from recyc_cli.importing.lots.headings import Map

    headings: dict[str, str] = {}
    cells: dict[str, str] = {}
    for text in texts:
        if text.lower().endswith(".toml") and "=" not in text:
            tables = _map_file(text)
            headings |= tables.get("headings", {})
            cells |= tables.get("cells", {})
            continue
        heading, equals, keyword = text.rpartition("=")
        if not equals or not heading.strip() or not keyword.strip():
            raise unreadable(
                text, "a heading and what it is", "--map", '"Gewicht je Stück (kg)=mass_each", or map.toml'
            )
        headings[heading.strip()] = keyword.strip()
    return Map(headings, cells)


def _map_file(path: str) -> Mapping[str, dict[str, str]]:
    """Return the tables of a map in a file."""
    from recyc_cli.catalog.files.toml_file import load_toml

    tables = load_toml(path, path)
    for name, table in tables.items():
        if (
            name not in ("headings", "cells")
            or not isinstance(table, dict)
            or not all(isinstance(each, str) for each in table.values())
        ):
            hint = '[headings] "Gewicht (kg)" = "mass kg"; [cells] "NCM 712" = "nmc622"'
            raise RecycError("E383", f"{name} is no table of texts of a map", path, hint)
    return tables
