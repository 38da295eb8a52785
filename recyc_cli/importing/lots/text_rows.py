"""Reads rows of CSV in any dialect and JSON lines, in memory that no line can exceed."""

from __future__ import annotations

import codecs
import csv
import json
import re
from itertools import chain, islice
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from recyc_cli.errors import RecycError
from recyc_cli.importing.text_table import UNREADABLE, delimiter_of, encoding_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LONGEST = 1_000_000
"""Characters of a line that is read; the rest of a longer one is passed over."""
PIECE = 1 << 16
SAMPLE = 200
"""Rows looked at before any is read: what parts the cells, the head, the decimal mark."""
ROWS = 8_192
"""Rows of a batch."""
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0e-\x1f]")
_ENDS = re.compile("\r\n|\n|\r(?=[^\n])")
_SAID = re.compile(r"sep=(.)\s*", re.IGNORECASE)


class Bad(NamedTuple):
    """A row that cannot be read, and why; what of it can, for whoever looks for the row."""

    why: str
    cells: tuple[object, ...] = ()


TOO_LONG = Bad(f"a line of more than {LONGEST:,} characters")


class Numbered(NamedTuple):
    """A row by the number of its line."""

    line: int
    cells: list[object] | Bad


def text_lines(file: BinaryIO) -> Iterator[str | Bad]:
    """Yield the lines of a file in whatever encoding each is: UTF-8, else Western European; UTF-16 as a whole.

    One that is too long is told as soon as it is, so that nobody waits for its end.
    """
    head = file.read(PIECE)
    encoding = encoding_of(head)
    wide = encoding.startswith("utf-16")
    decode = codecs.getincrementaldecoder(encoding if wide else "latin-1")("replace").decode  # a byte, a character
    rest, passed = "", False
    for piece in chain([head], iter(lambda: file.read(PIECE), b"")):
        rest += decode(piece)
        *whole, rest = _ENDS.split(rest)
        for line in whole:
            if not passed:
                yield _text(line, wide=wide)
            passed = False
        if len(rest) > LONGEST or passed:
            if not passed:
                yield TOO_LONG
            rest, passed = rest[-1:], True
    if rest and not passed:
        yield _text(rest, wide=wide)


def _text(line: str, *, wide: bool) -> str | Bad:
    """Return a line as text, given its bytes as characters, or itself."""
    if not wide:
        data = line.encode("latin-1")
        try:
            line = data.decode("utf-8")
        except UnicodeDecodeError:
            line = data.decode("cp1252", "replace")
    line = line.removeprefix("\ufeff").rstrip("\r\n")
    if len(line) > LONGEST:
        return TOO_LONG
    return Bad("no text") if _NO_TEXT.search(line) else line


class Text(NamedTuple):
    """A text as rows: what parted its cells, and its rows, the first of them the head's or its keys."""

    delimiter: str
    rows: Iterator[Numbered]


def rows_of_csv(file: BinaryIO, name: str) -> Text:
    """Return the rows of a table of text.

    Raises:
        RecycError: E302 where it is empty, or no text.
    """
    lines = text_lines(file)
    sample = list(islice(lines, 1))
    if sample != [TOO_LONG]:
        sample += islice(lines, SAMPLE - 1)
    plain = [line for line in sample if isinstance(line, str)]
    if not any(line.strip() for line in plain):
        bad = next((line.why for line in sample if isinstance(line, Bad)), "")
        raise RecycError(UNREADABLE, f"no table: {bad}" if bad else "the file is empty", name)
    said = _SAID.fullmatch(plain[0])
    delimiter = said[1] if said else delimiter_of(plain)
    if said:
        sample[0] = ""
    return Text(delimiter, _parted(chain(sample, lines), delimiter))


def _parted(lines: Iterable[str | Bad], delimiter: str) -> Iterator[Numbered]:
    """Part lines into cells; a line that is none ends the quotation it may stand in."""
    numbers = enumerate(lines, 1)
    bad: list[Numbered] = []
    last = [0]

    def texts() -> Iterator[str]:
        for number, line in numbers:
            last[0] = number
            if isinstance(line, Bad):
                bad.append(Numbered(number, line))
                return
            yield f"{line}\n"

    ended = False
    while not ended:
        reader, first = csv.reader(texts(), delimiter=delimiter), last[0] + 1
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                break
            except csv.Error as error:
                yield Numbered(first, Bad(f"{error}: a quotation mark that is not closed?"))
            else:
                if any(cells):
                    yield Numbered(first, [cell.strip() for cell in cells])
            first = last[0] + 1
        ended = not bad
        yield from bad
        bad.clear()


def rows_of_json_lines(file: BinaryIO, name: str) -> Text:
    """Return the objects of a file, one a line, as rows under the keys of the first ones.

    Raises:
        RecycError: E302 where there is none.
    """
    objects = _objects(file)
    sample = list(islice(objects, SAMPLE))
    keys = list(dict.fromkeys(key for _, each in sample if isinstance(each, dict) for key in each))
    if not keys:
        raise RecycError(UNREADABLE, "no object on any line", name, 'one on each line: {"chemistry": "lfp", ...}')
    rows = (Numbered(line, _cells(each, keys)) for line, each in chain(sample, objects))
    return Text("", chain([Numbered(0, list(keys))], rows))


def _objects(file: BinaryIO) -> Iterator[tuple[int, dict[str, object] | Bad]]:
    for number, line in enumerate(text_lines(file), 1):
        if isinstance(line, Bad):
            yield number, line
        elif line.strip():
            try:
                found = json.loads(line)
            except (ValueError, RecursionError) as error:
                yield number, Bad(f"no JSON: {error}")
            else:
                yield number, found if isinstance(found, dict) else Bad("no JSON object")


def _cells(found: dict[str, object] | Bad, keys: list[str]) -> list[object] | Bad:
    if isinstance(found, Bad):
        return found
    unknown = [key for key in found if key not in keys]
    if unknown:
        return Bad(f"a key that no line before line {SAMPLE} has: {unknown[0][:60]}")
    cells = [found.get(key) for key in keys]
    nested = next((key for key, each in zip(keys, cells, strict=True) if isinstance(each, (dict, list))), None)
    if nested is not None:
        return Bad(f"{nested[:60]} holds several values")
    return [float(each) if isinstance(each, int) and not isinstance(each, bool) else each for each in cells]
