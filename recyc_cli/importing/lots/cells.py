"""Reads the cells of a column of lots, each text once."""

from __future__ import annotations

import math
import re
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from recyc_cli import units
from recyc_cli.catalog.trade.amounts import parse_number, parts_of_amount
from recyc_cli.catalog.trade.units import WET, find_unit
from recyc_cli.errors import RecycError
from recyc_cli.importing.lots.headings import UNREAD, due_unit, is_kind, is_number, keyword_of, lot_words
from recyc_cli.importing.table.vocabulary import plain
from recyc_cli.scenario.keywords import CHOICE, MONEY, PRESET, ROWS, SHARE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.importing.lots.headings import Column

    Value = float | str | None

KEPT = 100_000
"""Texts of a column whose reading is remembered."""
_MARKS = re.compile(r"[\s\-_/.()+]+")
_KINDS = {"chemistry": "chemistries", "region": "regions", "route": "routes", "vehicle": "vehicles"}
_SMALLEST_PERCENT = 1.0


def _no_match(_: str) -> None:
    """Find no number: whole cells mean something else here."""


class Fault(NamedTuple):
    """Why a cell cannot be read: the heading of its column, and the error."""

    heading: str
    error: RecycError


class CellReader:
    """Reads the cells of one column.

    Attributes:
        column: which it is.
        currency: that its amounts of money are in, once one is read.
        form: whether its words may say the form too, as `black mass NMC` does.
        unread: words that say nothing, each with how often it stood there.
        taken: words that are short for one name and begin others, each with the name and the others.
    """

    def __init__(self, column: Column, mark: str, library: Library, meant: Mapping[str, str]) -> None:
        """Say how cells are read.

        Args:
            column: of the table.
            mark: the decimal mark of its numbers.
            library: the presets there are.
            meant: what a user says of whole cells, in small letters.
        """
        self.column, self._mark, self._meant = column, mark, meant
        self._number = is_number(column.target)
        self._library = library
        digits = re.compile(rf"[+-]?\d+({re.escape(mark)}\d+)?([eE][+-]?\d{{1,2}})?")
        self._simple = digits.fullmatch if column.target not in lot_words()["words"] and not meant else _no_match
        self._kept: dict[object, Value | Fault] = {}
        self.currency = units.currency_of(_canonical(column.unit)) if is_kind(column.target, MONEY) else ""
        self.factor = self._factor(column.unit) if self._number else 1.0
        self._needs_unit = not column.unit and due_unit(column.target) == "t"
        self._largest = math.inf if column.unit or not is_kind(column.target, SHARE) else _SMALLEST_PERCENT
        row = keyword_of(column.target)
        self._short = row.short if row else ""
        self.unread: dict[str, int] = {}
        self.taken: dict[str, list[str]] = {}
        self._settled = False
        own = find_unit(column.unit) if column.unit else None
        self._own_basis = own.basis if own and self._number else None
        self.says_basis = bool(self._own_basis)

    def settle(self, cells: Iterable[object]) -> None:
        """Take the currency, and whether tonnes are wet or dry, from the first cells, where the heading has neither."""
        for cell in cells if due_unit(self.column.target) else ():
            self.read(cell)
        self._kept.clear()
        self._settled = True

    def basis(self, cell: object) -> str | None:
        """Return how a cell's tonnes are weighed, wet or dry; None where neither it nor the heading says so."""
        parts = parts_of_amount(cell) if isinstance(cell, str) else None
        unit = parts.after or parts.before if parts else ""
        found = find_unit(unit) if unit else None
        return found.basis or None if found else self._own_basis or None

    def read(self, cell: object) -> Value | Fault:
        """Return what a cell says: a number in the keyword's unit, a word, or nothing."""
        if self._number and isinstance(cell, str) and self._simple(cell):
            return self._of_simple(float(cell.replace(",", ".")), cell)
        try:
            return self._kept[cell]
        except KeyError:
            if len(self._kept) > KEPT:
                self._kept.clear()
            self._kept[cell] = found = self._read(cell)
            return found

    def _of_simple(self, value: float, text: str) -> Value | Fault:
        """Return a number whose text is nothing else."""
        try:
            return self._plain(value, text)
        except RecycError as error:
            return Fault(self.column.heading, error)

    def _read(self, cell: object) -> Value | Fault:
        if cell is None or (isinstance(cell, float) and math.isnan(cell)):
            return None
        text = self._meant.get(plain(cell), str(cell).strip()) if self._meant else str(cell).strip()
        if text.lower() in lot_words()["cells"]["none"]:
            return None
        try:
            if not self._number:
                return self._word(text)
            if isinstance(cell, (int, float)) and not isinstance(cell, bool):
                return self._plain(float(cell), str(cell))
            return self._amount(text)
        except RecycError as error:
            return Fault(self.column.heading, error)

    def _word(self, text: str) -> str | None:
        """Return a word as a quote takes it; a name that is not known stays, for the quote to refuse."""
        target = self.column.target
        kind = ROWS[target].kind if target in ROWS else ""
        if kind != PRESET or target not in _KINDS:
            return known_name(target, text, ROWS[target].choices if kind == CHOICE else ()) or text
        form, name = form_in(text)
        found = known_name(target, name, self._library.names(_KINDS[target]))
        if not found:
            with suppress(RecycError):
                found = self._library.resolve(_KINDS[target], name)
                self._note_others(name, found)
        return f"{form} {found}".strip() if found else text

    def _note_others(self, word: str, name: str) -> None:
        """Note that a short word may mean others than the name it is taken for: those that begin with it too."""
        begun = [each for each in self._library.names(_KINDS[self.column.target]) if each.startswith(_compact(word))]
        apart = [each for each in begun if not any(each.startswith(f"{other}-") for other in begun)]
        if name in apart and len(apart) > 1:
            self.taken[word] = [name, *(each for each in apart if each != name)]

    def _amount(self, text: str) -> Value:
        """Return the number of a text, in the unit of the cell or of the heading."""
        target = self.column.target
        if target in lot_words()["words"]:
            said = _by_word(target, text)
            if said:
                return float(said)
        parts = parts_of_amount(text)
        value = None if parts is None or parts.second else parse_number(parts.first, self._mark)
        if parts is None or value is None:
            if target in lot_words()["words"] and (parts is None or not parts.first.strip(".,").isdigit()):
                self.unread[text] = self.unread.get(text, 0) + 1
                return None
            raise RecycError(UNREAD, f"{text[:60]!r} is no number", hint=self._hint(parts is not None))
        unit = parts.after or parts.before
        if not unit or target == "packs":
            return self._plain(value, text)
        return value * self._factor(unit, text)

    def _hint(self, range_or_mark: bool) -> str:  # noqa: FBT001 - one of two
        mark = "comma" if self._mark == "," else "point"
        return f"numbers of this file have a decimal {mark}; of a range give one" if range_or_mark else ""

    def _plain(self, value: float, text: str) -> float:
        """Return a number without a unit of its own."""
        if self._needs_unit:
            raise RecycError(
                UNREAD, f"{text[:60]!r} has no unit", hint="name the column mass_t or mass_kg, or write 12t"
            )
        if value > self._largest:
            hint = f'--map "{self.column.heading}={self._short} %" where the column is in per cent'
            raise RecycError(UNREAD, f"{text[:60]} is no share of 1", hint=hint)
        return value * self.factor

    def _factor(self, unit: str, text: str = "") -> float:
        """Return what turns an amount in a unit into the keyword's."""
        due = due_unit(self.column.target)
        if text and unit and not due and unit != self.column.unit:
            hint = f'--map "{self.column.heading}={self.column.target} {unit}", with numbers alone in the cells'
            raise RecycError(UNREAD, f"{text[:60]!r}: the unit of a preset's number stands in the heading", hint=hint)
        if not unit or not due:
            return 1.0
        found = find_unit(unit)
        if found is None or found.of:
            raise RecycError(UNREAD, f"unknown unit {unit!r}" + (f" of {text[:60]!r}" if text else ""))
        factor, canonical = units.parse(found.unit)
        scale, own = units.parse(due)
        if units.in_dollars(canonical) != own:
            raise RecycError(UNREAD, f"{unit!r} is no unit of what is in {due}", hint=text[:60])
        if text:
            self._note_basis(found.basis, text)
        code = units.currency_of(canonical)
        if code and text and self.currency != code:
            if self.currency or self._settled:
                hint = "one currency a column; the heading may name it"
                raise RecycError(UNREAD, f"{code} in a column of {self.currency or 'no currency'}", hint=hint)
            self.currency = code
        return found.factor * factor / scale

    def _note_basis(self, basis: str, text: str) -> None:
        """Note that cells say how tonnes are weighed; prices of a column are per one kind of them."""
        if is_kind(self.column.target, MONEY):
            if self._own_basis is None and not self._settled:
                self._own_basis, self.says_basis = basis, bool(basis)
            elif (basis == WET) != (self._own_basis == WET):
                raise RecycError(UNREAD, f"{text[:60]!r} in a column per other tonnes", hint="wmt or dmt, one a column")
        elif basis and self._settled and not self.says_basis:
            hint = "name it in the heading: mass wmt, or mass dmt"
            raise RecycError(UNREAD, f"{text[:60]!r} says what no row before it does, nor the heading", hint=hint)
        elif basis:
            self.says_basis = True


def _canonical(unit: str) -> str:
    found = find_unit(unit) if unit else None
    return units.parse(found.unit)[1] if found else ""


def known_name(target: str, text: str, known: Iterable[str]) -> str:
    """Return the known name that a text means; nothing where it is none.

    >>> known_name("chemistry", "NCM 811", ["nmc811", "lfp"]), known_name("chemistry", "LiFePO4", ["lfp"])
    ('nmc811', 'lfp')
    >>> known_name("region", "Deutschland", ["germany"]), known_name("chemistry", "NCM 712", ["nmc811"])
    ('germany', '')
    """
    word = _compact(text)
    for beginning, meant in lot_words()["spelled"].get(target, {}).items():
        if word.startswith(beginning):
            word = meant + word.removeprefix(beginning)
    names = {_compact(name): name for name in known}
    return names.get(word) or _by_word(target, text, whole=True)


def form_in(text: str) -> tuple[str, str]:
    """Split the form off a feed's name, in the words of the trade; nothing where none is said.

    >>> form_in("Black mass NMC"), form_in("NMC 622"), form_in("LFP cells")
    (('black-mass', 'NMC'), ('', 'NMC 622'), ('cell', 'LFP'))
    """
    words = plain(text)
    for form, spellings in lot_words()["words"]["form"].items():
        for each in sorted({form, form.replace("-", " "), *spellings}, key=len, reverse=True):
            found = re.search(rf"(?<!\w){re.escape(each)}(?!\w)", words)
            rest = f"{text.strip()[: found.start()]} {text.strip()[found.end() :]}".strip(" -,/") if found else ""
            if rest:
                return form, rest
    return "", text


def _by_word(target: str, text: str, *, whole: bool = False) -> str:
    """Return what is meant by a text, or by the word that one begins with."""
    words = plain(text)
    table = _meanings(target)
    if words in table or whole:
        return table.get(words, "")
    found = {meant for each, meant in table.items() if re.search(rf"(?<!\w){re.escape(each)}(?!\w)", words)}
    return max(found, default="")  # of a lot that is sound and damaged, damaged


@cache
def _meanings(target: str) -> dict[str, str]:
    table = lot_words()["words"].get(target, {})
    return {spelling: name for name, spellings in table.items() for spelling in spellings}


def _compact(text: str) -> str:
    return _MARKS.sub("", text.lower())
