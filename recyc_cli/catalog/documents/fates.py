"""Checks that the fates of every component add up to the whole of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.errors import RecycError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recyc_cli.catalog.documents.document import Tree

REST = "rest"
EXACT = 1e-9
"""Rounding of shares that sum to one."""


def faults_of_fates(tree: Tree, path: str = "") -> Iterator[RecycError]:
    """Yield E314 for every component, in groups named `fates` at any depth, whose shares do not sum to 1.

    >>> [str(fault) for fault in faults_of_fates({"fates": {"steel": {"steel": 0.9}}})]
    ['fates.steel: the shares sum to 0.9, not to 1 (one of them may be "rest")']
    """
    for key, value in tree.items():
        if not isinstance(value, dict):
            continue
        if key == "fates":
            yield from _shares(value, f"{path}{key}")
        else:
            yield from faults_of_fates(value, f"{path}{key}.")


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
