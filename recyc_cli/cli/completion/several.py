"""Completes values of several names, as the sites of a chain, and groups of inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.scenario.build.plants import makes_black_mass
from recyc_cli.scenario.keywords import REGION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recyc_cli.analysis.compliance.books import Book
    from recyc_cli.catalog.documents.document import Document
    from recyc_cli.cli.completion.line import Line

Found = dict[str, str]
ANSWERS = ("yes", "no")
BOTH = 2
"""Sites of a chain."""


def sites_of_chain(line: Line) -> Found:
    """Return the routes of a chain, and behind `@` the plants and regions: the first site makes black mass."""
    *done, last = line.start.split(",")
    route, at, place = last.partition("@")
    head, library = "".join(f"{each}," for each in done), line.library()
    if len(done) >= BOTH:
        return {}
    if at:
        known = library.titles("regions") | library.titles("plants")
        behind = "" if done else ","
        return {f"{head}{route}@{name}{behind}": text for name, text in known.items() if name.startswith(place)}
    routes = [each for each in library.sound("routes") if each.tree["plants"] and each.name.startswith(route)]
    fit = [each for each in routes if _works_at([*library.plants([each]).values()], first=not done)]
    return {f"{head}{each.name}@": str(each.tree["title"]) for each in fit}


def _works_at(plants: list[Document], *, first: bool) -> bool:
    """Tell whether a route ends with black mass, as the first site does, or has it on the way, as the second."""
    *before, last = map(makes_black_mass, plants)
    return last if first else any(before) and not last


def choices_left_open(line: Line) -> Found:
    """Return the choices of what the rules of a line leave open, each with the question."""
    held = [switch for book in _books(line) for switch in book.switches.values()]
    words = {f"{each.name}={choice}": each.words for each in held for choice in each.choices}
    return {word: text for word, text in words.items() if word.startswith(line.start)}


def duties_answered(line: Line) -> Found:
    """Return the duties of the rules of a line, done or not."""
    *done, start = line.start.split(",")
    told = {each.partition("=")[0] for each in done}
    head, entries = "".join(f"{each}," for each in done), [e for book in _books(line) for e in book.entries("duties")]
    words = {f"{each.name}={answer}": each.requirement for each in entries for answer in ANSWERS}
    free = {word: text for word, text in words.items() if word.partition("=")[0] not in told}
    return {head + word: text for word, text in free.items() if word.startswith(start)}


def groups_of_inputs(line: Line) -> Found:
    """Return the groups of inputs that are not known for sure, as one word each."""
    library = line.library()
    trees = [library.document("spreads", name).tree for name in library.names("spreads")]
    words = sorted({name.replace(" ", "-") for tree in trees for name in _groups(tree)})
    return {word: "" for word in words if word.startswith(line.start)}


def _groups(tree: dict[str, Any]) -> Iterator[str]:
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from _groups(value)
        elif key == "group":
            yield str(value)


def _books(line: Line) -> list[Book]:
    """Return the rules that a line asks for: by name, else those of its region, else all."""
    from recyc_cli.analysis.compliance.books import books_of

    library, names, regions = line.library(), _said(line, "rules"), _said(line, REGION)
    return books_of(library, tuple(names), library.resolve("regions", regions[0]) if regions else "")


def _said(line: Line, name: str) -> list[str]:
    """Return the names that a line gives to an option."""
    said = line.given.get(name)
    return [part for word in said for part in str(word).split(",")] if isinstance(said, list) else []
