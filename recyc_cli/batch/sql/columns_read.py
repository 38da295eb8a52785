"""Tells how SQL reads the columns of a table of lots: their numbers and their words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from recyc_cli.batch.sql.expressions import NUMBER, UNWRITABLE, held_product, literal, quoted, text_in_sql, there
from recyc_cli.errors import RecycError
from recyc_cli.importing.lots.cells import Fault, form_in
from recyc_cli.importing.lots.headings import EACH, PACKS, is_number, keyword_of
from recyc_cli.importing.lots.reading import FORM, NAMED, SIZES
from recyc_cli.scenario.keywords import VARYING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recyc_cli.engine.groups import Group
    from recyc_cli.importing.lots.reading import Reading

ABOVE = 50.0
"""A number that no share is."""
_PLAIN = re.compile(r"[-+]?[0-9.,' ]+([eE][-+]?\d+)?")


class ColumnsRead:
    """How a warehouse reads what a file of lots says.

    Attributes:
        numbers: of each keyword or path of a number, the expression.
        words: of each column of words, what its texts mean.
        unread: what is true of rows whose numbers are not read: shares above 1 under a heading without a unit.
    """

    def __init__(self, reading: Reading, texts: Mapping[str, Iterable[Any]]) -> None:
        """Read what columns mean.

        Args:
            reading: of the file.
            texts: of each column, everything that stands in it, by its heading.

        Raises:
            RecycError: E378 where cells of numbers have units or words, which SQL does not read.
        """
        self.words: dict[str, dict[str, Any]] = {}
        self._headings: dict[str, str] = {}
        self.unread: list[str] = []
        found: dict[str, str] = {}
        for reader in reading.readers:
            heading, target = reader.column.heading, reader.column.target
            if is_number(target):
                _check(heading, texts[heading])
                number = f"CAST({quoted(heading)} AS {NUMBER})"
                found[target] = there(number, reader.factor)
                if isinstance(reader.read(ABOVE), Fault):
                    self.unread.append(f"{there(number)} > 1E0")
                continue
            self._headings[target] = heading
            said = {str(each): reader.read(each) for each in texts[heading] if each is not None}
            self.words[target] = {each: None if isinstance(word, Fault) else word for each, word in said.items()}
        self.numbers = _together(found)

    def condition(self, group: Group) -> str:
        """Return what is true of the rows of a group, and of no others."""
        said = [self._condition_of_words(target, group) for target in self.words]
        there = [
            f"{expression} IS {'NOT ' if name in group.numbers else ''}NULL"
            for name, expression in self.numbers.items()
        ]
        return "\n    AND ".join([*said, *there]) or "TRUE"

    def _condition_of_words(self, target: str, group: Group) -> str:
        """Return what is true of a column whose texts mean what a group has, or nothing where it has nothing."""
        column, meant = quoted(self._headings[target]), group.words.get(target)
        alone = target == NAMED and FORM not in self.words
        due = (group.words.get(FORM), meant) if alone else meant
        same = [text for text, word in self.words[target].items() if (_parted(word) if alone else word) == due]
        among = f"{column} IN ({', '.join(map(text_in_sql, same))})" if same else ""
        return among if meant is not None else f"({column} IS NULL{among and f' OR {among}'})"


def _parted(word: str | None) -> tuple[str | None, str | None]:
    """Part a form from the name of a feed."""
    if not word:
        return None, None
    form, name = form_in(word)
    return form or None, name


def _check(heading: str, cells: Iterable[Any]) -> None:
    """Refuse numbers that are written with a unit or in words."""
    for cell in cells:
        if isinstance(cell, str) and cell.strip() and not _PLAIN.fullmatch(cell.strip()):
            hint = "make it a column of numbers alone, in the unit that its heading has; nothing is NULL there"
            raise RecycError(UNWRITABLE, f"{cell[:40]!r} under {heading!r}: SQL reads numbers", "--emit sql", hint)


def _together(found: dict[str, str]) -> dict[str, str]:
    """Return numbers as `Reading.together` has them: fees by their sign, amounts of a pack, one size of a lot."""
    numbers: dict[str, str] = {}
    for target, expression in found.items():
        row = keyword_of(target)
        sign = VARYING[target][1] if target in VARYING else 1.0
        name = row.name if row and target not in EACH else target
        numbers[name] = f"({literal(sign)} * {expression})" if sign < 0.0 else expression
    for each, whole in EACH.items():
        if each in numbers:
            one = numbers.pop(each)
            times = held_product(one, numbers[PACKS]) if PACKS in numbers else one
            numbers[whole] = f"COALESCE({numbers[whole]}, {times})" if whole in numbers else times
    sizes = [name for name in SIZES if name in numbers]
    for at, later in enumerate(sizes):
        for first in sizes[:at][::-1]:
            numbers[later] = f"(CASE WHEN {numbers[first]} IS NULL THEN {numbers[later]} END)"
    return numbers
