"""Checks that shares which must sum to one still do, whatever a user sets.

They are the fates of a component, and what a form of feed is made of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.catalog.documents import fates
from recyc_cli.catalog.documents.document import lookup
from recyc_cli.catalog.vocabulary import FORM_TABLES
from recyc_cli.errors import RecycError
from recyc_cli.model.numbers.arithmetic import add_up

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from recyc_cli.catalog.documents.document import Document, Tree

ROUNDED = 2e-2
"""Of bills of material, which are rounded."""


def faults_of_sums(kind: str, tree: Tree) -> Iterator[RecycError]:
    """Yield E314 for everything in a preset that is not whole; `where` is its path in the preset.

    >>> [str(fault) for fault in faults_of_sums("chemistries", {"pack": {"cathode": 0.4, "steel": 0.9}})]
    ['pack: the shares sum to 1.3, not to 1 (kg per kg of the form)']
    """
    if kind in {"stages", "routes"}:
        yield from fates.faults_of_fates(tree)
    if kind == "chemistries":
        yield from _compositions(tree)


def _compositions(tree: Tree) -> Iterator[RecycError]:
    for form in FORM_TABLES:
        group = tree.get(form)
        if not isinstance(group, dict) or not all(isinstance(share, float) for share in group.values()):
            continue
        total = add_up(group.values())
        if group and abs(total - 1.0) > ROUNDED:
            yield RecycError("E314", f"the shares sum to {total:.5g}, not to 1", form, "kg per kg of the form")


def faults_of_paths(prefix: str, document: Document, paths: Collection[str]) -> Iterator[RecycError]:
    """Yield what numbers set at these paths of a document leave less or more than whole, and what to set with them."""
    for fault in faults_of_sums(document.kind, document.tree):
        inside = [path for path in paths if f"{path}.".startswith(f"{fault.where}.")]
        if inside:
            hint = _way_out(prefix, fault.where, lookup(document.tree, fault.where), inside)
            yield RecycError(fault.code, fault.message, f"{prefix}.{fault.where}", hint)


def _way_out(prefix: str, where: str, group: object, changed: Collection[str]) -> str:
    """Say what else has to change where some shares of a group did: the largest other one, if it can make room."""
    if not isinstance(group, dict):
        return ""
    rest = next((name for name, share in group.items() if share == fates.REST), None)
    if rest is not None:
        return f"{rest} is the rest: the others may sum to 1 at most"
    shares = _numbers(group)
    others = {name: share for name, share in shares.items() if f"{where}.{name}" not in changed}
    excess = add_up(shares.values()) - 1.0
    for name, share in sorted(others.items(), key=lambda item: -item[1]):
        if 0.0 <= share - excess <= 1.0:
            return f"set what makes room for it too, such as {prefix}.{where}.{name}={share - excess:.6g}"
    return f"set others with it: those that are left as they were sum to {add_up(others.values()):.5g}"


def range_of_share(document: Document, path: str) -> tuple[float, float] | None:
    """Return what a share may be while all others stay as they are; None for a number that is no share of a whole.

    Next to a rest that gives way it is a range, else there is but the one value.
    """
    where, _, name = path.rpartition(".")
    group = lookup(document.tree, where) if where else None
    fate = "fates" in where.split(".") and document.kind in {"stages", "routes"}
    if not isinstance(group, dict) or not (fate or (document.kind == "chemistries" and where in FORM_TABLES)):
        return None
    shares = _numbers(group)
    if fates.REST not in group.values():
        return shares[name], shares[name]
    return 0.0, max(1.0 - add_up(share for other, share in shares.items() if other != name), 0.0)


def _numbers(group: Tree) -> dict[str, float]:
    return {name: share for name, share in group.items() if isinstance(share, float)}
