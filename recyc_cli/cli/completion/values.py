"""Completes the value of an option: names of presets, words, several by commas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.catalog.vocabulary import KINDS, SINGLETONS, kind_of
from recyc_cli.cli.completion.line import FILES
from recyc_cli.cli.input.settings import BY_COMMAS
from recyc_cli.errors import RecycError
from recyc_cli.scenario.keywords import KEYWORDS, PRESET, ROWS

if TYPE_CHECKING:
    from collections.abc import Callable

    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.cli.completion.line import Line
    from recyc_cli.scenario.keywords import Keyword, Option

Found = dict[str, str]
_DECKS = kind_of(ROWS["prices"].name)
_ALLOWED = {_DECKS: "decks"}
"""What a method calls the kinds it lists, where that is another word."""


def values_of(line: Line) -> Found:
    """Return what an option's value may become, each with its help."""
    option = line.due
    if option is None:
        return {}
    meant = meaning(option)
    if meant == "files":
        return {FILES: ""}
    if meant in _IN_FORCE:
        from recyc_cli.cli.completion import in_force

        found: Found = getattr(in_force, _IN_FORCE[meant])(line)
        return found
    if meant in _OF_SEVERAL:
        from recyc_cli.cli.completion import several

        made: Found = getattr(several, _OF_SEVERAL[meant])(line)
        return made
    start, done = line.start, []
    if option.kind in BY_COMMAS:
        *done, start = line.start.split(",")
    taken = {*done, *_before(line, option)}
    names = {name: text for name, text in _names(meant, line).items() if name not in taken}
    head = "".join(f"{part}," for part in done)
    begun = {name: text for name, text in names.items() if name.lower().startswith(start.lower())}
    return {head + name: text for name, text in (begun or _short_names(meant, start, names, line)).items()}


def _short_names(meant: str, start: str, names: Found, line: Line) -> Found:
    """Return the short names of presets that begin so, where no name does."""
    if meant not in KINDS or not start:
        return {}
    known = line.library().aliases(meant)
    return {alias: name for alias, name in sorted(known.items()) if name in names and alias.startswith(start.lower())}


_IN_FORCE = {
    "paths-set": "paths_to_set", "prices-set": "prices_to_set", "varying": "what_varies", "corrections": "corrections",
    "varying-set": "what_sweeps", "currencies": "currencies", "shares": "shares_of_mix",
    "figures": "figures_to_explain",
    "explained": "feeds_and_codes",
}  # fmt: skip
"""Lists that depend on the presets in force, and the function of `in_force.py` that gives each."""
_OF_SEVERAL = {
    "sites": "sites_of_chain", "switches": "choices_left_open", "duties": "duties_answered",
    "groups": "groups_of_inputs",
}  # fmt: skip
"""Functions of `several.py`."""


def meaning(option: Option) -> str:
    """Return what completes an option: its own `values`, else the presets or the choices of its keyword.

    >>> meaning(ROWS["region"].options[0]), meaning(ROWS["mode"].options[0])
    ('regions', 'truck rail ship barge')
    """
    if option.values:
        return option.values
    row = next((row for row in KEYWORDS if option.name in [each.name for each in row.options]), None)
    if row is None:
        return ""
    return kind_of(row.name) if row.kind == PRESET else " ".join(row.choices)


def _names(meant: str, line: Line) -> Found:
    """Return the names that an option takes whatever else is given, but for what does not go together."""
    if meant in _LISTS:
        return _LISTS[meant](line)
    if meant in KINDS:
        return _presets(meant, line)
    return dict.fromkeys(meant.split(), "")


def _before(line: Line, option: Option) -> list[str]:
    """Return the values that the option was given already, where it takes several."""
    said = line.given.get(option.name)
    return [part for word in said for part in str(word).split(",")] if isinstance(said, list) else []


def _presets(kind: str, line: Line) -> Found:
    """Return the presets of a kind that the method knows; of routes and chemistries those that suit the other given."""
    library = line.library()
    titles = library.titles(kind)
    method = library.document("methods", _first(line, ROWS["method"]) or str(ROWS["method"].default)).tree
    allowed = method.get(_ALLOWED.get(kind, kind))
    if kind == "routes":
        titles = {name: text for name, text in titles.items() if _suits(library, name, _first(line, ROWS["chemistry"]))}
    route = _first(line, ROWS["route"])
    if kind == "chemistries" and route:
        titles = {name: text for name, text in titles.items() if _suits(library, route, name)}
    if kind == _DECKS:
        from recyc_cli.catalog.documents.newest_deck import LATEST

        titles = titles if allowed else {LATEST: "the newest of the usual market", **titles}
    return {name: text for name, text in titles.items() if not allowed or name in allowed}


def _first(line: Line, row: Keyword) -> str:
    """Return the first value that a line gives to a keyword, by any of its options; nothing without."""
    for option in row.options:
        said = line.given.get(option.name)
        if said:
            return str(said[0] if isinstance(said, list) else said)
    return ""


def _suits(library: Library, route: str, chemistry: str) -> bool:
    """Tell whether a route is made for the family of a chemistry; an unknown name hides nothing."""
    try:
        families = library.document("routes", route).tree.get("suits")
        family = library.document("chemistries", chemistry).tree.get("family") if chemistry else None
    except RecycError:
        return True
    return not families or family is None or family in families


def _kinds(line: Line) -> Found:  # noqa: ARG001 - as the others
    return dict.fromkeys((*KINDS, *SINGLETONS), "")


def _documents(line: Line) -> Found:
    """Return KIND/NAME of every preset, the kinds alone until one is written."""
    if "/" not in line.start:
        singles = {name: "" for name in SINGLETONS if name.startswith(line.start)}
        return {f"{kind}/": f"each {label}" for kind, label in KINDS.items()} | singles
    kind = line.start.partition("/")[0]
    return {f"{kind}/{name}": text for name, text in line.library().titles(kind).items()}


def _makeable(line: Line) -> Found:  # noqa: ARG001 - as the others
    return {label.split()[0]: f"one of {kind}" for kind, label in KINDS.items()} | {"feed": "of an assay"}


def _parents(line: Line) -> Found:
    return line.library().titles(kind_of(str(line.given.get("make") or "chemistries")))


def _sources(line: Line) -> Found:
    return {name: str(entry.get("title", "")) for name, entry in line.library().sources().items()}


def _schemas(line: Line) -> Found:  # noqa: ARG001 - as the others
    from recyc_cli.report import schema

    return {name.removeprefix("recyc.").partition("/")[0]: name for name in schema.names()}


def _pages(line: Line) -> Found:  # noqa: ARG001 - as the others
    from recyc_cli.cli.commands.guide import page_headings

    return page_headings()


def _swept(line: Line) -> Found:  # noqa: ARG001 - as the others
    from recyc_cli.analysis.sweep.sweep import FIGURES

    return dict.fromkeys(FIGURES, "")


_LISTS: dict[str, Callable[[Any], Found]] = {
    "kinds": _kinds, "documents": _documents, "makeable": _makeable, "parents": _parents, "sources": _sources,
    "schemas": _schemas, "figures-swept": _swept, "pages": _pages,
}  # fmt: skip
