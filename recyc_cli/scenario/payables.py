"""Finds the payables of a region, and spells out short ones: `payables.ni=65%`."""

from __future__ import annotations

from recyc_cli.catalog.vocabulary import PAYABLE_GROUPS
from recyc_cli.errors import RecycError, did_you_mean
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from recyc_cli.catalog.documents.document import Document

ANY, TABLE, FAMILIES = "any", "payables", "families"
FLAG = "--payables"


def payables_key(region: Document, payables: Document) -> tuple[str, str]:
    """Key of a region among payables, and of the table used: its own, one it borrows, or that for any region.

    Raises:
        RecycError: E331 no payables for the region.
    """
    tree, key = payables.tree, str(region.tree[TABLE])
    used = str(key if key in tree else tree.get("borrow", {}).get(key, ANY))
    if used not in tree:
        known = ", ".join(name for name, item in tree.items() if isinstance(item, dict) and name not in PAYABLE_GROUPS)
        hint = f"add a table [{key}], or [borrow] {key} = one of {known}"
        raise RecycError("E331", f"no payables for region {key!r}", payables.path, hint)
    return key, used


def spelled_out(documents: Mapping[str, Document], sets: Sequence[str]) -> list[str]:
    """Return `path=value` with short payables as those of the region in force, of every family that has its own.

    Args:
        documents: the presets in force, by the prefix of their paths.
        sets: as the user gave them.

    Raises:
        RecycError: E104 an element that is not paid for there, E112 one that is given twice, E331.
    """
    if not any(paid_element(text) for text in sets):
        return list(sets)
    _, used = payables_key(documents["region"], documents[TABLE])
    spelled: list[str] = []
    for text in sets:
        element, value = paid_element(text), text.partition("=")[2]
        spelled += [f"{path}={value}" for path in _paths(documents[TABLE], used, element)] if element else [text]
    paths = [text.partition("=")[0].strip() for text in spelled]
    twice = next((path for path in paths if paths.count(path) > 1), None)
    if twice:
        raise RecycError("E112", f"{twice} is given twice", f"{FLAG} and --set", "give it once")
    return spelled


def paid_element(text: str) -> str:
    """Return the element of a short payable, nothing of any other path."""
    prefix, _, rest = text.partition("=")[0].strip().partition(".")
    return rest.lower() if prefix == TABLE and rest and "." not in rest else ""


def _paths(payables: Document, used: str, element: str) -> Iterator[str]:
    """Yield the paths of what is paid for an element in a region: as a rule, and for each family with its own."""
    starts = [used, *(f"{FAMILIES}.{name}.{used}" for name in payables.tree.get(FAMILIES, {}))]
    known = [f"{start}.{element}" for start in starts if f"{start}.{element}" in payables.records]
    if not known:
        paid = _elements(payables, used)
        hint = " ".join(filter(None, [did_you_mean(element, paid), f"known of {used}: {' '.join(paid)}"]))
        raise RecycError("E104", f"no payable of {element!r} for {used}", FLAG, hint)
    yield from (f"{TABLE}.{path}" for path in known)


def _elements(payables: Document, used: str) -> list[str]:
    """Return the elements that have a payable in a region."""
    paths: Iterable[str] = (path.removeprefix(f"{used}.") for path in payables.records if path.startswith(f"{used}."))
    return list(dict.fromkeys(path for path in paths if "." not in path))
