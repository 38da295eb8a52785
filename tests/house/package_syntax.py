"""The package as its syntax tells it: modules, what each imports, and how long things are."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(__file__).parents[2] / "recyc_cli"
Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def modules() -> dict[str, ast.Module]:
    """Return the syntax of every module by its name below the package; a folder goes by its `__init__`."""
    return {named(path): ast.parse(path.read_text("utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}


@cache
def nodes(tree: ast.Module) -> list[ast.AST]:
    """Return all that a module is made of, as `ast.walk` does: most tests here go through every module."""
    return list(ast.walk(tree))


def named(path: Path) -> str:
    """Return `model.flows.stage` for that file, `model.flows` for the folder's `__init__.py`, "" for the package's."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def imports() -> dict[str, set[str]]:
    """Return what each module imports of the package: at the top, inside functions and for types alone.

    The face of a folder that hands on the names of what stands in it counts as those modules.
    """
    known = modules()
    return {
        name: {
            other
            for other in _named_imports(tree)
            if other in known and other != name and not (is_folder(name) and other.startswith(f"{name}."))
        }
        for name, tree in known.items()
        if name
    }


def is_folder(name: str) -> bool:
    """Tell whether a module is the face of a folder."""
    return (PACKAGE / name.replace(".", "/")).is_dir()


def _named_imports(tree: ast.Module) -> Iterator[str]:
    for node in nodes(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("recyc_cli."):
            module = str(node.module).removeprefix("recyc_cli.")
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name.removeprefix("recyc_cli.") for alias in node.names)


def circles() -> list[list[str]]:
    """Return every group of modules that import each other in a circle, by Tarjan's algorithm."""
    order: dict[str, int] = {}
    lowest: dict[str, int] = {}
    path: list[str] = []
    found: list[list[str]] = []

    def visit(name: str) -> None:
        order[name] = lowest[name] = len(order)
        path.append(name)
        for other in sorted(imports()[name]):
            if other not in order:
                visit(other)
            if other in path:
                lowest[name] = min(lowest[name], lowest[other])
        if lowest[name] == order[name]:
            group = path[path.index(name) :]
            del path[path.index(name) :]
            found.extend([group] if len(group) > 1 else [])

    for name in imports():
        if name not in order:
            visit(name)
    return found


def functions() -> Iterator[tuple[str, Function]]:
    """Yield every function with the name of its module."""
    for name, tree in modules().items():
        yield from ((name, node) for node in nodes(tree) if isinstance(node, Function))
