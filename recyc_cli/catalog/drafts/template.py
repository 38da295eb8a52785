"""Drafts a preset that extends another, whose numbers stand in it commented out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import tomli_w

from recyc_cli.catalog.documents.document import Document, Layer, Record, leaves
from recyc_cli.catalog.documents.record import META
from recyc_cli.catalog.vocabulary import SINGLETONS
from recyc_cli.errors import RecycError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

BAD_NAME = "E161"
HEAD = """\
# Made from {parent}, which it extends: as it stands, it is the same.
# Lines that start with # and no space are its numbers and settings. Take the # away to replace one, and say where the
# new number comes from: `source` is an id of sources.toml; evidence is measured, market, published-model or estimate.
"""
_LEFT_OUT = ("title", "extends", "aliases", "product")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_TABLE = "[{}]"


def checked_name(name: str, where: str) -> str:
    """Return a name that a preset's file can have, or raise RecycError E161.

    >>> checked_name("nmc622-mine", "--as")
    'nmc622-mine'
    """
    if not _NAME.fullmatch(name):
        hint = "letters, digits, - and _, at most 64 of them"
        raise RecycError(BAD_NAME, f"{name[:80]!r} cannot be a preset's name", where, hint)
    return name


def draft(parent: Document) -> str:
    """Return the text of a file that extends a preset and holds its numbers as comments, by group.

    The file is the same preset as it stands, and also with any of its comments made a line of its own: where a
    correction changes a number, the number's own line says so.

    Args:
        parent: the preset to start from.
    """
    lines = [HEAD.format(parent=parent.id)]
    if parent.kind not in SINGLETONS:
        lines += [f"title = {toml_string(_title(parent))}", f"extends = {toml_string(parent.name)}"]
    if parent.kind == "chemistries":
        product = toml_string(parent.tree.get("product") or parent.name)
        lines += [f"product = {product}  # the price of its cathode in a deck"]
    lines += _layer(parent, "", parent.notes, _corrected(parent))
    for name, overlay in parent.overlays.items():
        lines += ["", f"# --- With the correction {name} ".ljust(119, "-")]
        lines += _layer(overlay, f"when.{name}", {}, {})
    return "\n".join(lines) + "\n"


def toml_string(value: str) -> str:
    """Return a TOML string.

    >>> toml_string("NMC(622)")
    '"NMC(622)"'
    """
    return tomli_w.dumps({"text": value}).removeprefix("text = ").removesuffix("\n")


def inline_number(record: Record) -> str:
    """Return a number with its record as an inline table.

    >>> inline_number(Record(16.5, "USD/kg", "USD/kg", 15.0, None, "2024", "", "mine", "market", ""))
    '{ value = 16.5, unit = "USD/kg", low = 15, date = "2024", source = "mine", evidence = "market" }'
    """
    said = ((field, getattr(record, field)) for field in META)
    fields = [f"{field} = {_plain(value)}" for field, value in said if value not in (None, "")]
    return "{ " + ", ".join(fields) + " }"


def _title(parent: Document) -> str:
    title = parent.tree.get("title") or parent.name
    return f"{title}, with numbers of my own"


def _corrected(parent: Document) -> dict[str, list[str]]:
    """Return the corrections that set a number again, by its path."""
    corrections: dict[str, list[str]] = {}
    for name, overlay in parent.overlays.items():
        for path, _ in leaves(overlay.tree):
            corrections.setdefault(path, []).append(name)
    return corrections


def _layer(layer: Layer, above: str, notes: Mapping[str, str], corrected: Mapping[str, list[str]]) -> Iterator[str]:
    """Yield the lines of a layer, the numbers of one group together."""
    groups: dict[str, list[str]] = {}
    for path, leaf in leaves(layer.tree):
        if not above and path in _LEFT_OUT:
            continue
        group, _, key = path.rpartition(".")
        if path in corrected:
            again = ", ".join(corrected[path])
            groups.setdefault(group, []).append(f"# set again by: {again} (a line of your own here undoes that)")
        written = inline_number(layer.records[path]) if path in layer.records else _plain(leaf)
        groups.setdefault(group, []).append(f"#{_key(key)} = {written}")
    for group in sorted(groups, key=bool):
        yield ""
        if group or above:
            yield _TABLE.format(".".join(map(_key, filter(None, [*above.split("."), *group.split(".")]))))
        if notes.get(group):
            yield from (f"# {line}" for line in notes[group].splitlines())
        yield from groups[group]


def _key(key: str) -> str:
    """Return a key, in quotation marks where TOML asks for them."""
    return tomli_w.dumps({key: 0}).removesuffix(" = 0\n")


def _plain(value: object) -> str:
    """Return a value as TOML: text, a number with all its digits, true or false, a list of text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return repr(value).removesuffix(".0")
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(toml_string(str(item)) for item in value) + "]"
    return toml_string(str(value))
