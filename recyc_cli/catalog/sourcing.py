"""Makes every number of the presets in force remember that it is an input."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.catalog.document import Layer
from recyc_cli.model.sourced import Sourced

if TYPE_CHECKING:
    from recyc_cli.catalog.document import Tree
    from recyc_cli.catalog.resolved import Resolved

_new = float.__new__


def remember(found: Resolved) -> None:
    """Put numbers that remember their own path in the place of a resolved request's, before money is exchanged.

    Args:
        found: corrected and overridden; its `inputs` are filled: the path of each bit of a number.
    """
    found.inputs = []
    for prefix, document in found.documents.items():
        tree = _branch(document.tree, f"{prefix}.", found.inputs)
        found.documents[prefix] = document.with_layer(Layer(tree, document.foreign, lambda own=document: own.records))


def _branch(tree: Tree, prefix: str, paths: list[str]) -> Tree:
    branch: Tree = {}
    for key, value in tree.items():
        if type(value) is float:
            branch[key] = number = _new(Sourced, value)
            number.inputs = 1 << len(paths)
            paths.append(prefix + key)
        else:
            branch[key] = _branch(value, f"{prefix}{key}.", paths) if type(value) is dict else value
    return branch
