"""Lists the deliberate faults of a file, one change of its syntax tree each, and compiles the file with one of them."""

from __future__ import annotations

import ast
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import CodeType

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
ARITHMETIC = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.Pow: ast.Mult}
BORDER = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt}
TURNED = {
    ast.Lt: ast.GtE, ast.LtE: ast.Gt, ast.Gt: ast.LtE, ast.GtE: ast.Lt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
SIBLINGS = {"maximum": "minimum", "minimum": "maximum", "max": "min", "min": "max", "any": "all", "all": "any"}


class Fault(NamedTuple):
    """A node of a function, and what stands there instead."""

    file: str
    function: str
    line: int
    change: str
    parent: ast.AST
    field: str
    at: int | None
    node: ast.AST | None

    @property
    def place(self) -> str:
        """Name the function, as the list of equivalents does."""
        return f"{self.file}:{self.function}"


def faults_of(file: str, tree: ast.Module) -> list[Fault]:
    """List the faults of every function of a file, in the order of its text."""
    found: list[Fault] = []
    seen: Counter[tuple[str, str]] = Counter()
    for name, function in functions_of(tree):
        for statement, parent, field, index, node in _sites(function):
            for change, other in _changes(node, function):
                words = f"{change}  in  {_head(statement)}"
                seen[name, words] += 1
                if seen[name, words] > 1:
                    words += f"  #{seen[name, words]}"
                found.append(Fault(file, name, getattr(node, "lineno", 0), words, parent, field, index, other))
    return found


def functions_of(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef]]:
    """Yield the functions of a file and the methods of its classes, by qualified name."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node.name, node
        elif isinstance(node, ast.ClassDef):
            yield from ((f"{node.name}.{each.name}", each) for each in node.body if isinstance(each, ast.FunctionDef))


def compiled(tree: ast.Module, path: str, fault: Fault) -> CodeType:
    """Compile a file with a fault, and leave its tree as it was."""
    there = getattr(fault.parent, fault.field)
    if fault.at is None:
        setattr(fault.parent, fault.field, fault.node)
    else:
        here, there[fault.at] = there[fault.at], fault.node
    try:
        return compile(ast.fix_missing_locations(tree), path, "exec")
    finally:
        if fault.at is None:
            setattr(fault.parent, fault.field, there)
        else:
            there[fault.at] = here


def _sites(function: ast.FunctionDef) -> Iterator[tuple[ast.stmt, ast.AST, str, int | None, ast.AST]]:
    """Yield what may be changed in a body: the statement, the node's parent, field and index there, and the node."""

    def below(node: ast.AST, statement: ast.stmt) -> Iterator[tuple[ast.stmt, ast.AST, str, int | None, ast.AST]]:
        for field, value in ast.iter_fields(node):
            if field in ("annotation", "returns", "decorator_list", "keys") or isinstance(
                node, ast.JoinedStr | ast.Raise
            ):
                continue
            for index, each in enumerate(value) if isinstance(value, list) else [(None, value)]:
                if isinstance(each, ast.AST):
                    here = each if isinstance(each, ast.stmt) else statement
                    yield here, node, field, index, each
                    yield from below(each, here)

    documented = ast.get_docstring(function) is not None
    for index, each in enumerate(function.body):
        if index or not documented:
            yield each, function, "body", index, each
            yield from below(each, each)


def _changes(node: ast.AST, function: ast.FunctionDef) -> Iterator[tuple[str, ast.AST]]:
    for other in _others(node, function):
        yield f"{_words(node)} -> {_words(other)}", other


def _words(node: ast.AST) -> str:
    """Return a node as text in one line; of a statement with a body its condition."""
    if isinstance(node, ast.If | ast.While):
        return f"if {ast.unparse(node.test)}"
    return " ".join(ast.unparse(node).split())


def _others(node: ast.AST, function: ast.FunctionDef) -> Iterator[ast.AST]:
    """Yield what may stand in place of a node."""
    if isinstance(node, ast.comprehension) and node.ifs:
        yield ast.comprehension(node.target, node.iter, [], node.is_async)
    elif isinstance(node, ast.Return) and node.value is not None:
        yield from (each for each in _returns(function) if ast.dump(each) != ast.dump(node))
    elif isinstance(node, ast.AugAssign) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)):
        yield ast.Pass()
    for kind, others in BY_KIND.items():
        if isinstance(node, kind):
            yield from others(node)


def _arithmetic(node: ast.BinOp) -> Iterator[ast.AST]:
    if type(node.op) in ARITHMETIC:
        yield ast.BinOp(node.left, ARITHMETIC[type(node.op)](), node.right)
    yield node.left
    if isinstance(node.op, ast.Add | ast.Mult | ast.BitOr):
        yield node.right


def _comparisons(node: ast.Compare) -> Iterator[ast.AST]:
    for table in (BORDER, TURNED):
        if len(node.ops) == 1 and type(node.ops[0]) in table:
            yield ast.Compare(node.left, [table[type(node.ops[0])]()], node.comparators)


def _words_of_logic(node: ast.BoolOp) -> Iterator[ast.AST]:
    yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
    yield from node.values


def _constants(node: ast.Constant) -> Iterator[ast.AST]:
    if isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node.value, int | float):
        yield ast.Constant(node.value + 1)


def _calls(node: ast.Call) -> Iterator[ast.AST]:
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if name in SIBLINGS:
        yield ast.Call(ast.Name(SIBLINGS[name], ast.Load()), node.args, node.keywords)
    args = node.args
    for at in range(len(args) - 1):
        if name not in SIBLINGS and not any(isinstance(each, ast.Starred) for each in args):
            yield ast.Call(node.func, [*args[:at], args[at + 1], args[at], *args[at + 2 :]], node.keywords)


def _conditions(node: ast.If | ast.IfExp | ast.While) -> Iterator[ast.AST]:
    """Turn a condition round where that is not what a comparison's own fault does."""
    if isinstance(node.test, ast.Compare) or (isinstance(node.test, ast.UnaryOp) and isinstance(node.test.op, ast.Not)):
        return
    turned = ast.UnaryOp(ast.Not(), node.test)
    if isinstance(node, ast.IfExp):
        yield ast.IfExp(turned, node.body, node.orelse)
    else:
        yield type(node)(turned, node.body, node.orelse)


def _returns(function: ast.FunctionDef) -> list[ast.Return]:
    return [each for each in ast.walk(function) if isinstance(each, ast.Return) and each.value is not None]


def _head(statement: ast.stmt) -> str:
    """Return a statement in one line, shortened."""
    return " ".join(ast.unparse(statement).split())[:60]


BY_KIND: dict[Any, Callable[[Any], Iterator[ast.AST]]] = {
    ast.Constant: _constants,
    ast.BinOp: _arithmetic,
    ast.UnaryOp: lambda node: iter([node.operand]),
    ast.Compare: _comparisons,
    ast.BoolOp: _words_of_logic,
    ast.Call: _calls,
    ast.If | ast.IfExp | ast.While: _conditions,
}
"""What stands in place of an expression or a condition."""
