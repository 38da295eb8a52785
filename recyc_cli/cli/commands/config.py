"""`recyc config` tells which settings are in force, and from where; `--init` writes a file."""

# ruff: noqa: PTH118 (without pathlib, as the other commands)
from __future__ import annotations

import os
import re
from json import dumps
from typing import TYPE_CHECKING, Any

from recyc_cli.catalog.documents.newest_deck import LATEST
from recyc_cli.catalog.files.config import FILE
from recyc_cli.catalog.files.search_path import config_folder
from recyc_cli.catalog.vocabulary import kind_of
from recyc_cli.cli.input import options
from recyc_cli.cli.input.keywords import keywords
from recyc_cli.cli.input.settings import FOR_ONE_RUN, command
from recyc_cli.cli.output import target
from recyc_cli.errors import RecycError, did_you_mean
from recyc_cli.files import create_file
from recyc_cli.render.render import render
from recyc_cli.scenario.keywords import KEYWORDS, PRESET, Option

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.cli.input.settings import Setting, Settings

VARIABLE = "RECYC_"
INIT = Option("init", ("--init",), "", f"write a commented {FILE} here, with the options given beside it", "flag")
SETTINGS = tuple(
    each
    for group in options.GROUPS
    for each in options.QUOTE
    if each.group == group and each.flags and each.name not in FOR_ONE_RUN
)
OPTIONS = (INIT, *SETTINGS, next(each for each in options.OUTPUT if each.name in FOR_ONE_RUN))
_DEFAULT = re.compile(r"\[([^\]]+)\]$")
_SAMPLE = re.compile(r": ([^\s,;]+)")


@command(OPTIONS)
def config(settings: Settings) -> None:
    """Show what is in force and where it comes from: a flag, a variable, a file, or what is built in.

    The options are those of quote: they show what a command line would change.

      recyc config
      recyc config --init
      recyc config --region germany --currency EUR
      recyc config --init --region germany --currency EUR --electricity 145EUR/MWh
    """
    if settings.on(INIT.name):
        _write(settings)
        return
    to = target.target(settings)
    keywords(settings)  # what is no number is refused here as a quote refuses it
    from recyc_cli.catalog.open_library import open_library
    from recyc_cli.cli.presets.list_presets import list_report

    rows = [row for option in SETTINGS if (row := _row(option, settings, every=to.look.verbose))]
    columns = [(key, key, "<") for key in ("setting", "value", "from")]
    notes = [f"{place}: {'read' if os.path.lexists(place) else 'not there'}" for place in _places()]
    if not os.path.lexists(FILE):
        notes.append(f"recyc config --init writes a {FILE} to start from.")
    notes.append("recyc presets path shows the folders of presets.")
    library = open_library(settings.items("preset_dir"))
    notes = [*_unknown_names(settings, library), *_unknown_variables(os.environ), *notes]
    report = list_report(library, "recyc.config/1", "Settings in force", columns, rows, notes, "group")
    target.deliver(render(report, to.look), to)


def _unknown_names(settings: Settings, library: Library) -> Iterator[str]:
    """Say which names in force nothing goes by: a quote would refuse them."""
    for row in KEYWORDS:
        for option in row.options if row.kind == PRESET else ():
            said = settings.get(option.name) if option in SETTINGS else None
            for name in [each for each in said.items if each != LATEST] if said else ():
                try:
                    library.resolve(kind_of(row.name), name)
                except RecycError as error:
                    yield f"{said.where}: {error.message}; {error.hint}" if said else ""


def _unknown_variables(environ: Mapping[str, str]) -> Iterator[str]:
    """Say which variables look like settings and are none."""
    known = {VARIABLE + option.name.upper() for option in SETTINGS} | {f"{VARIABLE}PRESETS", f"{VARIABLE}DEBUG"}
    known |= {VARIABLE + name.upper() for name in options.EVERY}
    for name in sorted(environ):
        if name.startswith(VARIABLE) and name not in known:
            yield f"{name}: no setting goes by it; {did_you_mean(name, known) or 'recyc config -h lists all'}"


def _places() -> tuple[str, str]:
    """Return the files that hold settings, the nearest first."""
    return FILE, os.path.join(config_folder(), FILE)


def _row(option: Option, settings: Settings, *, every: bool) -> dict[str, Any] | None:
    """Return a setting with its value and where it comes from; None where nothing says anything of it."""
    said = settings.get(option.name)
    usual = built_in(option)
    if said is None and not (usual or every):
        return None
    value, place = (said.text, said.where) if said else (usual, "built-in" if usual else "not set")
    return {"group": options.GROUPS[option.group][0], "setting": _key(option), "value": value, "from": place}


def _key(option: Option) -> str:
    """Return what a file calls an option."""
    return option.name.replace("_", "-")


def built_in(option: Option) -> str:
    """Return what is taken where nobody says otherwise, as help tells it; of a flag, that it is off.

    >>> built_in(Option("region", ("--region",), "REGION", "us china ..., or your own [us]"))
    'us'
    """
    found = _DEFAULT.search(option.help)
    return "false" if option.kind == "flag" else found[1] if found else ""


def _write(settings: Settings) -> None:
    """Write the file with what the command line says, unless there is one.

    Raises RecycError E160 where there is, E115 where it cannot be written.
    """
    create_file(FILE, draft_of_settings(settings), "recyc config shows what it says")
    said = ", ".join(_key(each) for each in SETTINGS if _said(each, settings))
    done, others = (f" with {said}", "else ") if said else ("", "")
    target.say(f"wrote {FILE}{done}: take the # away from what {others}you want\nnext:\n  recyc config")


def draft_of_settings(settings: Settings | None = None) -> str:
    """Return the text of a file with every setting in the groups of help, those of no command line commented out."""
    lines = [
        "# Settings of recyc in this folder, each as its option is called. Flags and RECYC_* come first;",
        "# what is not here is looked up in your own file, then taken as built in. recyc config shows all.",
        "",
        "[defaults]",
    ]
    for group, (title, about) in options.GROUPS.items():
        named = [each for each in SETTINGS if each.group == group]
        if named:
            lines += ["", f"# {title}: {about}".rstrip(": ")]
            lines += [_line(each, _said(each, settings)) for each in named]
    return "\n".join(lines) + "\n"


def _said(option: Option, settings: Settings | None) -> Setting | None:
    """Return what the command line says of an option."""
    said = settings.get(option.name) if settings else None
    return said if said and said.where in option.flags else None


def _line(option: Option, said: Setting | None) -> str:
    """Return a setting as TOML: as it was given, or a sample behind a `#`."""
    if said is None:
        return f"# {_key(option)} = {_sample(option)}  # {option.help}"
    if option.kind == "flag":
        return f"{_key(option)} = true"
    return f"{_key(option)} = {dumps(list(said.items) if option.kind == 'list' else said.text)}"


def _sample(option: Option) -> str:
    """Return a value of an option as TOML: that of short help, else the first that help names, else the usual one."""
    if option.kind == "flag":
        return "true"
    first = _SAMPLE.search(option.help)
    text = option.brief.partition("  ")[0] or (first[1] if first else "") or built_in(option)
    return f'["{text}"]' if option.kind == "list" else f'"{text}"'
