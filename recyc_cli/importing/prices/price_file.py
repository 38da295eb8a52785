"""Reads any file of prices, laid out long or wide, into one list of prices."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from recyc_cli.catalog.trade.amounts import Span, parts_of_amount, span
from recyc_cli.errors import RecycError, did_you_mean
from recyc_cli.importing.prices.price_units import INDEX, WORDS, is_price_unit, says_a_unit, unit_said
from recyc_cli.importing.sheets import number_of
from recyc_cli.importing.table.dates import dated, order_of
from recyc_cli.importing.table.facts import columns_of_amounts, facts_of_table, mark_of, open_columns
from recyc_cli.importing.table.find import cells_of_column, find_table
from recyc_cli.importing.table.ranges import with_ranges
from recyc_cli.importing.table.vocabulary import plain, read_label, unit_above, unit_of_heading
from recyc_cli.importing.words import by_spelling, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recyc_cli.importing.sheets import Sheet
    from recyc_cli.importing.table.facts import Fact
    from recyc_cli.importing.table.find import Column, Table

LAYOUT, VALUE = "E374", "E377"
MISSING = frozenset(WORDS["items"]["missing"])
_VOCABULARY = vocabulary(WORDS, lambda _: False, is_price_unit)
_ITEM, _PRICE, _DATE = _VOCABULARY.subject, _VOCABULARY.value, _VOCABULARY.across
_NOT_CURRENT = frozenset(WORDS["items"]["not_current"])
_CODES = by_spelling(WORDS["codes"])
_PUBLISHERS: dict[str, dict[str, str]] = WORDS["publishers"]
_TOP = 12
_NAME_IT = "name it: --item nickel, and --unit USD/t"


class Asked(NamedTuple):
    """What is said of a file that it does not say itself."""

    item: str = ""
    unit: str = ""
    column: str = ""
    date: str = ""


class Price(NamedTuple):
    """A price as the file has it; `value` is None where the cell holds none, and `fault` says why it cannot be read."""

    where: str
    item: str
    date: str
    value: Span | None
    unit: str
    text: str
    code: str = ""
    column: str = ""
    """The heading of its column, where each item has a column of its own."""
    fault: RecycError | None = None


class PriceFile(NamedTuple):
    """What a file holds, who publishes such files, or nothing for a user's own, and the headings that were left."""

    publisher: str
    prices: list[Price]
    left: list[str]


def read_price_file(sheets: list[Sheet], path: str, asked: Asked) -> PriceFile:
    """Read the prices of every sheet that holds a table of them.

    Raises:
        RecycError: E374 where there is none, or a column or an item has to be named.
    """
    publisher = _publisher(sheets)
    default = asked.unit or _PUBLISHERS.get(publisher, {}).get("unit", "")
    prices: list[Price] = []
    left: list[str] = []
    current = [sheet for sheet in sheets if not _is_other_money(sheet.name)]
    found = [table for sheet in current if (table := find_table(sheet, _VOCABULARY))]
    tables = [with_ranges(table, _VOCABULARY) for table in found]
    if not tables:
        raise _unknown(sheets, path)
    for table in tables:
        amounts = _amounts(table, path, asked)
        unit = default or unit_above(chain.from_iterable(row for _, row in table.above), _VOCABULARY)
        nameless = len(tables) > 1 and not any(_ITEM in each.about or "name" in each.about for each in amounts)
        item = asked.item or (table.sheet.name if nameless else "")
        prices += _prices(_with_items(table), amounts, asked._replace(unit=unit, item=item), path)
        known = {column.at for column in amounts}
        left += [each.head for each in open_columns(table) if each.at not in known and each.head]
    return PriceFile(publisher, prices, left)


def _is_other_money(name: str) -> bool:
    """Tell whether a sheet's prices are indices, or those of another year's money."""
    return bool(_NOT_CURRENT & set(plain(name).replace("(", " ").replace(")", " ").split()))


def _publisher(sheets: list[Sheet]) -> str:
    """Return who publishes a file, by what stands at the top of it; nothing for a user's own."""
    rows = chain.from_iterable(sheet.rows[:_TOP] for sheet in sheets)
    top = "\n".join(map(plain, chain.from_iterable(rows)))
    named = (name for name, entry in _PUBLISHERS.items() if any(word in top for word in entry["known_by"]))
    return next(named, "")


def _with_items(table: Table) -> Table:
    """Return a table with dates across whose first column says what its rows are of, though nothing heads it."""
    first, *rest = table.columns
    across = any(_DATE in column.about for column in rest)
    if not across or first.role or _DATE in first.about or any(column.role == _ITEM for column in rest):
        return table
    return table._replace(columns=[first._replace(role=_ITEM), *rest])


def _amounts(table: Table, path: str, asked: Asked) -> list[Column]:
    """Return the columns of prices: the ones called so, or about a date, else all that have a name."""
    called = columns_of_amounts(table, _VOCABULARY)
    amounts = called or open_columns(table)
    if asked.column:
        amounts = [column for column in [*called, *open_columns(table)] if _is_called(column, asked.column)]
        if not amounts:
            heads = ", ".join(column.head for column in [*called, *open_columns(table)] if column.head)
            raise RecycError(LAYOUT, f"no column {asked.column!r}", f"{path}: --column", f"columns: {heads}")
    prices = [column for column in amounts if column.role == _PRICE]
    if len(prices) > 1:
        raise several_columns([column.head for column in prices], path)
    return prices or amounts


def _is_called(column: Column, name: str) -> bool:
    return plain(column.head) == plain(name)


def several_columns(heads: list[str], path: str) -> RecycError:
    """Return the error for columns each of which may be the price."""
    listed = " and ".join(repr(head) for head in heads)
    return RecycError(LAYOUT, f"which column is the price: {listed}?", path, f'name it: --column "{heads[-1]}"')


def _prices(table: Table, amounts: list[Column], asked: Asked, path: str) -> Iterator[Price]:
    """Yield the prices of a table."""
    one = len(amounts) == 1 and not any(column.role == _ITEM for column in table.columns)
    if one and not (asked.item or amounts[0].about.get("name")):
        hints = (_near_heading(column.head) for column in table.columns if not column.role)
        raise RecycError(LAYOUT, "the prices of what?", path, next(filter(None, hints), _NAME_IT))
    mark = mark_of(table, amounts)
    order = order_of(
        cell for column in table.columns if column.role == _DATE for cell in cells_of_column(table, column.at)
    )
    for fact in facts_of_table(table, amounts):
        said = fact.said.get(_ITEM) or fact.said.get("name", "")
        a_price, own_unit = _words_for_item(said)
        if a_price and not asked.item:
            raise RecycError(LAYOUT, f"the prices of what? {said[:60]!r} does not say", path, _NAME_IT)
        item = asked.item if asked.item and (one or a_price) else said
        if item or str(fact.cell).strip():
            yield _price(fact, table, item, mark, order, asked._replace(unit=own_unit or asked.unit))


@lru_cache(1024)
def _words_for_item(words: str) -> tuple[bool, str]:
    """Tell whether the words for an item say no more than that it is a price, and return the unit behind them."""
    return read_label(words, _VOCABULARY).role == _PRICE, unit_of_heading(words, _VOCABULARY)[1]


def _price(fact: Fact, table: Table, item: str, mark: str, order: str, asked: Asked) -> Price:
    """Return what a cell and its row say of a price."""
    wide = _PRICE not in {column.role for column in table.columns if column.at == fact.column}
    where = number_of(fact.line, fact.column) if wide or not table.sheet.delimiter else f"line {fact.line}"
    said, text = fact.said, str(fact.cell).strip()
    code = next((word for word in (said.get("code", ""), said.get("name", ""), item) if word in _CODES), "")
    if item in _CODES and item != said.get("code"):
        item = said.get("code") or item
    date = dated(said.get(_DATE, ""), order) or (f"?{said[_DATE]}" if said.get(_DATE) else asked.date or "?")
    own = next(each for each in table.columns if each.at == fact.column)
    column = own.head if wide and not said.get(_ITEM) and _DATE not in own.about else ""
    price = Price(where, item, date, None, "", text, code, column)
    if str(said.get("kind", "")).lower() == INDEX or INDEX in plain(item).split():
        return price._replace(unit=INDEX)
    written = parts_of_amount(text) if isinstance(fact.cell, str) else None
    beside = f"{written.before} {written.after}".strip() if written else ""
    if beside and not says_a_unit(beside):
        return price
    try:
        unit = unit_said(written, said, asked.unit)
    except RecycError as error:
        return price._replace(fault=error)
    value = Span(fact.cell) if isinstance(fact.cell, float) else span(written, mark) if written else None
    return price._replace(value=_widened(value, said, mark), unit=unit)


def _widened(value: Span | None, said: dict[str, str], mark: str) -> Span | None:
    """Return a price with the ends that its row gives beside it, in columns of their own."""
    if value is None or value.low is not None:
        return value
    written = parts_of_amount(said.get("range", ""))
    beside = span(written, mark) if written else None
    low, high = (_number(said.get(side, ""), mark) for side in ("low", "high"))
    if beside and beside.low is not None:
        low, high = beside.low, beside.high
    if low is None or high is None or not low <= value.value <= high:
        return value
    return value._replace(low=low, high=high)


def _number(text: str, mark: str) -> float | None:
    written = parts_of_amount(text)
    read = span(written, mark) if written else None
    return read.value if read else None


def _unknown(sheets: list[Sheet], path: str) -> RecycError:
    """Say why a file is no price file."""
    first = chain.from_iterable(sheet.rows[:1] for sheet in sheets)
    heads = [str(cell) for cell in chain.from_iterable(first) if str(cell).strip()]
    guess = next(filter(None, map(_near_heading, heads)), "")
    known = "columns date,item,price,unit, or a date and a column for each item"
    hint = "; ".join(filter(None, [known, guess]))
    return RecycError(LAYOUT, "no layout of a price file that is known", path, hint)


def _near_heading(head: str) -> str:
    """Return a hint where a heading is a slip of one that is known; nothing where it is known, or like none."""
    words = [word for names in WORDS["heads"].values() for word in names if word.isascii()]
    hint = "" if plain(head) in words else did_you_mean(plain(head), words)
    return f"of the column {head!r}: {hint}" if hint else ""
