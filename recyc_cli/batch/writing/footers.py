"""Joins the footers of files of Parquet that stand one behind the other.

A footer is a structure in Thrift's compact form (apache/parquet-format, `parquet.thrift`). It is read as it stands, so
what this file does not know of is kept; only the places of pages are moved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

MAGIC = b"PAR1"
TAIL = 8
"""Bytes behind a footer: its length, and the magic word."""
_TRUE, _FALSE, _BYTE, _DOUBLE, _BINARY, _LIST, _SET, _STRUCT = 1, 2, 3, 7, 8, 9, 10, 12
_WHOLE = (4, 5, 6)
_LONG = 15
"""Size from which on that of a list stands behind its head."""
_ROWS, _GROUPS = 3, 4
_COLUMNS, _GROUP_PLACE, _ORDINAL = 1, 5, 7
_CHUNK_PLACES, _META, _PAGES = (2, 4, 6), 3, (9, 10, 11, 14)
_MOST_ORDINAL = 32_767


class _List(NamedTuple):
    kind: int
    items: list[_Value]


_Struct: TypeAlias = "dict[int, tuple[int, _Value]]"
_Value: TypeAlias = "int | bytes | _List | _Struct"


class Footer(NamedTuple):
    """The footer of a file whose first byte stands so many bytes further on than it was written for."""

    text: bytes
    moved: int


def footer_of_all(footers: Sequence[Footer]) -> bytes:
    """Return the footer of all, with its length and the magic word."""
    whole: _Struct = {}
    groups: list[_Value] = []
    for footer in footers:
        read = _Reader(footer.text).struct()
        for each in _items(read, _GROUPS):
            _move(each, footer.moved)
            if isinstance(each, dict) and _ORDINAL in each:
                each[_ORDINAL] = (each[_ORDINAL][0], min(len(groups), _MOST_ORDINAL))
            groups.append(each)
        rows = _number(whole, _ROWS) + _number(read, _ROWS)
        whole = whole or read
        whole[_ROWS] = (_WHOLE[-1], rows)
    whole[_GROUPS] = (_LIST, _List(_STRUCT, groups))
    text = bytearray()
    _write_struct(whole, text)
    return bytes(text) + len(text).to_bytes(4, "little") + MAGIC


def _items(struct: _Struct, field: int) -> list[_Value]:
    found = struct.get(field, (0, 0))[1]
    return found.items if isinstance(found, _List) else []


def _number(struct: _Struct, field: int) -> int:
    found = struct.get(field, (0, 0))[1]
    return found if isinstance(found, int) else 0


def _move(group: _Value, by: int) -> None:
    """Move the places of a row group; 0 is where none is said."""
    assert isinstance(group, dict)  # noqa: S101 - as the format has it
    places: list[tuple[_Struct, tuple[int, ...]]] = [(group, (_GROUP_PLACE,))]
    for chunk in _items(group, _COLUMNS):
        assert isinstance(chunk, dict)  # noqa: S101
        meta = chunk[_META][1]
        assert isinstance(meta, dict)  # noqa: S101
        places += [(chunk, _CHUNK_PLACES), (meta, _PAGES)]
    for struct, fields in places:
        for field in fields:
            if _number(struct, field):
                struct[field] = (struct[field][0], _number(struct, field) + by)


class _Reader:
    """Reads Thrift's compact form."""

    def __init__(self, text: bytes) -> None:
        self._text, self._at = text, 0

    def struct(self) -> _Struct:
        """Read fields until there are no more."""
        found: _Struct = {}
        field = 0
        while head := self._byte():
            kind, step = head & 15, head >> 4
            field = field + step if step else self._whole()
            found[field] = (kind, kind if kind in (_TRUE, _FALSE) else self._value(kind))
        return found

    def _value(self, kind: int) -> _Value:
        if kind in _WHOLE:
            return self._whole()
        if kind in (_TRUE, _FALSE, _BYTE):
            return self._byte()
        if kind == _DOUBLE:
            return self._bytes(8)
        if kind == _BINARY:
            return self._bytes(self._varint())
        if kind in (_LIST, _SET):
            head = self._byte()
            count = self._varint() if head >> 4 == _LONG else head >> 4
            return _List(head & 15, [self._value(head & 15) for _ in range(count)])
        if kind == _STRUCT:
            return self.struct()
        raise ValueError(f"no footer of Parquet: a field of kind {kind}")

    def _byte(self) -> int:
        self._at += 1
        return self._text[self._at - 1]

    def _bytes(self, count: int) -> bytes:
        self._at += count
        return self._text[self._at - count : self._at]

    def _varint(self) -> int:
        value = shift = 0
        while True:
            byte = self._byte()
            value |= (byte & 127) << shift
            if byte < 128:  # noqa: PLR2004 - seven bits a byte, the eighth says that more come
                return value
            shift += 7

    def _whole(self) -> int:
        value = self._varint()
        return value >> 1 ^ -(value & 1)


def _write_struct(struct: _Struct, out: bytearray) -> None:
    last = 0
    for field, (kind, value) in sorted(struct.items()):
        if 0 < field - last < 16:  # noqa: PLR2004 - four bits
            out.append((field - last) << 4 | kind)
        else:
            out.append(kind)
            _write_varint(field << 1, out)
        last = field
        if kind not in (_TRUE, _FALSE):
            _write(kind, value, out)
    out.append(0)


def _write(kind: int, value: _Value, out: bytearray) -> None:
    if isinstance(value, dict):
        _write_struct(value, out)
    elif isinstance(value, _List):
        count = len(value.items)
        out.append(min(count, _LONG) << 4 | value.kind)
        if count >= _LONG:
            _write_varint(count, out)
        for each in value.items:
            _write(value.kind, each, out)
    elif isinstance(value, bytes):
        if kind == _BINARY:
            _write_varint(len(value), out)
        out += value
    elif kind in _WHOLE:
        _write_varint(value << 1 if value >= 0 else (-value << 1) - 1, out)
    else:
        out.append(value)


def _write_varint(value: int, out: bytearray) -> None:
    while value > 127:  # noqa: PLR2004 - as read
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
