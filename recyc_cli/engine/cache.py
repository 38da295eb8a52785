"""Keeps programs in the user's cache, by what they were made of."""

# ruff: noqa: PTH118, PTH207 (pathlib costs start-up)
from __future__ import annotations

import json
import os
from contextlib import suppress
from glob import glob
from hashlib import blake2b
from typing import Any

from recyc_cli.catalog.documents.folder import digest_of
from recyc_cli.catalog.files import search_path
from recyc_cli.catalog.files.texts import digest
from recyc_cli.errors import RecycError
from recyc_cli.files import read_whole, write_whole
from recyc_cli.model.numbers.program import MADE, READ, SLOT, Filled, Program
from recyc_cli.model.numbers.traced import OPERATIONS

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


class Shelf:
    """Programs by their groups, as a file has them: each is read when it is asked for."""

    def __init__(self, path: str) -> None:
        """Open the file; where there is none, or a damaged one, nothing is on the shelf."""
        self._path = path
        self._groups: dict[str, Any] = {}
        self._texts: list[Any] = []
        self._programs: dict[int, Program] = {}
        self._numbers: dict[Program, int] = {}
        with suppress(RecycError, ValueError, TypeError, KeyError):
            seal, text = read_whole(path).split(b"\n", 1)
            if seal == _seal(text):
                held = json.loads(text)
                self._groups, self._texts = dict(held["groups"]), list(held["programs"])

    def get(self, key: str) -> Kept | None:
        """Return what is kept of a group; None where that is nothing, or no program."""
        with suppress(ValueError, TypeError, KeyError, IndexError):
            held = self._groups[key]
            if isinstance(held, list):
                code, message, where, hint = map(str, held)
                return RecycError(code, message, where, hint)
            names = tuple((str(name), tuple(map(str, words))) for name, words in held["names"])
            return Filled(self._program(held["program"]), tuple(map(float, held["slots"])), names)
        return None

    def put(self, key: str, kept: Kept) -> None:
        """Keep a group; a program that several share stands there once."""
        if isinstance(kept, RecycError):
            self._groups[key] = [kept.code, kept.message, kept.where, kept.hint]
            return
        if kept.program not in self._numbers:
            self._numbers[kept.program] = len(self._texts)
            self._texts.append(kept.program._asdict())
        self._groups[key] = {"program": self._numbers[kept.program], "slots": kept.slots, "names": kept.names}

    def write(self) -> None:
        """Write the file; where there is no room for it, none."""
        groups = dict(list(self._groups.items())[-MOST_GROUPS:])
        text = json.dumps({"programs": self._texts, "groups": groups}).encode()
        with suppress(RecycError, OSError):
            write_whole(self._path, b"\n".join((_seal(text), text)))
            _forget()

    def _program(self, number: int) -> Program:
        if number not in self._programs:
            self._programs[number] = program = _program(self._texts[number])
            self._numbers.setdefault(program, number)
        return self._programs[number]


def _seal(text: bytes) -> bytes:
    return blake2b(text, digest_size=16).hexdigest().encode()


def _forget() -> None:
    """Leave the newest files alone."""
    files = sorted(glob(os.path.join(search_path.cache_folder(), "programs-*.json")), key=os.path.getmtime)
    for path in files[:-MOST_FILES]:
        os.remove(path)  # noqa: PTH107 - as above


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
