"""Checks that shares which must sum to one still do, whatever a user sets.

They are the fates of a component, and what a form of feed is made of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.catalog.documents.document import lookup
from recyc_cli.catalog.vocabulary import FORM_TABLES, REST
from recyc_cli.errors import RecycError
from recyc_cli.model.numbers.arithmetic import add_up, plain

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from recyc_cli.catalog.documents.document import Document, Tree

WHOLE = "E314"
"""Code of what is less or more than whole."""
EXACT = 1e-9
"""Rounding of shares that sum to one."""
ROUNDED = 2e-2
"""Of bills of material, which are rounded."""


def faults_of_sums(kind: str, tree: Tree) -> Iterator[RecycError]:
    """Yield E314 for everything in a preset that is not whole; `where` is its path in the preset.

    >>> [str(fault) for fault in faults_of_sums("chemistries", {"pack": {"cathode": 0.4, "steel": 0.9}})]
    ['pack: the shares sum to 1.3, not to 1 (kg per kg of the form)']
    """
    if kind in {"stages", "routes"}:
        yield from _fates(tree)
    if kind == "chemistries":
        yield from _compositions(tree)


def _fates(tree: Tree, path: str = "") -> Iterator[RecycError]:
    """Yield E314 for every component, in groups named `fates` at any depth, whose shares do not sum to 1.

    >>> [str(fault) for fault in _fates({"fates": {"steel": {"steel": 0.9}}})]
    ['fates.steel: the shares sum to 0.9, not to 1 (one of them may be "rest")']
    """
    for key, value in tree.items():
        if not isinstance(value, dict):
            continue
        if key == "fates":
            yield from _shares(value, f"{path}{key}")
        else:
            yield from _fates(value, f"{path}{key}.")


def _shares(group: Tree, path: str) -> Iterator[RecycError]:
    """Shares lie in [0, 1] and sum to 1; one of them may be the text `rest`."""
    leaves = {key: value for key, value in group.items() if not isinstance(value, dict)}
    wrong = [key for key, value in leaves.items() if not _is_share(value)]
    for key in wrong:
        yield RecycError("E314", 'a share from 0 to 1 is due, or the text "rest"', f"{path}.{key}")
    for key, value in group.items():
        if isinstance(value, dict):
            yield from _shares(value, f"{path}.{key}")
    if wrong:
        return
    numbers = [value for value in leaves.values() if isinstance(value, float)]
    rests = list(leaves.values()).count(REST)
    if rests > 1:
        yield RecycError("E314", 'only one share can be the "rest"', path)
    elif leaves and (sum(numbers) > 1.0 + EXACT or (not rests and sum(numbers) < 1.0 - EXACT)):
        message = f"the shares sum to {sum(numbers):.9g}, not to 1"
        yield RecycError("E314", message, path, 'one of them may be "rest"')


def _is_share(leaf: object) -> bool:
    return leaf == REST or (isinstance(leaf, float) and 0.0 <= leaf <= 1.0)


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


def conditions_of_paths(document: Document, paths: Collection[str]) -> Iterator[tuple[Any, str]]:
    """Yield what has to hold of traced numbers at these paths, so that they leave nothing less or more than whole.

    Each with the code of its refusal: what `faults_of_paths` finds, for numbers that are not known yet.
    """
    for where in dict.fromkeys(path.rpartition(".")[0] for path in paths):
        group = lookup(document.tree, where)
        if not isinstance(group, dict):
            continue
        mine = {name: share for name, share in group.items() if f"{where}.{name}" in paths}
        shares = [share for share in group.values() if not isinstance(share, (str, dict, list, bool))]
        beyond = add_up(shares) - 1.0
        if "fates" in where.split(".") and document.kind in {"stages", "routes"}:
            for share in mine.values():
                yield share >= 0.0, WHOLE
                yield share <= 1.0, WHOLE
            yield beyond <= EXACT, WHOLE
            if REST not in [share for share in group.values() if isinstance(share, str)]:
                yield beyond >= -EXACT, WHOLE
        elif document.kind == "chemistries" and where in FORM_TABLES:
            yield beyond <= ROUNDED, WHOLE
            yield beyond >= -ROUNDED, WHOLE


def _way_out(prefix: str, where: str, group: object, changed: Collection[str]) -> str:
    """Say what else has to change where some shares of a group did: the largest other one, if it can make room."""
    if not isinstance(group, dict):
        return ""
    rest = next((name for name, share in group.items() if share == REST), None)
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
    if REST not in group.values():
        return shares[name], shares[name]
    return 0.0, max(1.0 - add_up(share for other, share in shares.items() if other != name), 0.0)


def _numbers(group: Tree) -> dict[str, float]:
    return {name: plain(share) for name, share in group.items() if not isinstance(share, str | dict)}


def destinations(fates: Tree) -> Iterator[str]:
    """Yield where the components of a feed go.

    >>> list(destinations({"steel": {"steel": 0.9, "slag": "rest"}}))
    ['steel', 'slag']
    """
    for key, below in fates.items():
        if isinstance(below, dict):
            yield from destinations(below)
        else:
            yield key
