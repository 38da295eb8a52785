"""Keeps programs in the user's cache, by what they were made of."""

# ruff: noqa: PTH118, PTH207 (pathlib costs start-up)
from __future__ import annotations

import json
import os
from contextlib import suppress
from glob import glob
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from recyc_cli.catalog.documents.folder import digest_of
from recyc_cli.catalog.files import search_path
from recyc_cli.catalog.files.texts import digest
from recyc_cli.errors import RecycError
from recyc_cli.files import read_whole, write_whole
from recyc_cli.model.numbers.program import MADE, READ, SLOT, Filled, Program
from recyc_cli.model.numbers.traced import OPERATIONS

if TYPE_CHECKING:
    from collections.abc import Mapping

Kept = Filled | RecycError
"""Of a group its program, or why all its rows are refused."""
MOST_GROUPS, MOST_FILES = 3_000, 8
KNOWN = {*OPERATIONS, "max", "min", "ceil", "where", "ratio", "finite"}
ROOMS = ("catalog", "engine", "model", "report", "scenario")
"""Whose code a program follows from, beside that of the package itself."""


def file_of_programs(presets: str, asked: object) -> str:
    """Return the file of the programs of some presets that were asked for something: another release has another."""
    root = search_path.PACKAGE
    inside = [os.path.join(room, "**", "*.py") for room in ROOMS]
    files = (path for each in ("*.py", *inside) for path in glob(os.path.join(root, each), recursive=True))
    code = digest_of([(os.path.relpath(path, root), path) for path in sorted(files)], "", 16)
    name = digest({"presets": presets, "asked": asked, "code": code})
    return os.path.join(search_path.cache_folder(), f"programs-{name}.json")


def read_programs(path: str) -> dict[str, Kept]:
    """Return the programs in a file by their groups; none where there is no such file, or it is damaged."""
    with suppress(RecycError, ValueError, TypeError, KeyError, IndexError):
        seal, text = read_whole(path).split(b"\n", 1)
        if seal == _seal(text):
            held = json.loads(text)
            programs = [_program(each) for each in held["programs"]]
            return {key: _group(each, programs) for key, each in held["groups"].items()}
    return {}


def keep_programs(path: str, groups: Mapping[str, Kept]) -> None:
    """Write programs to a file, each that several groups share once; where there is no room for it, none."""
    programs: dict[Program, int] = {}
    held: dict[str, Any] = {}
    for key, each in list(groups.items())[-MOST_GROUPS:]:
        if isinstance(each, RecycError):
            held[key] = [each.code, each.message, each.where, each.hint]
        else:
            number = programs.setdefault(each.program, len(programs))
            held[key] = {"program": number, "slots": each.slots, "names": each.names}
    text = json.dumps({"programs": [each._asdict() for each in programs], "groups": held}).encode()
    with suppress(RecycError, OSError):
        write_whole(path, b"\n".join((_seal(text), text)))
        _forget()


def _seal(text: bytes) -> bytes:
    return blake2b(text, digest_size=16).hexdigest().encode()


def _forget() -> None:
    """Leave the newest files alone."""
    files = sorted(glob(os.path.join(search_path.cache_folder(), "programs-*.json")), key=os.path.getmtime)
    for path in files[:-MOST_FILES]:
        os.remove(path)  # noqa: PTH107 - as above


def _group(held: Any, programs: list[Program]) -> Kept:  # noqa: ANN401 - what a file says
    if isinstance(held, list):
        code, message, where, hint = map(str, held)
        return RecycError(code, message, where, hint)
    names = tuple((str(name), tuple(map(str, words))) for name, words in held["names"])
    return Filled(programs[held["program"]], tuple(map(float, held["slots"])), names)


def _program(held: Any) -> Program:  # noqa: ANN401
    """Return a program that a file holds, if it is one: it is about to be run."""
    lines: list[tuple[str | tuple[str, int], ...]] = [
        (str(op), *map(_name, operands)) for op, *operands in held["lines"]
    ]
    if not {op for op, *_ in lines} <= KNOWN:
        raise ValueError("an operation that no program has")
    return Program(
        tuple(map(str, held["inputs"])),
        tuple(lines),
        tuple((str(name), _name(where)) for name, where in held["outputs"]),
        tuple((str(code), _name(where)) for code, where in held["guards"]),
    )


def _name(held: Any) -> tuple[str, int]:  # noqa: ANN401
    kind, index = held
    if kind not in (READ, SLOT, MADE) or not isinstance(index, int):
        raise ValueError("a number that no program has")
    return kind, index
